import Netlist
import Simulation

/// State machines over enumerations, and memories whose words are bundles: a memory for each field.
extension ModuleBuilder {
  /// A register of some enumeration that goes from case to case, or to any pattern; what it holds, which case that is and what a
  /// `switchOn` makes of it are outputs.
  mutating func addMachine() {
    guard let enable, let domain = hasReset.indices.randomElement(using: &random) else { return }
    let enumeration = randomEnumeration()
    let type = ValueType(width: enumeration.width, enumeration: module.enumerations.count)
    module.enumerations.append(enumeration)
    let codes = enumeration.codes
    let reset = hasReset[domain] && random.chance(80) ? random.pick(codes) : nil
    let state = add(.register(module.registers.count), type, name: random.pick(AwkwardNames.all))
    module.registers.append(Register(value: state, domain: domain, reset: reset))

    let steps = branches(over: codes) { builder in
      let pattern = builder.random.chance(10)
      let next =
        pattern ? builder.add(.reinterpret(builder.value(ValueType(width: type.width))), type) : builder.code(of: codes, type)
      let assignment = Statement(.assign(.value(state), next), location: builder.location())
      guard builder.random.chance(30) else { return [assignment] }
      return [Statement(.when(builder.value(.bit), then: [assignment], otherwise: []), location: builder.location())]
    }
    let match = Statement(.match(state, cases: steps, otherwise: []), location: location())
    module.statements.append(
      reset == nil ? Statement(.when(enable, then: [match], otherwise: []), location: location()) : match)

    let decoded = ValueType(width: 1 + random.below(9))
    let wire = add(.wire, decoded, name: random.pick(AwkwardNames.all))
    assign(wire, value(decoded))
    let answers = branches(over: codes) { builder in
      [Statement(.assign(.value(wire), builder.value(decoded)), location: builder.location())]
    }
    module.statements.append(Statement(.match(state, cases: answers, otherwise: []), location: location()))
    let tests = codes.map { add(.binary(.equal, state, add(.constant($0), type)), .bit) }
    output(state)
    output(wire)
    output(tests.count == 1 ? tests[0] : add(.concatenate(tests), ValueType(width: tests.count)))
  }

  private mutating func code(of codes: [BitVector], _ type: ValueType) -> ValueID { add(.constant(random.pick(codes)), type) }

  /// Bodies for most codes, some of which share one.
  private mutating func branches(
    over codes: [BitVector], _ body: (inout ModuleBuilder) -> [Statement]
  ) -> [Statement.MatchCase] {
    var cases: [Statement.MatchCase] = []
    for code in codes where random.chance(85) {
      if !cases.isEmpty, random.chance(15) {
        cases[cases.count - 1].values.append(code)
      } else {
        cases.append(.init(values: [code], body: body(&self)))
      }
    }
    return cases.isEmpty ? [.init(values: [codes[0]], body: body(&self))] : cases
  }

  private mutating func randomEnumeration() -> Enumeration {
    let count = 1 + random.below(8)
    let encoding = random.pick([CaseEncoding.binary, .oneHot, .gray, .rawValue()])
    var codes = Enumeration.codes(count: count, encoding: encoding)
    if case .rawValue = encoding {
      // Wide ones often agree in their low words.
      let isWide = random.chance(25)
      let width = isWide ? 65 + random.below(9) : codes[0].width + random.below(4)
      var distinct: Set<BitVector> = []
      while distinct.count < count {
        distinct.insert(
          isWide
            ? .concatenated([BitVector(random.below(2), width: 64), random.bits(width: width - 64)]) : random.bits(width: width))
        if isWide, width == 65, distinct.count == 4 { break }
      }
      codes = distinct.sorted { $0.hexadecimal < $1.hexadecimal }
    }
    return Enumeration(
      name: random.pick(AwkwardNames.all), cases: codes.indices.map { "case\($0)" }, encoding: encoding, codes: codes)
  }

  /// Memories side by side: written together, one of them also by itself, and read together.
  mutating func addRecords() {
    guard let enable, let domain = hasReset.indices.randomElement(using: &random) else { return }
    let depth = 1 + random.below(9)
    let isFilled = random.chance(30)
    let first = module.memories.count
    let fields = (0..<(2 + random.below(2))).map { _ in random.chance(30) ? .bit : randomType() }
    for (index, type) in fields.enumerated() {
      let contents = isFilled ? (0..<depth).map { _ in random.bits(width: type.width) } : nil
      module.memories.append(
        Memory(
          name: "records_\(index)", depth: depth, word: type, domain: domain, contents: contents, location: location()))
    }
    func write(_ field: Int, at address: ValueID, mask: ValueID?) -> Statement {
      let data = value(fields[field])
      return Statement(.assign(.memory(first + field, address: address, mask: mask), data), location: location())
    }
    let address = number(near: depth)
    var all: [Statement] = []
    for field in fields.indices { all.append(write(field, at: address, mask: nil)) }
    let single = random.below(fields.count), other = number(near: depth)
    let mask = random.chance(50) ? value(ValueType(width: fields[single].count ?? 1)) : nil
    let one = write(single, at: other, mask: mask)
    let body = [
      Statement(.when(value(.bit), then: all, otherwise: []), location: location()),
      Statement(.when(value(.bit), then: [one], otherwise: []), location: location()),
    ]
    module.statements.append(Statement(.when(enable, then: body, otherwise: []), location: location()))
    let read = number(near: depth)
    for (index, type) in fields.enumerated() { output(add(.memoryRead(memory: first + index, address: read), type)) }
  }

  private mutating func output(_ value: ValueID) {
    let name = portName("typed")
    var type = module[value].type
    // A module around has no enumerations of this one.
    type.enumeration = nil
    let wire = add(.wire, type, name: name)
    module.ports.append(Port(name: name, direction: .output, role: .data, value: wire, domain: anyDomain()))
    assign(wire, value)
  }
}
