import Netlist
import CircuitBuilding
import Testing

/// Each pass alone, on netlists made by hand.
@Suite struct PassTests {
  private let byte = ValueType(width: 8)

  /// Runs the pass of the standard pipeline that has this name.
  @discardableResult
  private func run(_ name: String, _ design: inout Design) throws -> [Diagnostic] {
    let pass = try #require(Pipeline.standard.passes.first { $0.name == name })
    return try pass.run(&design)
  }
  private func folded(_ builder: CircuitBuilder) throws -> Module {
    var design = builder.design
    try run("fold constants", &design)
    return design.top
  }
  /// What the only output is assigned, as an operation.
  private func source(of output: String, in module: Module) throws -> Netlist.Operation {
    let port = try #require(module.ports.first { $0.name == output })
    for statement in module.statements {
      if case .assign(.value(port.value), let value) = statement.kind { return module[value].operation }
    }
    throw InvalidNetlist("output '\(output)' is not assigned", at: .unknown, in: module)
  }

  @Test func constantsAreFolded() throws {
    var circuit = CircuitBuilder()
    let three = circuit.constant(3, width: 8), four = circuit.constant(4, width: 8)
    circuit.output("y", circuit.add(.binary(.add, three, four), byte))
    #expect(try source(of: "y", in: folded(circuit)) == .constant(BitVector(7, width: 8)))
  }

  /// Conditions and subjects that are constant are decided, also where nothing else folds.
  @Test func constantBranchesAreTaken() throws {
    var circuit = CircuitBuilder()
    let one = circuit.constant(1, width: 1), x = circuit.input("x", byte), y = circuit.outputWire("y", byte)
    let zero = circuit.constant(0, width: 8)
    circuit.append(.when(one, then: [circuit.assigned(y, x)], otherwise: [circuit.assigned(y, zero)]))
    #expect(try source(of: "y", in: folded(circuit)) == .input)

    circuit.module.statements = []
    circuit.append(
      .match(
        one, cases: [.init(values: [BitVector(1, width: 1)], body: [circuit.assigned(y, x)])],
        otherwise: [circuit.assigned(y, zero)]))
    #expect(try source(of: "y", in: folded(circuit)) == .input)
  }

  /// What changes nothing gives way to its operand, of either order.
  @Test(arguments: [
    (BinaryOperator.add, 0), (.subtract, 0), (.or, 0), (.xor, 0), (.and, 255),
  ])
  func neutralOperandsVanish(binary: BinaryOperator, neutral: Int) throws {
    for isLeft in binary == .subtract ? [false] : [false, true] {
      var circuit = CircuitBuilder()
      let x = circuit.input("x", byte), constant = circuit.constant(neutral, width: 8)
      circuit.output("y", circuit.add(isLeft ? .binary(binary, constant, x) : .binary(binary, x, constant), byte))
      #expect(try source(of: "y", in: folded(circuit)) == .input)
    }
  }

  @Test func absorbingOperandsWin() throws {
    for (binary, absorbing) in [(BinaryOperator.and, 0), (.or, 255)] {
      var circuit = CircuitBuilder()
      let x = circuit.input("x", byte)
      circuit.output("y", circuit.add(.binary(binary, x, circuit.constant(absorbing, width: 8)), byte))
      #expect(try source(of: "y", in: folded(circuit)) == .constant(BitVector(absorbing, width: 8)))
    }
    var circuit = CircuitBuilder()
    let x = circuit.input("x", byte)
    circuit.output("y", circuit.add(.shift(.left, x, by: circuit.constant(8, width: 4)), byte))
    #expect(try source(of: "y", in: folded(circuit)) == .constant(BitVector(width: 8)))
  }

  /// A designer's name stays in the text.
  @Test func namedValuesStay() throws {
    var circuit = CircuitBuilder()
    let x = circuit.input("x", byte)
    circuit.output("y", circuit.add(.binary(.add, x, circuit.constant(0, width: 8)), byte, name: "sum"))
    let module = try folded(circuit)
    guard case .binary(.add, _, _) = try source(of: "y", in: module) else { return #expect(Bool(false), "'sum' is gone") }
  }

  @Test func constantConditionsAreDecided() throws {
    var circuit = CircuitBuilder()
    let a = circuit.input("a", byte), b = circuit.constant(9, width: 8)
    let y = circuit.outputWire("y", byte), never = circuit.add(.not(circuit.constant(1, width: 1)), .bit)
    circuit.append(
      .when(never, then: [circuit.assigned(y, a)], otherwise: [circuit.assigned(y, b)]))
    let module = try folded(circuit)
    #expect(module.statements.count == 1)
    #expect(try source(of: "y", in: module) == .constant(BitVector(9, width: 8)))
  }

  @Test func whatReachesNothingIsRemoved() throws {
    var circuit = CircuitBuilder()
    let a = circuit.input("a", byte)
    let dead = circuit.register("dead", byte, reset: nil), live = circuit.register("live", byte, reset: BitVector(width: 8))
    let memory = circuit.memory("dead_memory", depth: 4, word: byte), checked = circuit.register("checked", byte, reset: nil)
    circuit.assign(dead, a)
    circuit.assign(live, a)
    circuit.assign(checked, a)
    circuit.append(.assign(.memory(memory, address: circuit.constant(0, width: 2), mask: nil), a))
    let isZero = circuit.add(.binary(.equal, checked, circuit.constant(0, width: 8)), .bit)
    circuit.append(.check(.assert, isZero, message: "is zero", domain: 0))
    circuit.output("y", live)
    var design = circuit.design
    try run("dead code", &design)
    #expect(design.top.registers.compactMap { design.top[$0.value].name } == ["live", "checked"])
    #expect(design.top.memories.isEmpty)
    #expect(!design.top.values.contains { $0.name == "dead" })
    try design.validate()
  }

  @Test func namesAreLegalAndUnique() throws {
    var circuit = CircuitBuilder()
    let a = circuit.input("a", byte)
    for name in ["sum", "sum", "always", "a", "__x__"] {
      circuit.output("y\(circuit.module.ports.count)", circuit.add(.not(a), byte, name: name))
    }
    var design = circuit.design
    #expect(try run("names", &design).isEmpty)
    let names = design.top.values.filter { if case .not = $0.operation { true } else { false } }.compactMap(\.name)
    #expect(names == ["sum", "sum_1", "always_value", "a_1", "x"])
  }

  @Test(arguments: [(["x", "x"], "two ports are called 'x'"), (["wire"], "port 'wire' cannot have that name in Verilog")])
  func portsKeepTheirNames(names: [String], message: String) throws {
    var circuit = CircuitBuilder()
    for name in names { _ = circuit.input(name, byte) }
    var design = circuit.design
    #expect(try run("names", &design).map(\.message) == [message])
  }

  @Test func loopsOverOneElementOpen() throws {
    var circuit = CircuitBuilder()
    let vector = ValueType(width: 8, count: 1)
    let x = circuit.input("x", vector)
    circuit.module.loops = [Loop(count: 1, result: ValueID(0))]
    let element = circuit.add(.loopElement(loop: 0, vector: x), byte)
    let inverted = circuit.add(.not(element), byte)
    circuit.module.loops[0].result = inverted
    circuit.output("y", circuit.add(.map(loop: 0), vector))
    var design = circuit.design
    try run("single-element loops", &design)
    #expect(try source(of: "y", in: design.top) == .reinterpret(inverted))
    #expect(design.top[element].operation == .reinterpret(x))
  }

  @Test func elementsStayInTheirClosures() throws {
    var circuit = CircuitBuilder()
    let x = circuit.input("x", ValueType(width: 16, count: 2))
    let element = circuit.add(.loopElement(loop: 0, vector: x), byte, name: "element")
    circuit.module.loops = [Loop(count: 2, result: element)]
    circuit.output("y", element)
    var design = circuit.design
    #expect(
      try run("loop scopes", &design).map(\.message) == [
        "'element' belongs to the closure of a vector operation and is used outside it"
      ])
  }

  @Test func everyPathDrives() throws {
    var circuit = CircuitBuilder()
    let a = circuit.input("a", byte), enable = circuit.input("enable", .bit)
    let y = circuit.outputWire("y", byte)
    _ = circuit.outputWire("z", byte)
    circuit.append(.when(enable, then: [circuit.assigned(y, a)], otherwise: []))
    var design = circuit.design
    let messages = try run("drivers", &design).map(\.message)
    #expect(messages == ["'y' is not driven on every path: not when 'enable' is 0", "'z' is never driven"])
  }

  @Test func loopsWithoutRegistersAreFound() throws {
    var circuit = CircuitBuilder()
    let y = circuit.outputWire("y", byte)
    circuit.assign(y, circuit.add(.not(y), byte))
    var design = circuit.design
    #expect(try run("combinational loops", &design).count == 1)
    var clocked = CircuitBuilder()
    let register = clocked.register("r", byte, reset: BitVector(width: 8))
    clocked.assign(register, clocked.add(.not(register), byte))
    clocked.output("y", register)
    design = clocked.design
    #expect(try run("combinational loops", &design).isEmpty)
  }

  @Test func crossingsAreMarked() throws {
    for isMarked in [false, true] {
      var circuit = CircuitBuilder(clocks: ["clock", "fast"])
      let from = circuit.register("from", byte, reset: BitVector(width: 8), domain: 1)
      let to = circuit.register("to", byte, reset: BitVector(width: 8), domain: 0)
      circuit.assign(from, circuit.constant(1, width: 8))
      circuit.assign(to, isMarked ? circuit.add(.crossing(from), byte) : from)
      circuit.output("y", to)
      var design = circuit.design
      #expect(try run("clock crossings", &design).count == (isMarked ? 0 : 1))
    }
  }

  @Test func outputsShowNothingUnwritten() throws {
    for reset in [nil, BitVector(width: 8)] {
      var circuit = CircuitBuilder()
      let register = circuit.register("held", byte, reset: reset)
      circuit.assign(register, circuit.constant(1, width: 8))
      circuit.output("y", register)
      var design = circuit.design
      let messages = try run("initial state", &design).map(\.message)
      #expect(messages == (reset == nil ? ["output 'y' shows 'held' before its first write"] : []))
    }
  }

  @Test func unreadNamesAreReported() throws {
    var circuit = CircuitBuilder()
    let a = circuit.input("a", byte)
    _ = circuit.add(.not(a), byte, name: "forgotten")
    circuit.output("y", a)
    var design = circuit.design
    let found = try run("unused", &design)
    #expect(found.map(\.message) == ["'forgotten' is never used"] && found.first?.severity == .warning)
  }

  @Test func overriddenAssignmentsAreDropped() {
    var circuit = CircuitBuilder()
    let a = circuit.input("a", byte), b = circuit.input("b", byte), enable = circuit.input("enable", .bit)
    let y = circuit.outputWire("y", byte), z = circuit.outputWire("z", byte)
    // Both branches are overridden; the one of z is not, where enable is 0.
    circuit.append(.when(enable, then: [circuit.assigned(y, a)], otherwise: []))
    circuit.assign(y, b)
    circuit.assign(z, a)
    circuit.append(.when(enable, then: [circuit.assigned(z, b)], otherwise: []))
    let statements = DeadAssignments.removed(circuit.module).statements
    #expect(statements.count == 3)
    if case .when = statements[0].kind { #expect(Bool(false), "the overridden branch is still there") }
  }

  @Test func wiresOfConstantsAreConstants() throws {
    var circuit = CircuitBuilder()
    let wire = circuit.wire(byte, name: "w"), one = circuit.constant(1, width: 8)
    circuit.assign(wire, one)
    circuit.assign(wire, circuit.add(.binary(.add, one, one), byte))
    circuit.output("y", circuit.add(.not(wire), byte))
    let module = try ConstantBlocks.folded(circuit.module)
    #expect(try source(of: "y", in: module) == .constant(BitVector(253, width: 8)))
  }
}
