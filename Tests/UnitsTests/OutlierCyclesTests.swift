import ErrorCorrection
import Testing
import Units

/// The closed form of `ecc-outlier` against its model cycle by cycle, which the testbench holds against the RTL.
@Suite struct OutlierCyclesTests {
  @Test(arguments: [OutlierCorrector()] + OutlierCorrector.samples) func pages(_ unit: OutlierCorrector) {
    for beats in [1, 7, 30, 60, 110, 256 / unit.lanes] {
      let bytes = beats * unit.lanes
      guard bytes <= unit.pageBytes else { continue }
      // The largest weights lie at the end.
      let page = (0..<bytes).map { Int8(truncatingIfNeeded: $0 * 100 / bytes) }
      var entries = unit.code.encoded(page).entries[...], model = OutlierCorrectorCycles(unit)
      var isPageTaken = false, sent = 0, taken = 0, cycles = 0
      while taken < beats, cycles < 2000 {
        let beat = entries.isEmpty ? nil : (0..<unit.lanes).map { $0 < entries.count ? entries[entries.startIndex + $0] : 0 }
        let shown = model.step(
          .init(
            page: isPageTaken ? nil : (beats, entries.count), entries: beat, offersWeights: sent < beats, takes: true))
        if shown.entries, beat != nil { entries = entries.dropFirst(unit.lanes) }
        if shown.pages { isPageTaken = true }
        if shown.weights, sent < beats { sent += 1 }
        if shown.valid { taken += 1 }
        cycles += 1
      }
      #expect(cycles == OutlierCorrectorCycles.cycles(of: beats, on: unit), "\(unit), \(beats) beats")
    }
  }
}
