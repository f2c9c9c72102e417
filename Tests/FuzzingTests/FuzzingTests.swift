import Fuzzing
import Testing

@Suite struct FuzzingTests {
  /// The built-in simulator, with and without flattening, against the reference semantics.
  @Test(arguments: 0..<8) func builtinAgreesWithReference(batch: Int) async {
    let campaign = FuzzCampaign(backends: [BuiltinBackend(), BuiltinBackend(isFlattened: true)])
    let first = UInt64(batch * FuzzCase.batchSize)
    for failure in await campaign.run(first..<first + 50) {
      Issue.record("seed \(failure.fuzzCase.seed), \(failure.backend): \(failure.reason)")
    }
  }

  /// Both dialects in Icarus Verilog.
  @Test(.disabled("Icarus does not end on seed 28 of the random circuits; 'hwgen fuzz --backends icarus' shows it"))
  func icarusAgreesWithReference() async throws {
    let campaign = FuzzCampaign(backends: [try #require(IcarusBackend()), try #require(IcarusBackend(dialect: .verilog2005))])
    for failure in await campaign.run(0..<100) {
      Issue.record("seed \(failure.fuzzCase.seed), \(failure.backend): \(failure.reason)")
    }
  }
}
