import Numerics
import Testing

@Suite struct FloatFormatTests {
  #if !((os(macOS) || targetEnvironment(macCatalyst)) && arch(x86_64))
    /// Every binary16 number against the compiler's own type, and back.
    @Test func everyHalfWidensAndReturns() {
      for bits in 0...UInt16.max {
        let value = Float(Half(bits: bits))
        let reference = Float16(bitPattern: bits)
        if reference.isNaN {
          #expect(value.isNaN)
        } else {
          #expect(value.bitPattern == Float(reference).bitPattern)
          #expect(Half(value).bits == bits)
        }
      }
    }

    /// Around every boundary between two halves: just below, the tie, just above.
    @Test func roundingAroundEveryTie() {
      for bits in 0..<UInt16(0x7c00) {
        let low = Double(Float16(bitPattern: bits))
        let high = bits == 0x7bff ? 65536 : Double(Float16(bitPattern: bits + 1))
        let tie = Float((low + high) / 2)
        for value in [tie, tie.nextUp, tie.nextDown, -tie, (-tie).nextUp, (-tie).nextDown] {
          #expect(Half(value).bits == Float16(value).bitPattern, "\(value)")
        }
      }
      #expect(Half(.infinity).bits == 0x7c00 && Half(-.infinity).bits == 0xfc00 && Half(.nan).bits == 0x7e00)
      #expect(!Half(.infinity).isFinite && !Half(.nan).isFinite && Half(65504).isFinite)
    }
  #endif

  /// The nearest bfloat16, and at a tie the one with an even last bit.
  @Test func bfloat16RoundsToNearestEven() {
    for bits in 0..<UInt16(0x7f7f) {
      let low = Float(BFloat16(bits: bits))
      let tie = Float(bitPattern: UInt32(bits) << 16 | 0x8000)
      #expect(BFloat16(low).bits == bits)
      #expect(BFloat16(tie).bits == bits + bits % 2)
      #expect(BFloat16(tie.nextDown).bits == bits && BFloat16(tie.nextUp).bits == bits + 1)
      #expect(BFloat16(-tie.nextUp).bits == (bits + 1) | 0x8000)
    }
    #expect(
      BFloat16(.greatestFiniteMagnitude).bits == 0x7f80 && BFloat16(.infinity).bits == 0x7f80 && BFloat16(.nan).bits == 0x7fc0)
  }
}
