import HDL
import Numerics

/// The floating-point formats that units offer by name.
public enum FloatKind: String, Sendable, CaseIterable {
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

/// A unit of two operands behind register stages.
public protocol FloatPairUnit: Unit {
  var format: FloatKind { get set }
  /// Cycles from operands to result, 0 to 8.
  var stages: Int { get set }
}

extension FloatPairUnit {
  public static var parameters: [UnitParameter<Self>] {
    [.choice("format", \.format, "binary16 or binary32"), .integer("stages", \.stages, "register stages", 0...8)]
  }
  public static var samples: [Self] { [Self(.half, stages: 0), Self(.single, stages: 3)] }

  public init(_ format: FloatKind, stages: Int) {
    self.init()
    self.format = format
    self.stages = stages
  }

  var operands: In<Stream<FloatOperands>> { In(Stream(FloatOperands(a: format.format.width, b: format.format.width))) }
}

extension In where T == Stream<FloatOperands> {
  /// The results of an operation that takes `latency` moves when pipelined: behind further stages where `stages` allows that, else
  /// combinational behind `stages` registers. The caller's `let` names the stream.
  func operation(
    _ format: FloatKind, stages: Int, latency: Int, direct: (FloatArithmetic, Bits, Bits) -> Bits,
    pipelined: (Pipeline, Bits, Bits) -> Bits
  ) -> In<Stream<FloatNumber>> {
    let number = FloatNumber(number: format.format.width)
    guard stages >= latency else {
      return staged(stages).mapped(to: number) { operands, result in
        result.number <== direct(FloatArithmetic(format.format), operands.a, operands.b)
      }
    }
    return staged(stages - latency).computed(to: number, in: latency) { operands, pipeline, result in
      result.number <== pipelined(pipeline, operands.a, operands.b)
    }
  }
}
