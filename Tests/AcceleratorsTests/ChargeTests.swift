import Accelerators
import CircuitBuilding
import Testing
import Transformer

/// What a run in RTL is charged for: each pass of the weights, keys and values that are written and read, and products that were made.
@Suite(.serialized) struct ChargeTests {
  /// 197 positions, of which the NPU multiplies 64 at a time: the weights pass the channel four times.
  @Test func aPromptIsChargedForEachPassOfTheWeights() throws {
    let model = try RandomModel.llama(headWidth: 16, context: 256), positions = 197
    let session = try SimulatedSystemTests.session(model, .rtl, positions: 256)
    _ = try session.run((0..<positions).map { 1 + $0 * 7 % 79 }, logits: .none)
    try session.checkProducts(model.graph.multiplications(tokens: positions, logitRows: 0))
    // All matrices but the head, whose rows nobody asked for.
    let layers = model.graph.operations.compactMap { if case .linear(let layer) = $0.kind { layer } else { nil } }.dropLast()
    #expect(session.time.bytes["channel 0 link"] == 4 * layers.reduce(0) { $0 + $1.inputs * $1.outputs })

    // A row's embedding in FP32; its key and its value as codes with an exponent of two bytes; then all keys and values so far.
    let shape = model.configuration, width = shape.keyValueWidth
    let written = positions * shape.layers * 2 * (width + 2 * shape.keyValueHeads)
    let read = shape.layers * 2 * width * positions * (positions + 1) / 2
    #expect(session.time.bytes["dram link"] == positions * shape.width * 4 + written + read)
  }

  /// A unit that counts other products than it should ends the run, whoever counts.
  @Test(arguments: ["flash-channel", "npu-systolic"]) func aWrongCountEndsTheRun(unit: String) throws {
    let model = try SimulatedSystemTests.embedded.get()
    let session = try SimulatedSystemTests.session(model, .checked) { name, design in
      name == unit ? try PlantedFault.inverting("macs", bit: 4, in: design) : design
    }
    _ = try session.run([5, 17, 3], logits: .last)
    let formula = model.graph.multiplications(tokens: 3, logitRows: 1)
    let mismatch = try #require(throws: ProductMismatch.self) { try session.checkProducts(formula) }
    #expect(mismatch.formula == formula && mismatch.counted != formula)
    #expect(mismatch.description.contains("products, but the model has \(formula)"))
  }

  /// Every unit says how long it was busy, starved and back-pressured: as its RTL counted, an adder tree as its ports showed.
  @Test(arguments: MatrixDivision.allCases) func unitsCount(division: MatrixDivision) throws {
    var configuration = CambriconConfiguration.laptop
    configuration.division = division
    // Tiles lie on channels by their columns, whose sums are added behind.
    if division == .tiles { configuration.channels = 2 }
    let session = try SimulatedSystemTests.session(SimulatedSystemTests.embedded.get(), .rtl, configuration)
    _ = try session.run([5, 17, 3], logits: .last)
    #expect((session.counters["adder-tree"] != nil) == (division != .rows))
    for (name, counters) in session.counters {
      let busy = try #require(counters.busy, "\(name)")
      #expect(busy > 0 && counters.starved != nil && counters.backPressured != nil, "\(name)")
      if !["flash-channel", "npu-systolic"].contains(name) { #expect(busy <= counters.cycles, "\(name)") }
    }
  }
}
