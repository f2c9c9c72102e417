import Accelerators
import CKernels
import Hosts
import Numerics
import Simulation
import Testing
import Transformer
import Units
import Verilator

/// The third system that runs text: FP16 by INT4 and FP16 by FP16 on one array.
@Suite(.serialized) struct EdgeLLMTests {
  private static func session(
    _ model: LanguageModel, _ execution: Execution, positions: Int, inputs: Int = 16, outputs: Int = 4, guardBits: Int = 5,
    sparsity: EdgeLLMConfiguration.Sparsity = .dense, profile: BuildProfile = .fast
  ) throws -> SystemSession {
    var configuration = EdgeLLMConfiguration()
    // A small array, whose edges the matrices of small models do not fit.
    (configuration.inputs, configuration.outputs, configuration.guardBits) = (inputs, outputs, guardBits)
    configuration.sparsity = sparsity
    let system = try EdgeLLM(configuration, graph: model.graph, positions: positions)
    let units =
      execution == .golden ? nil : try RunningUnits(system.lanes, UnitPool(VerilatorBuild(), profile: profile))
    return try SystemSession(system, model: model, execution: execution, units: units)
  }

  /// A prompt and tokens through the RTL, every sum compared; an estimate's timelines are the run's, to the cycle.
  @Test(arguments: ["llama", "opt"]) func textInRTL(name: String) throws {
    let model = try name == "opt" ? RandomModel.opt() : RandomModel.llama(headWidth: 16)
    let session = try Self.session(model, .checked, positions: 20, profile: .checked)
    let estimate = SystemEstimate(session.system)
    var next = [5, 17, 3, 60, 41, 9, 2, 33, 7, 12]
    for _ in 0..<3 {
      _ = try session.run(next, logits: .last)
      let timelines = try estimate.run(rows: next.count, logits: .last)
      #expect(timelines.last == session.timeline && estimate.time == session.time && estimate.position == session.position)
      next = [session.chosen]
    }
    try session.checkProducts(session.expectedProducts)
    #expect(session.valuesCompared > 1000 && session.counters["group-vector-engine"]?.busy ?? 0 > 0)
  }

  /// The same with pruned weights, which come through the decoder's RTL.
  @Test(arguments: [EdgeLLMConfiguration.Sparsity.half, .quarter, .eighth]) func prunedTextInRTL(
    sparsity: EdgeLLMConfiguration.Sparsity
  ) throws {
    let model = try RandomModel.llama(headWidth: 16)
    let session = try Self.session(model, .checked, positions: 8, sparsity: sparsity, profile: .checked)
    let estimate = SystemEstimate(session.system)
    _ = try session.run([5, 17, 3, 60], logits: .last)
    let timelines = try estimate.run(rows: 4, logits: .last)
    #expect(timelines.last == session.timeline && estimate.time == session.time)
    try session.checkProducts(session.expectedProducts)
    #expect(session.counters["sparse-weight-decoder"]?.busy ?? 0 > 0)
  }

  /// What is printed and can be counted has no error, and a dense token's closed form is near the system's own timeline.
  @Test func countsAreThePapers() throws {
    let paper = try #require(EdgeLLM.paper)
    for table in ["wq", "packets"] {
      for row in try Reproduction(of: paper, table: table).rows where row.kind == .counted {
        #expect(abs(row.error ?? 0) < 0.001, "\(row.label)")
      }
    }
  }

  /// Rows that come at once or one after the other leave the same keys, values and logits.
  @Test func rowsChangeNoBit() throws {
    let model = try LanguageModel.embedded(), ids = (0..<9).map { ($0 * 37 + 5) % model.configuration.vocabulary }
    let whole = try Self.session(model, .golden, positions: 9, inputs: 64, outputs: 32)
    let single = try Self.session(model, .golden, positions: 9, inputs: 64, outputs: 32)
    let expected = try whole.run(ids, logits: .all)
    for (row, id) in ids.enumerated() {
      let logits = try single.run([id], logits: .all)
      #expect(logits.values[...] == expected.values[row * expected.columns..<(row + 1) * expected.columns])
    }
  }

  /// The kernel of golden runs against exact numbers: both kinds of weights, cancelling sums, subnormal numbers, what is no number.
  @Test(arguments: [0, 5, 8, 9, 15]) func kernelIsTheEngine(guardBits: Int) throws {
    let unit = GroupVectorEngine(inputs: 16, outputs: 3, output: .fp16, guardBits: guardBits)
    var random = SplitMix64(seed: UInt64(guardBits + 1))
    /// Finite, of exponents near each other or of any.
    func half(_ isNear: Bool) -> UInt16 {
      let field = isNear ? 12 + random.next(below: 8) : random.next(below: 31)
      return UInt16(random.next(below: 2) << 15 | field << 10 | random.next(below: 1 << 10))
    }
    for round in 0..<600 {
      let isHalf = round % 2 == 1, isNear = round % 3 > 0, lanes = isHalf ? 4 : 16, beats = 1 + round % 5
      var activations = (0..<beats * lanes).map { _ in half(isNear) }
      if round % 50 == 7 { activations[0] = 0x7c00 }
      var codes = (0..<beats * 3).map { _ in (0..<lanes).map { _ in isHalf ? half(isNear) : UInt16(random.next(below: 16)) } }
      if round % 50 == 9 { codes[0][0] = isHalf ? 0xfe01 : 0 }
      // Opposite numbers cancel.
      if round % 4 == 0 {
        for index in stride(from: 1, to: activations.count, by: 2) { activations[index] = activations[index - 1] ^ 0x8000 }
      }
      let scales = (0..<beats * 3).map { _ in half(isNear) }, addends = (0..<3).map { _ in half(isNear) }
      let bytes = codes.flatMap { row -> [UInt8] in
        isHalf
          ? row.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
          : stride(from: 0, to: lanes, by: 2).map { UInt8(row[$0] | row[$0 + 1] << 4) }
      }
      var shape = hwk_group_vector_shape(
        inputs: 16, outputs: 3, guard_bits: Int64(guardBits), tiles: 1, beats: Int64(beats), blocks: Int64(beats),
        beats_per_block: 1, is_half: isHalf ? 1 : 0)
      var results = [UInt16](repeating: 0, count: 3)
      hwk_group_vector(&shape, activations, bytes, scales, addends, &results)
      let golden = unit.golden(
        (0..<beats).map { beat in
          GroupVectorEngine.Beat(
            activations: activations[beat * lanes..<(beat + 1) * lanes].map { UInt32($0) },
            weights: (0..<3).map { codes[beat * 3 + $0].map { UInt32($0) } },
            scales: (0..<3).map { UInt32(scales[beat * 3 + $0]) }, isHalf: isHalf)
        }, addends: addends.map { UInt32($0) })
      #expect(results.map { UInt32($0) } == golden, "round \(round)")
    }
  }

  /// Sizes that blocks of 128 do not divide into whole beats are refused with one line.
  @Test func impossibleSizesAreRefused() throws {
    var configuration = EdgeLLMConfiguration()
    configuration.inputs = 48
    #expect(throws: AcceleratorError.self) {
      try EdgeLLM(configuration, graph: RandomModel.llama(headWidth: 16).graph, positions: 4)
    }
  }
}
