import HDL
import Simulation
import Testing

import Units

/// Helpers that compute with widths, for every parameter that they may get.
@Suite struct ReciprocalDivisionTests {
  /// Every number of lanes and every width of a command's columns that flash-pe can have, and every columns field.
  @Test func beatsOfEveryFlashPE() {
    var wrong: [String] = []
    for columnsWidth in 1...14 {
      for lanes in 1...128 {
        var unit = FlashPE(lanes: lanes)
        unit.vectorBytes = 1 << (columnsWidth - 1)
        let division = unit.beatsOfRow
        // The product and its factor have at most as many bits as an `Int` holds.
        guard division.width + division.shift + 1 < 63, division.factor < 1 << (division.shift + 1) else {
          wrong.append("\(lanes) lanes: too wide")
          continue
        }
        for columns in 0..<(1 << columnsWidth) where division.quotient(of: columns + lanes - 1) != (columns + lanes - 1) / lanes {
          wrong.append("\(lanes) lanes, \(columns) columns")
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(3))")
  }

  /// A vector shorter than the lanes: rows are padded to whole beats, and more of them than a page holds are refused.
  @Test(arguments: [(7, 1), (7, 2), (100, 3), (128, 1), (5, 1)])
  func commandsBeyondThePageAreRefused(lanes: Int, vectorBytes: Int) throws {
    var unit = FlashPE(lanes: lanes, pageBytes: 256, vectorBytes: vectorBytes)
    unit.resultEntries = 3
    let design = try elaborate(unit)
    let fitting = 256 / lanes
    for (rows, isLegal) in [(fitting, true), (fitting + 1, false), (256, lanes == 1)] {
      let simulator = try BuiltinSimulator(design)
      try simulator.reset()
      for (name, value) in [("valid", 1), ("rows", rows), ("columns", vectorBytes), ("newVector", 1)] {
        try simulator.port("command_" + name).write(UInt64(value))
      }
      if isLegal {
        #expect(throws: Never.self) { try simulator.step() }
      } else {
        #expect(throws: SimulationError.self, "\(rows) rows") { try simulator.step() }
      }
    }
  }
}
