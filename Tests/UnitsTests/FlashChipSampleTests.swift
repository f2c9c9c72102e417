import Testing
import Units

/// The time of long passes by a part of them, beside that of every transfer.
@Suite struct FlashChipSampleTests {
  @Test(arguments: [(1, 4, 2), (8, 8, 64), (3, 5, 4)], [0, 2_000_000])
  func aPartStandsForTheWhole(_ sizes: (cyclesPerByte: Int, dies: Int, lanes: Int), rawBytes: Int) {
    var unit = FlashMemoryChip()
    (unit.dies, unit.lanes, unit.cyclesPerByte, unit.sliceBytes) = (sizes.dies, sizes.lanes, sizes.cyclesPerByte, 64)
    let tiles = (0..<1000).map { FlashTileShape(rows: 200, columns: 64, vector: $0 / 40) }
    let pass = FlashChipPass(tiles: tiles, rawBytes: rawBytes, totals: 1000)
    #expect(pass.transfers(on: unit) < FlashChipCycles.mostTransfers)
    let exact = FlashChipCycles.time(of: pass, on: unit), sampled = FlashChipCycles.sampled(pass, on: unit)
    #expect(abs(Double(sampled.cycles) / Double(exact.cycles) - 1) < 0.03, "\(sampled) for \(exact)")
    #expect(sampled.sumBytes == exact.sumBytes && sampled.rawBytes == exact.rawBytes)
  }
}
