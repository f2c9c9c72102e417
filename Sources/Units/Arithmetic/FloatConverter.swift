import HDL
import Numerics

/// What `FloatConverter` takes and gives.
public enum NumberKind: String, Sendable, CaseIterable {
  case half, single, int8, int16, int32, int48, int64

  /// The format of a floating-point number, nil for an integer.
  public var format: FloatFormat? {
    switch self {
    case .half: .half
    case .single: .single
    default: nil
    }
  }
  /// Bits of a number.
  public var width: Int {
    switch self {
    case .half, .int16: 16
    case .single, .int32: 32
    case .int8: 8
    case .int48: 48
    case .int64: 64
    }
  }
}

/// A number to convert, and the power of two to scale it by.
@Bundle
public struct ScaledNumber {
  public let number: Bits
  public let exponent: Signed
}

/// Converts between floating-point formats, and between them and two's-complement integers, with a scale: the result is the
/// number times 2^`exponent`, rounded once to nearest, ties to even.
///
/// - Latency: `stages` cycles; 0 gives a combinational converter. Throughput: one number a cycle.
/// - To a floating-point format: too large becomes infinity, small becomes subnormal; a NaN becomes the canonical one.
/// - To an integer: beyond its range becomes the nearest one in it; a NaN becomes 0.
public struct FloatConverter: Unit {
  public static let unitName = "fp-convert"
  public static let summary = "Converts between floating-point formats and integers, times a power of two."
  public static let parameters: [UnitParameter<Self>] = [
    .choice("source", \.source, "what is converted; one of source and target is half or single"),
    .choice("target", \.target, "what it becomes"),
    .integer("exponentWidth", \.exponentWidth, "bits of the signed exponent that scales the number", 2...12),
    .integer("stages", \.stages, "register stages in front of the conversion", 0...8),
  ]
  public static let samples = [
    FloatConverter(from: .single, to: .int8), FloatConverter(from: .int48, to: .single), FloatConverter(from: .single, to: .half),
    FloatConverter(from: .half, to: .single), FloatConverter(from: .half, to: .int64), FloatConverter(from: .int16, to: .half),
    FloatConverter(from: .int64, to: .single), FloatConverter(from: .single, to: .int32), FloatConverter(from: .int8, to: .half),
  ]

  public var source = NumberKind.int32
  public var target = NumberKind.single
  public var exponentWidth = 10
  public var stages = 1

  public init() {}
  public init(from source: NumberKind, to target: NumberKind) {
    self.source = source
    self.target = target
  }

  public var parameterError: String? {
    if let rangeError { return rangeError }
    if source.format == nil && target.format == nil {
      return "one of source and target must be half or single, not \(source) and \(target)"
    }
    return nil
  }

  public struct IO: Bundle {
    public let input: In<Stream<ScaledNumber>>
    public let output: Out<Stream<FloatNumber>>
  }
  public var io: IO {
    IO(
      input: In(Stream(ScaledNumber(number: source.width, exponent: exponentWidth))),
      output: Out(Stream(FloatNumber(number: target.width))))
  }

  @Hardware
  public func build(_ io: IO) {
    let input = io.input.staged(stages)
    io.output.valid <== input.valid
    input.ready <== io.output.ready
    if let format = source.format, let other = target.format {
      io.output.number <== FloatArithmetic(format).convert(input.number, to: other, exponent: input.exponent)
    } else if let format = target.format {
      io.output.number <== FloatArithmetic(format).convert(input.number.asSigned, exponent: input.exponent)
    } else if let format = source.format {
      let integer = FloatArithmetic(format).toInteger(input.number, exponent: input.exponent, width: target.width)
      io.output.number <== integer.asBits
    }
  }

  /// What the unit makes of a number, given and returned as the lowest bits of a word.
  public func golden(_ bits: UInt64, exponent: Int) -> UInt64 {
    let integer = Int64(bitPattern: bits << UInt64(64 - source.width)) >> Int64(64 - source.width)
    switch (source.format, target.format) {
    case (let format?, let other?): return format.convert(bits, to: other, exponent: exponent)
    case (nil, let format?): return format.convert(integer, exponent: exponent)
    case (let format?, nil):
      return UInt64(bitPattern: format.toInteger(bits, shift: -exponent, width: target.width)) & target.mask
    case (nil, nil): return 0
    }
  }
}

extension NumberKind {
  /// Ones in the bits of a number.
  public var mask: UInt64 { UInt64.max >> UInt64(64 - width) }
}
