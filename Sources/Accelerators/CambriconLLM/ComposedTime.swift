import Units

/// The chip's time for a token, composed from the cycles of its units by a written rule.
///
/// - A matrix: flash and NPU work at the same time; the slower one counts. The flash reads the first page, then for each further
///   round, in which every core has one page, takes the page's read time or the time to compute one, whichever is longer (the next
///   page is read while one is computed), and computes the last page. To compute a page takes its vectors' way in and then the
///   core's busy cycles or its channel's results, whichever is longer. The channel with the most pages counts. The NPU needs
///   its cycles, or the time that raw weights, vectors and results take on the channels, whichever is longer. Where partial
///   sums of several channels and the NPU are added, the adder's cycles follow.
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

  /// One matrix times the vectors that go through it together.
  ///
  /// - Parameters:
  ///   - shares: what the channels and the NPU multiply
  ///   - npuCycles: the NPU's cycles
  ///   - adderCycles: those of the adder of partial sums
  public mutating func addMatrix(
    _ system: CambriconConfiguration, _ matrix: BlockMatrix, _ shares: MatrixShares, npuCycles: UInt64, adderCycles: UInt64 = 0
  ) {
    let rate = system.channelRate * Double(system.channels), group = BlockQuantizer.group
    var flash = 0.0, linkBytes = 0
    for block in shares.channels where !block.isEmpty {
      let pages = block.groups.count * ((block.rows.count + system.pageRows - 1) / system.pageRows)
      let rounds = (pages + system.coresPerChannel - 1) / system.coresPerChannel
      // Each core sends one INT32 sum for each row and group of its pages.
      let results = block.rows.count * block.groups.count * 4
      let vectors = system.coresPerChannel * group
      let cycles = FlashPart.tileRows(block.rows.count, pageRows: system.pageRows) * (group / system.lanes)
      let page =
        Double(vectors) / system.channelRate
        + max(Double(cycles) / system.clockRate, Double(results) / system.channelRate / Double(rounds))
      flash = max(flash, system.pageReadSeconds + Double(rounds - 1) * max(system.pageReadSeconds, page) + page)
      linkBytes += results + rounds * vectors
    }
    let npuBytes = shares.npu.rows.count * shares.npu.columns(of: matrix).count
    linkBytes += npuBytes
    let npu = npuBytes == 0 ? 0 : max(Double(linkBytes) / rate, Double(npuCycles) / system.clockRate)
    let adder = Double(adderCycles) / system.clockRate
    flashSeconds += flash
    npuSeconds += npu
    otherSeconds += adder
    seconds += max(flash, npu) + adder
    channelBytes += linkBytes
  }

  /// Passes through other units.
  mutating func addOther(_ system: CambriconConfiguration, cycles: UInt64, dramBytes: Int = 0) {
    let time = max(Double(cycles) / system.clockRate, Double(dramBytes) / system.dramRate)
    otherSeconds += time
    seconds += time
    self.dramBytes += dramBytes
  }

  /// What has come since `earlier`.
  public static func - (later: ComposedTime, earlier: ComposedTime) -> ComposedTime {
    var difference = later
    difference.seconds -= earlier.seconds
    difference.flashSeconds -= earlier.flashSeconds
    difference.npuSeconds -= earlier.npuSeconds
    difference.otherSeconds -= earlier.otherSeconds
    difference.channelBytes -= earlier.channelBytes
    difference.dramBytes -= earlier.dramBytes
    return difference
  }
}
