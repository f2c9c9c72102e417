/// A two-state bit pattern of any width: a constant of the netlist or a value of the simulation.
///
/// Words are little-endian, `words[0]` holds bits 0 to 63; bits above `width` are always zero. The pattern itself has no
/// sign; operations that depend on one take it from the type of the netlist value.
public struct BitVector: Hashable, Sendable, Codable {
  public let width: Int
  public private(set) var words: [UInt64]

  /// All zeros. `width` is at least 1.
  public init(width: Int) {
    self.width = width
    words = [UInt64](repeating: 0, count: (width + 63) / 64)
  }

  /// The low `width` bits of `value`, sign-extended above bit 63.
  public init(_ value: Int, width: Int) {
    self.init(width: width)
    words[0] = UInt64(bitPattern: Int64(value))
    if value < 0 { for index in words.indices.dropFirst() { words[index] = .max } }
    clearUnusedBits()
  }

  /// The low `width` bits of `words`, zero-extended.
  public init(words source: [UInt64], width: Int) {
    self.init(width: width)
    for index in words.indices where index < source.count { words[index] = source[index] }
    clearUnusedBits()
  }

  /// All ones.
  public static func ones(width: Int) -> BitVector { BitVector(-1, width: width) }

  private mutating func clearUnusedBits() {
    let used = width & 63
    if used != 0 { words[words.count - 1] &= (1 << UInt64(used)) - 1 }
  }

  public subscript(bit: Int) -> Bool {
    get { bit < width && words[bit >> 6] >> UInt64(bit & 63) & 1 == 1 }
    set {
      guard bit < width else { return }
      let mask = UInt64(1) << UInt64(bit & 63)
      if newValue { words[bit >> 6] |= mask } else { words[bit >> 6] &= ~mask }
    }
  }

  public var isZero: Bool { words.allSatisfy { $0 == 0 } }
  public var isNegative: Bool { self[width - 1] }

  /// The value as an unsigned integer, or nil when it does not fit 64 bits.
  public var unsigned: UInt64? { words.dropFirst().allSatisfy { $0 == 0 } ? words[0] : nil }

  /// The value as a two's-complement integer, or nil when it does not fit an `Int`.
  public var signed: Int? {
    let extended = resized(to: max(64, words.count * 64), signed: true)
    let low = Int(Int64(bitPattern: extended.words[0]))
    let fill: UInt64 = low < 0 ? .max : 0
    return extended.words.dropFirst().allSatisfy { $0 == fill } ? low : nil
  }

  /// Extends by the sign (or by zeros), or truncates.
  public func resized(to newWidth: Int, signed: Bool) -> BitVector {
    var result = BitVector(words: words, width: newWidth)
    if signed, isNegative, newWidth > width {
      for bit in stride(from: width, to: min(newWidth, (width + 63) / 64 * 64), by: 1) { result[bit] = true }
      for index in result.words.indices where index >= words.count { result.words[index] = .max }
      result.clearUnusedBits()
    }
    return result
  }

  /// `count` bits from bit `offset`; bits beyond the width read as zero.
  public func slice(offset: Int, width count: Int) -> BitVector {
    var result = BitVector(width: count)
    let shift = UInt64(offset & 63)
    for index in result.words.indices {
      let low = offset / 64 + index
      var word = low < words.count ? words[low] >> shift : 0
      if shift != 0, low + 1 < words.count { word |= words[low + 1] << (64 - shift) }
      result.words[index] = word
    }
    result.clearUnusedBits()
    return result
  }

  /// Replaces the bits from `offset` on; bits beyond the width are dropped.
  public mutating func replace(offset: Int, with value: BitVector) {
    if offset & 63 == 0, value.width & 63 == 0 {
      for (index, word) in value.words.enumerated() where offset / 64 + index < words.count { words[offset / 64 + index] = word }
      clearUnusedBits()
    } else {
      for bit in 0..<value.width { self[offset + bit] = value[bit] }
    }
  }

  /// Joins parts, the first one lowest.
  public static func concatenated(_ parts: [BitVector]) -> BitVector {
    var result = BitVector(width: parts.reduce(0) { $0 + $1.width })
    var offset = 0
    for part in parts {
      result.replace(offset: offset, with: part)
      offset += part.width
    }
    return result
  }

  /// Applies `operation` to each pair of words; both operands have the same width.
  public func combined(with other: BitVector, _ operation: (UInt64, UInt64) -> UInt64) -> BitVector {
    BitVector(words: zip(words, other.words).map(operation), width: width)
  }

  public static prefix func ~ (value: BitVector) -> BitVector { BitVector(words: value.words.map { ~$0 }, width: value.width) }

  /// Hexadecimal digits without a prefix, as many as the width needs.
  public var hexadecimal: String {
    let digits = (width + 3) / 4
    var text = ""
    for digit in stride(from: digits - 1, through: 0, by: -1) {
      text.append(String(words[digit >> 4] >> UInt64((digit & 15) * 4) & 15, radix: 16))
    }
    return text
  }
}
