extension SimulatorPort {
  /// Writes the elements of a vector port as two's complement, element 0 lowest; at most 64 bits each. Each must fit: elements
  /// whose kind is not signed also take numbers up to their largest one.
  public func write(elements: [Int]) {
    let elementWidth = width / max(1, elements.count)
    var words = [UInt64](repeating: 0, count: (width + 63) / 64)
    let mask: UInt64 = elementWidth >= 64 ? .max : 1 << UInt64(elementWidth) - 1
    for (index, element) in elements.enumerated() {
      let bits = UInt64(bitPattern: Int64(element)) & mask, offset = index * elementWidth
      let word = UInt64(bitPattern: Int64(element))
      if !PortMisfit.fits(word, width: elementWidth, isSigned: true),
        isSigned || !PortMisfit.fits(word, width: elementWidth, isSigned: false)
      {
        report(misfit: element, width: elementWidth)
      }
      words[offset / 64] |= bits << UInt64(offset % 64)
      if offset % 64 + elementWidth > 64 { words[offset / 64 + 1] |= bits >> UInt64(64 - offset % 64) }
    }
    write(BitVector(words: words, width: width))
  }

  /// The elements of a vector port as two's-complement numbers, at most 64 bits each.
  public func readElements(_ count: Int) -> [Int] {
    let elementWidth = width / max(1, count), bits = readBits()
    return (0..<count).map { bits.slice(offset: $0 * elementWidth, width: elementWidth).signed ?? 0 }
  }
}
