import Foundation
import Testing

import Accelerators

/// Clocks from synthesis: committed figures of units, scaled by published delays.
@Suite struct ClockTests {
  private struct Record: Decodable {
    struct Part: Decodable { let path: String, area_um2: Double }
    struct Unit: Decodable { let unit: String, fmax_mhz: Double, area_um2, memory_area_um2: Double, parts: [Part] }
    let library: String, units: [Unit]
  }

  /// The table of clocks is that of the committed figures, and has every unit of a system.
  @Test func clocksAreTheCommittedFigures() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let record = try JSONDecoder().decode(
      Record.self, from: Data(contentsOf: root.appendingPathComponent("Documentation/Figures/units.json")))
    #expect(record.library == SynthesizedClocks.library && SynthesizedClocks.node == 180)
    for (unit, rate) in SynthesizedClocks.megahertz {
      #expect(record.units.first { $0.unit == unit }?.fmax_mhz == rate, "\(unit)")
    }
    for preset in ["laptop", "paper-s"] {
      for model in [try RandomModel.llama(headWidth: 16), try RandomModel.opt()] {
        let system = try CambriconLLM(CambriconLLM.values(preset: preset), graph: model.graph, positions: 4, rows: 4)
        for lane in system.lanes { #expect(SynthesizedClocks.megahertz[type(of: lane.unit).unitName] != nil, "\(lane.name)") }
      }
    }
  }

  /// The areas of a compute core's parts are those of the committed figures.
  @Test func areasAreTheCommittedFigures() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let record = try JSONDecoder().decode(
      Record.self, from: Data(contentsOf: root.appendingPathComponent("Documentation/Figures/units.json")))
    let core = try #require(record.units.first { $0.unit == "flash-pe" })
    let correction = try #require(record.units.first { $0.unit == "ecc-outlier" })
    #expect(core.area_um2 == CoreAreas.pe && core.memory_area_um2 == CoreAreas.peMemory)
    #expect(core.parts.first { $0.path == "flash_pe.vector_buffer" }?.area_um2 == CoreAreas.vectorBuffer)
    #expect(core.parts.first { $0.path == "flash_pe.results" }?.area_um2 == CoreAreas.results)
    #expect(correction.area_um2 == CoreAreas.correction && correction.memory_area_um2 == CoreAreas.correctionMemory)
  }

  /// Smaller nodes are faster; 180 to 65 nm worked by hand from the printed coefficients at 1.8 and 1.1 V.
  @Test func delaysScale() throws {
    for (slow, fast) in zip(NodeDelay.nodes, NodeDelay.nodes.dropFirst()) {
      let there = try #require(NodeDelay.factor(from: slow, to: fast)),
        back = try #require(NodeDelay.factor(from: fast, to: slow))
      #expect(there < 1 && abs(there * back - 1) < 1e-12, "\(slow) to \(fast)")
    }
    let large = 97.09 * 1.8 * 1.8 - 356.7 * 1.8 + 406.5, small = -53.3 * 1.331 + 230.4 * 1.21 - 333.9 * 1.1 + 178.6
    #expect(abs(try #require(NodeDelay.factor(from: 180, to: 65)) - small / large) < 1e-9)
    #expect(NodeDelay.factor(from: 180, to: 20) == nil && NodeDelay.factor(from: 5, to: 65) == nil)
  }

  /// The slowest unit of each part gives its clock, and a slower chip takes longer.
  @Test func synthesizedClocksAreTaken() throws {
    let model = try RandomModel.llama(headWidth: 16)
    func report(_ settings: [(String, String)]) throws -> EstimateReport {
      var values = try CambriconLLM.values(preset: "paper-s")
      for (name, value) in settings { try values.set(name, value) }
      let system = try CambriconLLM(values, graph: model.graph, positions: 8, rows: 1)
      return try EstimateReport(system, model: "random", parameters: values, context: 4)
    }
    let given = try report([]), synthesized = try report([("clock-from", "synth")])
    let coarse = try report([("clock-from", "synth"), ("node-nm", "180")])
    #expect(given.clocks.map(\.perSecond) == [1e9, 1e9] && given.clocks.allSatisfy { $0.source == "clock-rate" })
    #expect(coarse.clocks.map(\.perSecond) == [89e6, 81.7e6] && coarse.clocks.map(\.name) == ["flash", "npu chip"])
    #expect(coarse.clocks[1].source.hasPrefix("row-scaler: 81.7 MHz in osu018_stdcells, scaled to 180 nm"))
    let factor = try #require(NodeDelay.factor(from: 180, to: 65))
    #expect(abs(synthesized.clocks[0].perSecond * factor - 89e6) < 1)
    #expect(given.tokensPerSecond > synthesized.tokensPerSecond && synthesized.tokensPerSecond > coarse.tokensPerSecond)
    // A unit that is bound by nothing but its cycles takes as much longer as its clock is slower.
    func seconds(_ report: EstimateReport) -> Double {
      report.operators.filter { $0.unit == "rms-norm" }.reduce(0) { $0 + $1.seconds }
    }
    #expect(abs(seconds(coarse) / seconds(given) - 1e9 / 81.7e6) < 1e-6)
  }
}
