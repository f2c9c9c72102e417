import Units

extension CambriconConfiguration {
  private static let sizes = "Cambricon-LLM (arXiv 2409.15654), hardware configuration"
  private static let ours = "chosen for speed of simulation"

  static let channelsParameter = Parameter(
    count: "channels", unit: "channels", 1...32, default: laptop.channels, source: "\(ours); \(sizes): 8, 16 and 32")
  static let coresParameter = Parameter(
    count: "cores-per-channel", unit: "cores", 1...16, default: laptop.coresPerChannel,
    source: "\(ours); \(sizes), chips x dies: 4, 8 and 16")
  static let lanesParameter = Parameter(
    count: "lanes", unit: "INT8 multipliers of a core, a power of two", 1...64, default: laptop.lanes,
    source: "\(ours); \(sizes): 2")
  static let pageParameter = Parameter(
    count: "page-bytes", unit: "bytes, a multiple of 64", 64...65536, default: laptop.pageBytes, source: sizes)
  static let pageColumnsParameter = Parameter(
    count: "page-columns", unit: "columns of a page row, a power of two; times the channels those of a tile", 16...512,
    default: laptop.pageColumns,
    source: "\(ours), a group of activations; Cambricon-LLM, section on tiling: 256 on S, whose tile is 256 x 2048")
  static let npuRowsParameter = Parameter(
    count: "npu-rows", unit: "rows of the systolic array", 1...256, default: laptop.npuRows, source: sizes)
  static let npuColumnsParameter = Parameter(
    count: "npu-columns", unit: "columns of the systolic array", 1...256, default: laptop.npuColumns,
    source: "\(sizes): 2 TOPS, which 16 x 16 elements have with 4 multipliers each")
  static let specialFunctionLanesParameter = Parameter(
    count: "special-function-lanes", unit: "values that norm, quantizer, softmax and the like take in a cycle, a power of two",
    1...16, default: laptop.specialFunctionLanes, source: "chosen: a vector unit of 16 lanes; Cambricon-LLM gives none")
  static let shareParameter = Parameter(
    "flash-share", unit: "share of each matrix in the flash", 0...1, automatic: "fastest",
    source: "least estimated time of each product; Cambricon-LLM, section on tiling: t_r / (t_r + t_rc)")
  static let divisionParameter = Parameter(
    choice: "division", MatrixDivision.allCases.map(\.rawValue), default: laptop.division.rawValue,
    source: "\(ours); Cambricon-LLM, section on tiling: tiles")
  static let channelRateParameter = Parameter(
    "channel-rate", unit: "byte/s", 1e3...1e15, default: laptop.channelRate, source: "\(ours); \(sizes): 1e9")
  static let pageReadParameter = Parameter(
    "page-read-us", unit: "us from a read command to a page in the register (tR)", 1e-6...1e6,
    default: laptop.pageReadMicroseconds, source: "Cambricon-LLM, table II")
  static let dramRateParameter = Parameter(
    "dram-rate", unit: "byte/s of keys and values", 1e3...1e15, default: laptop.dramRate, source: sizes)
  static let clockRateParameter = Parameter(
    "clock-rate", unit: "Hz of all clocked logic", 1e3...1e15, default: laptop.clockRate, source: sizes)

  static let clockSourceParameter = Parameter(
    choice: "clock-from", CambriconClockSource.allCases.map(\.rawValue), default: laptop.clockSource.rawValue,
    source: "rate: clock-rate; synth: the slowest unit of the flash and of the NPU chip, Documentation/Figures/units.json",
    isDesign: false)
  static let nodeParameter = Parameter(
    choice: "node-nm", NodeDelay.nodes.map(String.init), default: "\(laptop.node)",
    source: "of clock-from=synth, scaled by \(NodeDelay.source); Cambricon-LLM, table IV: 65", isDesign: false)

  static let sliceParameter = Parameter(
    count: "slice-bytes", unit: "bytes of a raw page that go over a channel in one piece", 1...65536, default: laptop.sliceBytes,
    source: "chosen: a quarter of a page; Cambricon-LLM, slice control, gives none")
  static let policyParameter = Parameter(
    choice: "bus-policy", FlashBusPolicy.allCases.map(\.rawValue), default: laptop.busPolicy.rawValue,
    source: "chosen: slices fill what vectors and sums leave; Cambricon-LLM, slice control, gives none")
  static let timingParameter = Parameter(
    choice: "timing", FlashSimulation.allCases.map(\.rawValue), default: laptop.timing.rawValue,
    source: "composed is faster to simulate; clocked runs controllers, buses and dies in RTL")

  static let parameters = [
    channelsParameter, coresParameter, lanesParameter, pageParameter, pageColumnsParameter, npuRowsParameter, npuColumnsParameter,
    specialFunctionLanesParameter, shareParameter, divisionParameter, channelRateParameter, pageReadParameter, dramRateParameter,
    clockRateParameter, clockSourceParameter,
    nodeParameter, sliceParameter, policyParameter, timingParameter,
  ]

  static let presets = [
    Preset("laptop", "fast to simulate", [:]), Preset("paper-s", "the paper's S", paperS.differences),
    Preset("paper-m", "the paper's M", paperM.differences), Preset("paper-l", "the paper's L", paperL.differences),
    Preset("paper-s-tiles", "the paper's S with its tile of 256 x 2048", paperSTiles.differences),
    Preset("paper-m-tiles", "the paper's M with a tile of 512 x 4096", paperMTiles.differences),
    Preset("paper-l-tiles", "the paper's L with a tile of 512 x 16384", paperLTiles.differences),
  ]

  public init(_ values: ParameterValues) {
    self.init()
    channels = values.count(Self.channelsParameter)
    coresPerChannel = values.count(Self.coresParameter)
    lanes = values.count(Self.lanesParameter)
    pageBytes = values.count(Self.pageParameter)
    pageColumns = values.count(Self.pageColumnsParameter)
    npuRows = values.count(Self.npuRowsParameter)
    npuColumns = values.count(Self.npuColumnsParameter)
    specialFunctionLanes = values.count(Self.specialFunctionLanesParameter)
    flashShare = values.optional(Self.shareParameter)
    division = values.choice(Self.divisionParameter)
    channelRate = values[Self.channelRateParameter]
    pageReadMicroseconds = values[Self.pageReadParameter]
    dramRate = values[Self.dramRateParameter]
    clockRate = values[Self.clockRateParameter]
    clockSource = values.choice(Self.clockSourceParameter)
    node = NodeDelay.nodes[values.count(Self.nodeParameter)]
    sliceBytes = values.count(Self.sliceParameter)
    busPolicy = values.choice(Self.policyParameter)
    timing = values.choice(Self.timingParameter)
  }

  /// The texts of the values that are not the default ones, by parameter.
  private var differences: [String: String] {
    let values = [
      (Self.channelsParameter, "\(channels)"), (Self.coresParameter, "\(coresPerChannel)"), (Self.lanesParameter, "\(lanes)"),
      (Self.pageColumnsParameter, "\(pageColumns)"), (Self.npuRowsParameter, "\(npuRows)"),
      (Self.npuColumnsParameter, "\(npuColumns)"),
      (Self.divisionParameter, division.rawValue), (Self.channelRateParameter, ParameterValues.text(channelRate)),
    ]
    return Dictionary(uniqueKeysWithValues: values.filter { $0.1 != $0.0.text($0.0.defaultValue) }.map { ($0.0.name, $0.1) })
  }
}
