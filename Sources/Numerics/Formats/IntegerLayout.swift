/// A whole number in two to sixteen bits.
public struct IntegerLayout: Hashable, Codable, Sendable {
  public enum Representation: Hashable, Codable, Sendable {
    /// -2^(width-1) to 2^(width-1) - 1.
    case twosComplement
    /// The highest bit is the sign of the number in the others; there are two zeros, and rounding gives the positive one.
    case signMagnitude
    /// A code stands for itself less `zeroPoint`.
    case asymmetric(zeroPoint: Int)
  }

  /// Bits of a code, 2 to 16.
  public let width: Int
  public let representation: Representation

  public init(width: Int, _ representation: Representation) {
    self.width = width
    self.representation = representation
  }

  /// The smallest and the largest number.
  public var range: ClosedRange<Int> {
    switch representation {
    case .twosComplement: -1 << (width - 1)...1 << (width - 1) - 1
    case .signMagnitude: -(1 << (width - 1) - 1)...1 << (width - 1) - 1
    case .asymmetric(let zeroPoint): -zeroPoint...1 << width - 1 - zeroPoint
    }
  }

  private var mask: UInt32 { 1 << UInt32(width) - 1 }

  func value(of code: UInt32) -> Double {
    let bits = Int(code & mask), signBit = 1 << (width - 1)
    switch representation {
    case .twosComplement: return Double(bits & signBit != 0 ? bits - 1 << width : bits)
    case .signMagnitude: return bits & signBit != 0 ? -Double(bits - signBit) : Double(bits)
    case .asymmetric(let zeroPoint): return Double(bits - zeroPoint)
    }
  }

  /// The code of a number, rounded once; beyond the range its nearest end, and 0 for a NaN.
  func code(of number: Double, rounding: Rounding) -> UInt32 {
    if number.isNaN { return code(of: 0) }
    let rounded = number.rounded(rounding.rule)
    if rounded <= Double(range.lowerBound) { return code(of: range.lowerBound) }
    if rounded >= Double(range.upperBound) { return code(of: range.upperBound) }
    return code(of: Int(rounded))
  }

  private func code(of integer: Int) -> UInt32 {
    switch representation {
    case .twosComplement: UInt32(truncatingIfNeeded: integer) & mask
    case .signMagnitude: UInt32(integer.magnitude) | (integer < 0 ? 1 << UInt32(width - 1) : 0)
    case .asymmetric(let zeroPoint): UInt32(integer + zeroPoint)
    }
  }
}
