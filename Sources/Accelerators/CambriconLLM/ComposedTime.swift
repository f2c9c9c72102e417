/// The chip's time for a token, composed from the cycles of its units by a written rule.
///
/// - A matrix: flash and NPU work at the same time; the slower one counts. The flash needs, for each round in which every core
///   has one page, the page's read time or the core's busy cycles, whichever is longer (the next page is read while one is
///   computed), and once the first page's read time and the results' way out. The NPU needs its cycles, or the time that the
///   raw weights take on the channels beside the vectors, whichever is longer.
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
    let rounds = (pages + system.cores - 1) / system.cores
    let page = max(system.pageReadSeconds, Double(pageCycles) / system.clockRate)
    // Each core sends one INT32 sum for each row and group of its pages.
    let results = flashRows * groups * 4
    let vectors = rounds * 64 * system.channels
    let rate = system.channelRate * Double(system.channels)
    let flash = pages == 0 ? 0 : max(system.pageReadSeconds + Double(rounds) * page, Double(results + vectors) / rate)
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
}
