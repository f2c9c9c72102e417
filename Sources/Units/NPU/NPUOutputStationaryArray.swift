import HDL

/// Rows x columns elements that each add up one output: row r that of vector r, column c that of output c.
///
/// A step brings one number of K: an activation for each row, a weight for each column, unskewed. Activations reach `reach`
/// columns at once and the next group one cycle later, weights move down one row a cycle. After a pass's last step its rows
/// finish one after the other and leave in that order, one a cycle, the first one `columns / reach + 2` cycles after the
/// step; the next pass goes on meanwhile. Last steps are at least `rows` cycles apart.
public struct NPUOutputStationaryArray: Module {
  public var rows: Int
  public var columns: Int
  public var reach: Int
  public var sumWidth: Int
  public var entries: Int
  /// Bits of a pass's flags.
  public var flagsWidth: Int

  /// Each of its parameters.
  public var parameterList: [ModuleParameter] {
    [
      .init("rows", rows), .init("columns", columns), .init("reach", reach), .init("sumWidth", sumWidth),
      .init("entries", entries), .init("flagsWidth", flagsWidth),
    ]
  }

  public static let summary = "Multiply-accumulate elements that each add up one output; weights and activations pass."

  var groups: Int { columns / reach }
  private var shiftsWidth: Int { rows * NPUAccumulator.shiftWidth }
  private var countWidth: Int { Unsigned.width(upTo: rows) }

  public struct IO: Bundle {
    /// Everything stands still while it is 0.
    let advance: In<Bit>
    let step: In<Bit>
    /// The step is its pass's first or last one.
    let starts: In<Bit>
    let ends: In<Bit>
    /// One byte a row, row 0 lowest.
    let activations: In<Bits>
    let weights: In<Vec<Signed>>
    /// What is taken with the last step: rows that leave, a shift for each row, flags.
    let vectors: In<Unsigned>
    let shifts: In<Bits>
    let flags: In<Bits>
    /// Whether a last step may come.
    let mayEnd: Out<Bit>
    let valid: Out<Bit>
    let partials: Out<Vec<Signed>>
    let entry: Out<Unsigned>
    let shift: Out<Unsigned>
    let isLastEntry: Out<Bit>
    let partialFlags: Out<Bits>
    let isOccupied: Out<Bit>
  }
  public var io: IO {
    IO(
      advance: In(Bit()), step: In(Bit()), starts: In(Bit()), ends: In(Bit()), activations: In(Bits(8 * rows)),
      weights: In(Vec(columns, Signed(8))), vectors: In(Unsigned(countWidth)), shifts: In(Bits(shiftsWidth)),
      flags: In(Bits(flagsWidth)), mayEnd: Out(Bit()), valid: Out(Bit()), partials: Out(Vec(columns, Signed(sumWidth))),
      entry: Out(Unsigned(upTo: entries - 1)), shift: Out(Unsigned(NPUAccumulator.shiftWidth)), isLastEntry: Out(Bit()),
      partialFlags: Out(Bits(flagsWidth)), isOccupied: Out(Bit()))
  }

  @Hardware
  public func build(_ io: IO) {
    // Bit p: a step is at position p. Row r of group g works at position r + g.
    let positions = rows + groups - 1
    let wave = Reg(Bits(positions), reset: 0)
    let starts = Reg(Bits(positions), reset: .guarded)
    // Bit p: a last step is at position p; an element's sum is complete one position further.
    let endings = Reg(Bits(positions + 1), reset: 0)
    when(io.advance) {
      wave <== shifted(wave, in: io.step.value)
      starts <== shifted(starts, in: io.starts.value)
      endings <== shifted(endings, in: io.step & io.ends)
    }

    var steps: [Bit] = []
    for position in 0..<positions { steps.append(io.advance & wave[position]) }

    func first(_ position: Int) -> Int { max(0, position - groups + 1) }
    var activations: [Bits] = []
    for position in 0..<positions {
      let passing = Reg(Bits(8 * (rows - first(position))), reset: .guarded)
      if position == 0 {
        when(io.advance & io.step) { passing <== io.activations }
      } else {
        let above = activations[position - 1]
        when(steps[position - 1]) { passing <== above[(8 * (first(position) - first(position - 1)))..<above.width] }
      }
      activations.append(passing.value)
    }

    var results: [Vec<Signed>] = []
    for group in 0..<groups {
      let entering = groups == 1 ? io.weights.value : io.weights[(group * reach)..<((group + 1) * reach)]
      var passing = Reg(Vec(reach, Signed(8)), reset: .guarded)
      when(io.advance & io.step) { passing <== entering }
      // The skew on the way in.
      for position in 0..<group {
        let weights = Reg(Vec(reach, Signed(8)), reset: .guarded)
        when(steps[position]) { weights <== passing }
        passing = weights
      }
      let result = Reg(Vec(reach, Signed(sumWidth)), reset: .guarded)
      for row in 0..<rows {
        let position = row + group
        let low = 8 * (row - first(position))
        let activation = activations[position][low..<(low + 8)].asSigned
        let sums = Reg(Vec(reach, Signed(sumWidth)), reset: .guarded)
        let isFirst = starts[position]
        when(steps[position]) {
          sums <== zip(passing, sums).map { mux(isFirst, 0, $1) + ($0 * activation).extended(to: sumWidth) }
        }
        when(io.advance & endings[position + 1]) { result <== sums }
        if row == rows - 1 { break }
        let weights = Reg(Vec(reach, Signed(8)), reset: .guarded)
        when(steps[position]) { weights <== passing }
        passing = weights
      }
      var waiting = result.value
      for _ in 0..<(groups - 1 - group) {
        let next = Reg(Vec(reach, Signed(sumWidth)), reset: .guarded)
        when(io.advance) { next <== waiting }
        waiting = next.value
      }
      results.append(waiting)
    }
    io.partials <== joined(results)
    io.isOccupied <== wave.any | endings.any | readOut(io, endings)
  }

  /// Which row leaves, beside the sums; returns whether one is still to leave.
  @Hardware
  private func readOut(_ io: IO, _ endings: Reg<Bits>) -> Bit {
    let rest = Reg(Unsigned(countWidth), reset: 0)
    io.mayEnd <== rest == 0
    when(io.advance) {
      when(io.step & io.ends) {
        rest <== rows - 1
      }.elsewhen(rest != 0) {
        rest <== rest - 1
      }
    }

    // What a pass's last step brought waits until its first row is there.
    var vectors = io.vectors.value, shifts = io.shifts.value, flags = io.flags.value
    for position in 0...groups {
      let moves = io.advance & (position == 0 ? io.step & io.ends : endings[position - 1])
      let nextVectors = Reg(Unsigned(countWidth), reset: .guarded)
      let nextShifts = Reg(Bits(shiftsWidth), reset: .guarded)
      let nextFlags = Reg(Bits(flagsWidth), reset: .guarded)
      when(moves) {
        nextVectors <== vectors
        nextShifts <== shifts
        nextFlags <== flags
      }
      vectors = nextVectors.value
      shifts = nextShifts.value
      flags = nextFlags.value
    }

    let left = Reg(Unsigned(countWidth), reset: 0)
    let entry = Reg(Unsigned(upTo: entries - 1), reset: 0)
    let rowShifts = Reg(Bits(shiftsWidth), reset: .guarded)
    let rowFlags = Reg(Bits(flagsWidth), reset: .guarded)
    when(io.advance) {
      when(endings[groups]) {
        left <== vectors
        entry <== 0
        rowShifts <== shifts
        rowFlags <== flags
      }.elsewhen(left != 0) {
        left <== left - 1
        entry <== entry + 1
        rowShifts <== rowShifts >> NPUAccumulator.shiftWidth
      }
    }
    io.valid <== left != 0
    io.entry <== entry
    io.shift <== rowShifts[0..<NPUAccumulator.shiftWidth].asUnsigned
    io.isLastEntry <== left == 1
    io.partialFlags <== rowFlags
    return left != 0
  }

  private func shifted(_ bits: Reg<Bits>, in bit: Bit) -> Bits {
    bits.width == 1 ? bit.asBits : concatenate(bit, bits[0..<(bits.width - 1)])
  }
}
