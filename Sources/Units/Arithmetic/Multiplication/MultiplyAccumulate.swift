import HDL

/// A multiply-accumulate with registers before and behind: `sum` becomes `a * b`, or `sum + a * b`.
///
/// - Ports: `a` and `b`, the operands; `enable`, whether they count; `clear`, whether a new sum begins with them; `sum`.
/// - Timing: operands, `enable` and `clear` are registered, the sum is there after the second edge. Throughput: one product a
///   cycle. There are no stalls; without `enable` the sum stays.
/// - Formats: two's complement; sums wrap at `accumulatorWidth` bits. The sum has no reset: it counts from the first `clear`.
/// - Structures: `structure` chooses the spelling, see `MultiplyAccumulateStructure`.
public struct MultiplyAccumulate: Unit {
  public static let unitName = "multiply-accumulate"
  public static let summary = "Adds up products of signed numbers, in a structure of choice."
  public static let parameters: [UnitParameter<Self>] = [
    .integer("width", \.width, "bits of each operand", 2...16),
    .integer("accumulatorWidth", \.accumulatorWidth, "bits of the sum, at least twice the width", 4...64),
    .choice("structure", \.structure, "a * b + c, one adder tree (smallest), or the same with faster carries"),
  ]
  public static let samples = [
    MultiplyAccumulate(structure: .fused), MultiplyAccumulate(structure: .fast),
    MultiplyAccumulate(width: 2, accumulatorWidth: 4, structure: .fused),
    MultiplyAccumulate(width: 5, accumulatorWidth: 11, structure: .fast),
    MultiplyAccumulate(width: 7, accumulatorWidth: 24, structure: .fused),
    MultiplyAccumulate(width: 16, accumulatorWidth: 48, structure: .fast),
  ]

  /// Bits of each operand.
  public var width = 8
  /// Bits of the sum, twice `width` to 64.
  public var accumulatorWidth = 32
  public var structure = MultiplyAccumulateStructure.plain

  public init() {}
  public init(width: Int = 8, accumulatorWidth: Int = 32, structure: MultiplyAccumulateStructure) {
    self.width = width
    self.accumulatorWidth = accumulatorWidth
    self.structure = structure
  }

  public var parameterError: String? { rangeError ?? sumWidthError(accumulatorWidth, width: width, name: "accumulatorWidth") }

  public struct IO: Bundle {
    public let enable, clear: In<Bit>
    public let a, b: In<Signed>
    public let sum: Out<Signed>
  }
  public var io: IO {
    IO(enable: In(Bit()), clear: In(Bit()), a: In(Signed(width)), b: In(Signed(width)), sum: Out(Signed(accumulatorWidth)))
  }

  @Hardware
  public func build(_ io: IO) {
    let a = Reg(next: io.a, reset: .guarded)
    let sum = Reg(Signed(accumulatorWidth), reset: .guarded)
    if structure == .plain {
      let b = Reg(next: io.b, reset: .guarded)
      let enable = Reg(next: io.enable, reset: 0)
      let clear = Reg(next: io.clear, reset: 0)
      when(enable) { sum <== mux(clear, 0, sum) + (a * b).extended(to: accumulatorWidth) }
    } else {
      // A product with 0 leaves the sum as it is: gates before a register instead of a multiplexer for each bit of the sum.
      let b = Reg(next: mux(io.enable, io.b, 0), reset: 0)
      let clear = Reg(next: io.enable & io.clear, reset: 0)
      let before = mux(clear, 0, sum)
      sum <== multiplyAccumulate(a, b, adding: before, structure: structure)
    }
    io.sum <== sum
  }
}

/// What `MultiplyAccumulate` computes, cycle by cycle.
public struct MultiplyAccumulateModel: Sendable {
  private let accumulatorWidth: Int
  private var registered: (a: Int, b: Int, enable: Bool, clear: Bool) = (0, 0, false, false)
  /// The sum after the last edge; nil before the first `clear`.
  public private(set) var sum: Int?

  public init(_ unit: MultiplyAccumulate) { accumulatorWidth = unit.accumulatorWidth }

  /// One edge.
  public mutating func step(a: Int, b: Int, enable: Bool, clear: Bool) {
    if registered.enable, let before = registered.clear ? 0 : sum {
      let shift = Int.bitWidth - accumulatorWidth
      sum = ((before &+ registered.a &* registered.b) << shift) >> shift
    }
    registered = (a, b, enable, clear)
  }
}
