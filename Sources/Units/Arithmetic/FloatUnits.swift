import HDL
import Numerics

/// The floating-point formats that units offer by name.
public enum FloatKind: String, Codable, Sendable, CaseIterable {
  /// IEEE 754 binary16.
  case half
  /// IEEE 754 binary32.
  case single

  public var format: FloatFormat { self == .half ? .half : .single }
}

/// Two numbers, as their bits.
@Bundle
public struct FloatOperands {
  public let a, b: Bits
}

/// One number, as its bits.
@Bundle
public struct FloatNumber {
  public let number: Bits
}

/// How two numbers compare; a NaN neither is less than anything nor equals it.
@Bundle
public struct FloatOrder {
  public let less, equal: Bit
}

private let floatParameters = [
  (name: "format", help: "half (binary16) or single (binary32)"),
  (name: "stages", help: "register stages, 0 to 8"),
]

/// What is wrong with a number of register stages.
func stagesError(_ stages: Int) -> String? { (0...8).contains(stages) ? nil : "stages must be 0 to 8, not \(stages)" }

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
    let number = FloatNumber(number: format.format.width).shape
    if stages < PipelinedAdder.latency {
      let sums = io.operands.staged(stages).mapped(to: FloatNumber(number)) { operands, sum in
        sum.number <== FloatArithmetic(format.format).add(operands.a, operands.b)
      }
      io.sum <== sums
    } else {
      let operands = io.operands.staged(stages - PipelinedAdder.latency)
      let sums = operands.computed(to: FloatNumber(number), in: PipelinedAdder.latency) { operands, pipeline, sum in
        sum.number <== pipeline.add(operands.a, operands.b, format)
      }
      io.sum <== sums
    }
  }
}

/// The product of two floating-point numbers, rounded to nearest, ties to even.
///
/// - Latency: `stages` cycles; 0 gives a combinational multiplier whose `valid` and `ready` pass through. From 2 stages on, the multiplier
///   is cut in front of its normalisation and has registers behind it; further stages stand in front. Throughput: one product a
///   cycle; it stalls where the receiver stalls.
/// - Formats: IEEE 754 binary16 or binary32 with subnormals and infinities; a NaN among the operands, or zero times infinity,
///   gives the quiet NaN 0x7e00 or 0x7fc00000.
public struct FloatMultiplier: Unit {
  public static let unitName = "fp-multiply"
  public static let summary = "The product of two floating-point numbers, rounded to nearest even."
  public static let parameterHelp = floatParameters
  public static let samples = [FloatMultiplier(.half, stages: 0), FloatMultiplier(.single, stages: 3)]

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
    public let product: Out<Stream<FloatNumber>>
  }
  public var io: IO {
    let width = format.format.width
    return IO(operands: In(Stream(FloatOperands(a: width, b: width))), product: Out(Stream(FloatNumber(number: width))))
  }

  @Hardware
  public func build(_ io: IO) {
    let number = FloatNumber(number: format.format.width).shape
    if stages < PipelinedMultiplier.latency {
      let products = io.operands.staged(stages).mapped(to: FloatNumber(number)) { operands, product in
        product.number <== FloatArithmetic(format.format).multiply(operands.a, operands.b)
      }
      io.product <== products
    } else {
      let operands = io.operands.staged(stages - PipelinedMultiplier.latency)
      let products = operands.computed(to: FloatNumber(number), in: PipelinedMultiplier.latency) { operands, pipeline, product in
        product.number <== pipeline.multiply(operands.a, operands.b, format)
      }
      io.product <== products
    }
  }
}

/// Whether one floating-point number is less than another, and whether it equals it.
///
/// - Latency: `stages` cycles; 0 gives combinational comparators. Throughput: one pair a cycle.
/// - Formats: IEEE 754 binary16 or binary32; -0 equals 0, a NaN neither is less than anything nor equals it. If a is neither
///   less than b nor equal to it and neither is a NaN, it is greater.
public struct FloatComparator: Unit {
  public static let unitName = "fp-compare"
  public static let summary = "The order of two floating-point numbers."
  public static let parameterHelp = floatParameters
  public static let samples = [FloatComparator(.half, stages: 0), FloatComparator(.single, stages: 3)]

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
    public let order: Out<Stream<FloatOrder>>
  }
  public var io: IO {
    let width = format.format.width
    return IO(operands: In(Stream(FloatOperands(a: width, b: width))), order: Out(Stream(FloatOrder())))
  }

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
