import HDL

/// One lane of a channel controller's accumulators: adds partial sums, each times a power of two, to rows of 48 bits.
///
/// The rows of a tile lie behind each other, so that the lane counts addresses itself. A step takes the current address; in
/// the next cycle the row there is either increased by `sum << shift` or, in a drain, read and cleared.
public struct FlashAccumulatorLane: Module {
  /// Accumulators.
  public var rows: Int

  public static let summary = "Accumulates the sums of one in-flash compute unit, each times a power of two."

  /// Bits of an accumulator.
  public static let sumWidth = 48
  /// Bits of a shift.
  public static let shiftWidth = 5

  public struct IO: Bundle {
    /// Sets the address of the next step, and the shift of the sums from then on.
    let load: In<Bit>
    let address, shift: In<Unsigned>
    let step: In<Bit>
    /// The step reads for a drain and does not accumulate.
    let isDraining: In<Bit>
    /// The partial sum of the step before.
    let sum: In<Signed>
    /// Clears the row of the step before.
    let clear: In<Bit>
    /// The row of the step before.
    let row: Out<Signed>
    /// A sum is accumulated at this cycle's end.
    let isAccumulating: Out<Bit>
  }
  public var io: IO {
    let addressWidth = Unsigned.width(upTo: rows - 1)
    return IO(
      load: In(Bit()), address: In(Unsigned(addressWidth)), shift: In(Unsigned(Self.shiftWidth)), step: In(Bit()),
      isDraining: In(Bit()), sum: In(Signed(FlashPE.sumWidth)), clear: In(Bit()), row: Out(Signed(Self.sumWidth)),
      isAccumulating: Out(Bit()))
  }

  @Hardware
  public func build(_ io: IO) {
    let storage = Memory(depth: rows, Signed(Self.sumWidth))
    // Where the next step goes; reset to where the sweep after reset begins.
    let address = Reg(Unsigned(storage.addressWidth), reset: 0)
    let shift = Reg(Unsigned(Self.shiftWidth), reset: .guarded)
    when(io.load) {
      address <== io.address
      shift <== io.shift
    }.elsewhen(io.step) {
      address <== address + 1
    }

    let stepAddress = Reg(next: address, enable: io.step)
    let stepShift = Reg(next: shift, enable: io.step)
    let accumulates = Reg(next: io.step & !io.isDraining, reset: 0)
    let row = storage[stepAddress]
    let addend = io.sum.extended(to: Self.sumWidth) << stepShift
    when(accumulates) {
      storage.write(stepAddress, row + addend)
    }.elsewhen(io.clear) {
      storage.write(stepAddress, Signed.constant(0, width: Self.sumWidth))
    }
    io.row <== row
    io.isAccumulating <== accumulates
    assert(!accumulates | (stepShift <= 20), "a shift is at most 20")
    if rows < 1 << storage.addressWidth { assert(!accumulates | (stepAddress < rows), "there are \(rows) accumulators") }
  }
}
