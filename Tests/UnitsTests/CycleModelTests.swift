import HDL
import Simulation
import Testbenches
import Testing
import Units

/// Closed forms against the models that go cycle by cycle, which testbenches hold against the RTL.
@Suite struct CycleModelTests {
  private func check<Model: VectorCycleModel>(_: Model.Type, _ units: [Model.Modelled], _ lengths: [Int]) {
    for unit in units {
      // One pass after the other through the same unit: each finds it idle.
      var model = Model(unit)
      for length in lengths {
        let beats = (unit as? any LaneUnit)?.beats(length) ?? length
        let schedule = model.schedule(lengths: [beats])
        #expect(schedule.cycles == Model.cycles(of: length, on: unit), "\(unit), \(length) elements")
        #expect(schedule.busy == beats && schedule.backPressured == 0 && schedule.taken == Array(0..<beats))
      }
    }
  }

  @Test func passesOfVectors() {
    let lengths = Array(1...70) + [511, 512, 2048]
    check(ResidualAddCycles.self, [1, 2, 4, 8, 16].map { ResidualAdd(lanes: $0) }, lengths)
    check(RotaryEmbeddingCycles.self, [1, 16].map { RotaryEmbedding(lanes: $0) }, lengths)
    check(GatedActivationCycles.self, ActivationKind.allCases.map { GatedActivation($0) } + [GatedActivation(lanes: 16)], lengths)
    check(RowScalerCycles.self, [1, 4].map { RowScaler(lanes: $0) }, lengths)
    check(RMSNormCycles.self, [1, 2, 4, 8, 16].map { RMSNorm(lanes: $0) }, lengths)
    check(LayerNormCycles.self, [1, 2, 4, 8, 16].map { LayerNorm(lanes: $0) }, lengths)
    check(SoftmaxCycles.self, [1, 2, 4, 8, 16].map { Softmax(lanes: $0) }, lengths)
    check(ArgmaxCycles.self, [1, 2, 16].map { Argmax(lanes: $0) }, lengths)
    check(MacPECycles.self, [MacPE()], lengths)
    check(BlockQuantizerCycles.self, [1, 16].map { BlockQuantizer(lanes: $0) }, lengths)
  }

  /// What the pages say: cycles from a vector's last beat to its first result, of 576 elements in 1, 4 and 16 lanes.
  @Test func latenciesOfLanes() {
    func latencies<Model: VectorCycleModel>(_: Model.Type, passes: Int, _ unit: (Int) -> Model.Modelled) -> [Int]
    where Model.Modelled: LaneUnit {
      [1, 4, 16].map { lanes in Model.cycles(of: 576, on: unit(lanes)) - passes * unit(lanes).beats(576) + 1 }
    }
    #expect(latencies(RMSNormCycles.self, passes: 2) { RMSNorm(lanes: $0) } == [78, 34, 26])
    #expect(latencies(LayerNormCycles.self, passes: 3) { LayerNorm(lanes: $0) } == [148, 60, 44])
    #expect(latencies(SoftmaxCycles.self, passes: 3) { Softmax(lanes: $0) } == [77, 35, 29])
    #expect(latencies(ResidualAddCycles.self, passes: 1) { ResidualAdd(lanes: $0) } == [3, 3, 3])
  }

  @Test(arguments: 0...3) func sums(latency: Int) {
    let unit = SignedAdderTree(operands: 4, width: 8, latency: latency)
    var model = AdderTreeCycles(unit), sums = 0, cycles = 0
    for edge in 0..<20 {
      if model.step(edge < 5) { (sums, cycles) = (sums + 1, edge) }
    }
    // A registered sum stands there after the edge before its cycle.
    #expect(sums == 5 && AdderTreeCycles.cycles(of: 5, on: unit) == cycles + (latency == 0 ? 1 : 0))
  }

  /// What a run counts as starved, busy and back-pressured adds up, and no beat is lost when both sides pause.
  @Test func countsPauses() {
    var model = RMSNormCycles(RMSNorm(maximumLength: 40))
    let schedule = model.schedule(lengths: [40, 1, 17]) {
      $0 % 3 == 0
    } takes: {
      $0 % 2 == 0
    }
    #expect(schedule.taken.count == 58 && schedule.given.count == 58 && schedule.busy == 58)
    #expect(schedule.starved > 0 && schedule.backPressured > 0)
    #expect(schedule.given.last == schedule.cycles - 1)
  }

  /// One channel whose vectors go with commands and one whose vectors take several cycles, with one page register and with two.
  @Test(arguments: [FlashChannel.samples[1], FlashChannel(cores: 4, lanes: 64, vectorBeat: 64, accumulatorRows: 80)])
  func flashChannels(_ unit: FlashChannel) throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let simulator = try BuiltinSimulator(elaborate(unit))
      let report = try FlashChannelTestbench.run(unit, on: simulator, options: TestbenchOptions(seed: seed, count: 500))
      #expect(report.mismatches == 0, "\(unit), seed \(seed): \(report.firstMismatch ?? "")")
    }
  }

  /// Beyond what a test can run: a product of a 70B model in a large array.
  @Test func largeProducts() {
    let unit = NPUSystolic(rows: 64, columns: 64), product = NPUProduct(rows: 28672, columns: 8192, vectors: 1, groupSize: 64)
    // Weights are what takes time: a number of K in each cycle, for each tile of outputs.
    let beats = NPUTiling(rows: 28672, columns: 8192, groupSize: 64, unit: unit).beats
    #expect(NPUSystolicCycles.cycles(of: product, on: unit) - beats < unit.rows + unit.columns + 16)
  }

  /// A unit that is a cycle late, with the right numbers and the right throughput, is caught by the cycle model alone.
  @Test func aPlantedDelayIsCaught() throws {
    let unit = RowScaler(), options = TestbenchOptions(seed: 5, count: 2000)
    let healthy = try RowScalerTestbench.run(unit, on: BuiltinSimulator(elaborate(unit)), options: options)
    #expect(healthy.passed, "\(healthy.firstMismatch ?? "")")
    let late = try RowScalerTestbench.run(unit, on: BuiltinSimulator(elaborate(LateRowScaler())), options: options)
    #expect(late.mismatches > 0 && late.firstMismatch?.contains("the cycle model has") == true, "\(late)")
  }
}

/// A row scaler behind one more stage of registers.
private struct LateRowScaler: Module {
  var io: RowScaler.IO { RowScaler().io }

  @Hardware func build(_ io: RowScaler.IO) {
    let scaler = Instance(RowScaler())
    scaler.input <== io.input
    io.output <== scaler.output.registered()
    io.busyCycles <== scaler.busyCycles
    io.starvedCycles <== scaler.starvedCycles
    io.backPressuredCycles <== scaler.backPressuredCycles
  }
}
