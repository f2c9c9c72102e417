import HDL
import Numerics

/// The operands of a sum or product, and the direction in which it rounds where operations say that.
@Bundle
public struct RoundedOperands {
  /// Codes of the unit's format.
  public let a, b: Bits
  /// RISC-V's `rm`, where the configuration leaves the direction to operations.
  public let rounding: OptionalBits
}

/// The operands of a fused multiply-add, and the direction in which it rounds where operations say that.
@Bundle
public struct FusedOperands {
  /// Codes of the unit's format.
  public let a, b, c: Bits
  /// RISC-V's `rm`, where the configuration leaves the direction to operations.
  public let rounding: OptionalBits
}

/// A result and, where the configuration has them, its flags in the bits of `FloatFlags`.
@Bundle
public struct RoundedNumber {
  /// A code of the unit's format.
  public let number: Bits
  /// In the bits of `FloatFlags`, where the configuration has them.
  public let flags: OptionalBits
}

/// A unit whose results are rounded once, in a format, a direction and with an overflow rule of choice.
public protocol RoundedUnit: Unit {
  var format: FloatName { get set }
  var rounding: RoundingChoice { get set }
  var overflow: Overflow { get set }
  /// Whether results bring their flags.
  var flags: Bool { get set }
  /// Cycles from operands to result, 0 to 8.
  var stages: Int { get set }
}

extension RoundedUnit {
  /// What can be set.
  public static var parameters: [UnitParameter<Self>] {
    [
      .choice("format", \.format, "of operands and result"), .choice("rounding", \.rounding, "direction of rounding"),
      .choice("overflow", \.overflow, "what becomes of numbers beyond the largest one"),
      .flag("flags", \.flags, "whether results bring flags"), .integer("stages", \.stages, "register stages", 0...8),
    ]
  }
  /// Further configurations that are checked.
  public static var samples: [Self] {
    [
      Self(.fp16, stages: 0), Self(.fp32, rounding: .runTime, flags: true, stages: 3),
      Self(.bf16, rounding: .towardZero, stages: 2), Self(.e4m3, rounding: .nearestAway, flags: true, stages: 4),
      Self(.e2m1, rounding: .runTime, stages: 1), Self(.fp20, overflow: .saturate, stages: 5),
      Self(.fp16, rounding: .runTime, flags: true, stages: 0),
    ]
  }

  /// A configuration.
  public init(
    _ format: FloatName, rounding: RoundingChoice = .nearestEven, overflow: Overflow = .special, flags: Bool = false, stages: Int
  ) {
    self.init()
    self.format = format
    self.rounding = rounding
    self.overflow = overflow
    self.flags = flags
    self.stages = stages
  }

  /// The golden model, for an operation that brings a direction's code.
  public func rules(rounding code: UInt64 = 0) -> FloatRules {
    FloatRules(format.layout, rounding: rounding.direction(code), overflow: overflow)
  }

  var operands: In<Stream<RoundedOperands>> {
    In(Stream(RoundedOperands(a: format.width, b: format.width, rounding: OptionalBits(rounding.width))))
  }
  var result: RoundedNumber { RoundedNumber(number: format.width, flags: OptionalBits(flags ? 5 : 0)) }

  /// The stream of an operation's results: the operation is cut as its latency allows, further registers stand in front. The
  /// caller's `let` names the stream.
  func results<P: Payload>(
    of operands: In<Stream<P>>, rounding code: (In<P>) -> OptionalBits,
    _ operation: (FloatOperation, In<P>) -> FloatOperation.Result
  ) -> In<Stream<RoundedNumber>> {
    operands.rounded(to: result, stages: stages) { payload, cuts in
      let direction = RoundingDirection(choice: rounding, code: code(payload).bits.first)
      let float = FloatOperation(
        layout: format.layout, overflow: overflow, direction: direction, hasFlags: flags, cuts: cuts)
      return operation(float, payload)
    }
  }
}

extension In {
  /// The stream of an operation's results, `stages` cycles later: registers inside the operation, and further ones in front of it.
  func rounded<P: Payload>(
    to number: RoundedNumber, stages: Int, _ operation: (In<P>, FloatCuts) -> FloatOperation.Result
  ) -> In<Stream<RoundedNumber>> where T == Stream<P> {
    let latency = Swift.min(stages, FloatCuts.mostLatency)
    let held = staged(stages - latency)
    func compute(_ payload: In<P>, _ pipeline: Pipeline?, _ result: Wire<RoundedNumber>) {
      let rounded = operation(payload, FloatCuts(pipeline: pipeline, latency: latency))
      result.number <== rounded.number
      if let flags = rounded.flags { result.flags.bits[0] <== flags }
    }
    guard latency > 0 else { return held.mapped(to: number) { compute($0, nil, $1) } }
    return held.computed(to: number, in: latency) { compute($0, $1, $2) }
  }
}
