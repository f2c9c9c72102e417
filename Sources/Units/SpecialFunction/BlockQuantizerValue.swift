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
