import Accelerators
import HDL
import Hosts
import Simulation
import Testing
import Units

/// The picture of a channel at work, drawn from a clocked run.
@Suite struct ChannelPictureTests {
  /// A channel of the paper's S that multiplies 1,024 rows of 3 groups of 64 columns and sends 12 pages raw: the first 100 us.
  @Test func channelOfS() throws {
    var chip = FlashMemoryChip()
    (chip.vectorBytes, chip.accumulatorRows) = (64, 1024)
    let host = try FlashChipHost(chip, BuiltinSimulator(elaborate(chip)), memories: FlashChipPlanes.memories(of: chip))
    host.observe()
    var random = SplitMix64(seed: 1)
    let weights = (0..<16384).map { _ in Int8(truncatingIfNeeded: random.next()) }
    let raw = [Int8](repeating: 1, count: 12 * 16384)
    var came = raw, sums = [Int64](repeating: 0, count: 1024)
    try weights.withUnsafeBufferPointer { weights in
      try raw.withUnsafeBufferPointer { raw in
        try came.withUnsafeMutableBufferPointer { came in
          try sums.withUnsafeMutableBufferPointer { sums in
            let page = try #require(weights.baseAddress)
            let tiles = (0..<12).map { index in
              FlashChannelHost.Tile(
                page: page, rows: 256, columns: 64, rowBase: index % 4 * 256, shift: 0, vector: page + index / 4 * 64)
            }
            let block = try FlashRawBlock(
              from: #require(raw.baseAddress), stride: 0, to: #require(came.baseAddress), stride: 0, groups: 1, rows: 1,
              partBytes: raw.count)
            try tiles.withUnsafeBufferPointer { try host.run($0, raw: block, into: sums) }
          }
        }
      }
    }
    let activity = try #require(host.activity)
    // Every byte of the pass is in the picture as what it is.
    let counts = FlashActivity.Bus.allCases.map { kind in activity.bus.count { $0 == kind } }
    #expect(Array(counts.dropFirst()) == [12 * 13 + 12 * 7, 3 * 64, 12 * 256 * 3, 12 * 16384])
    try WaveformTests.check(
      ChannelPicture(activity, cycles: 0..<100_000, cyclesPerMicrosecond: 1000).render(), "flash-channel-100us.svg")
  }
}
