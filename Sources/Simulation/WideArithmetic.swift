/// Operations on little-endian runs of words. Results do not overlap operands; the caller masks the top word.
enum WideArithmetic {
  typealias Words = UnsafeMutablePointer<UInt64>
  typealias Source = UnsafePointer<UInt64>

  @inline(__always) static func mask(_ width: Int) -> UInt64 { width >= 64 ? .max : (1 &<< UInt64(width)) &- 1 }

  /// `width` <= 64 bits from bit `offset`; the run holds them.
  @inline(__always) static func extract(_ words: Source, offset: Int, width: Int) -> UInt64 {
    let word = offset >> 6
    let shift = offset & 63
    var value = words[word] &>> UInt64(shift)
    if shift &+ width > 64 { value |= words[word &+ 1] &<< UInt64(64 &- shift) }
    return value & mask(width)
  }

  /// Replaces `width` <= 64 bits at bit `offset`; `value` has no bits above.
  @inline(__always) static func insert(_ value: UInt64, into words: Words, offset: Int, width: Int) {
    let word = offset >> 6
    let shift = offset & 63
    let bits = mask(width)
    words[word] = words[word] & ~(bits &<< UInt64(shift)) | value &<< UInt64(shift)
    if shift &+ width > 64 {
      let back = UInt64(64 &- shift)
      words[word &+ 1] = words[word &+ 1] & ~(bits &>> back) | value &>> back
    }
  }

  static func insert(_ source: Source, into words: Words, offset: Int, width: Int) {
    var done = 0
    while done < width {
      let count = min(64, width - done)
      insert(source[done >> 6] & mask(count), into: words, offset: offset + done, width: count)
      done += 64
    }
  }

  /// `width` bits from bit `offset` of a run of `sourceCount` words, zeros beyond it.
  static func slice(_ result: Words, _ source: Source, sourceCount: Int, offset: Int, width: Int) {
    let count = (width + 63) / 64
    let word = offset >> 6
    let shift = UInt64(offset & 63)
    for index in 0..<count {
      let low = word + index
      var value = low < sourceCount ? source[low] >> shift : 0
      if shift != 0, low + 1 < sourceCount { value |= source[low + 1] << (64 - shift) }
      result[index] = value
    }
    result[count - 1] &= mask(width - (count - 1) * 64)
  }

  /// Copies the sign, bit `from - 1`, to all bits above up to `width`.
  static func extendSign(_ result: Words, from: Int, width: Int) {
    let count = (width + 63) / 64
    let word = (from - 1) >> 6
    if result[word] >> UInt64((from - 1) & 63) & 1 == 1 {
      result[word] |= ~mask(((from - 1) & 63) + 1)
      var index = word + 1
      while index < count {
        result[index] = .max
        index += 1
      }
    }
    result[count - 1] &= mask(width - (count - 1) * 64)
  }

  static func add(_ result: Words, _ left: Source, _ right: Source, count: Int, invertingRight inverted: Bool) {
    var carry: UInt64 = inverted ? 1 : 0
    for index in 0..<count {
      let (partial, first) = left[index].addingReportingOverflow(inverted ? ~right[index] : right[index])
      let (sum, second) = partial.addingReportingOverflow(carry)
      result[index] = sum
      carry = first || second ? 1 : 0
    }
  }

  static func negate(_ result: Words, _ source: Source, count: Int) {
    var carry = true
    for index in 0..<count {
      result[index] = ~source[index] &+ (carry ? 1 : 0)
      carry = carry && source[index] == 0
    }
  }

  /// Word `index` of a number of `width` bits, extended by its sign if it has one.
  @inline(__always) private static func word(_ source: Source, _ index: Int, width: Int, signed: Bool) -> UInt64 {
    let last = (width - 1) >> 6
    if index < last { return source[index] }
    let sign = signed && source[last] >> UInt64((width - 1) & 63) & 1 == 1
    if index > last { return sign ? .max : 0 }
    return sign ? source[last] | ~mask(((width - 1) & 63) + 1) : source[last]
  }

  static func multiply(
    _ result: Words, count: Int, _ left: Source, leftWidth: Int, _ right: Source, rightWidth: Int, signed: Bool
  ) {
    result.update(repeating: 0, count: count)
    for i in 0..<count {
      let a = word(left, i, width: leftWidth, signed: signed)
      if a == 0 { continue }
      var carry: UInt64 = 0
      for j in 0..<(count - i) {
        let product = a.multipliedFullWidth(by: word(right, j, width: rightWidth, signed: signed))
        let (partial, first) = product.low.addingReportingOverflow(result[i + j])
        let (sum, second) = partial.addingReportingOverflow(carry)
        result[i + j] = sum
        carry = product.high &+ (first ? 1 : 0) &+ (second ? 1 : 0)
      }
    }
  }

  static func isLess(_ left: Source, _ right: Source, count: Int) -> Bool {
    var index = count
    while index > 0 {
      index -= 1
      if left[index] != right[index] { return left[index] < right[index] }
    }
    return false
  }

  static func isNegative(_ source: Source, width: Int) -> Bool { source[(width - 1) >> 6] >> UInt64((width - 1) & 63) & 1 == 1 }

  static func isEqual(_ left: Source, _ right: Source, count: Int) -> Bool {
    for index in 0..<count where left[index] != right[index] { return false }
    return true
  }

  /// A run as a distance or an index: its value, or `limit` if that is less.
  static func clamped(_ source: Source, count: Int, limit: Int) -> Int {
    for index in 1..<max(1, count) where source[index] != 0 { return limit }
    return source[0] > UInt64(limit) ? limit : Int(source[0])
  }

  static func shiftLeft(_ result: Words, _ source: Source, by distance: Int, width: Int) {
    let count = (width + 63) / 64
    let words = distance >> 6
    let shift = UInt64(distance & 63)
    for index in 0..<count {
      let low = index - words
      var value = low >= 0 && low < count ? source[low] << shift : 0
      if shift != 0, low >= 1 { value |= source[low - 1] >> (64 - shift) }
      result[index] = value
    }
    result[count - 1] &= mask(width - (count - 1) * 64)
  }

  static func shiftRight(_ result: Words, _ source: Source, by distance: Int, width: Int, signed: Bool) {
    let count = (width + 63) / 64
    let sign = signed && isNegative(source, width: width)
    if distance >= width {
      result.update(repeating: sign ? .max : 0, count: count)
      result[count - 1] &= mask(width - (count - 1) * 64)
    } else {
      slice(result, source, sourceCount: count, offset: distance, width: width)
      if sign { extendSign(result, from: width - distance, width: width) }
    }
  }
}
