import Units

/// The sizes and rates of a Cambricon-LLM system: an NPU chip and flash dies that compute.
///
/// Source: Cambricon-LLM (MICRO 2024, arXiv 2409.15654), table of the hardware configuration and the section on tiling.
public struct CambriconConfiguration: Hashable, Codable, Sendable {
  /// The preset's name, or `custom`.
  public var name: String
  public var channels: Int
  /// Compute cores that share a channel: chips x dies.
  public var coresPerChannel: Int
  /// INT8 multipliers of a core.
  public var lanes: Int
  /// Bytes of a flash page: rows of 64 weights.
  public var pageBytes = 16384
  /// Rows and columns of the NPU's systolic array.
  public var npuRows: Int
  public var npuColumns: Int
  /// Seconds from a read command to a page in the page register.
  public var pageReadSeconds = 30e-6
  /// Bytes a second of one channel.
  public var channelRate: Double
  /// Bytes a second of the DRAM that holds keys and values.
  public var dramRate = 40e9
  /// Cycles a second of all clocked logic.
  public var clockRate = 1e9
  /// Share of a matrix that the flash multiplies; nil takes the balance formula's.
  public var flashShare: Double?
  /// What is dealt to the channels and the NPU: rows, or columns, whose partial sums are added behind them.
  public var division: MatrixDivision

  /// Chosen for speed of simulation: one slow channel with eight wide cores, so that nearly all weights stay in the flash, and an
  /// NPU that multiplies one vector by 64 rows at a time.
  public static let laptop = CambriconConfiguration(
    name: "laptop", channels: 1, coresPerChannel: 8, lanes: 64, npuRows: 16, npuColumns: 64, channelRate: 0.2e9, division: .rows)
  /// The paper's S: 8 channels of 2 chips with 2 dies, 2 multipliers a core, 1 GB/s a channel; columns over channels.
  public static let paperS = CambriconConfiguration(
    name: "paper-s", channels: 8, coresPerChannel: 4, lanes: 2, npuRows: 16, npuColumns: 16, channelRate: 1e9, division: .columns)
  public static let presets = [laptop, paperS]

  /// All compute cores.
  public var cores: Int { channels * coresPerChannel }

  /// Rows of 64 weights that a page holds.
  public var pageRows: Int { pageBytes / BlockQuantizer.group }

  /// Seconds of one read-compute of all cores of a channel: the page's reading and the input vectors' way in.
  ///
  /// Each core's page has rows of 64 columns, and the cores of a channel share the 64 bytes of a vector.
  var readComputeSeconds: Double { pageReadSeconds + Double(BlockQuantizer.group) / channelRate }
  /// Share of the channel's time that the vectors take.
  var vectorShare: Double { Double(BlockQuantizer.group) / channelRate / readComputeSeconds }
  /// Seconds in which a channel carries as many raw pages to the NPU as its cores read-compute at once.
  var readSeconds: Double { Double(coresPerChannel * pageBytes) / (channelRate * (1 - vectorShare)) }

  /// Share of a matrix that makes flash and NPU finish together: t_r / (t_r + t_rc).
  ///
  /// The paper's formula with the pages of all cores of a channel in t_r, without which the two times are not of the same work.
  public var balancedShare: Double { readSeconds / (readSeconds + readComputeSeconds) }
  public var alpha: Double { flashShare ?? balancedShare }

  /// What is wrong with the values, or nil.
  public var fault: String? {
    if !(1...32).contains(channels) { return "channels must be 1 to 32, not \(channels)" }
    if !(1...16).contains(coresPerChannel) { return "cores per channel must be 1 to 16, not \(coresPerChannel)" }
    if ![1, 2, 4, 8, 16, 32, 64].contains(lanes) { return "lanes must be a power of two up to 64, not \(lanes)" }
    let group = BlockQuantizer.group
    if !(group...65536).contains(pageBytes) || pageBytes % group != 0 {
      return "a page must be a multiple of \(group) bytes up to 65536, not \(pageBytes)"
    }
    if let flashShare, !(0...1).contains(flashShare) { return "alpha must be 0 to 1, not \(flashShare)" }
    if !(1...256).contains(npuRows) || !(1...256).contains(npuColumns) {
      return "the NPU must have 1 to 256 rows and columns, not \(npuRows) x \(npuColumns)"
    }
    // Every quotient and product of these is then a number that fits its integer; none of them is a chip's beyond.
    let rates = 1.0...1e15
    for (name, rate) in [("channel", channelRate), ("DRAM", dramRate), ("clock", clockRate)] where !rates.contains(rate) {
      return "the \(name)'s rate must be 1 to 1e15 a second, not \(rate)"
    }
    if !(1e-12...1).contains(pageReadSeconds) {
      return "reading a page must take 1e-6 to 1e6 microseconds, not \(Float(pageReadSeconds * 1e6))"
    }
    // Vectors that take all of a channel's time leave none for pages.
    if !alpha.isFinite { return "the channel's rate is too low for a balance between flash and NPU; raise it, or give alpha" }
    return nil
  }
}
