import Netlist
import Simulation

/// Makes one random design from a seed: valid by construction (every wire driven, no combinational loop), with everything
/// that the intermediate representation can say.
///
/// What is not undefined in 4-state simulators either: state without a reset value changes only while the input `enable`
/// is 1, so that a reset cycle with `enable` at 0 leaves no unknown bit behind.
public struct CircuitGenerator {
  /// The top module's name for a seed.
  public static func name(seed: UInt64) -> String { "fuzz_\(seed)" }

  /// A random design; the top module has the domains `clock` and `slow`, or the first, or none.
  public static func design(seed: UInt64, shape: CircuitShape = CircuitShape()) -> Design {
    var random = RandomSource(seed: seed)
    var modules: [Module] = []
    let kind = random.below(10)
    // Drawn apart, so that a circuit is the same with and without it.
    var own = RandomSource(seed: seed ^ 0x6A7E_C10C)
    let gate = shape.hasDerivedClocks && own.chance(50) ? 0 : nil
    if gate != nil { modules.append(.clockGate(name: "\(name(seed: seed))_gate")) }
    let first = modules.count
    for index in 0..<random.below(shape.children + 1) {
      var inner = shape
      inner.operations = 3...12
      var builder = ModuleBuilder(
        name: "\(name(seed: seed))_child_\(index)", shape: inner, domains: random.below(3),
        random: RandomSource(seed: random.word()))
      // The second child may hold the first one.
      if index > 0, random.chance(50) { builder.children = [first] }
      builder.gate = gate
      modules.append(builder.build(modules))
    }
    var top = ModuleBuilder(
      name: name(seed: seed), shape: shape, domains: kind == 0 ? 0 : kind < 5 ? 1 : 2, random: RandomSource(seed: random.word()))
    top.children = Array(first..<modules.count)
    top.gate = gate
    top.isTop = true
    modules.append(top.build(modules))
    let design = Design(modules: modules)
    // The built-in simulator knows 64 edges, two of each clock.
    guard shape.hasDerivedClocks, design.derivedClockCount > 28 else { return design }
    var shape = shape
    shape.hasDerivedClocks = false
    return self.design(seed: seed, shape: shape)
  }
}

/// What is known while one module grows.
struct ModuleBuilder {
  var module: Module
  var random: RandomSource
  let shape: CircuitShape
  /// Modules that this one may hold.
  var children: [Int] = []
  /// The module of a clock gate, if there is one.
  var gate: Int?
  var isTop = false
  /// Values that can be read here: outside loops all that exist, inside also those of the body.
  var pool: [ValueID] = []
  /// Whether operations may read memories, which change with the clock of their writes.
  var readsMemories = true
  var registers: [ValueID] = []
  /// Vectors of bundles: the registers of their fields.
  var bundles: [[ValueID]] = []
  /// The input that allows state without a reset to change.
  var enable: ValueID?
  /// Domains whose registers may have a reset value.
  let hasReset: [Bool]
  var loopDepth = 0
  var styles: DomainStyles
  private var portNames = Names.Uniquifier()
  /// What they are in the text: of two that differ in case alone, the second one takes a number.
  private var textNames: Set<String> = []

  init(name: String, shape: CircuitShape, domains: Int, random: RandomSource) {
    module = Module(name: name, typeName: "Fuzz")
    module.files = ["Fuzzing/Random.swift"]
    self.shape = shape
    styles = DomainStyles(random, shape: shape)
    var random = random
    hasReset = (0..<domains).map { _ in random.chance(80) }
    self.random = random
    portNames.reserve(name)
  }

  mutating func build(_ modules: [Module]) -> Module {
    for domain in hasReset.indices { addDomain(domain) }
    for _ in 0..<(1 + random.below(4)) { pool.append(input(randomType(), domain: anyDomain())) }
    if !hasReset.isEmpty { addState() }
    let count = shape.operations.lowerBound + random.below(shape.operations.count)
    var places = children.flatMap { child in (0..<(1 + random.below(2))).map { _ in (after: random.below(count), child) } }
    for step in 0..<count {
      for (after, child) in places where after == step { addInstance(of: child, in: modules) }
      switch random.below(12) {
      case 0: addWires()
      case 1: addLoop()
      default: pool.append(named(operation(), percent: 30))
      }
    }
    places = []
    if !hasReset.isEmpty {
      addLocalResets()
      driveState()
    }
    addOutputs()
    // Last, and with numbers of their own: the rest of a circuit is as it was before these came.
    random = RandomSource(seed: random.word())
    if shape.hasMachines, random.chance(40) { addMachine() }
    if shape.hasRecords, random.chance(30) { addRecords() }
    if shape.hasDerivedClocks { addDerivedClocks() }
    return module
  }

  // MARK: Ports

  /// A port's name, which no other one gets.
  mutating func reserved(_ name: String) -> String {
    while true {
      let unique = portNames.unique(name)
      if textNames.insert(NameStyle.snakeCase(unique)).inserted { return unique }
    }
  }

  mutating func anyDomain() -> Int { hasReset.isEmpty ? 0 : random.below(hasReset.count) }

  mutating func portName(_ otherwise: String) -> String {
    reserved(random.chance(25) ? random.pick(AwkwardNames.all) : otherwise)
  }

  mutating func input(_ type: ValueType, domain: Int, name: String? = nil) -> ValueID {
    let name = name.map { reserved($0) } ?? portName("in")
    let value = add(.input, type, name: name)
    module.ports.append(Port(name: name, direction: .input, role: .data, value: value, domain: domain))
    return value
  }

  private mutating func addOutputs() {
    var chosen = registers.filter { _ in random.chance(50) }
    for (index, value) in pool.enumerated() where index >= pool.count - 4 || random.chance(15) { chosen.append(value) }
    for value in chosen {
      let name = portName("out")
      let wire = add(.wire, module[value].type, name: name)
      module.ports.append(Port(name: name, direction: .output, role: .data, value: wire, domain: anyDomain()))
      assign(wire, value)
    }
  }

  // MARK: Values

  mutating func add(_ operation: Operation, _ type: ValueType, name: String? = nil) -> ValueID {
    module.values.append(Value(operation, type, name: name, location: location()))
    return ValueID(module.values.count - 1)
  }

  /// Each value has a line of its own.
  func location() -> SourceLocation { SourceLocation(file: 0, line: module.values.count + 1, column: 1) }

  mutating func named(_ id: ValueID, percent: Int) -> ValueID {
    guard module[id].name == nil, random.chance(percent) else { return id }
    module[id].name = random.pick(AwkwardNames.all)
    return id
  }

  mutating func assign(_ target: ValueID, _ value: ValueID) {
    module.statements.append(Statement(.assign(.value(target), value), location: location()))
  }

  mutating func randomWidth() -> Int {
    switch random.below(8) {
    case 0: 1
    case 1, 2: 1 + random.below(min(8, shape.widest))
    case 3, 4: 1 + random.below(min(34, shape.widest))
    case 5:
      min(shape.widest, random.pick([7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 95, 96, 97, 127, 128, 129, 255, 256, 257]))
    default: 1 + random.below(random.chance(30) ? shape.widest : min(70, shape.widest))
    }
  }

  mutating func randomType() -> ValueType {
    let signed = random.chance(50)
    guard random.chance(25) else { return ValueType(width: randomWidth(), isSigned: signed) }
    let width = random.chance(50) ? random.pick([1, 3, 8, 16, 32, 33, 64, 65]) : 1 + random.below(20)
    let most = max(1, shape.widest / width)
    let count = random.chance(80) ? 1 + random.below(min(9, most)) : 1 + random.below(min(most, 64))
    return ValueType(width: width * count, isSigned: signed, count: count)
  }

  /// A value that can be read here, rather a new one, so that expressions grow deep.
  mutating func anyValue() -> ValueID {
    pool[random.chance(50) ? random.below(pool.count) : max(0, pool.count - 1 - random.below(7))]
  }

  /// Some value under this type: one that has it, or another one made to fit, or a constant.
  mutating func value(_ type: ValueType) -> ValueID {
    if random.chance(10) { return add(.constant(random.bits(width: type.width)), type) }
    if random.chance(60) {
      let fitting = pool.suffix(60).filter { module[$0].type == type }
      if !fitting.isEmpty { return random.pick(fitting) }
    }
    let source = anyValue()
    let have = module[source].type
    if have == type { return source }
    if have.width == type.width { return add(.reinterpret(source), type) }
    let sized = ValueType(width: type.width, isSigned: have.isSigned)
    let resized = add(.resize(source), sized)
    return sized == type ? resized : add(.reinterpret(resized), type)
  }

  mutating func scalar(widest: Int) -> ValueID {
    value(ValueType(width: 1 + random.below(min(shape.widest, widest)), isSigned: random.chance(50)))
  }

  /// An unsigned value that often is smaller than `limit`, sometimes cannot reach it, sometimes is far beyond.
  mutating func number(near limit: Int) -> ValueID {
    let bits = max(1, Int.bitWidth - limit.leadingZeroBitCount)
    if random.chance(20) {
      let wanted = random.chance(70) ? random.below(limit) : limit + random.below(3)
      let width = max(bits + 1, 1 + random.below(12))
      return add(.constant(BitVector(wanted, width: width)), ValueType(width: width))
    }
    let width = random.chance(85) ? max(1, bits - 1 + random.below(3)) : 1 + random.below(70)
    return value(ValueType(width: width))
  }
}
