import Foundation
import Testing
import Tools

import Exploration

private let hasFPGA = (try? ExternalTool.nextpnrECP5()) != nil && (try? ExternalTool.yosys()) != nil

@Suite(.enabled(if: hasFPGA)) struct FPGATests {
  /// An INT8 multiply-accumulate: one multiplier of the part, its registers, and a clock that routed wires allow.
  @Test func ecp5IsPlacedAndRouted() throws {
    let report = try FPGASynthesis(SynthesisTests.design("mac-pe"), target: .ecp5).run()
    #expect(report.dsps == 1 && report.flipFlops == 33 && report.blockRAMs == 0)
    #expect(report.luts > 32 && report.luts < 300)
    let fmax = try #require(report.fmaxMhz)
    #expect(fmax > 20 && fmax < 400 && report.device == "LFE5U-25F")
  }

  @Test func xilinxIsMapped() throws {
    let report = try FPGASynthesis(SynthesisTests.design("mac-pe"), target: .xilinx).run()
    #expect(report.flipFlops >= 33 && report.luts > 16 && report.fmaxMhz == nil)
  }

  /// Memories become memories of the part, or are named: none becomes flip-flops silently.
  @Test func memoriesStayMemories() throws {
    let report = try FPGASynthesis(SynthesisTests.design("flash-core", [("lanes", "1")]), target: .xilinx).run()
    #expect(report.blockRAMs + report.memoryLUTs > 0)
    #expect(report.flipFlops < 1500 || !report.memoriesAsFlipFlops.isEmpty, "\(report.flipFlops)")
  }
}
