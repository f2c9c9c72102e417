import Netlist
import Simulation
import CircuitBuilding
import Testing

@Suite struct StreamTests {
  enum Fault { case none, takesValidBack, changesPayload }

  /// A buffer of one record between two streams of bytes; a fault shows when the output is held up.
  private func buffer(_ fault: Fault = .none) -> CircuitBuilder {
    var circuit = CircuitBuilder("buffer")
    let byte = ValueType(width: 8)
    let inputValid = circuit.input("source_valid", .bit)
    let inputReady = circuit.outputWire("source_ready", .bit)
    let inputData = circuit.input("source_data", byte)
    let outputValid = circuit.outputWire("sink_valid", .bit)
    let outputReady = circuit.input("sink_ready", .bit)
    let outputData = circuit.outputWire("sink_data", byte)
    circuit.module.streams = [
      StreamPort(name: "source", direction: .input, valid: 2, ready: 3, payload: [4]),
      StreamPort(name: "sink", direction: .output, valid: 5, ready: 6, payload: [7]),
    ]
    let full = circuit.register("full", .bit, reset: BitVector(0, width: 1))
    let data = circuit.register("data", byte, reset: nil)
    let isFree = circuit.add(.not(full), .bit)
    let one = circuit.constant(1, width: 1)
    let zero = circuit.constant(0, width: 1)
    circuit.assign(inputReady, isFree)
    circuit.assign(outputValid, full)
    circuit.assign(outputData, data)
    let taken = circuit.add(.binary(.and, inputValid, isFree), .bit)
    circuit.append(.when(taken, then: [circuit.assigned(full, one), circuit.assigned(data, inputData)], otherwise: []))
    let leaves = circuit.add(.binary(.and, full, fault == .takesValidBack ? one : outputReady), .bit)
    circuit.append(.when(leaves, then: [circuit.assigned(full, zero)], otherwise: []))
    if fault == .changesPayload {
      let stuck = circuit.add(.binary(.and, full, circuit.add(.not(outputReady), .bit)), .bit)
      circuit.append(.when(stuck, then: [circuit.assigned(data, circuit.add(.not(data), byte))], otherwise: []))
    }
    return circuit
  }

  /// A receiver that never takes the second record: the run ends at the bound and says who moved last.
  @Test func aRunWithoutEndNamesTheLastTransfers() throws {
    let simulator = WatchedSimulator(try BuiltinSimulator(buffer().design), bound: 50)
    try simulator.reset()
    let (source, sink) = (try simulator.stream("source"), try simulator.stream("sink"))
    source.valid.write(1)
    let error = #expect(throws: SimulationError.self) {
      while true {
        sink.ready.write(simulator.cycle < 4 ? 1 : 0)
        simulator.evaluate()
        try simulator.step()
      }
    }
    #expect(simulator.isExceeded && simulator.cycle == 50)
    // Two cycles of reset; the source is taken in 2 and 4, the sink gives in 3.
    #expect(
      error
        == .model(
          "more than 50 cycles without an end; last transfers: source in cycle 4 (2 in all), sink in cycle 3 (1 in all)"))
  }

  private func run(_ circuit: CircuitBuilder, seed: UInt64, stalls: Stalls) throws -> [UInt64] {
    let simulator = try BuiltinSimulator(circuit.design)
    try simulator.reset()
    let (source, sink) = (try simulator.stream("source"), try simulator.stream("sink"))
    let input = try source.payload("data")
    let output = try sink.payload("data")
    var received: [UInt64] = []
    let driver = try StreamDriver<UInt64>(simulator, "source", stalls: stalls, seed: seed) { input.write($0) }
    let monitor = try StreamMonitor<UInt64>(simulator, "sink", stalls: stalls, seed: seed &+ 1) {
      output.read()
    } receive: { record, _ in
      received.append(record)
    }
    for record in 0..<200 { driver.send(UInt64(record)) }
    let start = simulator.cycle
    while received.count < 200, simulator.cycle < start + 5000 { try simulator.step([driver, monitor]) }
    let cycles = Int(simulator.cycle - start)
    #expect(driver.transfers == 200 && driver.isIdle)
    #expect(monitor.transfers == 200)
    // Every cycle of an output is one of: a transfer, nothing to take, held up, or both sides idle.
    #expect(monitor.transfers + monitor.starvedCycles + monitor.backPressuredCycles <= cycles)
    if stalls.percent == 0 {
      // One record takes two cycles, in and out.
      #expect(cycles == 400)
      #expect(monitor.starvedCycles == 200 && monitor.backPressuredCycles == 0)
      #expect(driver.backPressuredCycles == 199)
    } else {
      #expect(monitor.backPressuredCycles > 0 && driver.starvedCycles > 0)
    }
    return received
  }

  @Test(arguments: [0, 20, 70]) func recordsArriveInOrder(percent: Int) throws {
    for seed: UInt64 in 1...5 {
      #expect(try run(buffer(), seed: seed, stalls: Stalls(percent: percent)) == Array(0..<200))
    }
  }

  @Test(arguments: [(Fault.takesValidBack, "took back valid"), (.changesPayload, "changed its payload")])
  func brokenContractIsFound(fault: Fault, message: String) throws {
    let error = #expect(throws: SimulationError.self) { try run(buffer(fault), seed: 1, stalls: Stalls(percent: 50)) }
    guard case .model(let text) = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(text.contains("'sink' \(message)"))
  }

  @Test func streamsAreDescribed() throws {
    let simulator = try BuiltinSimulator(buffer().design)
    #expect(simulator.streams.map(\.name) == ["source", "sink"])
    #expect(simulator.streams.map(\.direction) == [.input, .output])
    #expect(throws: SimulationError.noSuchPort(name: "sink_row", existing: ["sink_data"])) {
      try simulator.stream("sink").payload("row")
    }
    // The same without the module's description, from the names.
    var bare = buffer()
    bare.module.streams = []
    let byName = Described(try BuiltinSimulator(bare.design)).streams
    #expect(byName.map(\.name) == ["source", "sink"])
    #expect(byName.map { $0.payload.map(\.name) } == [["source_data"], ["sink_data"]])
  }

  /// A simulator that tells its ports only.
  private final class Described: Simulator {
    let inner: BuiltinSimulator
    init(_ inner: BuiltinSimulator) { self.inner = inner }
    var ports: [SimulatorPort] { inner.ports }
    var domains: [String] { inner.domains }
    var cycle: UInt64 { inner.cycle }
    func evaluate() { inner.evaluate() }
    func step(domains: UInt32) throws(SimulationError) { try inner.step(domains: domains) }
    func run(cycles count: Int) throws(SimulationError) { try inner.run(cycles: count) }
    func memory(_ path: String) throws(SimulationError) -> SimulatorMemory { try inner.memory(path) }
    func openWaveform(_ path: String) throws(SimulationError) { try inner.openWaveform(path) }
    func closeWaveform() throws(SimulationError) { try inner.closeWaveform() }
  }

  /// The generator's published first outputs for the seed 1234567.
  @Test func generator() {
    var numbers = SplitMix64(seed: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
      16_408_922_859_458_223_821,
    ]
    #expect(expected == expected.map { _ in numbers.next() })
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<7000 { counts[numbers.next(below: 7)] += 1 }
    #expect(counts.allSatisfy { (850...1150).contains($0) })
  }
}
