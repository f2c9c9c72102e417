import Netlist
import Simulation

extension ModuleBuilder {
  /// Wires with statements of their own: driven first as a whole, or on every branch, or element by element.
  mutating func addWires() {
    let wires = (0..<(1 + random.below(3))).map { _ -> ValueID in
      let wire = add(.wire, randomType())
      return named(wire, percent: 70)
    }
    for wire in wires { coverWire(wire) }
    if random.chance(70) {
      // Registers often share a designer's conditions with wires.
      let state = random.chance(30) ? registers.filter { isReset($0) } : []
      module.statements += tree(depth: 2, targets: wires + state, memories: [])
    }
    pool += wires
  }

  /// Assigns the wire on every path.
  private mutating func coverWire(_ wire: ValueID) {
    let type = module[wire].type
    if let count = type.count, count <= 8, random.chance(30) {
      for index in 0..<count {
        let position = add(.constant(BitVector(index, width: 4)), ValueType(width: 4))
        module.statements.append(
          Statement(.assign(module.element(of: wire, at: position), value(type.element)), location: location()))
      }
    } else if random.chance(25) {
      let then = Statement(.assign(.value(wire), value(type)), location: location())
      let otherwise = Statement(.assign(.value(wire), value(type)), location: location())
      module.statements.append(Statement(.when(value(.bit), then: [then], otherwise: [otherwise]), location: location()))
    } else {
      assign(wire, value(type))
    }
  }

  mutating func addState() {
    for _ in 0..<random.below(5) {
      let type = randomType(), domain = anyDomain()
      let reset = hasReset[domain] && random.chance(60) ? random.bits(width: type.width) : nil
      let value = named(add(.register(module.registers.count), type), percent: 90)
      module.registers.append(Register(value: value, domain: domain, reset: reset))
      registers.append(value)
    }
    pool += registers
    addBundles()
    for index in 0..<random.below(3) where random.chance(70) || index == 0 {
      let depth = random.chance(20) ? 1 : random.chance(80) ? 1 + random.below(9) : random.pick([15, 16, 17, 31, 32, 33])
      let word = randomType()
      let contents = random.chance(50) ? (0..<depth).map { _ in random.bits(width: word.width) } : nil
      var memory = Memory(
        name: random.pick(AwkwardNames.all), depth: depth, word: word, domain: anyDomain(), contents: contents,
        location: location())
      if contents != nil, random.chance(40) {
        memory.contentsFile = MemoryFiles.path(module: module.name, memory: module.memories.count)
        memory.hasPackedWords = true
      }
      module.memories.append(memory)
    }
  }

  /// Synchronous read ports: registers that take a word, under `enable` and a condition.
  private mutating func addReadPorts() -> [Statement] {
    module.memories.indices.filter { _ in random.chance(40) }.map { memory in
      let word = module.memories[memory].word
      let port = named(add(.register(module.registers.count), word), percent: 90)
      module.registers.append(Register(value: port, domain: module.memories[memory].domain, reset: nil))
      registers.append(port)
      let read = add(.memoryRead(memory: memory, address: number(near: module.memories[memory].depth)), word)
      let load = Statement(.assign(.value(port), read), location: location())
      return Statement(.when(value(.bit), then: [load], otherwise: []), location: location())
    }
  }

  /// Statement trees over registers and memories, those without a reset under `enable`.
  mutating func driveState() {
    let resettable = registers.filter { isReset($0) }, others = registers.filter { !isReset($0) }
    if !resettable.isEmpty { module.statements += tree(depth: 3, targets: resettable, memories: []) }
    for fields in bundles {
      let body = bundleWrites(fields)
      if fields.allSatisfy({ isReset($0) }) {
        module.statements += body
      } else if let enable {
        module.statements.append(Statement(.when(enable, then: body, otherwise: []), location: location()))
      }
    }
    let memories = Array(module.memories.indices)
    if let enable, !others.isEmpty || !memories.isEmpty {
      let body = tree(depth: 3, targets: others, memories: memories) + addReadPorts()
      module.statements.append(Statement(.when(enable, then: body, otherwise: []), location: location()))
    }
    if random.chance(10) {
      let bit = value(.bit)
      let holds = add(.binary(.equal, bit, bit), .bit)
      let kind = random.pick([CheckKind.assert, .assume, .cover])
      module.statements.append(
        Statement(.check(kind, holds, message: "a \"bit\" is itself, 100%", domain: 0), location: location()))
    }
  }

  private func isReset(_ id: ValueID) -> Bool {
    guard case .register(let index) = module[id].operation else { return false }
    return module.registers[index].reset != nil
  }

  /// Random nested statements; not both of `targets` and `memories` are empty.
  mutating func tree(depth: Int, targets: [ValueID], memories: [Int]) -> [Statement] {
    (0..<(1 + random.below(4))).map { _ in
      let kind: Statement.Kind
      switch random.below(depth == 0 ? 4 : 8) {
      case 0...3: kind = assignment(targets, memories)
      case 4, 5, 6:
        let otherwise = random.chance(50) ? [] : tree(depth: depth - 1, targets: targets, memories: memories)
        kind = .when(value(.bit), then: tree(depth: depth - 1, targets: targets, memories: memories), otherwise: otherwise)
      default: kind = match(depth: depth, targets, memories)
      }
      return Statement(kind, location: location())
    }
  }

  private mutating func match(depth: Int, _ targets: [ValueID], _ memories: [Int]) -> Statement.Kind {
    let subject = scalar(widest: random.chance(80) ? 4 : 100)
    let width = module[subject].type.width
    var seen: Set<BitVector> = []
    var cases: [Statement.MatchCase] = []
    for _ in 0..<(1 + random.below(width == 1 ? 2 : 6)) {
      let wanted = random.chance(80) ? BitVector(random.below(9), width: width) : random.bits(width: width)
      guard seen.insert(wanted).inserted else { continue }
      if !cases.isEmpty, random.chance(25) {
        cases[cases.count - 1].values.append(wanted)
      } else {
        cases.append(.init(values: [wanted], body: tree(depth: depth - 1, targets: targets, memories: memories)))
      }
    }
    let otherwise = random.chance(50) ? [] : tree(depth: depth - 1, targets: targets, memories: memories)
    return .match(subject, cases: cases, otherwise: otherwise)
  }

  private mutating func assignment(_ targets: [ValueID], _ memories: [Int]) -> Statement.Kind {
    let choice = random.below(targets.count + memories.count)
    if choice >= targets.count { return write(memories[choice - targets.count]) }
    let target = targets[choice]
    let type = module[target].type
    if !shape.hasNestedParts, random.chance(30) {
      return .assign(
        module.element(of: target, at: number(near: type.count ?? type.width)), value(type.count == nil ? .bit : type.element))
    }
    if shape.hasNestedParts, random.chance(40) {
      let part = part(of: type)
      return .assign(.part(target, part), value(ValueType(width: part.width, isSigned: random.chance(30))))
    }
    return .assign(.value(target), value(type))
  }

  /// Selections inside selections, as places of the language are: elements at constant and computed indices, ranges of elements,
  /// bits and ranges of bits.
  private mutating func part(of type: ValueType) -> Part {
    var part = Part(offset: 0, width: type.width)
    // Of a scalar, and inside an element: bits, or a regular grid as elements of elements make.
    var count = type.count ?? type.width
    for _ in 0..<(1 + random.below(3)) where part.width > 1 {
      let width = part.width / count
      switch random.below(4) {
      case 0:
        part.offset += random.below(count) * width
        part.width = width
      case 1:
        let length = 1 + random.below(count)
        part.offset += random.below(count - length + 1) * width
        part.width = length * width
        count = length
        continue
      default:
        part.indices.append(.init(value: number(near: count), count: count, stride: width))
        part.width = width
      }
      let divisors = (1...part.width).filter { part.width % $0 == 0 }
      count = random.pick(divisors)
    }
    return part
  }

  private mutating func write(_ memory: Int) -> Statement.Kind {
    let word = module.memories[memory].word
    let mask = random.chance(50) ? value(ValueType(width: word.count ?? 1)) : nil
    return .assign(.memory(memory, address: number(near: module.memories[memory].depth), mask: mask), value(word))
  }
}
