import HDL

/// A value on its way into a bank of `BlockQuantizer`.
struct BlockQuantizerValue: Module {
  struct IO: Bundle {
    let number: In<Bits>
    let exponent: In<Signed>
    /// With its exponent field already moved by the addend: fraction 23, field 11 (0: zero), sign.
    let kept: Out<Bits>
    /// The field of a group that this value lets round to at most 127.
    let needed: Out<Unsigned>
  }
  var io: IO { IO(number: In(Bits(32)), exponent: In(Signed(9)), kept: Out(Bits(35)), needed: Out(Unsigned(11))) }

  @Hardware
  func build(_ io: IO) {
    let exponentField = io.number[23..<31].asUnsigned
    let isZero = exponentField == 0
    let moved = exponentField.extended(to: 11) + io.exponent.extended(to: 11).asUnsigned + 512
    let field = mux(isZero, 0, moved)
    let roundsUp = io.number[16..<23].asUnsigned == 127
    io.needed <== mux(isZero, 0, moved + roundsUp.asUnsigned.extended(to: 11))
    io.kept <== concatenate(io.number[0..<23], field, io.number[31])
  }
}

/// A kept value on its way out of a bank of `BlockQuantizer`: rounded to nearest even.
struct BlockQuantizerCode: Module {
  struct IO: Bundle {
    /// As `BlockQuantizerValue` keeps it.
    let stored: In<Bits>
    /// The field of the value's group.
    let used: In<Unsigned>
    let code: Out<Signed>
  }
  var io: IO { IO(stored: In(Bits(35)), used: In(Unsigned(11)), code: Out(Signed(8))) }

  @Hardware
  func build(_ io: IO) {
    let storedField = io.stored[23..<34].asUnsigned
    // 16 and more leave nothing, not even a half.
    let distance = io.used - storedField
    let dropped = mux(distance > 15, 16, distance).truncated(to: 5)
    // Eight integer bits above 31 of fraction, of which 15 are there to keep what the shift moves out.
    let whole = concatenate(Bits.constant(0, width: 15), io.stored[0..<23], Bits.constant(1, width: 1)).asUnsigned
    let aligned = whole >> dropped
    let kept = aligned[32..<39].asUnsigned
    let half = aligned[31]
    let isBeyondHalf = aligned[0..<31].asUnsigned != 0
    let increment = half & (isBeyondHalf | kept[0])
    let rounded = (kept + increment.asUnsigned.extended(to: 7)).extended(to: 8).asSigned
    let magnitude = mux(storedField == 0, 0, rounded)
    io.code <== mux(io.stored[34], -magnitude, magnitude)
  }
}
