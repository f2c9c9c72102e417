import HDL
import Numerics

/// A number to convert, and the power of two to scale it by.
@Bundle
public struct ScaledNumber {
  /// A code of the source.
  public let number: Bits
  /// The power of two.
  public let exponent: Signed
  /// RISC-V's `rm`, where the configuration leaves the direction to operations.
  public let rounding: OptionalBits
}

/// Converts between floating-point formats, and between them and two's-complement integers, with a scale: the result is the
/// number times 2^`exponent`, rounded once.
///
/// - Latency: `stages` cycles; 0 gives a combinational converter. Throughput: one number a cycle.
/// - To a floating-point format: small becomes subnormal, and a NaN the canonical one, or the largest number of a format without any.
///   Too large becomes infinity, E4M3's NaN, or the largest number, as `overflow`, the direction and the format say. A format without
///   sign has 0 for everything negative.
/// - To an integer: beyond its range becomes the nearest one in it; a NaN becomes 0.
/// - Rounding: IEEE 754-2019, section 4.3, in a direction that the configuration or, as RISC-V's `rm`, each operation says.
public struct FloatConverter: Unit {
  /// Its name in `hwgen list`.
  public static let unitName = "fp-convert"
  /// Its line in `hwgen list`.
  public static let summary = "Converts between floating-point formats and integers, times a power of two."
  /// What can be set.
  public static let parameters: [UnitParameter<Self>] = [
    .choice("source", \.source, "what is converted; one of source and target is a floating-point format"),
    .choice("target", \.target, "what it becomes"),
    .integer("exponentWidth", \.exponentWidth, "bits of the signed exponent that scales the number", 2...12),
    .choice("rounding", \.rounding, "direction of rounding"),
    .choice("overflow", \.overflow, "what becomes of numbers beyond the largest one"),
    .integer("stages", \.stages, "register stages in front of the conversion", 0...8),
  ]
  /// Further configurations that are checked.
  public static let samples = [
    FloatConverter(from: .fp32, to: .int8), FloatConverter(from: .int48, to: .fp32),
    FloatConverter(from: .fp32, to: .fp16, rounding: .runTime), FloatConverter(from: .fp16, to: .fp32),
    FloatConverter(from: .fp16, to: .int64, rounding: .runTime), FloatConverter(from: .int16, to: .fp16),
    FloatConverter(from: .int64, to: .fp32, rounding: .up), FloatConverter(from: .fp32, to: .int32),
    FloatConverter(from: .int8, to: .e4m3), FloatConverter(from: .fp16, to: .e4m3, overflow: .saturate),
    FloatConverter(from: .e5m2, to: .e2m1, rounding: .runTime), FloatConverter(from: .fp16, to: .s0e4m4, rounding: .nearestAway),
    FloatConverter(from: .s0e4m4, to: .bf16), FloatConverter(from: .fp32, to: .fp20, overflow: .saturate),
  ]

  /// What is converted.
  public var source = NumberKind.int32
  /// What it becomes.
  public var target = NumberKind.fp32
  /// Bits of the signed exponent.
  public var exponentWidth = 10
  /// Direction of rounding, or that operations say it.
  public var rounding = RoundingChoice.nearestEven
  /// What becomes of results beyond the largest number.
  public var overflow = Overflow.special
  /// Register stages in front of the conversion.
  public var stages = 1

  /// The default configuration.
  public init() {}
  /// A converter between two kinds of numbers.
  public init(
    from source: NumberKind, to target: NumberKind, rounding: RoundingChoice = .nearestEven, overflow: Overflow = .special
  ) {
    self.source = source
    self.target = target
    self.rounding = rounding
    self.overflow = overflow
  }

  /// Two integers need no floating-point unit.
  public var parameterError: String? {
    if let rangeError { return rangeError }
    if source.layout == nil && target.layout == nil {
      return "one of source and target must be a floating-point format, not \(source) and \(target)"
    }
    return nil
  }

  /// A number in, a number out.
  public struct IO: Bundle {
    /// What is converted.
    public let input: In<Stream<ScaledNumber>>
    /// What it becomes.
    public let output: Out<Stream<FloatNumber>>
  }
  /// The ports at the configuration's widths.
  public var io: IO {
    IO(
      input: In(
        Stream(ScaledNumber(number: source.width, exponent: exponentWidth, rounding: OptionalBits(rounding.width)))),
      output: Out(Stream(FloatNumber(number: target.width))))
  }

  /// The body.
  @Hardware
  public func build(_ io: IO) {
    let input = io.input.staged(stages)
    io.output.valid <== input.valid
    input.ready <== io.output.ready
    let number = ScaledSource(input.number, source, exponent: input.exponent)
    let direction = RoundingDirection(choice: rounding, code: input.rounding._value.bits.first)
    if let layout = target.layout {
      let cuts = FloatCuts(pipeline: nil, latency: 0)
      let float = FloatOperation(layout: layout, overflow: overflow, direction: direction, hasFlags: false, cuts: cuts)
      io.output.number <== float.rounded(number.roundable(layout)).number
    } else {
      io.output.number <== number.integer(width: target.width, direction).asBits
    }
  }

  /// What the unit makes of a number, given and returned as the lowest bits of a word.
  ///
  /// - Parameter code: the direction that the operation brings, where the configuration leaves it to operations
  public func golden(_ bits: UInt64, exponent: Int, rounding code: UInt64 = 0) -> UInt64 {
    let direction = rounding.direction(code)
    var value = source.exactValue(of: bits)
    if case .finite(let number, let isNegative) = value {
      value = .finite(number * ExactNumber(isNegative: false, magnitude: 1, exponent: exponent), isNegative: isNegative)
    }
    if let layout = target.layout {
      return UInt64(FloatRules(layout, rounding: direction, overflow: overflow).round(value).code)
    }
    let largest = UInt64.max >> UInt64(65 - target.width)
    switch value {
    case .nan: return 0
    case .infinity(let isNegative): return isNegative ? largest + 1 : largest
    case .finite(let number, let isNegative):
      let limit = isNegative ? largest + 1 : largest
      // Not even the lowest 64 bits of what is far beyond the range would be its own.
      let isBeyond = (number.highestExponent ?? 0) >= target.width
      let magnitude = isBeyond ? limit : min(limit, number.rounded(toUnitsOf: 0, direction))
      return (isNegative ? 0 &- magnitude : magnitude) & target.mask
    }
  }
}
