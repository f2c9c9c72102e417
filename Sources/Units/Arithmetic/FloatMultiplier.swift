import HDL

/// The product of two floating-point numbers, rounded to nearest, ties to even.
///
/// - Latency: `stages` cycles; 0 gives a combinational multiplier whose `valid` and `ready` pass through. From 2 stages on, the
///   multiplier is cut in front of its normalization and has registers behind it; further stages stand in front. Throughput: one
///   product a cycle; it stalls where the receiver stalls.
/// - Formats: IEEE 754 binary16 or binary32 with subnormals and infinities; a NaN among the operands, or zero times infinity,
///   gives the quiet NaN 0x7e00 or 0x7fc00000.
public struct FloatMultiplier: FloatPairUnit {
  public static let unitName = "fp-multiply"
  public static let summary = "The product of two floating-point numbers, rounded to nearest even."

  public var format = FloatKind.single
  public var stages = 1
  public init() {}

  public struct IO: Bundle {
    public let operands: In<Stream<FloatOperands>>
    public let product: Out<Stream<FloatNumber>>
  }
  public var io: IO { IO(operands: operands, product: Out(Stream(FloatNumber(number: format.format.width)))) }

  @Hardware
  public func build(_ io: IO) {
    let products = io.operands.operation(
      format, stages: stages, latency: PipelinedMultiplier.latency,
      direct: { $0.multiply($1, $2) }, pipelined: { $0.multiply($1, $2, format) })
    io.product <== products
  }
}
