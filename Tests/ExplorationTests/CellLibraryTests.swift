import Foundation
import Testing

import Exploration

@Suite struct CellLibraryTests {
  private static let text = """
    library (tiny) {
      cell (INVX1) { area : 16; }
      cell (NAND2X1) {
        area : 24;
        pin(Y) { direction : "output"; timing() { cell_rise(t) { values("1, 2"); } } /* area : 7; */ }
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
    #expect(library.outputs == ["NAND2X1": ["Y"]])
    #expect(library.areas == ["INVX1": 16, "NAND2X1": 24, "NAND2X4": 40, "DFFPOSX1": 96])
  }

  @Test(arguments: [
    ("library (tiny) { cell (NAND2X1) { area : 24;", "cut off"), ("no library", "no Liberty"),
    ("library (x) { cell (A) { area : 1; } }", "NAND"), ("library (x) { cell (NAND2) { area : 1; } }", "no flip-flop"),
  ])
  func badLibrariesAreNamed(text: String, expected: String) throws {
    do {
      _ = try library(text)
      Issue.record("the library was taken")
    } catch let failure as CellLibrary.Failure {
      #expect(failure.description.contains(expected), "\(failure)")
    }
  }
}
