import Netlist
import Testing

/// The smallest circuits that once showed a fault of a simulator, of the emitted text, or of a tool that reads it. Each
/// runs on every back end.
@Suite struct FormerFaultTests {
  @Test func agreeEverywhere() async throws { try await expectAgreementEverywhere(FormerFault.all.map(\.design)) }
}

struct FormerFault: Sendable {
  let design: Design

  /// - Parameter description: what the circuit is; becomes the module's name, by which a failure is reported
  init(_ description: String, _ build: (inout CircuitSketch) -> Void, children: () -> [Module] = { [] }) {
    var sketch = CircuitSketch()
    sketch.module.name = String(description.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    build(&sketch)
    design = Design(modules: children() + [sketch.module])
  }

  static let all = small + nestedShifts + knownSigns + arrays

  private static let small: [FormerFault] = [
    // The built-in simulator fused the comparison and the complement to one bit.
    FormerFault("complement of a widened comparison") { sketch in
      let a = sketch.input("a", 5)
      let equal = sketch.add(.binary(.equal, sketch.add(.negate(a), 5), sketch.constant(0, 5)), 1)
      sketch.output("out", sketch.add(.not(sketch.add(.resize(equal), 24)), 24))
    },
    // The built-in simulator kept what is above the complement.
    FormerFault("conjunction with a narrow complement") { sketch in
      let a = sketch.input("a", 24), b = sketch.input("b", 4)
      let narrow = sketch.add(.resize(sketch.add(.not(b), 4)), 24)
      sketch.output("out", sketch.add(.binary(.and, a, narrow), 24))
    },
    // The built-in simulator fused the sum with the signed product and extended its sign.
    FormerFault("sum with a signed product that is extended with zeros") { sketch in
      let a = sketch.input("a", 8, isSigned: true), b = sketch.input("b", 8, isSigned: true), c = sketch.input("c", 32)
      let product = sketch.add(.binary(.multiply, a, b), 16, isSigned: true)
      let extended = sketch.add(.resize(sketch.add(.reinterpret(product), 16)), 32)
      sketch.output("out", sketch.add(.binary(.add, c, extended), 32))
    },
    // The text left the carry and the complemented zeros to the product's width.
    FormerFault("product of a sum, of a complement and of a negated value") { sketch in
      let a = sketch.input("a", 4), b = sketch.input("b", 4), c = sketch.input("c", 8)
      for (name, operation) in [("sum", Netlist.Operation.binary(.add, a, b)), ("complement", .not(a)), ("minus", .negate(b))] {
        sketch.output(name, sketch.add(.binary(.multiply, c, sketch.add(operation, 4)), 12))
      }
      let d = sketch.input("d", 4, isSigned: true), e = sketch.input("e", 4, isSigned: true)
      sketch.output(
        "difference",
        sketch.add(.binary(.multiply, sketch.add(.binary(.subtract, d, e), 4, isSigned: true), d), 8, isSigned: true))
    },
    // Verilator 5.48 adds the amounts without their carry.
    FormerFault("shifts of a shift") { sketch in
      let a = sketch.input("a", 8), b = sketch.input("b", 2), c = sketch.input("c", 2)
      for (name, shift) in [("left", Netlist.ShiftOperator.left), ("right", .logicalRight)] {
        sketch.output(name, sketch.add(.shift(shift, sketch.add(.shift(shift, a, by: b), 8), by: c), 8))
      }
    },
    // Yosys 0.70 takes `|24'(a)` for `(|24)'(a)`.
    FormerFault("reduction of an extended value") { sketch in
      let a = sketch.input("a", 7)
      sketch.output("out", sketch.add(.reduce(.or, sketch.add(.resize(a), 24)), 1))
    },
    // Yosys 0.70 takes the first assignment for the last.
    FormerFault("assignment in a branch that a later one overrides") { sketch in
      let condition = sketch.input("condition", 1), a = sketch.input("a", 4)
      let register = sketch.register(4, reset: 5)
      sketch.assign(register, sketch.constant(3, 4), when: condition)
      sketch.assign(register, a)
      sketch.output("out", register)
    },
    // Yosys takes the loop's variable and the sum for latches, Verilator a sum of constants for a defect of its own.
    FormerFault("loop in one branch of a wire's statements") { sketch in
      let condition = sketch.input("condition", 1), a = sketch.input("a", 12)
      let sum = sketch.sum(of: a, count: 4)
      let wire = sketch.add(.wire, 3, name: "wire_value")
      sketch.assign(wire, sum, when: condition, otherwise: sketch.constant(0, 3))
      sketch.output("out", wire)
    },
    FormerFault("loop over constants") { sketch in
      let condition = sketch.input("condition", 1)
      let sum = sketch.sum(of: sketch.constant(0o1234, 12), count: 4)
      let wire = sketch.add(.wire, 3, name: "wire_value")
      sketch.assign(wire, sum, when: condition, otherwise: sketch.constant(0, 3))
      sketch.output("out", wire)
    },
    // Icarus 11 stops at a `case` with a default only.
    FormerFault("match whose cases do nothing") { sketch in
      let subject = sketch.input("subject", 3), a = sketch.input("a", 8)
      let register = sketch.register(8, reset: 1)
      sketch.module.statements.append(
        Statement(
          .match(
            subject, cases: [.init(values: [BitVector(1, width: 3)], body: [])],
            otherwise: [Statement(.assign(.value(register), a), location: .unknown)]), location: .unknown))
      sketch.module.statements.append(
        Statement(.match(subject, cases: [.init(values: [BitVector(2, width: 3)], body: [])], otherwise: []), location: .unknown))
      sketch.output("out", register)
    },
    // Nothing started the block of Verilog-2005 that shows 0.
    FormerFault("element of a loop's result beyond the end") { sketch in
      let a = sketch.input("a", 12)
      let vector = sketch.doubled(a, count: 4)
      sketch.output("out", sketch.add(.element(vector, index: sketch.constant(8, 4)), 3, name: "beyond"))
    },
    // Verilator refuses an index of more than 32 bits that it knows.
    FormerFault("element of a packed vector at a wide index that is constant") { sketch in
      let a = sketch.input("a", 4)
      let wire = sketch.add(.wire, 12, count: 4, name: "wire_value")
      let index = sketch.add(.concatenate([a, sketch.constant(0x1047_e4e4, 37)]), 41)
      sketch.assign(wire, sketch.constant(0, 12))
      sketch.module.statements.append(
        Statement(.assign(sketch.module.element(of: wire, at: index), sketch.constant(5, 3)), location: .unknown))
      sketch.output("out", wire)
    },
    // Yosys 0.70 takes the first assignment for the last where neither covers the other.
    FormerFault("element assigned in a branch, after the whole") { sketch in
      let enable = sketch.input("enable", 1), condition = sketch.input("condition", 1), a = sketch.input("a", 8)
      let register = sketch.register(8, count: 4, reset: 0x1b)
      let whole = Statement(.assign(.value(register), a), location: .unknown)
      let element = Statement(
        .assign(sketch.module.element(of: register, at: sketch.constant(1, 2)), sketch.constant(2, 2)), location: .unknown)
      let inner = Statement(.when(condition, then: [whole], otherwise: []), location: .unknown)
      sketch.module.statements.append(Statement(.when(enable, then: [inner, element], otherwise: []), location: .unknown))
      sketch.output("out", register)
    },
    // A number that has no elements of its own filled each element of an array.
    FormerFault("element at an index, after a whole without elements") { sketch in
      let enable = sketch.input("enable", 1), index = sketch.input("index", 2), a = sketch.input("a", 8)
      let register = sketch.register(8, count: 4, reset: 0x1b)
      let whole = Statement(.assign(.value(register), a), location: .unknown)
      let element = Statement(
        .assign(sketch.module.element(of: register, at: index), sketch.constant(2, 2)), location: .unknown)
      sketch.module.statements.append(Statement(.when(enable, then: [whole], otherwise: [element]), location: .unknown))
      sketch.output("out", register)
    },
    // Labels without a sign made the shift that extends the sign one that does not.
    FormerFault("match on an extended sign") { sketch in
      let a = sketch.input("a", 1, isSigned: true), b = sketch.input("b", 4)
      let inverse = sketch.add(.not(a), 1, isSigned: true)
      let subject = sketch.add(.resize(inverse), 2, isSigned: true)
      let register = sketch.register(4, reset: 1)
      sketch.module.statements.append(
        Statement(
          .match(
            subject,
            cases: [.init(values: [BitVector(3, width: 2)], body: [Statement(.assign(.value(register), b), location: .unknown)])],
            otherwise: []), location: .unknown))
      sketch.output("out", register)
    },
    // Icarus 11 writes a program that its own simulator does not read.
    FormerFault("shifts of and by a memory's word at a constant address") { sketch in
      let amount = sketch.input("amount", 3), a = sketch.input("a", 8)
      sketch.module.memories.append(
        Memory(
          name: "words", depth: 2, word: ValueType(width: 8), domain: 0,
          contents: [BitVector(0xa5, width: 8), BitVector(3, width: 8)], location: .unknown))
      let words = (0..<2).map { sketch.add(.memoryRead(memory: 0, address: sketch.constant($0, 1)), 8) }
      sketch.output("of_word", sketch.add(.shift(.left, words[0], by: amount), 8))
      sketch.output("by_word", sketch.add(.shift(.logicalRight, a, by: words[1]), 8))
    },
    // Nothing started the block of Verilog-2005 whose condition had become constant last.
    FormerFault("condition that is constant because a loop over constants is") { sketch in
      let a = sketch.input("a", 8)
      let amount = sketch.add(.resize(sketch.doubled(sketch.constant(0o77, 6), count: 2)), 12)
      let condition = sketch.add(.resize(sketch.add(.shift(.left, a, by: amount), 8)), 1)
      let wire = sketch.add(.wire, 8, name: "wire_value")
      sketch.assign(wire, a, when: condition, otherwise: sketch.constant(0, 8))
      let register = sketch.register(1, reset: 1)
      sketch.assign(register, sketch.add(.binary(.less, wire, wire), 1))
      sketch.output("out", register)
    },
    // The index arithmetic of the text kept the carry and the complemented zeros.
    FormerFault("constant words at a sum, a complement and a difference") { sketch in
      let a = sketch.input("a", 3), b = sketch.input("b", 3)
      let words = (0..<8).map { BitVector(0x3a7 &* ($0 + 1) & 0xfff, width: 12) }
      sketch.module.memories.append(
        Memory(name: "words", depth: 8, word: ValueType(width: 12), domain: 0, contents: words, location: .unknown))
      let table = sketch.add(.constant(BitVector(words: [0xfedc_ba98_7654_3210], width: 64)), 64, count: 8)
      let bits = sketch.add(.constant(BitVector(0x96, width: 8)), 8, count: 8)
      for (name, operation) in [
        ("sum", Netlist.Operation.binary(.add, a, b)), ("complement", .not(a)), ("difference", .negate(b)),
      ] {
        let index = sketch.add(operation, 3)
        sketch.output(name + "_word", sketch.add(.memoryRead(memory: 0, address: index), 12))
        sketch.output(name + "_element", sketch.add(.element(table, index: index), 8))
        sketch.output(name + "_bit", sketch.add(.element(bits, index: index), 1))
      }
    },
    // The text added the place's offset to the second choice alone.
    FormerFault("bit at a choice of indices, and at a conjunction, behind an offset") { sketch in
      let condition = sketch.input("condition", 1), a = sketch.input("a", 5), b = sketch.input("b", 5)
      for (name, operation) in [("choice", Netlist.Operation.mux(condition, a, b)), ("conjunction", .binary(.and, a, b))] {
        let wire = sketch.add(.wire, 56, name: name + "_wire")
        sketch.assign(wire, sketch.constant(0, 56))
        let index = Netlist.Part.Index(value: sketch.add(operation, 5), count: 32, stride: 1)
        sketch.module.statements.append(
          Statement(.assign(.part(wire, Part(offset: 5, width: 1, indices: [index])), condition), location: .unknown))
        sketch.output(name, wire)
      }
    },
    // A table of one bit has no bits to choose from.
    FormerFault("only word of a constant memory") { sketch in
      let a = sketch.input("a", 8)
      sketch.module.memories.append(
        Memory(
          name: "words", depth: 1, word: ValueType(width: 1), domain: 0, contents: [BitVector(1, width: 1)], location: .unknown))
      sketch.output("out", sketch.add(.memoryRead(memory: 0, address: sketch.add(.resize(a), 1)), 1))
    },
    // Nothing started the block of Verilog-2005 that shows 0.
    FormerFault("word of elements behind the last one") { sketch in
      let enable = sketch.input("enable", 1), a = sketch.input("a", 12)
      sketch.module.memories.append(
        Memory(name: "words", depth: 5, word: ValueType(width: 12, count: 4), domain: 0, contents: nil, location: .unknown))
      sketch.module.statements.append(
        Statement(
          .when(
            enable,
            then: [
              Statement(
                .assign(.memory(0, address: sketch.constant(3, 3), mask: nil), sketch.add(.reinterpret(a), 12, count: 4)),
                location: .unknown)
            ], otherwise: []), location: .unknown))
      sketch.output("out", sketch.add(.memoryRead(memory: 0, address: sketch.constant(6, 3)), 12, count: 4))
    },
    // An internal error of Verilator 5.48: "Reduction over single bit value should have been folded".
    FormerFault("parity of a bit that is extended and complemented") { sketch in
      let state = sketch.register(33, reset: 0x1c0d_a6b8d)
      let accumulator = sketch.add(.loopAccumulator(loop: 0), 17)
      sketch.module.loops.append(
        Loop(count: 16, result: sketch.add(.binary(.subtract, sketch.constant(0, 17), accumulator), 17)))
      let sum = sketch.add(.fold(loop: 0, initial: sketch.add(.resize(state), 17)), 17)
      let bit = sketch.add(.resize(sum), 1)
      let chosen = sketch.add(.mux(sketch.add(.reduce(.and, state), 1), bit, sketch.constant(0, 1)), 1)
      let element = sketch.add(.element(state, index: sketch.add(.resize(chosen), 7)), 1)
      let wide = sketch.add(
        .mux(sketch.constant(0, 1), sketch.constant(0, 210), sketch.add(.resize(bit), 210)), 210, name: "wait_value")
      let index = sketch.add(.resize(sketch.add(.binary(.equal, wide, wide), 1)), 6)
      let change = Statement(.assign(sketch.module.element(of: state, at: index), sketch.constant(0, 1)), location: .unknown)
      sketch.module.statements.append(
        Statement(
          .match(
            sketch.add(.resize(element), 44),
            cases: [1, 6, 0].map { .init(values: [BitVector($0, width: 44)], body: []) }, otherwise: [change]),
          location: .unknown))
      sketch.output("out", sketch.add(.reduce(.xor, sketch.add(.not(wide), 210)), 1))
    },
  ]
}

/// A module of one clock, put together value by value.
struct CircuitSketch {
  var module = Module(name: "former_fault", typeName: "FormerFault")

  init() {
    for (name, role) in [("clock", PortRole.clock), ("reset", .reset)] {
      module.ports.append(Port(name: name, direction: .input, role: role, value: add(.input, 1, name: name), domain: 0))
    }
    module.domains = [ClockDomain(name: "clock", clock: module.ports[0].value, reset: module.ports[1].value)]
  }

  mutating func add(_ operation: Netlist.Operation, _ width: Int, isSigned: Bool = false, count: Int? = nil, name: String? = nil)
    -> ValueID
  {
    module.values.append(Value(operation, ValueType(width: width, isSigned: isSigned, count: count), name: name))
    return ValueID(module.values.count - 1)
  }

  mutating func constant(_ value: Int, _ width: Int) -> ValueID { add(.constant(BitVector(value, width: width)), width) }

  mutating func input(_ name: String, _ width: Int, isSigned: Bool = false) -> ValueID {
    let value = add(.input, width, isSigned: isSigned, name: name)
    module.ports.append(Port(name: name, direction: .input, role: .data, value: value, domain: 0))
    return value
  }

  mutating func output(_ name: String, _ value: ValueID) {
    let type = module[value].type
    let wire = add(.wire, type.width, isSigned: type.isSigned, count: type.count, name: name)
    module.ports.append(Port(name: name, direction: .output, role: .data, value: wire, domain: 0))
    assign(wire, value)
  }

  mutating func register(_ width: Int, count: Int? = nil, reset: Int) -> ValueID {
    let value = add(.register(module.registers.count), width, count: count, name: "register_value")
    module.registers.append(Register(value: value, domain: 0, reset: BitVector(reset, width: width)))
    return value
  }

  mutating func assign(_ target: ValueID, _ value: ValueID) {
    module.statements.append(Statement(.assign(.value(target), value), location: .unknown))
  }

  mutating func assign(_ target: ValueID, _ value: ValueID, when condition: ValueID, otherwise other: ValueID? = nil) {
    let then = [Statement(.assign(.value(target), value), location: .unknown)]
    let otherwise = other.map { [Statement(.assign(.value(target), $0), location: .unknown)] } ?? []
    module.statements.append(Statement(.when(condition, then: then, otherwise: otherwise), location: .unknown))
  }

  /// The sum of a vector's elements, modulo their width, as a loop.
  mutating func sum(of bits: ValueID, count: Int) -> ValueID {
    let width = module[bits].type.width
    let vector = add(.reinterpret(bits), width, count: count)
    let loop = module.loops.count
    let element = add(.loopElement(loop: loop, vector: vector), width / count)
    let accumulator = add(.loopAccumulator(loop: loop), width / count)
    let result = add(.binary(.add, accumulator, element), width / count)
    module.loops.append(Loop(count: count, result: result))
    return add(.fold(loop: loop, initial: constant(0, width / count)), width / count)
  }

  /// A vector's elements, each added to itself, as a loop.
  mutating func doubled(_ bits: ValueID, count: Int) -> ValueID {
    let width = module[bits].type.width
    let vector = add(.reinterpret(bits), width, count: count)
    let loop = module.loops.count
    let element = add(.loopElement(loop: loop, vector: vector), width / count)
    module.loops.append(Loop(count: count, result: add(.binary(.add, element, element), width / count)))
    return add(.map(loop: loop), width, count: count)
  }
}
