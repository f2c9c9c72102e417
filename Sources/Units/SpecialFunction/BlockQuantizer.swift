import HDL

/// FP32 values on their way into `BlockQuantizer`.
@Bundle
public struct BlockQuantizerInput {
  /// IEEE binary32, finite.
  public let number: Vec<Bits>
  /// Each value is multiplied by 2 to this power first; -256 to 255.
  public let exponent: Vec<Signed>
  /// Marks the lane of the vector's last value.
  public let last: Bits
}

/// INT8 codes that leave `BlockQuantizer`, all of one group.
@Bundle
public struct BlockQuantizerOutput {
  /// -127 to 127.
  public let code: Vec<Signed>
  /// The codes' group is scaled by 2 to this power above the vector's exponent; 0 to 20.
  public let shift: Unsigned
  /// The vector's exponent: a code stands for `code * 2^(exponent + shift)`; -256 to 357.
  public let exponent: Signed
  public let last: Bits
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
/// Timing: a beat of `lanes` values a cycle; two banks, so that a vector fills while the one before it drains. A vector's first codes
/// are offered in the cycle after its last beat was taken.
///
/// Source: W8A8 with dynamic scales as in Cambricon-LLM (arXiv 2409.15654, which names SmoothQuant's INT8); the group of 64
/// columns makes 256 rows fill a 16 KB page exactly. The paper leaves the activation's scale open.
public struct BlockQuantizer: LaneUnit {
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

  public var lanes = 1

  public init() {}
  public init(maximumLength: Int = 2048, lanes: Int = 1) { (self.maximumLength, self.lanes) = (maximumLength, lanes) }

  public static let unitName = "block-quantizer"
  public static let summary =
    "Absolute maximum and quantizer: FP32 vectors to INT8 with a power-of-two scale for each 64 columns."
  public static let parameters: [UnitParameter<Self>] = [
    .integer("maximumLength", \.maximumLength, "values of the longest vector", 64...65536, multipleOf: 64), .lanes,
  ]
  public static let samples = [
    BlockQuantizer(maximumLength: 64), BlockQuantizer(maximumLength: 192), BlockQuantizer(maximumLength: 192, lanes: 4),
    BlockQuantizer(maximumLength: 192, lanes: 16),
  ]

  public struct IO: Bundle {
    public let input: In<Stream<BlockQuantizerInput>>
    public let output: Out<Stream<BlockQuantizerOutput>>
    /// Cycles in which a beat was taken, in which none came, and in which the receiver held a beat up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    let input = BlockQuantizerInput(number: Vec(lanes, Bits(32)), exponent: Vec(lanes, Signed(9)), last: lanes)
    let output = BlockQuantizerOutput(code: Vec(lanes, Signed(8)), shift: 5, exponent: 11, last: lanes)
    return IO(
      input: In(Stream(input)), output: Out(Stream(output)), busyCycles: Out(Unsigned(32)),
      starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)))
  }

  /// Beats of the banks behind each other, and of a group.
  private var indexWidth: Int { Unsigned.width(upTo: beats(maximumLength) - 1) }
  private var groups: Int { maximumLength / Self.group }
  private var groupWidth: Int { Unsigned.width(upTo: Self.group / lanes - 1) }

  @Hardware
  public func build(_ io: IO) {
    // A value is kept with its exponent field already moved by the addend: fraction 23, field 11 (0: zero), sign.
    let values = Memory(depth: 2 << indexWidth, Bits(35 * lanes))
    let groupFields = Memory(depth: 2 << (indexWidth - groupWidth), Unsigned(11))
    let isFull = [Reg(Bit(), reset: 0), Reg(Bit(), reset: 0)]
    let lastIndex = [Reg(Unsigned(indexWidth), reset: .guarded), Reg(Unsigned(indexWidth), reset: .guarded)]
    let lastMark = [Reg(Bits(lanes), reset: .guarded), Reg(Bits(lanes), reset: .guarded)]
    let lowest = [Reg(Unsigned(11), reset: .guarded), Reg(Unsigned(11), reset: .guarded)]

    // Filling: the largest field of the group and of the vector so far.
    let fillBank = Reg(Bit(), reset: 0)
    let fillIndex = Reg(Unsigned(indexWidth), reset: 0)
    let groupLargest = Reg(Unsigned(11), reset: 0)
    let vectorLargest = Reg(Unsigned(11), reset: 0)
    io.input.ready <== !mux(fillBank, isFull[1], isFull[0])

    let isLast = io.input.last.marks
    let numbers = io.input.number.carried(io.input.last, else: Bits.constant(0, width: 32))
    let (kept, fields) = scaled(numbers, io.input.exponent._value)
    let needed = largest(of: fields)
    let startsGroup = fillIndex[0..<groupWidth].asUnsigned == 0
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
      let infinity = Bits.constant(0x7f80_0000, width: 32)
      let isFinite = numbers.map { ($0 & infinity) != infinity }
      assume(isFinite.asBits.all, "a value is finite")
      values.write(concatenate(fillIndex, fillBank).asUnsigned, kept.asBits)
      groupFields.write(groupAddress(fillIndex, fillBank), groupNext)
      groupLargest <== groupNext
      vectorLargest <== mux(isLast, 0, vectorNext)
      fillIndex <== mux(isLast, 0, fillIndex + 1)
      when(isLast) {
        fillBank <== !fillBank
        for bank in 0..<2 {
          when(fillBank == bank) {
            isFull[bank] <== 1
            lastIndex[bank] <== fillIndex
            lastMark[bank] <== io.input.last
            lowest[bank] <== lowestNext
          }
        }
      }.otherwise {
        let mostBeats = beats(maximumLength)
        if mostBeats < 1 << indexWidth {
          assume(fillIndex < mostBeats - 1, "a vector has at most \(maximumLength) values")
        } else {
          assume(fillIndex != mostBeats - 1, "a vector has at most \(maximumLength) values")
        }
      }
    }

    // Draining: scales, rounds to nearest even.
    let drainBank = Reg(Bit(), reset: 0)
    let drainIndex = Reg(Unsigned(indexWidth), reset: 0)
    let base = mux(drainBank, lowest[1], lowest[0])
    let stored = values[concatenate(drainIndex, drainBank).asUnsigned].split(into: Bits(35))
    let groupField = groupFields[groupAddress(drainIndex, drainBank)]
    let used = mux(groupField > base, groupField, base)
    let atEnd = drainIndex == mux(drainBank, lastIndex[1], lastIndex[0])
    let hasCode = mux(drainBank, isFull[1], isFull[0])
    io.output.valid <== hasCode
    io.output.code <== codes(of: stored, used)
    io.output.shift <== (used - base).truncated(to: 5)
    io.output.exponent <== (base - BlockQuantizerModel.bias).asSigned
    io.output.last <== mux(atEnd, mux(drainBank, lastMark[1], lastMark[0]), 0)
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

  /// Of each lane's value what is kept, and the field that it needs.
  @Hardware
  private func scaled(_ numbers: Vec<Bits>, _ exponents: Vec<Signed>) -> (Vec<Bits>, Vec<Unsigned>) {
    if lanes == 1 {
      let value = Instance(BlockQuantizerValue())
      value.number <== numbers[0]
      value.exponent <== exponents[0]
      return (Vec(of: [value.kept._value]), Vec(of: [value.needed._value]))
    }
    let value = Instances(BlockQuantizerValue(), lanes)
    value.number <== numbers
    value.exponent <== exponents
    return (value.kept, value.needed)
  }

  /// The largest one of some fields.
  @Hardware
  private func largest(of fields: Vec<Unsigned>) -> Unsigned {
    var left = fields
    while left.count > 1 {
      let larger = left.asBits.split(into: Bits(22)).map { pair in
        mux(pair[11..<22].asUnsigned > pair[0..<11].asUnsigned, pair[11..<22], pair[0..<11]).asUnsigned
      }
      left = larger
    }
    return left[0]
  }

  /// The codes of a beat's kept values in a group with the field `used`.
  @Hardware
  private func codes(of stored: Vec<Bits>, _ used: Unsigned) -> Vec<Signed> {
    if lanes == 1 {
      let code = Instance(BlockQuantizerCode())
      code.stored <== stored[0]
      code.used <== used
      return Vec(of: [code.code._value])
    }
    let code = Instances(BlockQuantizerCode(), lanes)
    code.stored <== stored
    code.used <== used.repeated(lanes)
    return code.code
  }

  /// The group of a beat: its index without the position in the group, below the bank.
  private func groupAddress(_ index: some Readable<Unsigned>, _ bank: some Readable<Bit>) -> Unsigned {
    groups == 1 ? bank.asUnsigned : concatenate(index[groupWidth..<indexWidth], bank).asUnsigned
  }
}
