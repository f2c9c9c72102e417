import Accelerators
import Hosts
import Simulation
import Testing
import Transformer
import Verilator

/// The system whose products are made beside memory banks, in 4 and 8 bits.
@Suite(.serialized) struct P3LLMTests {
  private static let embedded = Result { try LanguageModel.embedded() }

  private static func configuration(channels: Int = 2, _ change: (inout P3LLMConfiguration) -> Void = { _ in })
    -> P3LLMConfiguration
  {
    var configuration = P3LLMConfiguration()
    (configuration.channels, configuration.elements, configuration.chunk) = (channels, 32, 16)
    change(&configuration)
    return configuration
  }

  private static func session(
    _ model: LanguageModel, _ configuration: P3LLMConfiguration, _ execution: Execution, positions: Int = 24,
    profile: BuildProfile = .fast
  ) throws -> SystemSession {
    let system = try P3LLM(configuration, graph: model.graph, positions: positions)
    let units = execution == .golden ? nil : try RunningUnits(system.lanes, UnitPool(VerilatorBuild(), profile: profile))
    return try SystemSession(system, model: model, execution: execution, units: units)
  }

  /// Every sum of the RTL is the golden one, products are as many as the formula says, none saturated, and an estimate's timelines are the
  /// run's to the cycle.
  @Test(arguments: ["llama", "opt"], [0, 1]) func anEstimateIsTheRun(name: String, residual: Int) throws {
    let model = try name == "opt" ? RandomModel.opt() : RandomModel.llama(headWidth: 16)
    let configuration = Self.configuration {
      $0.residual = residual
      $0.group = 12
    }
    let session = try Self.session(model, configuration, .checked, profile: .checked)
    let estimate = SystemEstimate(session.system)
    var next = [5, 17, 3, 60, 41, 9, 2, 33, 7, 12]
    for _ in 0..<3 {
      _ = try session.run(next, logits: .last)
      let timelines = try estimate.run(rows: next.count, logits: .last)
      #expect(timelines.last == session.timeline && estimate.time == session.time && estimate.position == session.position)
      next = [session.chosen]
    }
    try session.checkProducts(session.expectedProducts)
    #expect(session.valuesCompared > 1000)
    #expect(session.counters["pim-mac"]?.saturated == 0)
  }

  /// How rows are spread over pseudo-channels, and whether two inputs share a column, changes time and no bit.
  @Test func placementChangesNoBit() throws {
    let model = try Self.embedded.get(), ids = (0..<9).map { ($0 * 37 + 5) % model.configuration.vocabulary }
    var results: [Matrix] = [], seconds: [Double] = []
    for (channels, isShared) in [(1, true), (3, true), (3, false)] {
      let session = try Self.session(model, Self.configuration(channels: channels) { $0.isShared = isShared }, .checked)
      results.append(try session.run(ids, logits: .all))
      seconds.append(session.time.seconds)
    }
    #expect(results[0] == results[1] && results[1] == results[2])
    #expect(seconds[1] < seconds[0] && seconds[1] < seconds[2])
  }

  /// Without factors, which are those of the first program, chunks and single tokens leave the same bits.
  @Test(arguments: [1, 3, 16]) func chunksChangeNoBit(chunk: Int) throws {
    let model = try Self.embedded.get(), ids = (0..<15).map { ($0 * 91 + 2) % model.configuration.vocabulary }
    let whole = try Self.session(model, Self.configuration { $0.isSmoothed = false }, .golden)
    let chunked = try Self.session(
      model,
      Self.configuration {
        $0.isSmoothed = false
        $0.chunk = chunk
      }, .golden)
    let expected = try whole.run(ids, logits: .all)
    #expect(try chunked.run(ids, logits: .all) == expected)
    #expect(try LLMNPURun.kept(chunked) == LLMNPURun.kept(whole))
  }

  /// Every choice of format runs, and changes the logits.
  @Test func formatsAreChoices() throws {
    let model = try Self.embedded.get()
    let ids = try #require(model.tokenizer).encode("And God said, Let there be light: and there was light. And God")
    var exact = model.session(capacity: ids.count)
    let expected = try exact.run(ids, logits: .all).values
    func error(_ change: (inout P3LLMConfiguration) -> Void) throws -> Float {
      let session = try Self.session(model, Self.configuration(change), .golden, positions: ids.count)
      return zip(try session.run(ids, logits: .all).values, expected).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    let paper = try error { _ in }
    for change: (inout P3LLMConfiguration) -> Void in [
      { $0.weights = .int4 },
      { $0.probabilities = .e4m3 }, { $0.isSmoothed = false }, { $0.residual = 0 }, { $0.isNormalized = false },
      { $0.group = 64 },
    ] {
      let other = try error(change)
      #expect(other != paper && other.isFinite)
    }
  }

  /// A run that was cut in two gives the same tokens.
  @Test func savedRunsGoOn() throws {
    let model = try Self.embedded.get()
    let whole = try Self.session(model, Self.configuration(), .golden)
    _ = try whole.run(Array(1...14), logits: .last)
    let saved = try whole.save()
    let next = try whole.run([9], logits: .last)
    let resumed = try Self.session(model, Self.configuration(), .golden, positions: 40)
    try resumed.resume(saved)
    #expect(try resumed.position == 14 && resumed.run([9], logits: .last) == next)
  }
}
