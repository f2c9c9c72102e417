import Foundation
import Testing

import Exploration

@Suite struct CellLibraryTests {
  private static let text = """
    library (tiny) {
      cell (INVX1) { area : 16; }
      cell (NAND2X1) {
        area : 24;
        pin(Y) { timing() { cell_rise(t) { values("1, 2"); } } }
      }
      cell (NAND2X4) { area : 40; }
      cell ("DFFPOSX1") {
        area : 96;
        ff (DS0000,P0000) { next_state : "D"; }
      }
    }
    """

  private func library(_ text: String) throws -> CellLibrary {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-\(UUID().uuidString).lib")
    try text.write(to: url, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: url) }
    return try CellLibrary(path: url.path)
  }

  @Test func readsCells() throws {
    let library = try library(Self.text)
    #expect(library.name == "tiny")
    #expect(library.nand == "NAND2X1" && library.nandArea == 24)
    #expect(library.flipFlops == ["DFFPOSX1"])
    #expect(library.areas == ["INVX1": 16, "NAND2X1": 24, "NAND2X4": 40, "DFFPOSX1": 96])
  }

  @Test(arguments: [("library (tiny) { cell (NAND2X1) { area : 24;", "cut off"), ("no library", "no Liberty"), ("library (x) { cell (A) { area : 1; } }", "NAND")])
  func badLibrariesAreNamed(text: String, expected: String) throws {
    do {
      _ = try library(text)
      Issue.record("the library was taken")
    } catch let failure as CellLibrary.Failure {
      #expect(failure.description.contains(expected), "\(failure)")
    }
  }

  /// Figures out of the tools' own words.
  @Test func readsTheToolsReports() throws {
    let library = try library(Self.text)
    let statistics = Data(#"{"design": {"num_cells": 7, "num_cells_by_type": {"NAND2X1": 5, "DFFPOSX1": 2}, "area": 312.0}}"#.utf8)
    let memories = Data(#"{"design": {"num_cells": 3, "num_cells_by_type": {}, "num_memory_bits": 64}}"#.utf8)
    let timing = """
         0.1883    0.1883 ^ _2_/Q (DFFPOSX1)
         0.1608    0.3492 v _1_/Y (NAND2X1)
                   0.1824   slack (MET)
      Total                2.0e-03 5.0e-04 9.0e-08 2.5e-03 100.0%
      """
    let report = try SynthesisReport(
      key: SynthesisKey(digest: "0"), library: library, options: SynthesisOptions(clockNs: 5), versions: [:], memories: memories, statistics: statistics, timing: timing)
    #expect(report.gateEquivalents == 13 && report.flipFlops == 2 && report.memoryBits == 64)
    #expect(abs(report.criticalPathNs - 4.8176) < 1e-9 && abs(report.powerMw - 2.5) < 1e-9)
    #expect(report.path == ["_2_/Q (DFFPOSX1)", "_1_/Y (NAND2X1)"].map { $0.replacing("/Q", with: "").replacing("/Y", with: "") })
    let foreign = Data(#"{"design": {"num_cells": 1, "num_cells_by_type": {"$mul": 1}, "area": 0}}"#.utf8)
    #expect(throws: Synthesis.Failure.self) {
      try SynthesisReport(
      key: SynthesisKey(digest: "0"), library: library, options: SynthesisOptions(clockNs: 5), versions: [:], memories: memories, statistics: foreign, timing: timing)
    }
  }
}
