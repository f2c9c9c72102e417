import HDL

/// The sum of two floating-point numbers, rounded to nearest, ties to even.
///
/// - Latency: `stages` cycles; 0 gives a combinational adder whose `valid` and `ready` pass through. From 2 stages on, the adder
///   is cut in front of its normalisation and has registers behind it; further stages stand in front. Throughput: one sum a
///   cycle; it stalls where the receiver stalls.
/// - Formats: IEEE 754 binary16 or binary32 with subnormals and infinities; a NaN among the operands, or infinity minus
///   infinity, gives the quiet NaN 0x7e00 or 0x7fc00000.
public struct FloatAdder: Unit {
  public static let unitName = "fp-add"
  public static let summary = "The sum of two floating-point numbers, rounded to nearest even."
  public static let parameterHelp = floatParameters
  public static let samples = [FloatAdder(.half, stages: 0), FloatAdder(.single, stages: 3)]

  public var format = FloatKind.single
  public var stages = 1
  public init() {}
  public init(_ format: FloatKind, stages: Int) {
    self.format = format
    self.stages = stages
  }
  public var parameterError: String? { stagesError(stages) }

  public struct IO: Bundle {
    public let operands: In<Stream<FloatOperands>>
    public let sum: Out<Stream<FloatNumber>>
  }
  public var io: IO {
    let width = format.format.width
    return IO(operands: In(Stream(FloatOperands(a: width, b: width))), sum: Out(Stream(FloatNumber(number: width))))
  }

  @Hardware
  public func build(_ io: IO) {
    let sums = io.operands.operation(
      format, stages: stages, latency: PipelinedAdder.latency,
      direct: { $0.add($1, $2) }, pipelined: { $0.add($1, $2, format) })
    io.sum <== sums
  }
}
