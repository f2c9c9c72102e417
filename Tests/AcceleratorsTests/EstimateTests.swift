import Foundation
import Testing

import Accelerators
import Hosts
import Simulation
import Transformer
import Verilator

/// An estimate of Cambricon-LLM against its runs in RTL.
@Suite(.serialized) struct EstimateTests {
  /// A prompt and the tokens behind it take in the estimate what they take in the run, to the cycle, in configurations drawn at
  /// random: the cycles of every unit, the bytes of every link, and the time.
  @Test(arguments: 1...5) func anEstimateIsTheRun(seed: UInt64) throws {
    var random = SplitMix64(seed: seed), configuration = CambriconConfiguration.laptop
    configuration.channels = 1 + random.next(below: 3)
    configuration.coresPerChannel = 1 + random.next(below: 4)
    configuration.lanes = 1 << (4 + random.next(below: 3))
    configuration.pageBytes = 64 * (1 + random.next(below: 100))
    (configuration.npuRows, configuration.npuColumns) = (4 << random.next(below: 3), 16 << random.next(below: 2))
    configuration.flashShare = random.chance(30) ? nil : Double(random.next(below: 11)) / 10
    configuration.division = random.chance(50) ? .rows : .columns
    configuration.clockRate = 1e8 * Double(1 + random.next(below: 20))
    let model = random.chance(50) ? try RandomModel.llama(headWidth: 16) : try RandomModel.opt()
    let system = try CambriconLLM(configuration, graph: model.graph, positions: 16)
    let units = try RunningUnits(system.lanes, UnitPool(VerilatorBuild()))
    let session = try SystemSession(system, model: model, execution: .rtl, units: units), estimate = SystemEstimate(system)
    var next = (0...random.next(below: 7)).map { _ in random.next(below: 64) }
    for _ in 0..<3 {
      _ = try session.run(next, logits: .last)
      let timelines = try estimate.run(rows: next.count, logits: .last)
      for (name, amount) in session.time.amounts where estimate.time.amounts[name] != amount {
        Issue.record("\(configuration): \(name) took \(amount), not \(estimate.time.amounts[name] ?? 0)")
      }
      #expect(timelines.last == session.timeline && estimate.time == session.time, "\(configuration)")
      next = [session.chosen]
    }
  }

  /// Models that no machine here holds, and those whose families cannot be run.
  @Test(arguments: ModelShape.published) func publishedModels(_ shape: ModelShape) throws {
    let values = try CambriconLLM.values(preset: "paper-s")
    let system = try CambriconLLM(values, graph: shape.graph, positions: 1001, rows: .max)
    let report = try EstimateReport(system, model: shape.name, parameters: values, context: 1000)
    // At least as long as the pages of a weight take to pass all planes, less what the NPU takes.
    #expect(report.tokensPerSecond > 0.01 && report.tokensPerSecond < 100)
    #expect(try #require(report.peakBytes["flash"]) > shape.parameters / 2)
    #expect(report.operators.contains { $0.name == "ffn_down" && $0.bytes > 0 })
    print("\(shape.name): \(report.tokensPerSecond) token/s")
  }
}
