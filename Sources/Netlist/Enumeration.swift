/// How bits stand for the cases of an enumeration.
public enum CaseEncoding: Hashable, Sendable {
  /// Case i is the number i, in the bits that the last one needs.
  case binary
  /// Case i has bit i alone, of as many bits as there are cases.
  case oneHot
  /// Case i is `i ^ i >> 1`, so that neighbours differ in one bit; as many bits as `binary`.
  case gray
  /// Each case is its raw value, in `width` bits or in those that the largest one needs.
  case rawValue(width: Int? = nil)
}

/// The cases that values of a type stand for.
public struct Enumeration: Hashable, Sendable {
  public var name: String
  public var cases: [String]
  public var encoding: CaseEncoding
  /// What each case is encoded as: patterns of one width, each once; at least one.
  public var codes: [BitVector]

  /// Codes that no one's raw values give.
  public init(name: String, cases: [String], encoding: CaseEncoding = .binary, codes: [BitVector]) {
    self.name = name
    self.cases = cases
    self.encoding = encoding
    self.codes = codes
  }

  /// Bits of a code.
  public var width: Int { codes[0].width }

  /// The case that a pattern stands for; nil if for none.
  public func position(of code: BitVector) -> Int? { codes.firstIndex(of: code) }

  /// The codes of `count` cases that have no raw values.
  public static func codes(count: Int, encoding: CaseEncoding) -> [BitVector] {
    let width = max(1, Int.bitWidth - max(0, count - 1).leadingZeroBitCount)
    return (0..<count).map { index in
      switch encoding {
      case .binary, .rawValue: return BitVector(index, width: width)
      case .gray: return BitVector(index ^ index >> 1, width: width)
      case .oneHot:
        var code = BitVector(width: count)
        code[index] = true
        return code
      }
    }
  }
}
