import HDL

/// One lane of a channel controller's accumulators: adds partial sums, each times a power of two, to rows of 48 bits.
///
/// A drain reads one row a cycle and clears it; it never meets a sum.
public struct FlashAccumulatorLane: Module {
  /// Accumulators.
  public var rows: Int

  /// Each of its parameters.
  public var parameterList: [ModuleParameter] { [.init("rows", rows)] }

  public static let summary = "A lane of accumulators: adds partial sums, each times a power of two."

  /// Bits of an accumulator.
  public static let sumWidth = 48
  /// Bits of a shift.
  public static let shiftWidth = 5

  public struct IO: Bundle {
    /// Adds `sum << shift` to the row at `address`.
    let accumulates: In<Bit>
    let address, shift: In<Unsigned>
    let sum: In<Signed>
    /// Reads the row at `drainAddress` instead, and clears it if `clears` is 1.
    let isDraining, clears: In<Bit>
    let drainAddress: In<Unsigned>
    let row: Out<Signed>
  }
  public var io: IO {
    let addressWidth = Unsigned.width(upTo: rows - 1)
    return IO(
      accumulates: In(Bit()), address: In(Unsigned(addressWidth)), shift: In(Unsigned(Self.shiftWidth)),
      sum: In(Signed(FlashPE.sumWidth)), isDraining: In(Bit()), clears: In(Bit()), drainAddress: In(Unsigned(addressWidth)),
      row: Out(Signed(Self.sumWidth)))
  }

  @Hardware
  public func build(_ io: IO) {
    let storage = Memory(depth: rows, Signed(Self.sumWidth))
    let address = mux(io.isDraining, io.drainAddress, io.address)
    let row = storage[address]
    let addend = io.sum.extended(to: Self.sumWidth) << io.shift
    when(io.accumulates) {
      storage.write(address, row + addend)
    }.elsewhen(io.clears) {
      storage.write(address, Signed.constant(0, width: Self.sumWidth))
    }
    io.row <== row
    assert(!io.accumulates | !io.isDraining, "a sum comes while the accumulators are drained")
    assert(!io.accumulates | (io.shift <= 20), "a shift is at most 20")
    if rows < 1 << storage.addressWidth { assert(!io.accumulates | (io.address < rows), "there are \(rows) accumulators") }
  }
}
