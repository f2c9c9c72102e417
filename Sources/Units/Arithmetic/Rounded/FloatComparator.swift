import HDL
import Numerics

/// Whether one floating-point number is less than another, and whether it equals it.
///
/// - Latency: `stages` cycles; 0 gives combinational comparators. Throughput: one pair a cycle.
/// - Formats: those of `hwgen format`; -0 equals 0, a NaN neither is less than anything nor equals it. If a is neither
///   less than b nor equal to it and neither is a NaN, it is greater.
public struct FloatComparator: Unit {
  /// Its name in `hwgen list`.
  public static let unitName = "fp-compare"
  /// Its line in `hwgen list`.
  public static let summary = "The order of two floating-point numbers."
  /// What can be set.
  public static let parameters: [UnitParameter<Self>] = [
    .choice("format", \.format, "of both numbers"), .integer("stages", \.stages, "register stages", 0...8),
  ]
  /// Further configurations that are checked.
  public static let samples = [
    FloatComparator(.fp16, stages: 0), FloatComparator(.fp32, stages: 3), FloatComparator(.e4m3, stages: 1),
    FloatComparator(.e2m1, stages: 2),
  ]

  /// Of operands and result.
  public var format = FloatName.fp32
  /// Cycles from operands to result, 0 to 8.
  public var stages = 1
  /// The default configuration.
  public init() {}
  /// A configuration.
  public init(_ format: FloatName, stages: Int) {
    self.format = format
    self.stages = stages
  }

  /// Operands in, results out.
  public struct IO: Bundle {
    /// What is given.
    public let operands: In<Stream<FloatOperands>>
    /// What comes of it.
    public let order: Out<Stream<FloatOrder>>
  }
  /// The ports at the configuration's widths.
  public var io: IO {
    IO(operands: In(Stream(FloatOperands(a: format.width, b: format.width))), order: Out(Stream(FloatOrder())))
  }

  @Hardware
  /// The body.
  public func build(_ io: IO) {
    let operands = io.operands.staged(stages)
    let left = FloatFields(operands.a, format.layout)
    let right = FloatFields(operands.b, format.layout)
    io.order.valid <== operands.valid
    operands.ready <== io.order.ready
    let isOrdered = !left.isNaN & !right.isNaN
    let areZero = left.isZero & right.isZero
    let magnitudeBits = format.width - 1
    let a = operands.a[0..<magnitudeBits].asUnsigned
    let b = operands.b[0..<magnitudeBits].asUnsigned
    let isLess = mux(left.sign, mux(right.sign, b < a, !areZero), mux(right.sign, Bit.zero, a < b))
    io.order.less <== isOrdered & isLess
    io.order.equal <== isOrdered & (areZero | (operands.a == operands.b))
  }
}
