import Accelerators
import CircuitBuilding
import Foundation
import Hosts
import Testing
import Transformer

/// What a run's report says of it: sums that must hold, and bottlenecks that were planted.
@Suite(.serialized) struct RunReportTests {
  /// An estimate's report for parameters that were set.
  private static func report(
    _ model: LanguageModel, _ settings: [String: String] = [:], preset: String = "laptop", context: Int = 6
  ) throws -> RunReport {
    var values = try CambriconLLM.values(preset: preset)
    for (name, text) in settings.sorted(by: { $0.key < $1.key }) { try values.set(name, text) }
    let system = try CambriconLLM(values, graph: model.graph, positions: context + 1, rows: .max)
    var trace: Trace?
    _ = try EstimateReport(system, model: "model", parameters: values, context: context) { trace = $0 }
    let changes = try ParameterChange.helpful(CambriconLLM.self, values, graph: model.graph, context: context)
    return try RunReport(
      .init(system, model: "model", values: values, isSimulated: false), trace: #require(trace), changes: changes)
  }

  /// Every moment of a token's time is bound by something, and every product is an operator's.
  @Test(arguments: ["laptop", "paper-s"]) func sumsHold(preset: String) throws {
    for model in [try SimulatedSystemTests.embedded.get(), try RandomModel.opt()] {
      let report = try Self.report(model, preset: preset)
      let critical = report.units.reduce(0) { $0 + $1.critical } + report.links.reduce(0) { $0 + $1.critical }
      #expect(abs(critical - 1) < 1e-9, "\(critical) of the time is bound")
      let waited = report.operators.reduce(0) { $0 + $1.criticalSeconds }
      #expect(abs(waited / report.secondsPerToken - 1) < 1e-9)
      let products = report.operators.filter { ["flash-channel", "npu-systolic"].contains($0.unit) }.reduce(0) {
        $0 + $1.operations
      }
      #expect(Int(products) == model.graph.multiplications(tokens: 1, from: 6, logitRows: 1))
      // Each matrix is read once, keys and values of seven positions too.
      #expect(
        report.operators.reduce(0) { $0 + $1.memoryBytes } >= Double(model.graph.multiplications(tokens: 1, logitRows: 1)) * 0.99)
      for unit in report.units { #expect(unit.active > 0 && unit.active <= 1.000_001 && unit.busy == nil, "\(unit)") }
      for link in report.links { #expect(link.amount > 0 && link.amount <= link.capacity * 1.000_001, "\(link)") }
      for one in report.operators {
        #expect(one.elapsed <= report.secondsPerToken * 1.000_001 && one.elapsed > 0, "\(one)")
        // A channel that only sends raw weights of a matrix multiplies nothing.
        #expect(one.operations > 0 || one.unit == "flash-channel", "\(one)")
      }
      #expect(report.timeline.parts.count == 1 && report.timeline.leftOut == 0 && report.timeline.unitTracks > 8)
      let end = report.timeline.slices.map { $0[1] + $0[2] }.max() ?? 0
      #expect(abs(Double(end) * 1e-9 - report.secondsPerToken) < 2e-9)
    }
  }

  /// A parameter that is far too slow is the one that the sentences name, and the one that would help.
  @Test(arguments: [
    (["channel-rate": "1e6"], "channel link", "channel-rate"),
    (["page-read-us": "20000", "flash-share": "1"], "planes", "page-read-us"),
    (["dram-rate": "1e4"], "dram link", "dram-rate"),
    (["flash-share": "0", "npu-rows": "1", "npu-columns": "1", "channel-rate": "1e12"], "npu-systolic", "npu-columns"),
    (
      ["clock-rate": "1e6", "flash-share": "1", "lanes": "1", "channel-rate": "1e12", "page-read-us": "0.01"], "flash-channel",
      "lanes"
    ),
  ]) func plantedBottlenecksAreNamed(settings: [String: String], bound: String, remedy: String) throws {
    let report = try Self.report(SimulatedSystemTests.embedded.get(), settings), sentences = report.sentences
    #expect(sentences[1].hasPrefix("It is bound by \(bound), on which its end waits for "), "\(sentences)")
    let best = try #require(report.changes.first)
    #expect(report.changes.contains { $0.parameter == remedy && $0.gain > 0.2 }, "\(report.changes)")
    #expect(sentences.last?.hasPrefix("By estimate \(best.parameter)=\(best.to) instead of \(best.from) helps most") == true)
  }

  /// A unit whose RTL idles every second cycle is named in a simulated run, with what its counters say.
  @Test func aSlowUnitIsNamed() throws {
    let model = try SimulatedSystemTests.embedded.get()
    var values = try CambriconLLM.values()
    for (name, text) in [("channel-rate", "1e12"), ("page-read-us", "0.01"), ("flash-share", "1")] { try values.set(name, text) }
    func report(isSlow: Bool) throws -> RunReport {
      let session = try SimulatedSystemTests.session(model, .rtl, CambriconConfiguration(values)) { name, design in
        isSlow && name == "rms-norm" ? try PlantedDelay.everySecondCycle(in: design) : design
      }
      session.trace = Trace()
      _ = try session.run([5, 17, 3], logits: .last)
      let counters = session.counters.mapValues {
        UnitCycles(
          cycles: $0.cycles, busy: $0.busy ?? 0, starved: $0.starved ?? 0, backPressured: $0.backPressured ?? 0, parts: $0.parts)
      }
      return try RunReport(
        .init(session.system, model: "embedded", values: values, isSimulated: true), trace: #require(session.trace),
        counters: counters)
    }
    func norm(_ report: RunReport) throws -> UnitUse { try #require(report.units.first { $0.name == "rms-norm" }) }
    let healthy = try report(isSlow: false), slow = try report(isSlow: true)
    #expect(try norm(slow).critical > 1.2 * norm(healthy).critical && norm(slow).busy ?? 1 < 0.6 * (norm(healthy).busy ?? 0))
    #expect(slow.kind == "simulated" && slow.sentences[0].contains("simulated, the mean of 3 tokens"))
    #expect(slow.units.allSatisfy { ($0.busy == nil) == ($0.name == "copy") })
    let flash = try #require(healthy.units.first { $0.name == "flash-channel" })
    #expect((flash.busy ?? 0) + (flash.starved ?? 0) + (flash.backPressured ?? 0) <= 1)
  }

  /// A report needs a token, and takes the mean of several.
  @Test func prefillAloneIsRefused() throws {
    let model = try RandomModel.llama(headWidth: 16)
    let values = try CambriconLLM.values()
    let system = try CambriconLLM(values, graph: model.graph, positions: 8, rows: 8)
    let estimate = SystemEstimate(system)
    estimate.trace = Trace()
    try estimate.run(rows: 4, logits: .none)
    let subject = RunReport.Subject(system, model: "model", values: values, isSimulated: false)
    #expect(throws: AcceleratorError.self) { try RunReport(subject, trace: #require(estimate.trace)) }
    try estimate.run(rows: 1, logits: .last)
    try estimate.run(rows: 1, logits: .last)
    let report = try RunReport(subject, trace: #require(estimate.trace))
    #expect(report.tokens == 2 && report.context == 4 && report.timeline.parts.map(\.position) == [0, 4, 5])
    let seconds = try #require(estimate.trace).programs.count
    #expect(seconds == 3 && report.secondsPerToken < estimate.time.seconds)
  }
}
