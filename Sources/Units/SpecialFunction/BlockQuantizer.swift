import HDL

/// An FP32 value on its way into `BlockQuantizer`.
@Bundle
public struct BlockQuantizerInput {
  /// IEEE binary32, finite.
  public let number: Bits
  /// The value is multiplied by 2 to this power first; -256 to 255.
  public let exponent: Signed
  /// Whether it is the vector's last value.
  public let last: Bit
}

/// An INT8 code that leaves `BlockQuantizer`.
@Bundle
public struct BlockQuantizerOutput {
  /// -127 to 127.
  public let code: Signed
  /// The code's group is scaled by 2 to this power above the vector's exponent; 0 to 20.
  public let shift: Unsigned
  /// The vector's exponent: a code stands for `code * 2^(exponent + shift)`; -256 to 357.
  public let exponent: Signed
  public let last: Bit
}

/// The absolute maximum and the quantizer: turns a vector of FP32 values into INT8 codes with one power-of-two scale for
/// each group of 64 columns.
///
/// A group's exponent is the smallest one with which its largest magnitude, rounded to nearest even, is at most 127.
/// Groups more than 2^20 below the vector's largest one take the exponent 20 below it, so that the partial sums of all
/// groups can be shifted into one 48-bit integer: the sum of a row is exact, and no order of adding can change a bit.
/// Powers of two need no divider; against scales of max / 127 they cost at most one bit. Subnormal values count as 0.
///
/// Exponents: a vector's is at least -256, that of a vector of zeros, and at most 357. Of values with addends of 0 it is -256 to
/// 102, and with the shift of its largest group (20, but 0 of a vector of zeros) -256, or -132 to 122: what a cache keeps fits
/// the addend's port, and a zero vector counts for nothing beside others there. Assertions in the RTL hold the range, and
/// assumptions that values are finite.
///
/// Timing: one value a cycle; two banks, so that a vector fills while the one before it drains. A vector's first code is
/// offered in the cycle after its last value was taken.
///
/// Source: W8A8 with dynamic scales as in Cambricon-LLM (arXiv 2409.15654, which names SmoothQuant's INT8); the group of 64
/// columns makes 256 rows fill a 16 KB page exactly. The paper leaves the activation's scale open.
public struct BlockQuantizer: Unit {
  /// Columns that share a scale.
  public static let group = 64
  /// The most that a group's exponent lies above the vector's.
  public static let maximumShift = 20
  /// What the exponents of the input may be.
  public static let addends = -256...255
  /// What a vector's exponent can be. The lowest one is that of a vector of zeros, and one more that lies lower would only
  /// tell apart what is 0 in FP32. The highest: the largest field, 254, and addend, one for a magnitude that rounds up, less 133
  /// (bias 127 and 6 bits) and `maximumShift`.
  public static let exponents = -256...357

  /// Values of the longest vector, a multiple of 64.
  public var maximumLength = 2048

  public init() {}
  public init(maximumLength: Int) { self.maximumLength = maximumLength }

  public static let unitName = "block-quantizer"
  public static let summary =
    "Absolute maximum and quantizer: FP32 vectors to INT8 with a power-of-two scale for each 64 columns."
  public static let parameters: [UnitParameter<Self>] = [
    .integer("maximumLength", \.maximumLength, "values of the longest vector", 64...65536, multipleOf: 64)
  ]
  public static let samples = [BlockQuantizer(maximumLength: 64), BlockQuantizer(maximumLength: 192)]

  public struct IO: Bundle {
    public let input: In<Stream<BlockQuantizerInput>>
    public let output: Out<Stream<BlockQuantizerOutput>>
    /// Cycles in which a value was taken, in which none came, and in which the receiver held a code up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    IO(
      input: In(Stream(BlockQuantizerInput(number: 32, exponent: 9))),
      output: Out(Stream(BlockQuantizerOutput(code: 8, shift: 5, exponent: 11))), busyCycles: Out(Unsigned(32)),
      starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)))
  }

  /// Words of the banks behind each other.
  private var indexWidth: Int { Unsigned.width(upTo: maximumLength - 1) }
  private var groups: Int { maximumLength / Self.group }

  @Hardware
  public func build(_ io: IO) {
    // A value is kept with its exponent field already moved by the addend: fraction 23, field 11 (0: zero), sign.
    let values = Memory(depth: 2 << indexWidth, Bits(35))
    let groupFields = Memory(depth: 2 << (indexWidth - 6), Unsigned(11))
    let isFull = [Reg(Bit(), reset: 0), Reg(Bit(), reset: 0)]
    let lastIndex = [Reg(Unsigned(indexWidth), reset: .guarded), Reg(Unsigned(indexWidth), reset: .guarded)]
    let lowest = [Reg(Unsigned(11), reset: .guarded), Reg(Unsigned(11), reset: .guarded)]

    // Filling: the largest field of the group and of the vector so far.
    let fillBank = Reg(Bit(), reset: 0)
    let fillIndex = Reg(Unsigned(indexWidth), reset: 0)
    let groupLargest = Reg(Unsigned(11), reset: 0)
    let vectorLargest = Reg(Unsigned(11), reset: 0)
    io.input.ready <== !mux(fillBank, isFull[1], isFull[0])

    let exponentField = io.input.number[23..<31].asUnsigned
    let isZero = exponentField == 0
    let moved = exponentField.extended(to: 11) + io.input.exponent.extended(to: 11).asUnsigned + 512
    let field = mux(isZero, 0, moved)
    let roundsUp = io.input.number[16..<23].asUnsigned == 127
    let needed = mux(isZero, 0, moved + roundsUp.asUnsigned.extended(to: 11))
    let startsGroup = fillIndex[0..<6].asUnsigned == 0
    let groupSoFar = mux(startsGroup, 0, groupLargest)
    let groupNext = mux(needed > groupSoFar, needed, groupSoFar)
    let vectorNext = mux(needed > vectorLargest, needed, vectorLargest)
    let floor = BlockQuantizerModel.lowestField, largest = BlockQuantizerModel.largestField
    let lowestNext = mux(vectorNext > floor + Self.maximumShift, vectorNext - Self.maximumShift, floor)
    assert(vectorLargest <= largest, "no exponent lies above \(Self.exponents.upperBound + Self.maximumShift)")
    for bank in 0..<2 {
      let isInRange = (lowest[bank] >= floor) & (lowest[bank] <= largest - Self.maximumShift)
      assert(
        !isFull[bank] | isInRange,
        "a vector's exponent lies between \(Self.exponents.lowerBound) and \(Self.exponents.upperBound)")
    }
    when(io.input.fire) {
      assume(exponentField != 255, "a value is finite")
      values.write(concatenate(fillIndex, fillBank).asUnsigned, concatenate(io.input.number[0..<23], field, io.input.number[31]))
      groupFields.write(groupAddress(fillIndex, fillBank), groupNext)
      groupLargest <== groupNext
      vectorLargest <== mux(io.input.last, 0, vectorNext)
      fillIndex <== mux(io.input.last, 0, fillIndex + 1)
      when(io.input.last) {
        fillBank <== !fillBank
        for bank in 0..<2 {
          when(fillBank == bank) {
            isFull[bank] <== 1
            lastIndex[bank] <== fillIndex
            lowest[bank] <== lowestNext
          }
        }
      }.otherwise {
        if maximumLength < 1 << indexWidth {
          assume(fillIndex < maximumLength - 1, "a vector has at most \(maximumLength) values")
        } else {
          assume(fillIndex != maximumLength - 1, "a vector has at most \(maximumLength) values")
        }
      }
    }

    // Draining: scales, rounds to nearest even.
    let drainBank = Reg(Bit(), reset: 0)
    let drainIndex = Reg(Unsigned(indexWidth), reset: 0)
    let base = mux(drainBank, lowest[1], lowest[0])
    let stored = values[concatenate(drainIndex, drainBank).asUnsigned]
    let groupField = groupFields[groupAddress(drainIndex, drainBank)]
    let used = mux(groupField > base, groupField, base)
    let storedField = stored[23..<34].asUnsigned
    // 16 and more leave nothing, not even a half.
    let distance = used - storedField
    let dropped = mux(distance > 15, 16, distance).truncated(to: 5)
    // Eight integer bits above 31 of fraction, of which 15 are there to keep what the shift moves out.
    let aligned = concatenate(Bits.constant(0, width: 15), stored[0..<23], Bits.constant(1, width: 1)).asUnsigned >> dropped
    let kept = aligned[32..<39].asUnsigned
    let half = aligned[31]
    let isBeyondHalf = aligned[0..<31].asUnsigned != 0
    let increment = half & (isBeyondHalf | kept[0])
    let rounded = (kept + increment.asUnsigned.extended(to: 7)).extended(to: 8).asSigned
    let magnitude = mux(storedField == 0, 0, rounded)
    let atEnd = drainIndex == mux(drainBank, lastIndex[1], lastIndex[0])
    let hasCode = mux(drainBank, isFull[1], isFull[0])
    io.output.valid <== hasCode
    io.output.code <== mux(stored[34], -magnitude, magnitude)
    io.output.shift <== (used - base).truncated(to: 5)
    io.output.exponent <== (base - BlockQuantizerModel.bias).asSigned
    io.output.last <== atEnd
    when(io.output.fire) {
      drainIndex <== mux(atEnd, 0, drainIndex + 1)
      when(atEnd) {
        drainBank <== !drainBank
        for bank in 0..<2 { when(drainBank == bank) { isFull[bank] <== 0 } }
      }
    }
    countCycles(
      taken: io.input.fire, starved: io.input.ready & !io.input.valid, heldUp: hasCode & !io.output.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
  }

  /// The group of a value: its index without the position in the group, below the bank.
  private func groupAddress(_ index: some Readable<Unsigned>, _ bank: some Readable<Bit>) -> Unsigned {
    groups == 1 ? bank.asUnsigned : concatenate(index[6..<indexWidth], bank).asUnsigned
  }
}
