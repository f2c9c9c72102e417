/// A vector in INT8 with one power-of-two scale for each group of columns: what `BlockQuantizer` makes of FP32 values.
///
/// Value `i` of group `g` is about `codes[i] * 2^(exponent + shifts[g])`.
public struct BlockQuantizedVector: Hashable, Sendable {
  /// -127 to 127.
  public var codes: [Int8]
  /// One for each group of `BlockQuantizer.group` codes, the last of which may be shorter; 0 to 20.
  public var shifts: [UInt8]
  /// The exponent of a code in a group with shift 0.
  public var exponent: Int

  public init(codes: [Int8] = [], shifts: [UInt8] = [], exponent: Int = 0) {
    self.codes = codes
    self.shifts = shifts
    self.exponent = exponent
  }
}

/// The golden model of `BlockQuantizer`.
public enum BlockQuantizerModel {
  /// Added to a group's exponent so that it is never negative: 512 for the addend, 133 = bias 127 + 6 bits of magnitude.
  static let bias = 645
  /// The biased exponents at the ends: of the lowest group that a vector can have, and of the largest group.
  static let lowestField = bias + BlockQuantizer.exponents.lowerBound
  static let largestField = bias + BlockQuantizer.exponents.upperBound + BlockQuantizer.maximumShift

  /// Quantizes a vector of finite values; `exponents`, if given, multiply value `i` by `2^exponents[i]` first, and lie in
  /// `BlockQuantizer.addends`.
  public static func quantize(_ values: [Float], exponents: [Int]? = nil) -> BlockQuantizedVector {
    values.withUnsafeBufferPointer { quantize($0, exponents: exponents) }
  }

  /// Quantizes a vector of finite values; `exponents`, if given, multiply value `i` by `2^exponents[i]` first, and lie in
  /// `BlockQuantizer.addends`.
  public static func quantize(_ values: UnsafeBufferPointer<Float>, exponents: [Int]? = nil) -> BlockQuantizedVector {
    let group = BlockQuantizer.group
    var result = BlockQuantizedVector()
    result.codes = [Int8](repeating: 0, count: values.count)
    // The biased exponent of each group: that of its largest magnitude, one more where that would round to 128.
    var groups = [Int](repeating: 0, count: (values.count + group - 1) / group)
    precondition(values.allSatisfy(\.isFinite), "block-quantizer takes finite values only")
    precondition(exponents?.allSatisfy(BlockQuantizer.addends.contains) ?? true, "block-quantizer's exponents are -256 to 255")
    for (index, value) in values.enumerated() where value.isFieldNormal {
      let field = Int(value.bitPattern >> 23 & 0xff) + 512 + (exponents?[index] ?? 0)
      let roundsUp = value.bitPattern >> 16 & 0x7f == 0x7f
      groups[index / group] = max(groups[index / group], field + (roundsUp ? 1 : 0))
    }
    let lowest = max(lowestField, (groups.max() ?? 0) - BlockQuantizer.maximumShift)
    result.exponent = lowest - bias
    result.shifts = groups.map { UInt8(max($0, lowest) - lowest) }
    for (index, value) in values.enumerated() where value.isFieldNormal {
      let field = Int(value.bitPattern >> 23 & 0xff) + 512 + (exponents?[index] ?? 0)
      let drop = 17 + max(groups[index / group], lowest) - field
      guard drop <= 32 else { continue }
      let magnitude = UInt64(value.bitPattern & 0x7f_ffff | 0x80_0000)
      let kept = magnitude >> UInt64(drop), rest = magnitude & (1 << UInt64(drop) - 1), half: UInt64 = 1 << UInt64(drop - 1)
      let rounded = Int8(kept) + (rest > half || (rest == half && kept & 1 == 1) ? 1 : 0)
      result.codes[index] = value.sign == .minus ? -rounded : rounded
    }
    return result
  }
}

extension Float {
  /// Neither zero nor subnormal, by the exponent field.
  fileprivate var isFieldNormal: Bool { bitPattern & 0x7f80_0000 != 0 }
}
