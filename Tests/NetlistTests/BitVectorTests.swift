import Netlist
import Testing

/// `BitVector` against Swift's own 128-bit integers, and at the edges of its words.
@Suite struct BitVectorTests {
  /// Widths around the words' edges, where carries and unused bits are.
  private static let widths = [1, 2, 7, 31, 32, 33, 63, 64, 65, 100, 127, 128]

  private static func vector(_ value: UInt128, _ width: Int) -> BitVector {
    BitVector(words: [UInt64(truncatingIfNeeded: value), UInt64(truncatingIfNeeded: value >> 64)], width: width)
  }
  private static func mask(_ width: Int) -> UInt128 { width == 128 ? .max : (1 << UInt128(width)) - 1 }
  /// Multiples of a number whose bits look random: the same in every run.
  private static func pattern(_ index: Int) -> UInt128 {
    UInt128(index) &* 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835
  }
  private static func signed(_ value: UInt128, _ width: Int) -> Int128 {
    Int128(truncatingIfNeeded: value << UInt128(128 - width)) >> Int128(128 - width)
  }
  private static func number(_ bits: BitVector) -> UInt128 {
    bits.words.reversed().reduce(UInt128(0)) { $0 << 64 | UInt128($1) }
  }

  @Test(arguments: widths)
  func arithmeticEqualsThatOfIntegers(width: Int) {
    let mask = Self.mask(width), corners: [UInt128] = [0, 1, mask, mask >> 1, (mask >> 1) + 1 & mask]
    let numbers = corners + (1...40).map { Self.pattern($0) & mask }
    for a in numbers {
      for b in numbers {
        let left = Self.vector(a, width), right = Self.vector(b, width)
        #expect(Self.number(left.adding(right)) == (a &+ b) & mask)
        #expect(Self.number(left.multiplied(by: right)) == (a &* b) & mask)
        #expect(left.isLess(than: right, signed: false) == (a < b))
        #expect(left.isLess(than: right, signed: true) == (Self.signed(a, width) < Self.signed(b, width)))
        #expect(Self.number(left.combined(with: right, ^)) == a ^ b)
      }
      #expect(Self.number(~Self.vector(a, width)) == ~a & mask)
      #expect(Self.vector(a, width).isNegative == (Self.signed(a, width) < 0))
      #expect(Self.vector(a, width).isZero == (a == 0))
    }
  }

  @Test(arguments: widths)
  func resizingKeepsTheNumber(width: Int) {
    let mask = Self.mask(width)
    for value in [0, 1, mask, mask >> 1, mask ^ mask >> 1] {
      let bits = Self.vector(value, width)
      for wider in Self.widths where wider >= width {
        #expect(Self.number(bits.resized(to: wider, signed: false)) == value)
        #expect(Self.signed(Self.number(bits.resized(to: wider, signed: true)), wider) == Self.signed(value, width))
        #expect(bits.resized(to: wider, signed: true).resized(to: width, signed: true) == bits)
      }
    }
  }

  @Test(arguments: widths)
  func slicesAreShifts(width: Int) {
    let value = Self.pattern(width) & Self.mask(width), bits = Self.vector(value, width)
    for offset in 0..<width {
      for count in [1, 5, 64, 65, 128] {
        #expect(Self.number(bits.slice(offset: offset, width: count)) == value >> UInt128(offset) & Self.mask(count))
      }
    }
    let parts = (0..<width).map { bits.slice(offset: $0, width: 1) }
    #expect(BitVector.concatenated(parts) == bits)
    for bit in 0..<width { #expect(bits[bit] == (value >> UInt128(bit) & 1 == 1)) }
  }

  @Test func replacesWhatFits() {
    var bits = BitVector(width: 130)
    bits.replace(offset: 60, with: BitVector(0x1ff, width: 9))
    #expect(bits.hexadecimal == "000000000000000001ff000000000000000".suffix(33))
    bits.replace(offset: 128, with: .ones(width: 8))
    #expect(bits.slice(offset: 128, width: 2) == .ones(width: 2))
    var aligned = BitVector.ones(width: 70)
    aligned.replace(offset: 64, with: BitVector(width: 64))
    #expect(aligned.words == [.max, 0])
  }

  @Test func readsAsNumbersWhereTheyFit() {
    #expect(BitVector(-1, width: 200).signed == -1)
    #expect(BitVector(-1, width: 200).unsigned == nil)
    #expect(BitVector(.min, width: 64).signed == .min)
    #expect(BitVector(.min, width: 65).signed == .min)
    #expect(BitVector(words: [0, 1], width: 65).unsigned == nil)
    #expect(BitVector(words: [0, 1], width: 65).signed == nil)
    #expect(BitVector(words: [.max], width: 64).unsigned == .max)
    #expect(BitVector(words: [.max], width: 65).signed == nil)
    #expect(BitVector(5, width: 2).unsigned == 1)
    #expect(BitVector(words: [0xab, 0xcd], width: 68).hexadecimal == "d00000000000000ab")
  }
}
