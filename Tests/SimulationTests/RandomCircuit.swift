import CircuitBuilding
import Netlist
import Simulation

/// A random module over all of the intermediate representation: two clocks, vectors, loops, memories, statement trees.
struct RandomCircuit {
  private(set) var circuit = CircuitBuilder("random", clocks: ["clock", "slow"])
  private var random: RandomSource
  private var pool: [ValueID] = []
  private var registers: [ValueID] = []
  private let widest: Int
  private var covers = 0

  /// Values are at most `widest` bits wide, except for exact products.
  init(seed: UInt64, widest: Int = 150, operations: Int = 60) {
    random = RandomSource(seed: seed)
    self.widest = widest
    for index in 0..<4 { pool.append(circuit.input("in\(index)", randomType())) }
    pool.append(circuit.input("bit", .bit))
    for index in 0..<6 {
      let type = randomType()
      let reset = random.below(2) == 0 ? random.bits(width: type.width) : nil
      registers.append(circuit.register("r\(index)", type, reset: reset, domain: index % 2))
    }
    pool += registers
    for index in 0..<2 {
      let depth = 1 + random.below(9)
      let word = randomType()
      let contents = random.below(2) == 0 ? (0..<depth).map { _ in random.bits(width: word.width) } : nil
      _ = circuit.memory("m\(index)", depth: depth, word: word, domain: index, contents: contents)
    }
    for _ in 0..<operations {
      switch random.below(10) {
      case 0: addWires()
      case 1: addLoop()
      default: pool.append(operation())
      }
    }
    circuit.module.statements += tree(depth: 4, targets: registers, memories: true)
    for (index, value) in pool.enumerated() where index % 4 == 0 || index > pool.count - 8 {
      circuit.output("out\(index)", value)
    }
    for (index, value) in registers.enumerated() { circuit.output("state\(index)", value) }
    // Names make a failure's report say which value went wrong.
    for index in circuit.module.values.indices where circuit.module.values[index].name == nil {
      circuit.module.values[index].name = "v\(index)"
    }
  }

  private mutating func randomType() -> ValueType {
    let signed = random.below(2) == 0
    if random.below(4) == 0 {
      let width = [1, 3, 8, 16, 32, 64, 65, 7][random.below(8)]
      let count = 1 + random.below(max(1, widest / width))
      return ValueType(width: width * count, isSigned: signed, count: count)
    }
    return ValueType(width: 1 + random.below(random.below(3) == 0 ? widest : 40), isSigned: signed)
  }

  private mutating func any() -> ValueID {
    // Rather the newest, so that expressions grow deep.
    pool[random.below(2) == 0 ? random.below(pool.count) : max(0, pool.count - 1 - random.below(8))]
  }

  /// Some value of the pool under this type.
  private mutating func value(_ type: ValueType) -> ValueID {
    if random.below(12) == 0 { return circuit.add(.constant(random.bits(width: type.width)), type) }
    let source = any()
    if circuit.module[source].type == type { return source }
    if circuit.module[source].type.width == type.width { return circuit.add(.reinterpret(source), type) }
    var scalar = type
    (scalar.count, scalar.enumeration) = (nil, nil)
    let sized = circuit.add(.resize(source), ValueType(width: type.width, isSigned: circuit.module[source].type.isSigned))
    return circuit.add(.reinterpret(sized), type)
  }

  private mutating func scalar(maximum: Int = .max) -> ValueID {
    value(ValueType(width: 1 + random.below(min(widest, maximum)), isSigned: random.below(2) == 0))
  }

  private mutating func operation() -> ValueID {
    let source = any()
    let type = circuit.module[source].type
    let plain = ValueType(width: type.width, isSigned: type.isSigned)
    switch random.below(22) {
    case 20:
      let compared = value(ValueType(width: 1 + random.below(6)))
      let other =
        random.below(2) == 0
        ? circuit.constant(random.below(3), width: circuit.module[compared].type.width) : value(circuit.module[compared].type)
      let equal = circuit.add(.binary(.equal, compared, other), .bit)
      return circuit.add(.not(equal), .bit)
    case 21:
      let inverse = circuit.add(.not(value(type)), plain)
      return circuit.add(.binary(.and, source, inverse), plain)
    case 0: return circuit.add(.not(source), plain)
    case 1: return circuit.add(.negate(source), plain)
    case 2: return circuit.add(.reduce(ReductionOperator.allCases[random.below(3)], source), .bit)
    case 3, 4: return circuit.add(.binary([.add, .subtract][random.below(2)], source, value(type)), plain)
    case 5: return circuit.add(.binary([.and, .or, .xor][random.below(3)], source, value(type)), plain)
    case 6, 7: return circuit.add(.binary([.equal, .less][random.below(2)], source, value(type)), .bit)
    case 8, 9:
      let a = scalar(maximum: 40)
      let left = circuit.module[a].type
      let right = ValueType(width: 1 + random.below(40), isSigned: left.isSigned)
      let product = circuit.add(
        .binary(.multiply, a, value(right)), ValueType(width: left.width + right.width, isSigned: left.isSigned))
      let sumType = ValueType(width: left.width + right.width + random.below(5), isSigned: left.isSigned)
      if random.below(2) == 0 { return product }
      return circuit.add(.binary(.add, circuit.add(.resize(product), sumType), value(sumType)), sumType)
    case 10, 11: return circuit.add(.shift(ShiftOperator.allCases[random.below(3)], source, by: scalar(maximum: 9)), plain)
    case 12: return circuit.add(.mux(value(.bit), source, value(type)), type)
    case 13: return circuit.add(.resize(source), ValueType(width: 1 + random.below(widest), isSigned: type.isSigned))
    case 14:
      let offset = random.below(type.width)
      return circuit.add(.slice(source, offset: offset), ValueType(width: 1 + random.below(type.width - offset)))
    case 15:
      let parts = (0..<(1 + random.below(5))).map { _ in scalar(maximum: 30) }
      return circuit.add(.concatenate(parts), ValueType(width: parts.reduce(0) { $0 + circuit.module[$1].type.width }))
    case 16: return circuit.add(.element(source, index: scalar(maximum: 5)), type.count == nil ? .bit : type.element)
    case 17: return circuit.add(.crossing(source), type)
    case 18:
      let memory = random.below(2)
      return circuit.add(.memoryRead(memory: memory, address: scalar(maximum: 5)), circuit.module.memories[memory].word)
    default:
      let type = randomType()
      return circuit.add(.mux(value(.bit), value(type), value(type)), type)
    }
  }

  private mutating func addWires() {
    let wires = (0..<(1 + random.below(3))).map { _ in circuit.wire(randomType()) }
    circuit.module.statements += tree(depth: 3, targets: wires, memories: false)
    pool += wires
  }

  private mutating func addLoop() {
    let count = [2, 3, 5, 17, 2, 3, 5, 17, 4, 400][random.below(10)]
    let element = ValueType(
      width: count == 400 ? 1 + random.below(12) : [1, 5, 8, 16, 33, 70][random.below(6)], isSigned: random.below(2) == 0)
    let vectorType = ValueType(width: count * element.width, isSigned: element.isSigned, count: count)
    let vector = value(vectorType)
    let loop = circuit.module.loops.count
    circuit.module.loops.append(Loop(count: count, result: vector))
    let outer = pool
    let isFold = random.below(2) == 0
    let initial = value(element)
    let index = circuit.add(.loopIndex(loop: loop), ValueType(width: 9))
    let item = circuit.add(.loopElement(loop: loop, vector: vector), element)
    pool = [item, index, any()]
    if isFold { pool.append(circuit.add(.loopAccumulator(loop: loop), element)) }
    for _ in 0..<(1 + random.below(4)) { pool.append(operation()) }
    let result = value(element)
    let sum = isFold ? circuit.add(.binary(.add, result, pool[3]), element) : result
    circuit.module.loops[loop].result = sum
    pool = outer
    pool.append(isFold ? circuit.add(.fold(loop: loop, initial: initial), element) : circuit.add(.map(loop: loop), vectorType))
  }

  // MARK: Statements

  private mutating func tree(depth: Int, targets: [ValueID], memories: Bool) -> [Statement] {
    var result: [Statement] = []
    for _ in 0..<(1 + random.below(4)) {
      let kind: Statement.Kind
      switch random.below(depth == 0 ? 3 : 6) {
      case 0, 1: kind = assignment(targets[random.below(targets.count)], memories)
      case 2: kind = memories ? write() : assignment(targets[random.below(targets.count)], false)
      case 3, 4:
        let otherwise = random.below(2) == 0 ? [] : tree(depth: depth - 1, targets: targets, memories: memories)
        kind = .when(condition(), then: tree(depth: depth - 1, targets: targets, memories: memories), otherwise: otherwise)
      default:
        let subject = scalar(maximum: random.below(4) == 0 ? 80 : 4)
        let width = circuit.module[subject].type.width
        var values: Set<BitVector> = []
        for _ in 0..<(1 + random.below(6)) { values.insert(BitVector(random.below(9), width: width)) }
        var cases: [Statement.MatchCase] = []
        for value in values.sorted(by: { $0.words[0] < $1.words[0] }) {
          if !cases.isEmpty, random.below(4) == 0 {
            cases[cases.count - 1].values.append(value)
          } else {
            cases.append(.init(values: [value], body: tree(depth: depth - 1, targets: targets, memories: memories)))
          }
        }
        let otherwise = random.below(2) == 0 ? [] : tree(depth: depth - 1, targets: targets, memories: memories)
        kind = .match(subject, cases: cases, otherwise: otherwise)
      }
      result.append(Statement(kind, location: .unknown))
    }
    return result
  }

  /// A bit; often one that nothing else uses, which a simulator may fuse with the branch.
  private mutating func condition() -> ValueID {
    let type = ValueType(width: 1 + random.below(5))
    var result: ValueID
    switch random.below(6) {
    case 0: return value(.bit)
    case 1: result = circuit.add(.binary(.equal, value(type), value(type)), .bit)
    case 2: result = circuit.add(.binary(.equal, value(type), circuit.constant(random.below(2), width: type.width)), .bit)
    case 3: result = circuit.add(.binary(.less, value(type), value(type)), .bit)
    case 4: result = circuit.add(.binary(.and, value(.bit), value(.bit)), .bit)
    default: result = circuit.add(.binary(.or, value(.bit), value(.bit)), .bit)
    }
    if random.below(2) == 0 { result = circuit.add(.not(result), .bit) }
    return result
  }

  private mutating func assignment(_ target: ValueID, _ isEdge: Bool) -> Statement.Kind {
    let type = circuit.module[target].type
    if isEdge, random.below(10) == 0 {
      covers += 1
      return .check(.cover, value(.bit), message: "cover \(covers)", domain: random.below(2))
    }
    if random.below(3) == 0 {
      let element = type.count == nil ? .bit : type.element
      let index = random.below(2) == 0 ? circuit.constant(random.below(6), width: 4) : scalar(maximum: 5)
      return .assign(circuit.module.element(of: target, at: index), value(element))
    }
    return .assign(.value(target), value(type))
  }

  private mutating func write() -> Statement.Kind {
    let memory = random.below(2)
    let word = circuit.module.memories[memory].word
    var mask: ValueID?
    if random.below(2) == 0 { mask = value(ValueType(width: word.count ?? 1)) }
    return .assign(.memory(memory, address: scalar(maximum: 4), mask: mask), value(word))
  }
}
