import Units

/// Where the rates of a Cambricon-LLM system's clocks are from.
public enum CambriconClockSource: String, Hashable, Codable, Sendable, CaseIterable {
  /// The parameter `clock-rate`, for all clocked logic.
  case rate
  /// What synthesis allows: one clock for the flash dies, one for the NPU chip.
  case synth
}

/// The sizes and rates of a Cambricon-LLM system: an NPU chip and flash dies that compute.
///
/// Source: Cambricon-LLM (MICRO 2024, arXiv 2409.15654), table of the hardware configuration and the section on tiling. The
/// defaults are chosen for speed of simulation: one slow channel with eight wide cores, so that nearly all weights stay in the
/// flash, and an NPU that multiplies one vector by 64 rows at a time.
public struct CambriconConfiguration: Hashable, Codable, Sendable {
  public var channels = 1
  /// Compute cores that share a channel: chips x dies.
  public var coresPerChannel = 8
  /// INT8 multipliers of a core.
  public var lanes = 64
  /// Bytes of a flash page.
  public var pageBytes = 16384
  /// Columns of a page row, a power of two: with the page's rows, the cores and the channels they make the paper's tile.
  public var pageColumns = 64
  /// Rows and columns of the NPU's systolic array.
  public var npuRows = 16
  public var npuColumns = 64
  /// Values that norm, quantizer, scaler, rotation, softmax, gate, residual and argmax take in a cycle.
  public var specialFunctionLanes = 16
  /// Microseconds from a read command to a page in the page register.
  public var pageReadMicroseconds = 30.0
  /// Bytes a second of one channel.
  public var channelRate = 0.2e9
  /// Bytes a second of the DRAM that holds keys and values.
  public var dramRate = 40e9
  /// Cycles a second of all clocked logic, where `clockSource` says so.
  public var clockRate = 1e9
  /// Where the clocks are from.
  public var clockSource = CambriconClockSource.rate
  /// The technology node in nanometres that synthesized clocks are scaled to.
  public var node = 65
  /// Share of each matrix that the flash multiplies; nil takes for each the one with the least estimated time.
  public var flashShare: Double?
  /// What is dealt to the channels and the NPU: rows, or columns, whose partial sums are added behind them.
  public var division = MatrixDivision.rows
  /// Bytes of a slice of a raw page: what goes over a channel in one piece.
  public var sliceBytes = 4096
  /// Who has a channel first.
  public var busPolicy = FlashBusPolicy.vectorsFirst
  /// How the flash is simulated.
  public var timing = FlashSimulation.composed

  public init() {}

  public static let laptop = CambriconConfiguration()
  /// The paper's S: 8 channels of 2 chips with 2 dies, 2 multipliers a core, 1 GB/s a channel; columns over channels.
  ///
  /// Its NPU has the 1,024 multipliers of the printed 2 TOPS at 1 GHz: 16 x 16 elements of 4. A multiplier each would be 0.51.
  public static let paperS = paper(channels: 8, coresPerChannel: 4)
  /// The paper's M: 16 channels of 4 chips with 2 dies.
  public static let paperM = paper(channels: 16, coresPerChannel: 8)
  /// The paper's L: 32 channels of 8 chips with 2 dies.
  public static let paperL = paper(channels: 32, coresPerChannel: 16)

  /// The same with the paper's tiles: S prints 256 x 2048 for its own; of M and L 512 x 4096 and 512 x 16384 have the least traffic.
  public static let paperSTiles = paperS.tiled(256), paperMTiles = paperM.tiled(256), paperLTiles = paperL.tiled(512)

  /// With page rows of so many columns, dealt as tiles.
  public func tiled(_ pageColumns: Int) -> Self {
    var system = self
    (system.pageColumns, system.division) = (pageColumns, .tiles)
    return system
  }

  private static func paper(channels: Int, coresPerChannel: Int) -> Self {
    var system = Self()
    (system.channels, system.coresPerChannel, system.lanes) = (channels, coresPerChannel, 2)
    (system.channelRate, system.division) = (1e9, .columns)
    return system
  }

  /// All compute cores.
  public var cores: Int { channels * coresPerChannel }
  /// Rows of `pageColumns` weights that a page holds.
  public var pageRows: Int { pageBytes / pageColumns }
  /// The paper's tile: what all cores compute on at once, a page each.
  public var tile: (rows: Int, columns: Int) { (coresPerChannel * pageRows, channels * pageColumns) }
  var pageReadSeconds: Double { pageReadMicroseconds * 1e-6 }

  /// Seconds of one read-compute of all cores of a channel: the page's reading and the input vectors' way in.
  ///
  /// The cores of a channel share a vector.
  var readComputeSeconds: Double { pageReadSeconds + Double(pageColumns) / channelRate }
  /// Share of the channel's time that the vectors take.
  var vectorShare: Double { Double(pageColumns) / channelRate / readComputeSeconds }
  /// Seconds in which a channel carries as many raw pages to the NPU as its cores read-compute at once.
  var readSeconds: Double { Double(coresPerChannel * pageBytes) / (channelRate * (1 - vectorShare)) }

  /// Share of a matrix that makes flash and NPU finish together: t_r / (t_r + t_rc).
  ///
  /// The paper's formula with the pages of all cores of a channel in t_r, without which the two times are not of the same work;
  /// nil where vectors take all of a channel's time. It knows neither whole pages nor the NPU's time: one of the shares that are tried.
  public var balancedShare: Double? {
    let share = readSeconds / (readSeconds + readComputeSeconds)
    return share.isFinite ? share : nil
  }

  /// What is wrong with values that are each possible, or nil.
  public var fault: String? {
    if lanes & (lanes - 1) != 0 { return "lanes must be a power of two up to 64, not \(lanes)" }
    if specialFunctionLanes & (specialFunctionLanes - 1) != 0 {
      return "special-function-lanes must be a power of two up to 16, not \(specialFunctionLanes)"
    }
    let group = BlockQuantizer.group
    if timing == .clocked, let clockedFault { return clockedFault }
    if pageColumns & (pageColumns - 1) != 0 || pageColumns % lanes != 0 || pageColumns > pageBytes {
      return "page-columns must be a power of two, a multiple of lanes, and no more than page-bytes, not \(pageColumns)"
    }
    if pageBytes % group != 0 { return "a page must be a multiple of \(group) bytes up to 65536, not \(pageBytes)" }
    return nil
  }
}
