import HDL
import Numerics

/// The two vectors of a dot product, and the direction in which it rounds where operations say that.
@Bundle
public struct FactorVectors {
  /// Codes of the unit's two formats.
  public let a, b: Vec<Bits>
  /// RISC-V's `rm`, where the configuration leaves the direction to operations.
  public let rounding: OptionalBits
}

/// How the products of a fused dot product are brought to one exponent.
public enum DotProductAlignment: String, Sendable, CaseIterable, Codable {
  /// Every bit is kept: the sum is the exact one.
  case exact
  /// To the largest exponent among the terms; of each product's magnitude, what lies more than the guard bits below the lowest bit of
  /// a product with that exponent is dropped.
  case truncated
}

/// The sum of the products of two vectors of numbers of two formats, aligned once and rounded once.
///
/// - Ports: `operands`, the codes of both vectors; `result`, the sum in `output`'s format.
/// - Latency: `stages` cycles; 0 gives a combinational unit whose `valid` and `ready` pass through. The first register holds the
///   result, the second one the sum, the third one the products, the fourth one the normalized sum; further ones stand in front.
///   Throughput: one dot product a cycle; it stalls where the receiver stalls.
/// - Error: with `exact`, that of one rounding. With `truncated`, before that rounding the sum is off by less than `terms` units of
///   2^(u - guardBits), u being the largest exponent of a product's lowest bit; magnitudes are truncated, so that errors of terms of
///   unlike signs cancel. The exponent of a product that is 0 counts, too.
/// - Specials: a NaN, zero times infinity and infinities of unlike signs give the canonical NaN. A sum that is 0 has its terms' sign if
///   they agree, and otherwise that of the direction.
/// - Source: EdgeLLM, IEEE TCAS-I 72(7), 2025, section IV (one alignment for a group); 0, 5 and 15 guard bits occur in the authors' code.
public struct FloatDotProduct: Unit {
  /// Its name in `hwgen list`.
  public static let unitName = "dot-product-fused"
  /// Its line in `hwgen list`.
  public static let summary = "The sum of products of numbers of two formats, rounded once."
  /// What can be set.
  public static let parameters: [UnitParameter<Self>] = [
    .integer("terms", \.terms, "products", 1...4096), .choice("a", \.a, "format of the first factors"),
    .choice("b", \.b, "format of the second factors"), .choice("output", \.output, "format of the result"),
    .choice("alignment", \.alignment, "whether every bit of a product counts"),
    .integer("guardBits", \.guardBits, "bits that truncated alignment keeps below the largest product", 0...64),
    .choice("rounding", \.rounding, "direction of rounding"),
    .choice("overflow", \.overflow, "what becomes of numbers beyond the largest one"),
    .flag("flags", \.flags, "whether results bring flags"), .integer("stages", \.stages, "register stages", 0...8),
  ]
  /// Further configurations that are checked.
  public static var samples: [FloatDotProduct] {
    func sample(_ terms: Int, _ a: FactorName, _ b: FactorName, _ output: FloatName, _ change: (inout Self) -> Void) -> Self {
      var unit = FloatDotProduct()
      (unit.terms, unit.a, unit.b, unit.output) = (terms, a, b, output)
      change(&unit)
      return unit
    }
    return [
      sample(1, .fp16, .int4, .fp32) { $0.stages = 0 },
      sample(16, .fp16, .int4SignMagnitude, .fp20) { ($0.alignment, $0.guardBits, $0.rounding) = (.truncated, 5, .towardZero) },
      sample(8, .fp16, .fp16, .fp16) { ($0.rounding, $0.flags, $0.stages) = (.runTime, true, 4) },
      sample(4, .e4m3, .e5m2, .fp16) { ($0.alignment, $0.guardBits, $0.stages) = (.truncated, 3, 3) },
      sample(3, .s0e4m4, .uint4Zero8, .bf16) { ($0.flags, $0.stages) = (true, 2) },
      sample(5, .int8, .int8, .e4m3) { ($0.overflow, $0.rounding) = (.saturate, .runTime) },
      sample(2, .fp16, .fp16, .fp16) { ($0.alignment, $0.guardBits, $0.flags, $0.stages) = (.truncated, 0, true, 0) },
    ]
  }

  /// Products in a sum.
  public var terms = 8
  /// Format of the first factors.
  public var a = FactorName.fp16
  /// Format of the second factors.
  public var b = FactorName.int4
  /// Format of the result.
  public var output = FloatName.fp20
  /// Whether every bit of a product counts.
  public var alignment = DotProductAlignment.exact
  /// Bits that truncated alignment keeps; exact alignment has no use for them.
  public var guardBits = 0
  /// Direction of rounding, or that operations say it.
  public var rounding = RoundingChoice.nearestEven
  /// What becomes of results beyond the largest number.
  public var overflow = Overflow.special
  /// Whether results bring their flags.
  public var flags = false
  /// Cycles from operands to result, 0 to 8.
  public var stages = 2
  /// The default configuration.
  public init() {}

  /// Operands in, results out.
  public struct IO: Bundle {
    /// Both vectors.
    public let operands: In<Stream<FactorVectors>>
    /// Their dot product.
    public let result: Out<Stream<RoundedNumber>>
  }
  /// The ports at the configuration's widths.
  public var io: IO {
    IO(
      operands: In(
        Stream(
          FactorVectors(
            a: Vec(terms, Bits(a.width)), b: Vec(terms, Bits(b.width)), rounding: OptionalBits(rounding.width)))),
      result: Out(Stream(RoundedNumber(number: output.width, flags: OptionalBits(flags ? 5 : 0)))))
  }

  /// The body.
  @Hardware
  public func build(_ io: IO) {
    let number = RoundedNumber(number: output.width, flags: OptionalBits(flags ? 5 : 0))
    let results = io.operands.rounded(to: number, stages: stages) { operands, cuts in
      let direction = RoundingDirection(choice: rounding, code: operands._value.rounding.bits.first)
      let float = FloatOperation(layout: output.layout, overflow: overflow, direction: direction, hasFlags: flags, cuts: cuts)
      return float.rounded(roundableSum(operands.a, operands.b, cuts: cuts))
    }
    io.result <== results
  }
}
