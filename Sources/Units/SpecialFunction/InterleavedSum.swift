import HDL
import Numerics

/// The order in which norms and softmax add the numbers of a vector: part of the number format, the same for every number of lanes.
///
/// Number i is added to sum i mod `count`, each in order, starting from +0. Then neighbours are added, sum 0 to sum 1, 2 to 3 and so
/// on, and neighbours of those, until one sum is left. 16 lanes of adders with two stages keep 32 sums under way, hence the count.
public enum InterleavedSums {
  /// Sums that are added apart.
  public static let count = 32

  /// The sum of some numbers; every addition rounds to binary32.
  static func total(_ numbers: some Sequence<Float>) -> Float {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { sums in
      sums.initialize(repeating: 0)
      var position = 0
      for number in numbers {
        sums[position] += number
        position = position + 1 == count ? 0 : position + 1
      }
      var left = count
      while left > 1 {
        left /= 2
        for index in 0..<left { sums[index] = sums[2 * index] + sums[2 * index + 1] }
      }
      return sums[0]
    }
  }
}

/// One sum for each vector of binary32 numbers that comes `lanes` in a beat, in the order of `InterleavedSums`.
///
/// The sums go round in rows of `lanes`: through the adders, and then a queue that a row passes at once where it has nothing to wait
/// for. Behind a vector's last beat come zeros until the first row is in front again. Then two rows at a time become one, and
/// at last the neighbours in a row are added, until lane 0 holds the total.
///
/// - Throughput: a beat a cycle. Between vectors it pauses for the zeros and until the total has been taken, `SumCycles.latency` cycles
///   after the last beat at the earliest.
struct InterleavedSum: Module {
  var lanes = 1
  var rows: Int { InterleavedSums.count / lanes }
  /// Additions of two rows, and then of the neighbours in a row.
  var rowAdditions: Int { rows - 1 }
  var additions: Int { rowAdditions + lanes.trailingZeroBitCount }

  struct IO: Bundle {
    let input: In<Stream<VectorBeat>>
    let total: Out<Stream<VectorScalar>>
  }
  var io: IO { IO(input: In(Stream(VectorBeat(lanes: lanes))), total: Out(Stream(VectorScalar(number: 32)))) }

  @Hardware
  func build(_ io: IO) {
    let phase = Reg(Enum<SumPhase>(), reset: .adds)
    // The row that is added next, and whether it has been begun in this vector.
    let row = Reg(Unsigned(upTo: rows - 1), reset: 0)
    let isBegun = Reg(Bit(), reset: 0)
    let step = Reg(Unsigned(upTo: additions), reset: 0)
    let older = Reg(Vec(lanes, Bits(32)))
    let hasOlder = Reg(Bit(), reset: 0)
    let adds = phase == .adds
    let folds = phase == .folds

    // Rows of sums on their way, and those that wait.
    let issues = Wire(Bit())
    let takes = Wire(Bit())
    let enters = Reg(next: issues, reset: 0)
    let arrives = Reg(next: enters, reset: 0)
    let sums = Wire(Vec(lanes, Bits(32)))
    let waiting = Memory(depth: rows, Bits(32 * lanes))
    let writeIndex = Reg(Unsigned(upTo: rows - 1), reset: 0)
    let readIndex = Reg(Unsigned(upTo: rows - 1), reset: 0)
    let level = Reg(Unsigned(upTo: rows), reset: 0)
    let isEmpty = level == 0
    let front = mux(isEmpty, sums, waiting[readIndex].split(into: Bits(32)))
    let hasFront = !isEmpty | arrives
    let stores = arrives & !(isEmpty & takes)
    let frees = takes & !isEmpty
    when(stores) {
      waiting.write(writeIndex, sums.asBits)
      writeIndex <== writeIndex + 1
    }
    when(frees) { readIndex <== readIndex + 1 }
    when(stores & !frees) { level <== level + 1 }.elsewhen(frees & !stores) { level <== level - 1 }

    // What is added: a beat or zeros to the sums so far, two rows, or the neighbours in one.
    let joinsRows = step < rowAdditions
    let isDone = step == additions
    let first = mux(joinsRows, older, front)
    let evens = lanes == 1 ? first : everySecond(of: first.appending(front), from: Bit.zero)
    let odds = lanes == 1 ? front : everySecond(of: first.appending(front), from: Bit.one)
    let zero = Bits.constant(0, width: 32)
    let zeros = zero.repeated(lanes)
    let numbers = io.input.number.carried(io.input.last, else: zero)
    let before = mux(isBegun, front, zeros)
    let addend = mux(adds, numbers, zeros)
    let left = mux(folds, evens, before)
    let right = mux(folds, odds, addend)
    let pipeline = Pipeline(enable: Bit.one, latency: PipelinedAdder.latency)
    let result = pipeline.add(left, right)
    sums <== result

    let isLast = io.input.last.marks
    let hasOperands = folds & hasFront & !isDone
    let begins = io.input.fire | (phase == .pads)
    issues <== begins | (hasOperands & (hasOlder | !joinsRows))
    takes <== (begins & isBegun) | hasOperands | (folds & isDone & io.total.ready)
    io.input.ready <== adds
    io.total.valid <== folds & isDone & hasFront
    io.total.number <== front[0]
    when(begins) {
      row <== row + 1
      let endsRows = row == rows - 1
      when(endsRows) { isBegun <== 1 }
      when((isLast & adds) | (phase == .pads)) {
        phase <== .pads
        when(endsRows) { phase <== .folds }
      }
    }
    when(hasOperands) {
      when(joinsRows & !hasOlder) {
        older <== front
        hasOlder <== 1
      }.otherwise {
        hasOlder <== 0
        step <== step + 1
      }
    }
    when(io.total.fire) {
      phase <== .adds
      isBegun <== 0
      step <== 0
    }
  }
}

extension InterleavedSum {
  /// Numbers 0, 2 and so on of two rows, or 1, 3 and so on.
  private func everySecond(of rows: Vec<Bits>, from first: Bit) -> Vec<Bits> {
    Vec(lanes) { rows[concatenate(first, $0).asUnsigned] }
  }
}

/// What `InterleavedSum` does: adds beats, adds zeros until the first row is next, adds the sums.
enum SumPhase: CaseIterable {
  case adds, pads, folds
}
