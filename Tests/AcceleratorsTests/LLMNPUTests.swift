import Accelerators
import Foundation
import Hosts
import Simulation
import Testing
import Transformer
import Verilator

/// The second system that runs text: prompts in chunks on an INT8 array, with shadow outliers.
@Suite(.serialized) struct LLMNPUTests {
  private static let embedded = Result { try LanguageModel.embedded() }

  /// A prompt in chunks leaves the keys, the values and the logits of one in a single program, bit for bit.
  @Test(arguments: [16, 64, 256]) func chunksChangeNoBit(chunk: Int) throws {
    let model = try Self.embedded.get(), ranges = try LLMNPURun.ranges(model)
    var random = SplitMix64(seed: UInt64(chunk))
    let most = min(512, model.configuration.contextLength)
    let lengths = [1, 255, 256, 257, 511].filter { $0 <= most } + (0..<20).map { _ in 1 + random.next(below: most) }
    for length in lengths {
      let ids = (0..<length).map { _ in random.next(below: model.configuration.vocabulary) }
      let whole = try LLMNPURun.session(
        model, LLMNPURun.configuration(chunk: 512), .golden, positions: length, ranges: ranges)
      let chunked = try LLMNPURun.session(
        model, LLMNPURun.configuration(chunk: chunk), .golden, positions: length, ranges: ranges)
      let expected = try whole.run(ids, logits: .last)
      #expect(try chunked.run(ids, logits: .last) == expected, "\(length) positions")
      #expect(try LLMNPURun.kept(chunked) == LLMNPURun.kept(whole), "\(length) positions")
    }
  }

  /// The same through the RTL of all units, with every result compared: whole chunks, padded ones and single rows.
  @Test(arguments: [1, 15, 16, 17, 40]) func chunksInRTL(length: Int) throws {
    let model = try Self.embedded.get(), ranges = try LLMNPURun.ranges(model)
    let ids = (0..<length).map { ($0 * 37 + 5) % model.configuration.vocabulary }
    let configuration = LLMNPURun.configuration(chunk: 16, prune: 50, arrays: 2)
    let golden = try LLMNPURun.session(
      model, LLMNPURun.configuration(chunk: 64, prune: 50), .golden, positions: length, ranges: ranges)
    let checked = try LLMNPURun.session(model, configuration, .checked, positions: length, ranges: ranges)
    let expected = try golden.run(ids, logits: .last)
    #expect(try checked.run(ids, logits: .last) == expected && checked.chosen == golden.chosen)
    #expect(try LLMNPURun.kept(checked) == LLMNPURun.kept(golden))
    #expect(checked.valuesCompared > 10_000 * length)
    // Padding is multiplied too, and counted.
    try checked.checkProducts(checked.expectedProducts)
    #expect(checked.macs >= model.graph.multiplications(tokens: length, logitRows: 0) / 2)
  }

  /// With the lengths that a run has found, an estimate's timelines are the run's, to the cycle: so the units' cycle models are exact.
  @Test(arguments: ["llama", "opt"], [0.0, 100]) func anEstimateIsTheRun(name: String, prune: Double) throws {
    let model = try name == "opt" ? RandomModel.opt() : RandomModel.llama(headWidth: 16)
    let configuration = LLMNPURun.configuration(chunk: 8, prune: prune, arrays: 2)
    let session = try LLMNPURun.session(model, configuration, .checked, positions: 20, profile: .checked)
    let estimate = SystemEstimate(session.system)
    var next = [5, 17, 3, 60, 41, 9, 2, 33, 7, 12]
    for _ in 0..<3 {
      let before = session.measured.count
      _ = try session.run(next, logits: .last)
      let timelines = try estimate.run(rows: next.count, logits: .last, lengths: Array(session.measured[before...]))
      #expect(timelines.last == session.timeline && estimate.time == session.time && estimate.position == session.position)
      next = [session.chosen]
    }
    #expect((session.counters["shadow-mac"] != nil) == (prune == 0))
  }

  /// A token that the processor decodes has no product on the arrays, and is nearer to the model in fp32; the prompt's chunks stay.
  @Test func theProcessorDecodes() throws {
    let model = try Self.embedded.get(), ranges = try LLMNPURun.ranges(model), prompt = Array(1...17), next = 9
    var exact = model.session(capacity: 20)
    _ = try exact.run(prompt, logits: .last)
    let expected = try exact.run([next], logits: .last).values
    var errors: [Float] = [], kept: [[[UInt8]]] = []
    for place in DecodePlace.allCases {
      var configuration = LLMNPURun.configuration(chunk: 16)
      configuration.decode = place
      let session = try LLMNPURun.session(model, configuration, .checked, positions: 20, ranges: ranges)
      _ = try session.run(Array(prompt.prefix(16)), logits: .last)
      kept.append(try LLMNPURun.kept(session))
      let macs = session.macs
      let logits = try session.run([prompt[16]], logits: .last), last = try session.run([next], logits: .last)
      #expect((session.macs == macs) == (place == .processor) && !logits.values.isEmpty)
      try session.checkProducts(session.expectedProducts)
      errors.append(zip(last.values, expected).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) })
    }
    #expect(kept[0] == kept[1] && errors[1] < errors[0])
  }

  /// A run that was cut in two gives the same tokens.
  @Test func savedRunsGoOn() throws {
    let model = try Self.embedded.get(), ranges = try LLMNPURun.ranges(model), configuration = LLMNPURun.configuration(chunk: 16)
    let whole = try LLMNPURun.session(model, configuration, .golden, positions: 24, ranges: ranges)
    _ = try whole.run(Array(1...17), logits: .last)
    let saved = try whole.save()
    let next = try whole.run([9], logits: .last)
    let resumed = try LLMNPURun.session(model, configuration, .golden, positions: 40, ranges: ranges)
    try resumed.resume(saved)
    #expect(try resumed.position == 17 && resumed.run([9], logits: .last) == next)
  }

  /// A shadow of all tensors is nearer to the model in fp32 than none, in both of its forms.
  @Test func shadowsRepairClipping() throws {
    let model = try Self.embedded.get(), ranges = try LLMNPURun.ranges(model)
    let ids = try #require(model.tokenizer).encode("And God said, Let there be light: and there was light. And God saw the light")
    var exact = model.session(capacity: ids.count)
    let expected = try exact.run(ids, logits: .all).values
    func error(_ configuration: LLMNPUConfiguration) throws -> Float {
      let session = try LLMNPURun.session(model, configuration, .golden, positions: ids.count, ranges: ranges)
      return zip(try session.run(ids, logits: .all).values, expected).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    let none = try error(LLMNPURun.configuration(chunk: 32, prune: 100))
    let full = try error(LLMNPURun.configuration(chunk: 32, prune: 0))
    var float = LLMNPURun.configuration(chunk: 32, prune: 0, shadow: .float)
    float.hot = 100
    #expect(full < none)
    #expect(try error(float) < none)
  }

  /// Ranges of another model, or none at all, are refused with one line.
  @Test func foreignRangesAreRefused() throws {
    let model = try Self.embedded.get(), other = try LLMNPURun.ranges(RandomModel.opt())
    #expect(throws: AcceleratorError.self) {
      try LLMNPU(LLMNPURun.configuration(chunk: 16), graph: model.graph, positions: 4, calibration: other)
    }
    let system = try LLMNPU(LLMNPURun.configuration(chunk: 16), graph: model.graph, positions: 4, calibration: nil)
    #expect(throws: AcceleratorError.self) { try SystemSession(system, model: model, execution: .golden) }
  }

  /// Of the tensors that are quantized, the share that is asked for keeps its shadow: those with the largest outliers.
  @Test(arguments: [0.0, 50, 85, 100]) func theLeastImportantArePruned(prune: Double) throws {
    let model = try Self.embedded.get()
    let system = try LLMNPU(
      LLMNPURun.configuration(chunk: 16, prune: prune), graph: model.graph, positions: 4, calibration: LLMNPURun.ranges(model))
    let rows = system.calibrationTable.rows, kept = rows.filter { $0[4] == "yes" }
    #expect(rows.count == 4 * model.configuration.layers)
    // Query, key and value read one tensor, gate and up another.
    let linears = kept.reduce(0) { $0 + ($1[0].hasSuffix("attn_norm") ? 3 : $1[0].hasSuffix("ffn_norm") ? 2 : 1) }
    let most = Int((Double(7 * model.configuration.layers) * (1 - prune / 100)).rounded())
    #expect(linears <= most && linears > most - 3)
    let importance = { (rows: [[String]]) in rows.compactMap { Float($0[2]) } }
    let pruned = rows.filter { $0[4] != "yes" && !$0[0].hasSuffix("_norm") }
    #expect((importance(kept).min() ?? .infinity) >= (importance(pruned).max() ?? 0) || linears > most - 1)
  }
}
