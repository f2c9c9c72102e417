import Fuzzing
import HDL
import Netlist
import Testing
import Tools

/// Runs designs of the language on every back end: both simulators, the text in both dialects, made flat and synthesized, each
/// against the semantics of the netlist.
func expectAgreementEverywhere(_ designs: [Netlist.Design]) async throws {
  try await expectAgreementEverywhere(designs.map { ($0, $0) })
}

/// The same against the semantics of another spelling of the same hardware.
func expectAgreementEverywhere(_ designs: [(design: Netlist.Design, reference: Netlist.Design)]) async throws {
  let tools = ToolFolder.path()
  let runtime = VerilatorRuntime()
  let campaign = FuzzCampaign(backends: [
    BuiltinBackend(), BuiltinBackend(isFlattened: true), try #require(IcarusBackend()),
    try #require(IcarusBackend(dialect: .verilog2005)),
    try #require(VerilatorBackend(toolsFolder: tools, runtime: runtime)),
    try #require(VerilatorBackend(toolsFolder: tools, isFlattened: true, runtime: runtime)),
    try #require(YosysBackend(toolsFolder: tools)),
  ])
  let schedule = ClockSchedule(seed: 1, count: FuzzCase.cycleCount)
  let cases = designs.enumerated().map { index, pair in
    var design = pair.design
    // A batch is one text.
    for module in design.modules.indices where design.modules[module].blackBox == nil {
      design.modules[module].name += "_\(index)"
    }
    var one = FuzzCase(
      seed: UInt64(index), design: design, stimulus: Stimulus(for: design, seed: UInt64(index), schedule: schedule))
    one.reference = pair.reference
    return one
  }
  for failure in await campaign.run(cases) {
    Issue.record("\(failure.fuzzCase.design.top.name), \(failure.backend): \(failure.reason)")
  }
}
