import Netlist

/// Which values get a name of their own, and what it is.
struct NameChoice {
  struct Choice {
    /// The value gets a name of its own.
    var isNamed = false
    /// Some user reads all bits of the vector at once.
    var isReadWhole = false
  }

  /// The most operators inside each other in one expression.
  private static let maximumDepth: Int16 = 12

  private let module: Module
  private let subject: AnalyzedModule
  private var choices: [Choice]
  /// What to call a value that the source does not name: of those that get one, the name.
  private(set) var hints: [Int32: String] = [:]
  private var hintBase: [Int32: String] = [:]

  subscript(index: Int) -> Choice { choices[index] }

  /// Whether printing the value twice costs the reader and the hardware nothing.
  private func isCheap(_ id: ValueID) -> Bool {
    switch module[id].operation {
    case .constant, .input, .register, .wire, .instanceOutput, .loopIndex, .loopAccumulator: true
    case .loopElement(_, let vector): isLeafOrNamed(vector)
    case .slice(let a, _), .reinterpret(let a), .crossing(let a), .resize(let a): isLeafOrNamed(a)
    case .not(let a): module[id].type.width == 1 && isLeafOrNamed(a)
    case .binary(.equal, let a, let b):
      isLeafOrNamed(a) && { if case .constant = module[b].operation { true } else { false } }()
    case .binary(.and, let a, let b), .binary(.or, let a, let b):
      module[id].type.width == 1 && isLeafOrNamed(a) && isLeafOrNamed(b)
    default: false
    }
  }

  private func isLeafOrNamed(_ id: ValueID) -> Bool {
    switch module[id].operation {
    case .loopIndex, .loopAccumulator: true
    default: module.isLeaf(id) || module[id].name != nil
    }
  }

  init(_ subject: AnalyzedModule, _ reach: Reach, _ extents: Extents) {
    let uses = reach.uses, dialect = subject.dialect, wiring = subject.wiring, constantMemories = subject.constantMemories
    self.subject = subject
    module = subject.module
    choices = [Choice](repeating: Choice(), count: module.values.count)
    var inlineDepth = [Int16](repeating: 0, count: module.values.count)
    var needsName = [Bool](repeating: false, count: module.values.count)
    var isSelected = [Bool](repeating: false, count: module.values.count)
    // An attribute stands before a declaration.
    for id in module.attributes.keys { needsName[Int(id.index)] = true }

    /// `id` is printed as `name[…]`: operations that only select bits pass that on to their operand.
    func select(_ id: ValueID) {
      isSelected[Int(id.index)] = true
      switch module[id].operation {
      case .input, .register, .wire, .instanceOutput, .constant, .loopIndex: break
      case .slice, .reinterpret, .crossing: break
      case .resize(let a) where module[a].type.width >= module[id].type.width: break
      default: needsName[Int(id.index)] = true
      }
    }
    /// The vector is read element by element.
    func readElements(_ id: ValueID) {
      switch module[id].operation {
      case .input, .register, .wire, .instanceOutput, .constant, .map: break
      case .memoryRead(let memory, _) where !constantMemories.contains(memory): break
      case .mux where module[id].type.count != nil: break
      case .reinterpret(let a), .crossing(let a):
        if module[a].type.count != module[id].type.count, !module.isLeaf(a) { needsName[Int(id.index)] = true }
      default: needsName[Int(id.index)] = true
      }
    }

    /// Whether the value may need a name made up for it; making one for every value would cost more than all else.
    func isAnonymous(_ id: ValueID) -> Bool {
      module.values[Int(id.index)].name == nil && !module.isLeaf(id) && hintBase[id.index] == nil
    }

    subject.forEachScopeUse { id, _, role in
      switch role {
      case .mask: select(id)
      case .value(let target):
        let count = elementCount(of: target)
        if module[id].type.count == nil || module[id].type.count != count { choices[Int(id.index)].isReadWhole = true }
        // A masked write takes the word element by element, and so do all others of that memory.
        if case .memory(let memory, _, _) = target, subject.maskedMemories.contains(memory) { readElements(id) }
        if isAnonymous(id) { hintBase[id.index] = targetName(target) + "_next" }
      case .index, .address:
        if dialect == .verilog2005 { select(id) }
        if isAnonymous(id) { hintBase[id.index] = "index" }
      case .condition: if isAnonymous(id) { hintBase[id.index] = "condition" }
      case .subject: if isAnonymous(id) { hintBase[id.index] = "subject" }
      case .check: if isAnonymous(id) { hintBase[id.index] = "checked" }
      case .displayed:
        choices[Int(id.index)].isReadWhole = true
        if isAnonymous(id) { hintBase[id.index] = "displayed" }
      }
    }
    for instance in module.instances { for case let id? in instance.connections { choices[Int(id.index)].isReadWhole = true } }
    for port in module.ports { choices[Int(port.value.index)].isReadWhole = true }
    for id in wiring.chains.map(\.first) {
      choices[Int(id.index)].isReadWhole = true
      select(id)
    }
    for id in wiring.broadcasts.values { choices[Int(id.index)].isReadWhole = true }
    for id in wiring.namedSlices { needsName[Int(id.index)] = true }

    for value in reach.order.reversed() {
      let id = ValueID(Int(value))
      let index = Int(value)
      let entry = module[id]
      let isConstant = if case .constant = entry.operation { true } else { false }
      if !module.isLeaf(id), !isConstant {
        switch entry.operation {
        case .loopIndex, .loopElement, .loopAccumulator:
          choices[index].isNamed = needsName[index] || (entry.name != nil || uses[index] > 1) && !isCheap(id)
        case .fold: choices[index].isNamed = true
        case .map: choices[index].isNamed = needsName[index] || choices[index].isReadWhole || uses[index] > 1
        case .slice, .reinterpret, .crossing:
          choices[index].isNamed = needsName[index] || entry.name != nil || uses[index] > 1 && !isCheap(id)
        default:
          choices[index].isNamed =
            needsName[index] || entry.name != nil || uses[index] > 1 && !isCheap(id) || inlineDepth[index] >= Self.maximumDepth
            || extents[index].isTooLarge
        }
        if case .loopAccumulator = entry.operation { choices[index].isNamed = false }
        if case .loopIndex = entry.operation { choices[index].isNamed = false }
      }
      // What this value asks of its operands.
      let depth = choices[index].isNamed || module.isLeaf(id) ? 0 : inlineDepth[index] + 1
      for (position, operand) in module.dependencies(of: id).enumerated() {
        let other = Int(operand.index)
        inlineDepth[other] = max(inlineDepth[other], depth)
        if isAnonymous(operand) { hintBase[operand.index] = hint(for: operand, in: id, position) }
        if isReadWholeBy(id, operand) { choices[other].isReadWhole = true }
      }
      switch entry.operation {
      case .slice(let a, let offset):
        if offset != 0 || dialect == .verilog2005 { select(a) }
      case .element(let a, let i):
        select(a)
        if dialect == .verilog2005 { select(i) }
      case .memoryRead(_, let address):
        if dialect == .verilog2005 { select(address) }
      case .resize(let a):
        if dialect == .verilog2005, entry.type.width < module[a].type.width { select(a) }
      case .shift(_, _, let amount):
        if module[amount].type.width > 31 { select(amount) }
      case .loopElement(_, let a): readElements(a)
      case .mux(_, let a, let b):
        if entry.type.count != nil, !choices[index].isNamed, !choices[index].isReadWhole {
          readElements(a)
          readElements(b)
        }
      case .reinterpret(let a), .crossing(let a):
        if entry.type.count != nil, module[a].type.count == entry.type.count, !choices[index].isNamed, !choices[index].isReadWhole
        {
          readElements(a)
        }
      default: break
      }
      if isSelected[index], !choices[index].isNamed {
        switch entry.operation {
        case .slice(let a, _), .reinterpret(let a), .crossing(let a), .resize(let a): select(a)
        default: break
        }
      }
      if choices[index].isNamed, entry.name == nil { hints[value] = hintBase[value] ?? "value" }
    }
  }

  /// Whether `user` reads all bits of the vector `operand` at once.
  private func isReadWholeBy(_ user: ValueID, _ operand: ValueID) -> Bool {
    guard let count = module[operand].type.count else { return true }
    let index = Int(user.index)
    switch module[user].operation {
    case .loopElement(_, let vector): return vector != operand
    case .element(let vector, let i): return vector != operand || i == operand
    case .slice(_, let offset):
      let width = module[operand].type.width / count
      return !(offset % width == 0 && module[user].type.width == width && module.isLeaf(operand))
    case .mux(let condition, _, _):
      return condition == operand || choices[index].isNamed || choices[index].isReadWhole || module[user].type.count != count
    case .reinterpret, .crossing: return choices[index].isNamed || choices[index].isReadWhole || module[user].type.count != count
    case .map(let loop), .fold(let loop, _): return module.loops[loop].result == operand
    default: return true
    }
  }

  private func elementCount(of target: Target) -> Int? {
    switch target {
    case .value(let id): module[id].type.count
    case .part: nil
    case .memory(let memory, _, _): module.memories[memory].word.count
    }
  }

  private func targetName(_ target: Target) -> String {
    switch target {
    case .value(let id), .part(let id, _): module[id].name ?? "value"
    case .memory(let memory, _, _): module.memories[memory].name
    }
  }

  /// `total_lhs` for the left operand of `total`.
  private func hint(for operand: ValueID, in user: ValueID, _ position: Int) -> String {
    let base = module[user].name ?? hintBase[user.index] ?? "value"
    let role: String =
      switch module[user].operation {
      case .binary: position == 0 ? "lhs" : "rhs"
      case .mux: ["select", "then", "else"][min(position, 2)]
      case .shift: position == 0 ? "shifted" : "amount"
      case .concatenate: "part"
      case .element: position == 0 ? "elements" : "index"
      case .memoryRead: "address"
      case .slice: "bits"
      case .loopElement: "elements"
      case .fold: position == 0 ? "initial" : "sum"
      case .map: "element"
      default: "operand"
      }
    // A chain of roles tells a reader nothing: only the last one stays.
    if module[user].name == nil, let cut = base.lastIndex(of: "_"), Self.roles.contains(String(base[base.index(after: cut)...])) {
      return "\(base[..<cut])_\(role)"
    }
    return "\(base)_\(role)"
  }
  private static let roles: Set<String> = [
    "lhs", "rhs", "select", "then", "else", "shifted", "amount", "part", "elements", "index", "address", "bits", "initial", "sum",
    "element", "operand", "next",
  ]
}
