import HDL

/// Rows x columns multiply-accumulate elements that hold two banks of weights.
///
/// A vector enters unskewed with `issue`. Sums move down one row a cycle; in each row the activation reaches `reach` columns
/// at once and the next group of columns one cycle later, so `reach` 1 is the classical array with neighbours alone. The
/// skew on the way in and out is inside: a vector's partial sums leave together, `rows + columns / reach` cycles after it
/// was issued. Each vector uses the bank that was named with it, so one bank can be written while the other is in use.
public struct NPUWeightStationaryArray: Module {
  public var rows: Int
  public var columns: Int
  public var reach: Int
  public var sumWidth: Int
  /// Bits that travel with each vector.
  public var tagWidth: Int

  /// Each of its parameters.
  public var parameterList: [ModuleParameter] {
    [
      .init("rows", rows), .init("columns", columns), .init("reach", reach), .init("sumWidth", sumWidth),
      .init("tagWidth", tagWidth),
    ]
  }

  public static let summary = "Multiply-accumulate elements that hold two banks of weights; activations pass."

  var groups: Int { columns / reach }

  public struct IO: Bundle {
    /// Everything stands still while it is 0.
    let advance: In<Bit>
    /// Writes one row of a bank.
    let write: In<Bit>
    let writeBank: In<Bit>
    let writeRow: In<Unsigned>
    let weights: In<Vec<Signed>>
    let issue: In<Bit>
    let bank: In<Bit>
    /// One byte a row, row 0 lowest.
    let activations: In<Bits>
    let tag: In<Bits>
    let valid: Out<Bit>
    let partials: Out<Vec<Signed>>
    let partialTag: Out<Bits>
    let isOccupied: Out<Bit>
  }
  public var io: IO {
    IO(
      advance: In(Bit()), write: In(Bit()), writeBank: In(Bit()), writeRow: In(Unsigned(upTo: rows - 1)),
      weights: In(Vec(columns, Signed(8))), issue: In(Bit()), bank: In(Bit()), activations: In(Bits(8 * rows)),
      tag: In(Bits(tagWidth)), valid: Out(Bit()), partials: Out(Vec(columns, Signed(sumWidth))), partialTag: Out(Bits(tagWidth)),
      isOccupied: Out(Bit()))
  }

  @Hardware
  public func build(_ io: IO) {
    // Bit p: a vector is at position p. Row r of group g works at position r + g.
    let positions = rows + groups - 1
    let wave = Reg(Bits(positions + 1), reset: 0)
    let banks = Reg(Bits(positions), reset: .guarded)
    when(io.advance) {
      wave <== concatenate(io.issue, wave[0..<positions])
      banks <== following(io.bank.value, banks)
    }
    io.valid <== wave[positions]
    io.isOccupied <== wave.any

    // The activations that later rows need, and the tag. Only what moves changes, which is cheap when little does.
    func first(_ position: Int) -> Int { max(0, position - groups + 1) }
    var steps: [Bit] = []
    var activations: [Bits] = []
    var above: Bits?
    var tagAbove = io.tag.value
    for position in 0...positions {
      let moves = position == 0 ? io.advance & io.issue : steps[position - 1]
      let tag = Reg(Bits(tagWidth), reset: .guarded)
      when(moves) { tag <== tagAbove }
      tagAbove = tag.value
      steps.append(io.advance & wave[position])
      if position == positions { break }
      let passing = Reg(Bits(8 * (rows - first(position))), reset: .guarded)
      when(moves) {
        if let above {
          passing <== above[(8 * (first(position) - first(position - 1)))..<above.width]
        } else {
          passing <== io.activations
        }
      }
      above = passing.value
      activations.append(passing.value)
    }
    io.partialTag <== tagAbove

    var results: [Vec<Signed>] = []
    for group in 0..<groups {
      // Word 2 x row + bank; a power of two, so that every address has one.
      let store = Memory(depth: 1 << Unsigned.width(upTo: 2 * rows - 1), Vec(reach, Signed(8)))
      let rowAndBank = concatenate(io.writeBank, io.writeRow).asUnsigned.truncated(to: store.addressWidth)
      let weights = groups == 1 ? io.weights.value : io.weights[(group * reach)..<((group + 1) * reach)]
      when(io.write) {
        // Written as one pattern of bits, a word is a packed vector in Verilog instead of an array of bytes. Wide rows are for
        // decoding, where a row is written in every cycle: that is up to half as fast again, and prefill a third slower.
        if reach > 16 { store.write(rowAndBank, weights.asBits.split(into: Signed(8))) } else { store.write(rowAndBank, weights) }
      }

      var sumsAbove: Vec<Signed>?
      for row in 0..<rows {
        let position = row + group
        let low = 8 * (row - first(position))
        let activation = activations[position][low..<(low + 8)].asSigned
        let word = concatenate(banks[position], Unsigned.constant(row, width: Unsigned.width(upTo: rows - 1)))
        let address = word.asUnsigned.truncated(to: store.addressWidth)
        let sums = Reg(Vec(reach, Signed(sumWidth)), reset: .guarded)
        when(steps[position]) {
          if let sumsAbove {
            sums <== zip(store[address], sumsAbove).map { $1 + ($0 * activation).extended(to: sumWidth) }
          } else {
            sums <== store[address].map { ($0 * activation).extended(to: sumWidth) }
          }
        }
        sumsAbove = sums.value
      }
      if let sumsAbove { results.append(delayed(sumsAbove, by: groups - 1 - group, from: rows + group, steps)) }
    }
    io.partials <== joined(results)
  }

  private func following(_ bit: Bit, _ bits: Reg<Bits>) -> Bits {
    bits.width == 1 ? bit.asBits : concatenate(bit, bits[0..<(bits.width - 1)])
  }
}

/// A vector that moves on with the wave: `stages` registers from position `position` on.
@Hardware
func delayed(_ sums: Vec<Signed>, by stages: Int, from position: Int, _ steps: [Bit]) -> Vec<Signed> {
  var sums = sums
  for stage in 0..<stages {
    let waiting = Reg(Vec(sums.count, Signed(sums.elementWidth)), reset: .guarded)
    when(steps[position + stage]) { waiting <== sums }
    sums = waiting.value
  }
  return sums
}

/// The elements of some vectors behind each other.
func joined(_ parts: [Vec<Signed>]) -> Vec<Signed> {
  parts.dropFirst().reduce(parts[0]) { $0.appending($1) }
}
