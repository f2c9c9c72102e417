import Netlist

/// How the cases of an enumeration are spelled: numbers in decimal, raw values in hexadecimal, and where single bits matter, bits.
extension Enumeration {
  private var digits: (radix: Character, text: (BitVector) -> String) {
    switch encoding {
    case .oneHot, .gray:
      return ("b", { code in (0..<code.width).reversed().map { code[$0] ? "1" : "0" }.joined() })
    case .binary: return ("d", { code in code.unsigned.map(String.init) ?? code.hexadecimal })
    case .rawValue: return ("h", { code in code.hexadecimal })
    }
  }

  /// The code of a case as a sized constant.
  func literal(_ position: Int) -> String { "\(width)'\(digits.radix)\(digits.text(codes[position]))" }

  /// One line with all cases.
  var legend: String {
    if encoding == .oneHot {
      return "\(name), one-hot: " + cases.enumerated().map { "\($1) bit \($0)" }.joined(separator: ", ")
    }
    let text = digits.text
    return "\(name)\(encoding == .gray ? ", Gray code" : ""): "
      + zip(cases, codes).map { "\($0) = \(text($1))" }.joined(separator: ", ")
  }
}
