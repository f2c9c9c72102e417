import HDL

/// Whether one floating-point number is less than another, and whether it equals it.
///
/// - Latency: `stages` cycles; 0 gives combinational comparators. Throughput: one pair a cycle.
/// - Formats: IEEE 754 binary16 or binary32; -0 equals 0, a NaN neither is less than anything nor equals it. If a is neither
///   less than b nor equal to it and neither is a NaN, it is greater.
public struct FloatComparator: FloatPairUnit {
  public static let unitName = "fp-compare"
  public static let summary = "The order of two floating-point numbers."

  public var format = FloatKind.single
  public var stages = 1
  public init() {}

  public struct IO: Bundle {
    public let operands: In<Stream<FloatOperands>>
    public let order: Out<Stream<FloatOrder>>
  }
  public var io: IO { IO(operands: operands, order: Out(Stream(FloatOrder()))) }

  @Hardware
  public func build(_ io: IO) {
    let operands = io.operands.staged(stages)
    let arithmetic = FloatArithmetic(format.format)
    io.order.valid <== operands.valid
    operands.ready <== io.order.ready
    io.order.less <== arithmetic.lessThan(operands.a, operands.b)
    io.order.equal <== arithmetic.equal(operands.a, operands.b)
  }
}
