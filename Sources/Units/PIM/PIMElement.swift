import HDL

/// A processing element of `PIMMac`: decodes a code for each lane, multiplies, shifts, adds, and keeps the sums of two inputs.
struct PIMElement: Module {
  var unit: PIMMac

  struct IO: Bundle {
    /// Whether columns move on, and whether what comes out of the lanes is added.
    let moves, adds: In<Bit>
    /// Of the column that enters.
    let codes, setting, zeros: In<Bits>
    let isBitMoD, hasZeroByLane: In<Bit>
    /// Of the column that is multiplied, and of the one whose lanes are added.
    let factors, shifts: In<Bits>
    /// Of the column that is added: whose sum it is, and whether that starts.
    let isOther, startsAnew: In<Bit>
    /// Which sum is shown.
    let showsOther: In<Bit>
    let sum: Out<Signed>
    /// Whether a sum that is added overflows.
    let overflows: Out<Bit>
  }
  var io: IO {
    IO(
      moves: In(Bit()), adds: In(Bit()), codes: In(Bits(4 * unit.lanes)), setting: In(Bits(4)),
      zeros: In(Bits(4 * unit.lanes)), isBitMoD: In(Bit()), hasZeroByLane: In(Bit()),
      factors: In(Bits(PIMDecoders.factorWidth * unit.lanes)), shifts: In(Bits(4 * unit.lanes)), isOther: In(Bit()),
      startsAnew: In(Bit()), showsOther: In(Bit()), sum: Out(Signed(PIMMac.sumWidth)), overflows: Out(Bit()))
  }
  /// Bits of what a column adds.
  private var partialWidth: Int {
    PIMDecoders.weightWidth + PIMDecoders.factorWidth + PIMDecoders.mostShift + adderTreeLevels(unit.lanes)
  }

  @Hardware
  func build(_ io: IO) {
    let products = (0..<unit.lanes).map { product(io, $0) }
    let partial = Reg(Signed(partialWidth), reset: .guarded)
    when(io.moves) { partial <== sum(products, io.shifts._value) }

    let own = Reg(Signed(PIMMac.sumWidth), reset: .guarded)
    let other = Reg(Signed(PIMMac.sumWidth), reset: .guarded)
    let kept = mux(io.isOther, other, own)
    let before = mux(io.startsAnew, 0, kept)
    let exact = before.extended(to: PIMMac.sumWidth + 1) + partial.extended(to: PIMMac.sumWidth + 1)
    let total =
      unit.overflow == .saturate ? exact.saturated(to: PIMMac.sumWidth) : before + partial.extended(to: PIMMac.sumWidth)
    when(io.adds) { when(io.isOther) { other <== total }.otherwise { own <== total } }
    io.sum <== mux(io.showsOther, other, own)
    io.overflows <== exact != total.extended(to: PIMMac.sumWidth + 1)
  }

  /// The product of a lane, two cycles after its code.
  @Hardware
  private func product(_ io: IO, _ lane: Int) -> Signed {
    let width = PIMDecoders.factorWidth
    let weight = Reg(Signed(PIMDecoders.weightWidth), reset: .guarded)
    let product = Reg(Signed(PIMDecoders.weightWidth + PIMDecoders.factorWidth), reset: .guarded)
    when(io.moves) {
      weight
        <== PIMDecoders.weight(
          io.codes[(4 * lane)..<(4 * lane + 4)],
          setting: mux(io.hasZeroByLane, io.zeros[(4 * lane)..<(4 * lane + 4)], io.setting._value), isBitMoD: io.isBitMoD._value)
      product <== weight * io.factors[(width * lane)..<(width * (lane + 1))].asSigned
    }
    return product._value
  }

  private func sum(_ products: [Signed], _ shifts: Bits) -> Signed {
    let shifted = products.indices.map { lane in
      products[lane].extended(to: partialWidth) << shifts[(4 * lane)..<(4 * lane + 4)].asUnsigned
    }
    return shifted.dropFirst().reduce(shifted[0]) { $0 + $1 }
  }
}

/// An activation of 8 bits as a significand with its sign, and a shift.
struct PIMActivationDecoder: Module {
  struct IO: Bundle {
    let code: In<Bits>
    let isProbability: In<Bit>
    let factor: Out<Signed>
    let shift: Out<Unsigned>
  }
  var io: IO {
    IO(
      code: In(Bits(8)), isProbability: In(Bit()), factor: Out(Signed(PIMDecoders.factorWidth)), shift: Out(Unsigned(4)))
  }

  @Hardware
  func build(_ io: IO) {
    io.factor <== PIMDecoders.factor(io.code._value, isProbability: io.isProbability._value)
    io.shift <== PIMDecoders.shift(io.code._value, isProbability: io.isProbability._value)
  }
}
