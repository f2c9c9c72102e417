import Foundation
import Netlist
import Simulation
import CircuitBuilding
import Testing

@Suite struct BuiltinSimulatorTests {
  private let byte = ValueType(width: 8)

  @Test func combinationalLoopsAreNamed() {
    var circuit = CircuitBuilder()
    let a = circuit.wire(byte, name: "a")
    let b = circuit.wire(byte, name: "b")
    circuit.assign(a, circuit.add(.not(b), byte))
    circuit.assign(b, a)
    circuit.output("y", b)
    let error = #expect(throws: SimulationError.self) { _ = try BuiltinSimulator(circuit.design) }
    guard case .combinationalLoop(let values) = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(Set(values) == ["a", "b"])
  }

  @Test func lastAssignmentWins() throws {
    var circuit = CircuitBuilder()
    let select = circuit.input("select", .bit)
    let y = circuit.outputWire("y", byte)
    circuit.assign(y, circuit.constant(1, width: 8))
    circuit.append(.when(select, then: [circuit.assigned(y, circuit.constant(2, width: 8))], otherwise: []))
    let nibble = circuit.constant(1, width: 1)
    circuit.append(.assign(circuit.module.element(of: y, at: circuit.constant(7, width: 3)), nibble))
    circuit.append(.assign(circuit.module.element(of: y, at: circuit.constant(8, width: 4)), nibble))
    let simulator = try BuiltinSimulator(circuit.design)
    #expect(try simulator.port("y").read() == 0x81)
    try simulator.port("select").write(1)
    simulator.evaluate()
    #expect(try simulator.port("y").read() == 0x82)
  }

  /// Two registers on two clocks exchange their values when both edges come at once.
  @Test func simultaneousEdgesSampleOldValues() throws {
    var circuit = CircuitBuilder(clocks: ["fast", "slow"])
    let a = circuit.register("a", byte, reset: BitVector(3, width: 8), domain: 0)
    let b = circuit.register("b", byte, reset: BitVector(5, width: 8), domain: 1)
    circuit.assign(a, b)
    circuit.assign(b, a)
    circuit.output("x", a)
    circuit.output("y", b)
    let simulator = try BuiltinSimulator(circuit.design)
    #expect(simulator.domains == ["fast", "slow"])
    // 0 until the first reset, whatever the reset value is.
    #expect(try (simulator.port("x").read(), simulator.port("y").read()) == (0, 0))
    try simulator.reset(cycles: 1)
    #expect(try (simulator.port("x").read(), simulator.port("y").read()) == (3, 5))
    try simulator.step(domains: 3)
    #expect(try (simulator.port("x").read(), simulator.port("y").read()) == (5, 3))
    try simulator.step(domains: 2)
    #expect(try (simulator.port("x").read(), simulator.port("y").read()) == (5, 5))
    #expect(simulator.cycle == 2)
    try simulator.reset()
    #expect(try (simulator.port("x").read(), simulator.port("y").read()) == (3, 5))
  }

  @Test func readingAWordThatIsWrittenGivesTheOldOne() throws {
    var circuit = CircuitBuilder()
    let data = circuit.input("data", byte)
    let zero = circuit.constant(0, width: 2)
    let memory = circuit.memory("memory", depth: 3, word: byte)
    let last = circuit.register("last", byte, reset: nil)
    let read = circuit.add(.memoryRead(memory: memory, address: zero), byte)
    circuit.assign(last, read)
    circuit.append(.assign(.memory(memory, address: zero, mask: nil), data))
    circuit.output("now", read)
    circuit.output("before", last)
    let simulator = try BuiltinSimulator(circuit.design, options: .init(seed: 7))
    // (0 + 1) * 0x9E3779B9 ^ 7, the low byte.
    #expect(try simulator.port("now").read() == 0xBE)
    #expect(try simulator.port("before").read() == 0xBE)
    try simulator.port("data").write(0x55)
    try simulator.step()
    #expect(try (simulator.port("now").read(), simulator.port("before").read()) == (0x55, 0xBE))
    #expect(try simulator.peek(memory: "memory", word: 0) == BitVector(0x55, width: 8))
  }

  /// Signed ports take two's-complement numbers of their width, the others what is not negative; the next step throws the rest.
  @Test func writesThatDoNotFitAreThrownByTheStep() throws {
    var circuit = CircuitBuilder()
    let number = circuit.input("number", ValueType(width: 9, isSigned: true))
    let word = circuit.input("word", ValueType(width: 12))
    circuit.output("sum", circuit.add(.resize(number), ValueType(width: 12, isSigned: true)))
    circuit.output("copy", word)
    let simulator = try BuiltinSimulator(circuit.design)
    let ports = try (number: simulator.port("number"), word: simulator.port("word"))
    for value in [-256, 255, -1] {
      ports.number.write(signed: value)
      try simulator.step()
    }
    let misfit = PortMisfit(port: "number", value: -645, width: 9, isSigned: true)
    ports.number.write(signed: -645)
    #expect(throws: SimulationError.doesNotFit(misfit)) { try simulator.step() }
    #expect(misfit.description == "-645 does not fit into port 'number', which takes 9 signed bits, -256 to 255")
    for value in [256, -257] {
      ports.number.write(signed: value)
      #expect(throws: SimulationError.self) { try simulator.step() }
    }
    ports.word.write(0xfff)
    try simulator.step()
    ports.word.write(0x1000)
    #expect(throws: SimulationError.self) { try simulator.step() }
    ports.word.write(UInt64(bitPattern: -1))
    #expect(throws: SimulationError.self) { try simulator.step() }
    try simulator.step()
  }

  @Test func failedAssertionIsThrownByTheStep() throws {
    var circuit = CircuitBuilder()
    circuit.module.files = ["Sources/Counter.swift"]
    let ok = circuit.input("ok", .bit)
    let seen = circuit.register("seen", .bit, reset: BitVector(0, width: 1))
    circuit.assign(seen, circuit.constant(1, width: 1))
    let location = SourceLocation(file: 0, line: 12, column: 5)
    circuit.module.statements.append(Statement(.check(.assert, ok, message: "must hold", domain: 0), location: location))
    circuit.append(.check(.cover, ok, message: "was fine", domain: 0))
    circuit.output("seen_out", seen)
    let simulator = try BuiltinSimulator(circuit.design)
    try simulator.reset()
    let expected = SimulationError.assertionFailed(
      message: "must hold", module: "circuit", location: "Sources/Counter.swift:12:5", cycle: 3)
    #expect(throws: expected) { try simulator.step() }
    // The model has completed the step, and goes on.
    #expect(try simulator.port("seen_out").read() == 1)
    try simulator.port("ok").write(1)
    try simulator.run(cycles: 4)
    #expect(simulator.coverCounts.map(\.count) == [4])
    let unchecked = try BuiltinSimulator(circuit.design, options: .init(checks: false))
    try unchecked.run(cycles: 3)
    #expect(unchecked.coverCounts.map(\.count) == [0])
  }

  /// 65,536 elements: a product of sums stays a loop, and loading takes no noticeable time.
  @Test func longVectorsStayLoops() throws {
    var circuit = CircuitBuilder()
    let count = 65_536
    let element = ValueType(width: 8, isSigned: true)
    let vector = ValueType(width: 8 * count, isSigned: true, count: count)
    let weights = circuit.register("weights", vector, reset: nil)
    let next = circuit.input("next", element)
    let loop = circuit.module.loops.count
    let result = ValueType(width: 32, isSigned: true)
    let item = circuit.add(.loopElement(loop: loop, vector: weights), element)
    let product = circuit.add(.binary(.multiply, item, next), ValueType(width: 16, isSigned: true))
    let extended = circuit.add(.resize(product), result)
    let sum = circuit.add(.binary(.add, circuit.add(.loopAccumulator(loop: loop), result), extended), result)
    circuit.module.loops.append(Loop(count: count, result: sum))
    let total = circuit.add(.fold(loop: loop, initial: circuit.constant(0, width: 32, signed: true)), result)
    circuit.output("total", total)
    circuit.append(.assign(circuit.module.element(of: weights, at: circuit.constant(count - 1, width: 16)), next))
    let simulator = try BuiltinSimulator(circuit.design)
    #expect(simulator.statistics["settle", default: 0] < 20)
    let expected = { (last: Int, factor: Int) -> Int in
      let pattern = InitialState.word(index: 0, width: 32)
      let bytes = (0..<4).map { pattern.slice(offset: $0 * 8, width: 8).signed ?? 0 }
      let all = bytes.reduce(0, +) * (count / 4) - bytes[3] + last
      return Int(Int32(truncatingIfNeeded: all * factor))
    }
    try simulator.port("next").write(signed: -77)
    try simulator.step()
    #expect(try simulator.port("total").readSigned() == expected(-77, -77))
  }

  @Test func namesBelowTheTop() throws {
    let leaf = counterCircuit()
    var top = CircuitBuilder("top")
    let enable = top.input("enable", .bit)
    let wires = (0..<3).map { _ in top.wire(.bit) }
    top.assign(wires[0], enable)
    let value = top.add(.instanceOutput(instance: 0, port: 3), ValueType(width: 4))
    let connections = leaf.module.ports.map { port -> ValueID? in
      switch port.name {
      case "clock": top.module.ports[0].value
      case "reset": top.module.ports[1].value
      case "enable": wires[0]
      case "value": value
      default: nil
      }
    }
    top.module.instances.append(Instance(name: "cell", module: 0, connections: connections, location: .unknown))
    top.output("value", value)
    let simulator = try BuiltinSimulator(Design(modules: [leaf.module, top.module]))
    try simulator.reset()
    try simulator.port("enable").write(1)
    try simulator.run(cycles: 5)
    #expect(try simulator.port("value").read() == 5)
    #expect(try simulator.peek("cell.next") == BitVector(6, width: 4))
    #expect(try simulator.peek("cell.is_three") == BitVector(0, width: 1))
    #expect(try simulator.peek(memory: "cell.history", word: 0) == BitVector(4, width: 4))
    #expect(throws: SimulationError.self) { try simulator.peek("cell.nothing") }
    #expect(throws: SimulationError.noSuchMemory(name: "cell.history", existing: [])) { try simulator.memory("cell.history") }
  }

  @Test func hostFillsMemory() throws {
    var circuit = CircuitBuilder()
    let address = circuit.input("address", ValueType(width: 2))
    let word = ValueType(width: 24, isSigned: true, count: 3)
    let memory = circuit.memory("page", depth: 3, word: word)
    circuit.module.memories[memory].isHostFilled = true
    circuit.output("word", circuit.add(.memoryRead(memory: memory, address: address), word))
    let simulator = try BuiltinSimulator(circuit.design)
    let page = try simulator.memory("page")
    #expect(page.isByteArray)
    let bytes = [UInt8](1...9)
    bytes.withUnsafeBytes { page.address.copyMemory(from: $0.baseAddress!, byteCount: 9) }
    simulator.evaluate()
    #expect(try simulator.port("word").read() == 0x030201)
    try simulator.port("address").write(2)
    simulator.evaluate()
    #expect(try simulator.port("word").read() == 0x090807)
    try simulator.port("address").write(3)
    simulator.evaluate()
    #expect(try simulator.port("word").read() == 0)
  }

  @Test func valueChangeDump() throws {
    let path = NSTemporaryDirectory() + "hwgen-\(ProcessInfo.processInfo.globallyUniqueString).vcd"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let simulator = try BuiltinSimulator(counterCircuit().design)
    try simulator.openWaveform(path)
    try simulator.port("enable").write(1)
    try simulator.step()
    try simulator.port("enable").write(0)
    try simulator.step()
    try simulator.closeWaveform()
    #expect(
      try String(contentsOfFile: path, encoding: .utf8) == """
        $timescale 1ns $end
        $scope module counter $end
        $var wire 1 ! reset $end
        $var wire 1 " enable $end
        $var wire 4 # value [3:0] $end
        $var wire 1 $ is_three $end
        $var wire 4 % count [3:0] $end
        $var wire 4 & next [3:0] $end
        $var wire 1 ' clock $end
        $var wire 4 ( history_0 [3:0] $end
        $var wire 4 ) history_1 [3:0] $end
        $upscope $end
        $enddefinitions $end
        #0
        $dumpvars
        0'
        0!
        0"
        b0 #
        0$
        b0 %
        b1 &
        b0 (
        b0 )
        $end
        #10
        1'
        1"
        b1 #
        b1 %
        b10 &
        #15
        0'
        #20
        1'
        0"
        #25
        0'
        #30

        """)
  }

  @Test func waveformsOfOtherFormatsAreRefused() throws {
    let simulator = try BuiltinSimulator(counterCircuit().design)
    for name in ["/nowhere/x.vcd", "x.fst", "x.txt"] {
      #expect(throws: SimulationError.self, "\(name)") { try simulator.openWaveform(name) }
    }
  }
}
