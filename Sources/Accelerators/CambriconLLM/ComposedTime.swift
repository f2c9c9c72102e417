import Units

/// The chip's time for a token, composed from the cycles of its units by a written rule.
///
/// - A matrix: flash and NPU work at the same time; the slower one counts. The flash reads the first page, then for each further
///   round, in which every core has one page, takes the page's read time or the time to compute one, whichever is longer (the next
///   page is read while one is computed), and computes the last page. To compute a page takes its vectors' way in and then the
///   core's busy cycles or its channel's results, whichever is longer. The NPU needs its cycles, or the time that raw
///   weights, vectors and results take on the channels, whichever is longer.
/// - Everything else: the unit's cycles one after the other, because each needs the result before it; attention also the bytes
///   of keys and values from DRAM at its rate, if that is longer.
public struct ComposedTime: Hashable, Codable, Sendable {
  public private(set) var seconds = 0.0
  public private(set) var flashSeconds = 0.0
  public private(set) var npuSeconds = 0.0
  public private(set) var otherSeconds = 0.0
  /// Bytes over the flash channels: vectors in, results out, raw weights to the NPU.
  public private(set) var channelBytes = 0
  /// Bytes from and to DRAM: keys and values.
  public private(set) var dramBytes = 0

  public init() {}

  /// One matrix times one vector.
  ///
  /// - Parameters:
  ///   - pages: pages that the flash computes on
  ///   - pageCycles: a core's cycles for a full page
  ///   - flashRows: rows whose sums leave the flash
  ///   - groups: groups of 64 columns
  ///   - npuBytes: raw weights that the NPU reads
  ///   - npuCycles: the NPU's cycles
  mutating func addMatrix(
    _ system: CambriconConfiguration, pages: Int, pageCycles: Int, flashRows: Int, groups: Int, npuBytes: Int, npuCycles: UInt64
  ) {
    // Each core sends one INT32 sum for each row and group of its pages.
    let results = flashRows * groups * 4
    let rounds = (pages + system.cores - 1) / system.cores
    let vectors = rounds * system.coresPerChannel * 64 * system.channels
    let rate = system.channelRate * Double(system.channels)
    let resultsOfRound = Double(results) / rate / Double(max(1, rounds))
    let vectorsOfRound = Double(system.coresPerChannel * 64) / system.channelRate
    let page = vectorsOfRound + max(Double(pageCycles) / system.clockRate, resultsOfRound)
    let flash = pages == 0 ? 0 : system.pageReadSeconds + Double(rounds - 1) * max(system.pageReadSeconds, page) + page
    let link = Double(npuBytes + vectors + results) / rate
    let npu = npuBytes == 0 ? 0 : max(link, Double(npuCycles) / system.clockRate)
    flashSeconds += flash
    npuSeconds += npu
    seconds += max(flash, npu)
    channelBytes += results + vectors + npuBytes
  }

  /// Passes through other units.
  mutating func addOther(_ system: CambriconConfiguration, cycles: UInt64, dramBytes: Int = 0) {
    let time = max(Double(cycles) / system.clockRate, Double(dramBytes) / system.dramRate)
    otherSeconds += time
    seconds += time
    self.dramBytes += dramBytes
  }

  /// The time of one matrix of which the flash multiplies the first `flashRows` rows and the NPU none.
  public static func matrix(_ system: CambriconConfiguration, _ matrix: BlockMatrix, flashRows: Int) -> ComposedTime {
    var time = ComposedTime()
    time.addFlash(system, matrix, flashRows: flashRows, npuBytes: 0, npuCycles: 0)
    return time
  }

  /// One matrix whose first `flashRows` rows the flash multiplies, shared out by channels.
  mutating func addFlash(_ system: CambriconConfiguration, _ matrix: BlockMatrix, flashRows: Int, npuBytes: Int, npuCycles: UInt64) {
    let perChannel = (flashRows + system.channels - 1) / system.channels
    let tiles = flashRows == 0 ? 0 : matrix.groups * ((perChannel + 255) / 256) * system.channels
    addMatrix(
      system, pages: tiles, pageCycles: FlashPart.tileRows(perChannel) * (BlockQuantizer.group / system.lanes), flashRows: flashRows,
      groups: matrix.groups, npuBytes: npuBytes, npuCycles: npuCycles)
  }
}
