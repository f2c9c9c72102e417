import Foundation
import Testing

import Exploration

@Suite struct FigureTests {
  /// The table's two ways between nodes are each other's inverse, as far as its two digits go.
  @Test func scalingIsConsistent() throws {
    for from in NodeScaling.nodes {
      for to in NodeScaling.nodes {
        let there = try #require(NodeScaling.areaFactor(from: from, to: to)),
          back = try #require(NodeScaling.areaFactor(from: to, to: from))
        #expect(abs(there * back - 1) < 0.09, "\(from) to \(to)")
        #expect(from == to ? there == 1 : (there < 1) == (to < from))
      }
    }
    #expect(NodeScaling.areaFactor(from: 180, to: 22) == nil)
    #expect(NodeScaling.node(ofLibrary: "osu018_stdcells") == 180 && NodeScaling.node(ofLibrary: "mine") == nil)
  }

  private func activity(_ text: String) throws -> Activity {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-\(UUID().uuidString).vcd")
    try text.write(to: url, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: url) }
    return try Activity(valueChangeDump: url)
  }

  @Test func activityCountsTransitions() throws {
    let measured = try activity(
      """
      $timescale 1ns $end
      $scope module top $end
      $var wire 1 ! valid $end
      $var wire 2 " count [1:0] $end
      $scope module queue $end
      $var wire 2 # tags_3 [1:0] $end
      $upscope $end
      $upscope $end
      $enddefinitions $end
      #0
      $dumpvars
      0!
      b0 "
      b10 #
      $end
      #10
      1!
      b1 "
      #20
      b10 "
      #30
      0!
      b11 "
      #40
      """)
    #expect(measured.cycles == 4)
    let valid = try #require(measured.bit("valid")), low = try #require(measured.bit("count[0]")),
      high = try #require(measured.bit("count[1]"))
    #expect(valid.transitions == 0.5 && valid.duty == 0.5)
    #expect(low.transitions == 0.75 && low.duty == 0.5)
    #expect(high.transitions == 0.25 && high.duty == 0.5)
    #expect(measured.bit("queue_tags[3][1]")?.duty == 1 && measured.bit("queue_tags[3][1]")?.transitions == 0)
    #expect(measured.bit("nothing") == nil && measured.bit("count[7]") == nil)
  }

  /// A unit at rest takes less power than one whose registers all toggle; the other figures do not move.
  @Test(.enabled(if: hasSynthesis)) func powerFollowsActivity() throws {
    let design = try SynthesisTests.design("mac-pe")
    func dump(_ values: [String]) throws -> Activity {
      let signals = [
        ("operands_a", 8), ("operands_b", 8), ("operands_valid", 1), ("operands_last", 1), ("result_ready", 1), ("sum", 32),
        ("full", 1),
      ]
      var text = "$scope module top $end\n"
      for (index, signal) in signals.enumerated() { text += "$var wire \(signal.1) s\(index) \(signal.0) $end\n" }
      for (step, value) in values.enumerated() {
        text += "#\(step * 10)\n"
        for (index, signal) in signals.enumerated() { text += "b\(String(repeating: value, count: signal.1)) s\(index)\n" }
      }
      return try activity(text + "#\(values.count * 10)\n")
    }
    var still = try Synthesis(design)
    var busy = still
    still.activity = try dump(["0", "0", "0", "0"])
    busy.activity = try dump(["0", "1", "0", "1"])
    let (low, high) = (try still.run(), try busy.run())
    #expect(low.powerMw < 0.6 * high.powerMw, "\(low.powerMw) \(high.powerMw)")
    #expect(low.areaUm2 == high.areaUm2 && low.criticalPathNs == high.criticalPathNs && low.simulatedCycles == 4)
  }

  /// More than 2 % worse than the committed figure is a regression; the median is what counts.
  @Test(.enabled(if: hasSynthesis)) func regressionsAreFound() throws {
    let report = try Synthesis.run(SynthesisTests.design("mac-pe")),
      larger = try Synthesis.run(SynthesisTests.design("mac-pe", [("width", "12")]))
    let figures = try #require(UnitFigures(unit: "mac-pe", settings: [], runs: [report, report, report, larger, larger]))
    #expect(figures.areaUm2 == report.areaUm2 && figures.areaSpread > 0)
    let worse = try #require(UnitFigures(unit: "mac-pe", settings: [], runs: [larger, larger, larger, report, report]))
    #expect(figures.regressions(since: figures) == [] && figures.regressions(since: worse) == [])
    #expect(worse.regressions(since: figures).contains { $0.hasPrefix("mac-pe: area ") })
  }

  /// Another order of the gates moves the area a little and nothing that the design says.
  @Test(.enabled(if: hasSynthesis)) func seedsMoveABC() throws {
    let design = try SynthesisTests.design("mac-pe")
    let runs = try (0..<4).map { try Synthesis.run(design, options: SynthesisOptions(seed: $0)) }
    #expect(Set(runs.map(\.areaUm2)).count > 1)
    for run in runs {
      #expect(run.flipFlops == runs[0].flipFlops && run.harnessAreaUm2 == runs[0].harnessAreaUm2)
      #expect(abs(run.areaUm2 / runs[0].areaUm2 - 1) < 0.05)
    }
    #expect(try Synthesis.run(design, options: SynthesisOptions(seed: 2)).areaUm2 == runs[2].areaUm2)
  }

  /// In a long chain of gates activities become too small for a floating-point number: OpenSTA's own sum is no number then.
  @Test(.enabled(if: hasSynthesis)) func powerOfLongChains() throws {
    let text = """
      module chain(input clock, input [399:0] a, input enable, output reg [399:0] q);
        wire [400:0] carry = {q & carry[399:0], enable};
        always @(posedge clock) q <= a ^ carry[399:0];
      endmodule
      """
    let report = try Synthesis(
      source: SynthesisSource(verilog: text, top: "chain", clock: "clock"), options: SynthesisOptions(mapping: .fast)
    ).run()
    #expect(report.powerMw > 0 && report.powerMw.isFinite && report.flipFlops == 400)
  }

  /// The fast mapping gives up some area, and no flip-flop.
  @Test(.enabled(if: hasSynthesis)) func fastMapping() throws {
    let design = try SynthesisTests.design("flash-pe")
    let usual = try Synthesis.run(design), fast = try Synthesis.run(design, options: SynthesisOptions(mapping: .fast))
    #expect(fast.flipFlops == usual.flipFlops && fast.memoryBits == usual.memoryBits)
    #expect(abs(fast.areaUm2 / usual.areaUm2 - 1) < 0.15)
  }
}
