/// Every scalar format that hwgen knows by name.
public enum FormatCatalog {
  public static let all: [NumberFormat] = floats + powers + tables + integers

  /// The format called `name`, or nil.
  public static func format(named name: String) -> NumberFormat? { all.first { $0.name == name.lowercased() } }

  private static let ieee = "IEEE 754-2019, section 3.4"
  private static let ofp8 = "OCP 8-bit Floating Point Specification (OFP8) 1.0, section 5"
  private static let mx = "OCP Microscaling Formats (MX) Specification 1.0, section 5.3"
  private static let p3 = "P3-LLM, arXiv 2511.06838, and the authors' code"

  private static let floats: [NumberFormat] = [
    float("fp32", "binary32", ieee, 8, 23, .infinitiesAndNaNs),
    float("fp16", "binary16", ieee, 5, 10, .infinitiesAndNaNs),
    float(
      "bf16", "bfloat16: the upper half of binary32", "Intel, BFLOAT16 Hardware Numerics Definition, 2018", 8, 7,
      .infinitiesAndNaNs),
    NumberFormat(
      "fp20", "EdgeLLM's accumulator: 6 bits of exponent, 13 of fraction; too large saturates",
      source: "EdgeLLM, IEEE TCAS-I 72(7), 2025, and the authors' compiler, which never makes codes of exponent field 63",
      .float(FloatLayout(exponentBits: 6, fractionBits: 13, specials: .infinitiesAndNaNs)), overflow: .saturate),
    float("e5m2", "FP8 with 5 bits of exponent, 2 of fraction", ofp8, 5, 2, .infinitiesAndNaNs),
    float("e4m3", "FP8 with 4 bits of exponent, 3 of fraction; no infinities", ofp8, 4, 3, .oneNaN),
    NumberFormat(
      "e4m3-saturating", "E4M3 where too large becomes the largest number", source: ofp8 + " (saturating conversion)",
      .float(FloatLayout(exponentBits: 4, fractionBits: 3, specials: .oneNaN)), overflow: .saturate),
    NumberFormat(
      "s0e4m4", "FP8 for probabilities: no sign, 4 bits of exponent with bias 15, 4 of fraction; ties round up", source: p3,
      .float(FloatLayout(isSigned: false, exponentBits: 4, fractionBits: 4, bias: 15, specials: .none)), rounding: .nearestAway,
      overflow: .saturate),
    float("e3m2", "FP6 with 3 bits of exponent, 2 of fraction", mx, 3, 2, .none),
    float("e2m3", "FP6 with 2 bits of exponent, 3 of fraction", mx, 2, 3, .none),
    float("e2m1", "FP4 with 2 bits of exponent, 1 of fraction", mx, 2, 1, .none),
  ]

  private static func float(
    _ name: String, _ summary: String, _ source: String, _ exponentBits: Int, _ fractionBits: Int,
    _ specials: FloatLayout.Specials
  ) -> NumberFormat {
    NumberFormat(
      name, summary, source: source,
      .float(FloatLayout(exponentBits: exponentBits, fractionBits: fractionBits, specials: specials)))
  }

  private static let powers = [
    NumberFormat(
      "e8m0", "A scale: a power of two in 8 bits, or a NaN", source: mx + " (scale)", .powerOfTwo, rounding: .nearestAway)
  ]

  /// E2M1 whose second zero stands for a number that a group of weights chooses.
  private static let tables: [NumberFormat] = [5.0, -5, 8, -8].map { special in
    let positive: [Double] = [0, 0.5, 1, 1.5, 2, 3, 4, 6]
    return NumberFormat(
      "bitmod\(special > 0 ? "+" : "-")\(Int(special.magnitude))", "BitMoD's FP4 whose second zero is \(Int(special))",
      source: "BitMoD, HPCA 2025, arXiv 2411.11745, section III; used by " + p3,
      .table(positive + [special] + positive.dropFirst().map { -$0 }), overflow: .saturate)
  }

  private static let integers: [NumberFormat] =
    (2...16).map { width in
      NumberFormat(
        "int\(width)", "A two's-complement number of \(width) bits", source: "two's complement",
        .integer(IntegerLayout(width: width, .twosComplement)), overflow: .saturate)
    }
    + [4, 8].map { width in
      NumberFormat(
        "int\(width)-sign-magnitude", "A sign and a number of \(width - 1) bits",
        source: "EdgeLLM's weights, the authors' compiler",
        .integer(IntegerLayout(width: width, .signMagnitude)), overflow: .saturate)
    }
    + [4, 8].map { width in
      NumberFormat(
        "uint\(width)-zero\(1 << (width - 1))", "A number of \(width) bits less its zero point, here \(1 << (width - 1))",
        source: p3 + ", keys and values (the zero point is chosen for each token and head)",
        .integer(IntegerLayout(width: width, .asymmetric(zeroPoint: 1 << (width - 1)))), overflow: .saturate)
    }
}
