import Netlist

/// A list of statements under construction: a block's body, a branch of it or the body of a loop.
final class Frame {
  var statements: [ProceduralStatement] = []
  /// Local variables that hold values from here on.
  var bound: [Int32: Expression] = [:]
  let parent: Frame?
  let block: BlockBuilder
  /// Number of loops around.
  let loopDepth: Int

  init(block: BlockBuilder) {
    parent = nil
    self.block = block
    loopDepth = 0
  }
  init(inside parent: Frame, isLoop: Bool = false) {
    self.parent = parent
    block = parent.block
    loopDepth = parent.loopDepth + (isLoop ? 1 : 0)
  }

  func lookUp(_ value: Int32) -> Expression? {
    var frame: Frame? = self
    while let current = frame {
      if let known = current.bound[value] { return known }
      frame = current.parent
    }
    return nil
  }
}

/// What a block declares locally.
final class BlockBuilder {
  var locals: [Declaration] = []
  let isBlocking: Bool
  /// In a `generate` loop over elements: the loop's variable; vectors are assigned one element each.
  var lane: Expression?
  init(isBlocking: Bool) { self.isBlocking = isBlocking }
}

/// A loop whose body is being lowered.
struct LoopBinding {
  var index: Expression
  var frame: Frame
  var accumulator: Expression?
}

/// Turns one module into a syntax tree.
final class ModuleLowering {
  let design: Design
  let module: Module
  let dialect: Dialect
  let options: Options
  let analysis: Analysis
  var names: Names.Uniquifier
  /// What a port, net, variable or array is called.
  var reference: [String?]
  var memoryNames: [String] = []
  var instanceNames: [String] = []
  var enumerationNames: [[String]] = []
  var usedCases: [Set<Int>]
  var hasLanes = false
  /// Registers of which a tool makes a variable for each lane.
  var splitRegisters: Set<ValueID> = []
  /// Variables of the `generate` loops over arrays of instances.
  var arrayVariables: [String] = []
  var arrayLoopNames: [Int: String] = [:]
  var loops: [Int: LoopBinding] = [:]
  private var loopVariables: [String] = []
  /// Constants that are indexed: vectors by value, and memories that nothing writes by number.
  var tables: [ConstantTable] = []
  var tableOfValue: [Int32: Int] = [:]
  var tableOfMemory: [Int: Int] = [:]
  /// Nets for instance outputs that nothing uses.
  var unusedOutputs: [Declaration] = []
  /// The largest number that a value can be, or nil, where it has been asked for.
  var maxima: [Int32: UInt64?] = [:]
  private(set) lazy var wireSources = module.wireSources
  var readMemories: Set<Int> = []
  /// Named values that a scope computes before its statements.
  var localsOfScope: [Int: [Int32]] = [:]
  /// Bits that are read, to tell which are not.
  var readsAll: [Bool]
  var readRanges: [Int32: [ClosedRange<Int>]] = [:]

  /// The first thing that was no netlist; what is printed in its stead is never shown.
  private(set) var broken: InvalidNetlist?

  init(
    _ module: Module, in design: Design, roles: CheckRoles, dialect: Dialect, options: Options
  ) throws(InvalidNetlist) {
    // An `always @*` that reads no signal never starts.
    let plain = DeadAssignments.removed(module)
    let folded = dialect == .verilog2005 ? try ConstantBlocks.folded(plain) : try ConstantBlocks.foldedLoops(plain)
    let (wired, wiring) = ArrayWiring.extracted(
      Renames.removed(folded, joinsOutputs: options.joinsOutputs && folded.macro == nil), design)
    self.module = wired
    self.design = design
    self.dialect = dialect
    self.options = options
    names = Names.Uniquifier(capacity: module.instances.count + module.values.count)
    analysis = Analysis(self.module, wiring, roles, dialect)
    reference = [String?](repeating: nil, count: self.module.values.count)
    readsAll = [Bool](repeating: false, count: self.module.values.count)
    usedCases = [Set<Int>](repeating: [], count: module.enumerations.count)
    assignNames()
    for value in analysis.order {
      let index = Int(value)
      if analysis.values[index].isNamed, analysis.values[index].containsLoop, analysis.values[index].loopDependencies.isEmpty,
        analysis.values[index].home >= 0
      {
        localsOfScope[Int(analysis.values[index].home), default: []].append(value)
      }
    }
  }

  // MARK: Names

  /// Every name that the module declares for a value, memory or instance, with its place in the source.
  var declaredNames: [(name: String, location: SourceLocation)] {
    var result: [(name: String, location: SourceLocation)] = []
    for (index, name) in reference.enumerated() {
      if let name, module.values[index].location.file >= 0 { result.append((name, module.values[index].location)) }
    }
    for (index, memory) in module.memories.enumerated() { result.append((memoryNames[index], memory.location)) }
    for (index, instance) in module.instances.enumerated() { result.append((instanceNames[index], instance.location)) }
    return result
  }

  /// What Swift calls the values whose names differ from it.
  var swiftNames: [String: String] {
    var result: [String: String] = [:]
    for (index, name) in reference.enumerated() {
      if let name, let swift = module.values[index].swiftName { result[name] = swift }
    }
    return result
  }

  private func assignNames() {
    for port in module.ports { reference[Int(port.value.index)] = names.unique(port.name) }
    for (index, memory) in module.memories.enumerated() {
      memoryNames.append(names.unique(analysis.constantMemories.contains(index) ? tableName(memory) : memory.name))
    }
    var declared: [Int: Set<String>] = [:]
    for instance in module.instances {
      // A signal in the instance that is called as the instance itself would hide it from its own module.
      if declared[instance.module] == nil { declared[instance.module] = design.modules[instance.module].signalNames }
      let hides = declared[instance.module]?.contains(instance.name) == true
      instanceNames.append(names.unique(hides ? instance.name + "_instance" : instance.name))
    }
    for (index, value) in module.values.enumerated() where reference[index] == nil {
      guard let name = value.name else { continue }
      switch value.operation {
      case .register, .wire, .instanceOutput: if analysis.values[index].isPresent { reference[index] = names.unique(name) }
      default: if analysis.values[index].isNamed { reference[index] = names.unique(name) }
      }
    }
    for enumeration in module.enumerations {
      enumerationNames.append(
        enumeration.cases.map { names.unique(NameStyle.snakeCase("\(enumeration.name)_\($0)").uppercased()) })
    }
    for register in module.registers.map({ Int($0.value.index) })
    where reference[register] == nil && analysis.values[register].isPresent {
      reference[register] = names.unique("register")
    }
    for (index, value) in module.values.enumerated() where reference[index] == nil && analysis.values[index].isPresent {
      switch value.operation {
      case .instanceOutput(let instance, let port):
        let child = design.modules[module.instances[instance].module]
        reference[index] = names.unique("\(instanceNames[instance])_\(child.ports[port].name)")
      case .wire: reference[index] = names.unique(wireHints[Int32(index)] ?? "wire")
      default: break
      }
    }
    for value in analysis.order where analysis.values[Int(value)].isNamed && reference[Int(value)] == nil {
      reference[Int(value)] = names.unique(analysis.values[Int(value)].hint ?? "value")
    }
  }

  /// Unnamed wires that drive instances are called after the instance and its port.
  private lazy var wireHints: [Int32: String] = {
    var result: [Int32: String] = [:]
    for (index, instance) in module.instances.enumerated() {
      let child = design.modules[instance.module]
      for (port, connection) in instance.connections.enumerated() {
        guard let connection, module[connection].name == nil else { continue }
        result[connection.index] = "\(instanceNames[index])_\(child.ports[port].name)"
      }
    }
    return result
  }()

  /// The loop variable for a nesting depth: `i`, `j`, `k`, …
  func loopVariable(depth: Int) -> String {
    let letters = ["i", "j", "k", "l", "m", "n"]
    while loopVariables.count <= depth {
      let next = loopVariables.count
      loopVariables.append(names.unique(next < letters.count ? letters[next] : "i\(next)"))
    }
    return loopVariables[depth]
  }

  /// The variable of `generate` loops.
  lazy var laneVariable: String = names.unique("lane")

  // MARK: References

  func type(_ id: ValueID) -> ValueType { module[id].type }

  /// Element width of a vector, 1 for a scalar.
  func elementWidth(_ id: ValueID) -> Int {
    let type = module[id].type
    return type.count.map { type.width / $0 } ?? 1
  }

  func markRead(_ id: ValueID) { readsAll[Int(id.index)] = true }

  func markRead(_ id: ValueID, _ range: ClosedRange<Int>) {
    if !readsAll[Int(id.index)] { readRanges[id.index, default: []].append(range) }
  }

  /// The declared name of `id`, without noting a read.
  func target(_ id: ValueID) -> Expression {
    let type = module[id].type
    return .name(name(of: id), width: type.width, isSigned: type.isSigned && type.count == nil)
  }

  /// The declared name of a value that has one.
  func name(of id: ValueID) -> String {
    if let name = reference[Int(id.index)] { return name }
    fail("\(id) is used by a name that it has not", at: id)
    return ""
  }

  /// Notes that the module breaks an invariant: `emit` throws it instead of printing something plausible.
  func fail(_ reason: String, at id: ValueID) { fail(reason, at: module[id].location) }

  func fail(_ reason: String, at location: SourceLocation) {
    if broken == nil { broken = InvalidNetlist(reason, at: location, in: module) }
  }

  /// The loop around an expression of its body.
  func binding(of loop: Int, for id: ValueID) -> LoopBinding? {
    if let binding = loops[loop] { return binding }
    fail("\(id) belongs to loop \(loop) and is used outside it", at: id)
    return nil
  }

  /// The declared name or the local variable that holds `id`, if it has one.
  func known(_ id: ValueID, _ frame: Frame?) -> Expression? {
    if let local = frame?.lookUp(id.index) { return local }
    let index = Int(id.index)
    if module.isLeaf(id) || analysis.values[index].isNamed && analysis.values[index].loopDependencies.isEmpty {
      return reference[index].map { _ in target(id) }
    }
    return nil
  }

  /// Whether the vector is kept as an unpacked array.
  func isArray(_ id: ValueID) -> Bool { analysis.values[Int(id.index)].isUnpacked }
}

extension Module {
  /// What the designer called its signals and memories.
  fileprivate var signalNames: Set<String> { Set(values.compactMap(\.name) + memories.map(\.name) + ports.map(\.name)) }
}
