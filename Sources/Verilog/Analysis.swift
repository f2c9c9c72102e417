import Netlist

/// Decides for every value of a module how it is printed: inside the expression that uses it, as a wire, or as a local
/// variable of a block; and for every vector whether it is a packed vector or an unpacked array.
///
/// One pass over the reachable values from operands to users, one back; both linear.
struct Analysis {
  let module: Module
  let dialect: Dialect
  var projection: Projection

  /// Reachable values, operands before users. Wires and registers are leaves.
  private(set) var order: [Int32] = []
  private(set) var uses: [Int32]
  /// Loops whose index, element or accumulator the value depends on, sorted.
  private(set) var loopDependencies: [[Int32]]
  /// The value contains a `map` or `fold`, which can only be computed by statements.
  private(set) var containsLoop: [Bool]
  /// The value gets a name of its own.
  private(set) var isNamed: [Bool]
  /// Some user reads all bits of the vector at once.
  private(set) var isReadWhole: [Bool]
  /// The vector is read by a fold or at a computed index: fast as an array, slow as slices of a wide vector.
  private(set) var isReadByFold: [Bool]
  /// The vector is read or written element by element by a `map`.
  private(set) var isMapped: [Bool]
  /// The value needs the number of the element that is being computed.
  private(set) var containsIndex: [Bool]
  /// Printed as an unpacked array.
  private(set) var isUnpacked: [Bool]
  /// The memory is an array of arrays of elements.
  private(set) var memoryHasElements: [Bool]
  /// For values that contain a loop: the scope to compute it in, or -1 for the module.
  private(set) var home: [Int32]
  /// The scope of the block that computes a named value for the whole module, if it needs one.
  private(set) var ownScope: [Int32: Int32] = [:]
  /// A wire that is printed as its driver in an instance's port list.
  private(set) var isInlinedInput: [Bool]
  /// What to call an unnamed value that gets a name.
  private(set) var hints: [Int32: String] = [:]
  private var inlineDepth: [Int16]
  private var isTooLarge: [Bool]
  private var hintBase: [Int32: String] = [:]

  private static let maximumDepth: Int16 = 12
  private static let maximumSize: Int32 = 60

  init(_ module: Module, _ dialect: Dialect) {
    let count = module.values.count
    self.module = module
    self.dialect = dialect
    projection = Projection(module)
    uses = [Int32](repeating: 0, count: count)
    loopDependencies = [[Int32]](repeating: [], count: count)
    containsLoop = [Bool](repeating: false, count: count)
    isNamed = [Bool](repeating: false, count: count)
    isReadWhole = [Bool](repeating: false, count: count)
    isReadByFold = [Bool](repeating: false, count: count)
    isMapped = [Bool](repeating: false, count: count)
    containsIndex = [Bool](repeating: false, count: count)
    isUnpacked = [Bool](repeating: false, count: count)
    memoryHasElements = [Bool](repeating: false, count: module.memories.count)
    home = [Int32](repeating: -2, count: count)
    isInlinedInput = [Bool](repeating: false, count: count)
    inlineDepth = [Int16](repeating: 0, count: count)
    isTooLarge = [Bool](repeating: false, count: count)
    reach()
    forward()
    chooseNames()
    findElementReads()
    chooseStorage()
    inlineInputs()
    findHomes()
  }

  func isLeaf(_ id: ValueID) -> Bool {
    switch module[id].operation {
    case .input, .register, .wire, .instanceOutput: true
    default: false
    }
  }

  // MARK: Reachable values

  private mutating func reach() {
    var state = [Bool](repeating: false, count: module.values.count)
    var stack: [(value: Int32, isDone: Bool)] = []
    var roots: [ValueID] = []
    Self.forEachScopeUse(projection) { id, _, _ in roots.append(id) }
    for instance in module.instances {
      for case let id? in instance.connections {
        // An output's net is declared by its use, not by the connection.
        if case .instanceOutput = module[id].operation {} else { roots.append(id) }
      }
    }
    for root in roots {
      uses[Int(root.index)] += 1
      stack.append((root.index, false))
      while let (value, isDone) = stack.popLast() {
        if isDone {
          order.append(value)
          continue
        }
        if state[Int(value)] { continue }
        state[Int(value)] = true
        stack.append((value, true))
        for operand in module.dependencies(of: ValueID(Int(value))).reversed() where !state[Int(operand.index)] {
          stack.append((operand.index, false))
        }
      }
    }
    for value in order { for operand in module.dependencies(of: ValueID(Int(value))) { uses[Int(operand.index)] += 1 } }
  }

  /// What a statement's operand is for.
  enum Role { case value(Target), index, address, mask, condition, subject, check }

  /// Every use of a value by a statement, with the scope of the statement's list.
  private static func forEachScopeUse(_ projection: Projection, _ body: (ValueID, Int32, Role) -> Void) {
    func walk(_ scope: Scope) {
      let id = Int32(scope.id)
      for statement in scope.statements {
        switch statement {
        case .assign(let target, let value, _):
          switch target {
          case .value: break
          case .element(_, let index): body(index, id, .index)
          case .memory(_, let address, let mask):
            body(address, id, .address)
            if let mask { body(mask, id, .mask) }
          }
          body(value, id, .value(target))
        case .when(let condition, let then, let otherwise, _):
          body(condition, id, .condition)
          walk(then)
          walk(otherwise)
        case .match(let subject, let cases, let otherwise, _):
          body(subject, id, .subject)
          for one in cases { walk(one.body) }
          walk(otherwise)
        case .check(_, let condition, _, _): body(condition, id, .check)
        }
      }
    }
    for block in projection.blocks { walk(block.root) }
  }

  // MARK: From operands to users

  private mutating func forward() {
    var size = [Int32](repeating: 1, count: module.values.count)
    for value in order {
      let id = ValueID(Int(value))
      let operation = module[id].operation
      var dependencies: [Int32] = []
      var containsLoop = false
      var total: Int32 = 1
      for operand in module.dependencies(of: id) {
        let index = Int(operand.index)
        for loop in loopDependencies[index] where !dependencies.contains(loop) { dependencies.append(loop) }
        if self.containsLoop[index] { containsLoop = true }
        if self.containsIndex[index] { containsIndex[Int(value)] = true }
        if module[operand].name == nil, uses[index] == 1 { total += isTooLarge[index] ? 1 : size[index] } else { total += 1 }
      }
      switch operation {
      case .loopIndex(let loop), .loopElement(let loop, _), .loopAccumulator(let loop):
        if case .loopIndex = operation { containsIndex[Int(value)] = true }
        if !dependencies.contains(Int32(loop)) { dependencies.append(Int32(loop)) }
      case .map(let loop), .fold(let loop, _):
        dependencies.removeAll { $0 == Int32(loop) }
        containsLoop = true
        total = 1
      case .concatenate: total = 1
      default: break
      }
      if dependencies.count > 1 { dependencies.sort() }
      loopDependencies[Int(value)] = dependencies
      self.containsLoop[Int(value)] = containsLoop
      size[Int(value)] = total
      isTooLarge[Int(value)] = total > Self.maximumSize
    }
  }

  // MARK: Names

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
    default: isLeaf(id) || module[id].name != nil
    }
  }

  private mutating func chooseNames() {
    var needsName = [Bool](repeating: false, count: module.values.count)
    var isSelected = [Bool](repeating: false, count: module.values.count)

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
      case .input, .register, .wire, .instanceOutput, .constant, .map, .memoryRead: break
      case .mux where module[id].type.count != nil: break
      case .reinterpret(let a), .crossing(let a):
        if module[a].type.count != module[id].type.count, !isLeaf(a) { needsName[Int(id.index)] = true }
      default: needsName[Int(id.index)] = true
      }
    }

    /// Whether the value may need a name made up for it; making one for every value would cost more than all else.
    func isAnonymous(_ id: ValueID) -> Bool { module.values[Int(id.index)].name == nil && !isLeaf(id) && hintBase[id.index] == nil }

    Self.forEachScopeUse(projection) { id, _, role in
      switch role {
      case .mask: select(id)
      case .value(let target):
        let count = elementCount(of: target)
        if module[id].type.count == nil || module[id].type.count != count { isReadWhole[Int(id.index)] = true }
        // A masked write takes the word element by element.
        if case .memory(let memory, _, .some) = target, module.memories[memory].word.count ?? 1 > 1 { readElements(id) }
        if isAnonymous(id) { hintBase[id.index] = targetName(target) + "_next" }
      case .index, .address:
        if dialect == .verilog2005 { select(id) }
        if isAnonymous(id) { hintBase[id.index] = "index" }
      case .condition: if isAnonymous(id) { hintBase[id.index] = "condition" }
      case .subject: if isAnonymous(id) { hintBase[id.index] = "subject" }
      case .check: if isAnonymous(id) { hintBase[id.index] = "checked" }
      }
    }
    for instance in module.instances { for case let id? in instance.connections { isReadWhole[Int(id.index)] = true } }
    for port in module.ports { isReadWhole[Int(port.value.index)] = true }

    for value in order.reversed() {
      let id = ValueID(Int(value))
      let index = Int(value)
      let entry = module[id]
      let isConstant = if case .constant = entry.operation { true } else { false }
      if !isLeaf(id), !isConstant {
        switch entry.operation {
        case .loopIndex, .loopElement, .loopAccumulator: 
          isNamed[index] = needsName[index] || (entry.name != nil || uses[index] > 1) && !isCheap(id)
        case .fold: isNamed[index] = true
        case .map: isNamed[index] = needsName[index] || isReadWhole[index] || uses[index] > 1
        case .slice, .reinterpret, .crossing:
          isNamed[index] = needsName[index] || entry.name != nil || uses[index] > 1 && !isCheap(id)
        default:
          isNamed[index] =
            needsName[index] || entry.name != nil || uses[index] > 1 && !isCheap(id) || inlineDepth[index] >= Self.maximumDepth
            || isTooLarge[index]
        }
        if case .loopAccumulator = entry.operation { isNamed[index] = false }
        if case .loopIndex = entry.operation { isNamed[index] = false }
      }
      // What this value asks of its operands.
      let depth = isNamed[index] || isLeaf(id) ? 0 : inlineDepth[index] + 1
      for (position, operand) in module.dependencies(of: id).enumerated() {
        let other = Int(operand.index)
        inlineDepth[other] = max(inlineDepth[other], depth)
        if isAnonymous(operand) { hintBase[operand.index] = hint(for: operand, in: id, position) }
        if isReadWholeBy(id, operand) { isReadWhole[other] = true }
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
        if module[amount].type.width > 32 { select(amount) }
      case .loopElement(_, let a): readElements(a)
      case .mux(_, let a, let b):
        if entry.type.count != nil, !isNamed[index], !isReadWhole[index] {
          readElements(a)
          readElements(b)
        }
      case .reinterpret(let a), .crossing(let a):
        if entry.type.count != nil, module[a].type.count == entry.type.count, !isNamed[index], !isReadWhole[index] { readElements(a) }
      default: break
      }
      if isSelected[index], !isNamed[index] {
        switch entry.operation {
        case .slice(let a, _), .reinterpret(let a), .crossing(let a), .resize(let a): select(a)
        default: break
        }
      }
      if isNamed[index], entry.name == nil { hints[value] = hintBase[value] ?? "value" }
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
      return !(offset % width == 0 && module[user].type.width == width && isLeaf(operand))
    case .mux(let condition, _, _):
      return condition == operand || isNamed[index] || isReadWhole[index] || module[user].type.count != count
    case .reinterpret, .crossing: return isNamed[index] || isReadWhole[index] || module[user].type.count != count
    case .map(let loop), .fold(let loop, _): return module.loops[loop].result == operand
    default: return true
    }
  }

  private func elementCount(of target: Target) -> Int? {
    switch target {
    case .value(let id): module[id].type.count
    case .element: nil
    case .memory(let memory, _, _): module.memories[memory].word.count
    }
  }

  private func targetName(_ target: Target) -> String {
    switch target {
    case .value(let id), .element(let id, _): module[id].name ?? "value"
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

  // MARK: Storage

  /// Whether the elements of `id` can be read one by one without a name of their own.
  private func canReadElements(_ id: ValueID) -> Bool {
    if isNamed[Int(id.index)] || isLeaf(id) { return true }
    switch module[id].operation {
    case .map, .constant, .memoryRead: return true
    case .mux(_, let a, let b): return canReadElements(a) && canReadElements(b)
    case .reinterpret(let a), .crossing(let a):
      return module[a].type.count == module[id].type.count ? canReadElements(a) : isLeaf(a) || isNamed[Int(a.index)]
    default: return false
    }
  }

  /// Who reads the elements of each vector: folds and computed indices, or maps.
  private mutating func findElementReads() {
    var owner = [Int32](repeating: -1, count: module.loops.count)
    for value in order { if let loop = module.values[Int(value)].operation.loop { owner[loop] = value } }
    func mark(_ id: ValueID, byFold: Bool) {
      if byFold { isReadByFold[Int(id.index)] = true } else { isMapped[Int(id.index)] = true }
    }
    Self.forEachScopeUse(projection) { id, _, role in
      guard case .value(let target) = role else { return }
      switch target {
      case .value(let driven): if case .map = module[id].operation { isMapped[Int(driven.index)] = true }
      case .element(let driven, let index):
        if case .constant = module[index].operation {} else { isReadByFold[Int(driven.index)] = true }
      case .memory: break
      }
    }
    for value in order.reversed() {
      let index = Int(value)
      switch module.values[index].operation {
      case .loopElement(let loop, let vector):
        let reader = owner[loop]
        guard reader >= 0 else { break }
        if case .fold = module.values[Int(reader)].operation { mark(vector, byFold: true) } else { mark(vector, byFold: isReadByFold[Int(reader)]) }
      case .element(let vector, let at):
        if module[vector].type.count != nil {
          if case .constant = module[at].operation {} else { mark(vector, byFold: true) }
        }
      case .mux(_, let a, let b):
        if isReadByFold[index] || isMapped[index] {
          mark(a, byFold: isReadByFold[index])
          mark(b, byFold: isReadByFold[index])
        }
      case .reinterpret(let a), .crossing(let a):
        if isReadByFold[index] || isMapped[index] { mark(a, byFold: isReadByFold[index]) }
      default: break
      }
    }
    // A register that takes over a vector whose elements are read one by one belongs to them.
    Self.forEachScopeUse(projection) { id, _, role in
      if case .value(.value(let driven)) = role, isMapped[Int(id.index)] { isMapped[Int(driven.index)] = true }
    }
  }

  private mutating func chooseStorage() {
    var candidate = [Bool](repeating: false, count: module.values.count)
    for (index, value) in module.values.enumerated() {
      guard let count = value.type.count, count > 1, !isReadWhole[index] else { continue }
      switch value.operation {
      case .register, .wire: candidate[index] = isReadByFold[index]
      case .map: candidate[index] = isNamed[index]
      default: break
      }
    }
    for memory in module.memories.indices { memoryHasElements[memory] = (module.memories[memory].word.count ?? 1) > 1 }
    for value in order {
      if case .memoryRead(let memory, _) = module.values[Int(value)].operation, isReadWhole[Int(value)] || isNamed[Int(value)] {
        memoryHasElements[memory] = false
      }
    }
    Self.forEachScopeUse(projection) { id, _, role in
      guard case .value(let target) = role else { return }
      switch target {
      case .value(let register):
        if candidate[Int(register.index)], !canReadElements(id) { candidate[Int(register.index)] = false }
      case .element: break
      case .memory(let memory, _, _): if !canReadElements(id) { memoryHasElements[memory] = false }
      }
    }
    for index in candidate.indices { isUnpacked[index] = candidate[index] }
  }

  /// The number of elements when a clocked block only gives packed vectors new elements that do not depend on each other:
  /// it is printed once, in a `generate` loop over the elements, which simulates best when the vectors change at every
  /// edge as in a systolic array.
  func laneCount(of block: Block) -> Int? {
    guard block.memories.isEmpty, let first = block.registers.first, let count = module[module.registers[first].value].type.count,
      count > 1
    else { return nil }
    var isUseful = false
    for register in block.registers {
      let value = module.registers[register].value
      if module[value].type.count != count || isUnpacked[Int(value.index)] { return nil }
      if isMapped[Int(value.index)] { isUseful = true }
      if let reset = module.registers[register].reset {
        let width = reset.width / count
        let element = reset.slice(offset: 0, width: width)
        if !(1..<count).allSatisfy({ reset.slice(offset: $0 * width, width: width) == element }) { return nil }
      }
    }
    return isUseful && assignsElements(block.root, count) ? count : nil
  }

  private func assignsElements(_ scope: Scope, _ count: Int) -> Bool {
    scope.statements.allSatisfy { statement in
      switch statement {
      case .assign(.value, let value, _):
        return module[value].type.count == count && canReadElements(value) && !containsIndex[Int(value.index)]
      case .assign, .check: return false
      case .when(_, let then, let otherwise, _): return assignsElements(then, count) && assignsElements(otherwise, count)
      case .match(_, let cases, let otherwise, _):
        return cases.allSatisfy { assignsElements($0.body, count) } && assignsElements(otherwise, count)
      }
    }
  }

  // MARK: Instance inputs

  private mutating func inlineInputs() {
    var isPort = [Bool](repeating: false, count: module.values.count)
    for port in module.ports { isPort[Int(port.value.index)] = true }
    for instance in module.instances {
      for case let id? in instance.connections {
        let index = Int(id.index)
        guard case .wire = module[id].operation, !isPort[index], uses[index] == 1, projection.soleDriver[index] >= 0 else { continue }
        let driver = ValueID(Int(projection.soleDriver[index]))
        if !containsLoop[Int(driver.index)], module[driver].type.width == module[id].type.width, isShort(driver) {
          isInlinedInput[index] = true
        }
      }
    }
  }

  /// At most three operators deep, nothing long.
  private func isShort(_ id: ValueID, depth: Int = 0) -> Bool {
    if isLeaf(id) || isNamed[Int(id.index)] { return !isUnpacked[Int(id.index)] }
    if depth > 1 { return false }
    switch module[id].operation {
    case .constant: return module[id].type.width <= 64
    case .concatenate(let parts): return parts.count <= 4 && parts.allSatisfy { isShort($0, depth: depth + 1) }
    case .map, .fold, .mux, .memoryRead: return false
    case .binary(.multiply, _, _): return false
    default: return module[id].operation.operands.allSatisfy { isShort($0, depth: depth + 1) }
    }
  }

  // MARK: Homes

  private mutating func findHomes() {
    func join(_ id: ValueID, _ scope: Int32) {
      let index = Int(id.index)
      home[index] = home[index] == -2 ? scope : projection.commonScope(home[index], scope)
    }
    Self.forEachScopeUse(projection) { id, scope, _ in join(id, scope) }
    for instance in module.instances { for case let id? in instance.connections { join(id, -1) } }
    for value in order.reversed() {
      let id = ValueID(Int(value))
      let index = Int(value)
      if isLeaf(id) { continue }
      var scope = home[index]
      if isNamed[index], loopDependencies[index].isEmpty {
        if containsLoop[index] {
          if scope < 0 {
            scope = Int32(projection.newScope(parent: -1))
            ownScope[value] = scope
            home[index] = -1
          }
        } else {
          scope = -1
        }
      }
      for operand in module.dependencies(of: id) { join(operand, scope) }
    }
  }
}
