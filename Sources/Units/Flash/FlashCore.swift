import HDL

/// A page register and the compute unit beside it: what one plane of an in-flash compute die does.
///
/// The ports are those of `FlashPage` and `FlashPE`; the weights pass between the two inside.
public struct FlashCore: Unit {
  public var lanes = 2
  public var pageBytes = 16384
  public var vectorBytes = 512

  public init() {}
  public init(lanes: Int, pageBytes: Int = 16384, vectorBytes: Int = 512) {
    self.lanes = lanes
    self.pageBytes = pageBytes
    self.vectorBytes = vectorBytes
  }

  public static let unitName = "flash-core"
  public static let summary = "A NAND page register and the in-flash compute unit beside it."
  public static let parameters: [UnitParameter<Self>] = [
    .integer("lanes", \.lanes, "INT8 multipliers", 1...128),
    .tilePageBytes(\.pageBytes), .vectorBankBytes(\.vectorBytes),
  ]
  public static let samples = [FlashCore(lanes: 64)]

  public var parameterError: String? { unit.parameterError }

  public var unit: FlashPE { FlashPE(lanes: lanes, pageBytes: pageBytes, vectorBytes: vectorBytes) }
  public var page: FlashPage { FlashPage(lanes: lanes, pageBytes: pageBytes) }

  public struct IO: Bundle {
    public let read: In<Stream<FlashPageRead>>
    public let command: In<Stream<FlashCommand>>
    public let vector: In<Stream<FlashVectorBeat>>
    public let results: Out<Stream<FlashResult>>
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    let inner = unit.io, register = page.io
    return IO(
      read: register.read, command: inner.command, vector: inner.vector, results: inner.results, busyCycles: inner.busyCycles,
      starvedCycles: inner.starvedCycles, backPressuredCycles: inner.backPressuredCycles)
  }

  @Hardware
  public func build(_ io: IO) {
    let pageRegister = Instance(page)
    let compute = Instance(unit)
    pageRegister.read <== io.read
    compute.command <== io.command
    compute.vector <== io.vector
    compute.weights <== pageRegister.weights
    io.results <== compute.results
    io.busyCycles <== compute.busyCycles
    io.starvedCycles <== compute.starvedCycles
    io.backPressuredCycles <== compute.backPressuredCycles
  }
}
