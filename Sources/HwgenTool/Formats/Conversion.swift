import Numerics

/// A number, the code that it becomes, and the number that this code stands for.
struct Conversion: Encodable {
  let number: String, code: String, bits: String, value: String

  init(_ number: Double, code: UInt32, width: Int, value: Double) {
    let bits = String(code, radix: 2), digits = String(code, radix: 16)
    self.number = Self.text(number)
    self.bits = String(repeating: "0", count: width - bits.count) + bits
    self.code = "0x" + String(repeating: "0", count: (width + 3) / 4 - digits.count) + digits
    self.value = Self.text(value)
  }

  /// The shortest decimal number that reads back as the same value, whole numbers without a point.
  static func text(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  static func conversions(
    of format: NumberFormat, _ numbers: [Double]?, _ codes: [UInt32]?, _ rounding: Rounding?, _ overflow: Overflow?
  ) -> [Conversion] {
    let encoded = (numbers ?? []).map { ($0, format.code(of: $0, rounding: rounding, overflow: overflow)) }
    let decoded = (codes ?? []).map { (format.value(of: $0), $0) }
    return (encoded + decoded).map { Conversion($0.0, code: $0.1, width: format.width, value: format.value(of: $0.1)) }
  }
}
