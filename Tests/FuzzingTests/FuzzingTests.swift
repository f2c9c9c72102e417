import Fuzzing
import Testing

@Suite struct FuzzingTests {
  /// The built-in simulator, with and without flattening, against the reference semantics.
  @Test(arguments: 0..<8) func builtinAgreesWithReference(batch: Int) async {
    let campaign = FuzzCampaign(backends: [BuiltinBackend(), BuiltinBackend(isFlattened: true)])
    let first = UInt64(batch * FuzzCase.batchSize)
    await expectAgreement(campaign, first..<first + 50)
  }

  /// Both dialects in Icarus Verilog.
  @Test func icarusAgreesWithReference() async throws {
    let campaign = FuzzCampaign(backends: [try #require(IcarusBackend()), try #require(IcarusBackend(dialect: .verilog2005))])
    await expectAgreement(campaign, 0..<100)
  }

  /// Circuits that once showed a fault of the emitted text: operands that Icarus computes at the width of the cast around
  /// them (69, 70, 112, 120, 145, 148), blocks of the older language that read no signal and never start (4, 6, 41, 97,
  /// 103), bits of a loop's index (267, 391), a negated literal under `~` (192), and one whose `always_comb` blocks Icarus 11
  /// runs for ever (28).
  @Test(arguments: [4, 6, 28, 41, 69, 70, 97, 103, 112, 120, 145, 148, 192, 267, 353, 391] as [UInt64])
  func formerFailuresAgree(seed: UInt64) async throws {
    let campaign = FuzzCampaign(backends: [try #require(IcarusBackend()), try #require(IcarusBackend(dialect: .verilog2005))])
    await expectAgreement(campaign, seed..<seed + 1)
  }

  private func expectAgreement(_ campaign: FuzzCampaign, _ seeds: Range<UInt64>) async {
    for failure in await campaign.run(seeds) {
      Issue.record("seed \(failure.fuzzCase.seed), \(failure.backend): \(failure.reason)")
    }
  }
}
