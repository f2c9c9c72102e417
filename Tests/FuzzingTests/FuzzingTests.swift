import Fuzzing
import Netlist
import Testing
import Tools

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
  /// 103), bits of a loop's index (267, 391), a negated literal under `~` (192), one whose `always_comb` blocks Icarus 11
  /// runs for ever (28), an element beyond the end of a loop's result (2046), and a `case` of a default only (2364).
  @Test(arguments: [4, 6, 28, 41, 69, 70, 97, 103, 112, 120, 145, 148, 192, 267, 353, 391, 2046, 2364] as [UInt64])
  func formerFailuresAgree(seed: UInt64) async throws {
    let backends = [try #require(IcarusBackend()), try #require(IcarusBackend(dialect: .verilog2005))]
    await expectAgreement(FuzzCampaign(backends: backends, shape: Self.former), seed..<seed + 1)
  }

  /// Circuits at whose text Verilator 5.48 once stopped with an internal error: constants that it found late, behind a loop
  /// (73, 2284) or in its gate optimizer (707), and instances of one module that differ in their writes of a memory (1099); an
  /// index that it knew to be too wide (2125, made flat); a product's factor that lost its width (538, made flat); a constant
  /// whose sign it took for zeros (2584), and shift amounts that it added without their carry (2668).
  @Test(arguments: [73, 538, 707, 1099, 2125, 2284, 2584, 2668] as [UInt64]) func formerVerilatorFailuresAgree(seed: UInt64)
    async throws
  {
    let tools = ToolFolder.path()
    let backends = [
      try #require(VerilatorBackend(toolsFolder: tools)), try #require(VerilatorBackend(toolsFolder: tools, isFlattened: true)),
    ]
    await expectAgreement(FuzzCampaign(backends: backends, shape: Self.former), seed..<seed + 1)
  }

  /// What circuits could have when those seeds failed.
  private static let former: CircuitShape = {
    var shape = CircuitShape()
    shape.hasNestedParts = false
    shape.hasArrays = false
    shape.hasBundles = false
    shape.hasMachines = false
    shape.hasRecords = false
    shape.hasDerivedClocks = false
    return shape
  }()

  /// Icarus fails each check on unknown bits before the first reset; the text of a failure is no output (30034).
  @Test func checksOfUnknownBitsAreNoOutput() async throws {
    var shape = CircuitShape()
    shape.hasBundles = false
    shape.hasMachines = false
    shape.hasRecords = false
    await expectAgreement(FuzzCampaign(backends: [try #require(IcarusBackend())], shape: shape), 30034..<30035)
  }

  private func expectAgreement(_ campaign: FuzzCampaign, _ seeds: Range<UInt64>) async {
    for failure in await campaign.run(seeds) {
      Issue.record("seed \(failure.fuzzCase.seed), \(failure.backend): \(failure.reason)")
    }
  }
}
