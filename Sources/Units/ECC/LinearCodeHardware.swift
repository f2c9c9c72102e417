import ErrorCorrection
import HDL

// The logic of a `LinearCode`: one exclusive-or tree a check, and one comparison a data bit.

extension LinearCode {
  /// The check bits of a word, combinationally.
  @Hardware
  func checks(of data: some Readable<Bits>) -> Bits {
    concatenate((0..<checkBits).map { (data & mask(ofCheck: $0)).parity })
  }

  /// A word with its flipped bit put right, combinationally; `isCorrected` where one bit of data or checks was flipped, `isLost` where
  /// the code cannot correct the word, which then passes as it came.
  @Hardware
  func corrected(_ data: some Readable<Bits>, checks: some Readable<Bits>) -> (data: Bits, isCorrected: Bit, isLost: Bit) {
    let syndrome = self.checks(of: data) ^ checks
    let flips = columnTable.map { $0 == syndrome }.asBits
    let isCheck = checkTable.map { $0 == syndrome }.asBits.any
    let isCorrected = flips.any | isCheck
    let isLost = syndrome.any & !isCorrected
    return (data ^ flips, isCorrected, isLost)
  }

  /// The data bits that count in a check.
  private func mask(ofCheck check: Int) -> Bits {
    let chunks = stride(from: 0, to: dataBits, by: 32).map { first -> Bits in
      let chunk = columns[first..<min(dataBits, first + 32)]
      let bits = chunk.reversed().reduce(0) { $0 << 1 | Int($1 >> UInt32(check) & 1) }
      return Bits.constant(bits, width: chunk.count)
    }
    return concatenate(chunks)
  }

  private var columnTable: Vec<Bits> { Vec(of: columns.map { Bits.constant(Int($0), width: checkBits) }) }
  private var checkTable: Vec<Bits> { Vec(of: (0..<checkBits).map { Bits.constant(1 << $0, width: checkBits) }) }
}
