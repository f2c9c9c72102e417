import HDL

/// The lower edge of the array: shifts partial sums, adds them up in accumulators, requantizes and hands them out.
///
/// Timing: partial sums are shifted in one cycle and added in the next; complete ones take three more (result, product,
/// rounding) to the output register. When the receiver does not take them, `advance` falls one result later, from a
/// register, and everything before stands still.
public struct NPUAccumulator: Module {
  public var columns: Int
  /// Vectors whose sums are kept.
  public var entries: Int
  public var sumWidth: Int
  public var accumulatorWidth: Int

  /// Each of its parameters.
  public var parameterList: [ModuleParameter] {
    [
      .init("columns", columns), .init("entries", entries), .init("sumWidth", sumWidth),
      .init("accumulatorWidth", accumulatorWidth),
    ]
  }

  public static let summary = "Accumulators below a systolic array, with shift, bias and requantization."

  static let multiplierWidth = 16
  static let rightShiftWidth = 6
  static let biasWidth = 32
  /// Bits of the left shift.
  public static let shiftWidth = 5

  static func tag(entries: Int) -> NPUPartialTag { NPUPartialTag(entry: Unsigned.width(upTo: entries - 1), shift: shiftWidth) }
  static func parameters(columns: Int) -> NPUColumnParameters {
    NPUColumnParameters(
      biases: Vec(columns, Signed(biasWidth)), multipliers: Vec(columns, Unsigned(multiplierWidth)),
      rightShifts: Vec(columns, Unsigned(rightShiftWidth)))
  }
  static func result(columns: Int, entries: Int, width: Int) -> NPUResult {
    NPUResult(sums: Vec(columns, Signed(width)), vector: Unsigned.width(upTo: entries - 1))
  }

  public struct IO: Bundle {
    /// Whether the array may move.
    let advance: Out<Bit>
    let valid: In<Bit>
    let tag: In<NPUPartialTag>
    let partials: In<Vec<Signed>>
    let parameters: In<Stream<NPUColumnParameters>>
    /// A sum that needs a set of parameters starts; only while `hasParameters`.
    let reserve: In<Bit>
    let hasParameters: Out<Bit>
    let results: Out<Stream<NPUResult>>
    let isOccupied: Out<Bit>
  }
  public var io: IO {
    IO(
      advance: Out(Bit()), valid: In(Bit()), tag: In(Self.tag(entries: entries)), partials: In(Vec(columns, Signed(sumWidth))),
      parameters: In(Stream(Self.parameters(columns: columns))), reserve: In(Bit()), hasParameters: Out(Bit()),
      results: Out(Stream(Self.result(columns: columns, entries: entries, width: accumulatorWidth))), isOccupied: Out(Bit()))
  }

  @Hardware
  public func build(_ io: IO) {
    let held = Reg(Bit(), reset: 0)
    let advance = !held
    io.advance <== advance

    // The shift.
    let isShifted = Reg(Bit(), reset: 0)
    let shifted = Reg(Vec(columns, Signed(accumulatorWidth)), reset: .guarded)
    let entry = Reg(Unsigned(io.tag.entry.width), reset: .guarded)
    let isFirst = Reg(Bit(), reset: .guarded)
    let isLast = Reg(Bit(), reset: .guarded)
    let requantize = Reg(Bit(), reset: .guarded)
    let withParameters = Reg(Bit(), reset: .guarded)
    let ends = Reg(Bit(), reset: .guarded)
    when(advance) { isShifted <== io.valid }
    when(advance & io.valid) {
      shifted <== io.partials.map { $0.extended(to: accumulatorWidth) << io.tag.shift }
      entry <== io.tag.entry
      isFirst <== io.tag.first
      isLast <== io.tag.last
      requantize <== io.tag.requantize
      withParameters <== io.tag.withParameters
      ends <== io.tag.ends
    }

    // The sum: back into the accumulators, or out. One cycle reads, adds and writes, so vectors may follow in any order.
    let adds = advance & isShifted
    let leaves = adds & isLast
    let parameters = columnParameters(io, gives: leaves & withParameters & ends)
    let accumulators = Memory(depth: entries, Vec(columns, Signed(accumulatorWidth)))
    // Spelled for each use, so that neither is computed in cycles without it.
    func sums() -> Vec<Signed> {
      zip(shifted, accumulators[entry], parameters.biases).map {
        $0 + mux(isFirst, mux(withParameters, $2.extended(to: accumulatorWidth), 0), $1)
      }
    }
    let isResult = Reg(Bit(), reset: 0)
    let result = Reg(Self.result(columns: columns, entries: entries, width: accumulatorWidth), reset: .guarded)
    let codes = Reg(Bit(), reset: .guarded)
    let multipliers = Reg(Vec(columns, Unsigned(Self.multiplierWidth)), reset: .guarded)
    let rightShifts = Reg(Vec(columns, Unsigned(Self.rightShiftWidth)), reset: .guarded)
    when(adds & !isLast) { accumulators.write(entry, sums()) }
    when(advance) { isResult <== leaves }
    when(leaves) {
      result.sums <== sums()
      result.vector <== entry
      result.last <== ends
      codes <== requantize
    }
    when(leaves & requantize) {
      multipliers <== parameters.multipliers
      rightShifts <== parameters.rightShifts
    }
    let summed = Finished(valid: isResult.value, result: result.value, isOccupied: isShifted | isResult)
    let finished = requantized(summed, advance, codes.value, multipliers.value, rightShifts.value)
    io.isOccupied <== handOut(io, held, finished.valid, finished.result) | finished.isOccupied
  }

  private struct Finished {
    var valid: Bit
    var result: NPUResult
    var isOccupied: Bit
  }

  /// The set in use and the next one; `gives` returns the one in use.
  @Hardware
  private func columnParameters(_ io: IO, gives: Bit) -> Reg<NPUColumnParameters> {
    let current = Reg(Self.parameters(columns: columns), reset: .guarded)
    let next = Reg(Self.parameters(columns: columns), reset: .guarded)
    let hasCurrent = Reg(Bit(), reset: 0)
    let hasNext = Reg(Bit(), reset: 0)
    let takes = io.parameters.valid & !hasNext
    io.parameters.ready <== !hasNext
    when(gives & hasNext) {
      current <== next
      hasNext <== 0
    }.elsewhen(takes & (gives | !hasCurrent)) {
      current <== io.parameters.payload
      hasCurrent <== 1
    }.elsewhen(takes) {
      next <== io.parameters.payload
      hasNext <== 1
    }.elsewhen(gives) {
      hasCurrent <== 0
    }

    // Sets that came and belong to no sum yet.
    let unused = Reg(Unsigned(2), reset: 0)
    io.hasParameters <== unused != 0
    when(takes & !io.reserve) { unused <== unused + 1 }
    when(io.reserve & !takes) { unused <== unused - 1 }
    assert(!gives | hasCurrent, "a sum with parameters ends that started without")
    return current
  }

  /// Two stages: the product with the multiplier, then the shift with round to nearest even and saturation to INT8.
  @Hardware
  private func requantized(
    _ sums: Finished, _ advance: Bit, _ codes: Bit, _ multipliers: Vec<Unsigned>, _ rightShifts: Vec<Unsigned>
  ) -> Finished {
    let width = max(Self.biasWidth + Self.multiplierWidth + 1, accumulatorWidth)
    let isProduct = Reg(Bit(), reset: 0)
    let products = Reg(Self.result(columns: columns, entries: entries, width: width), reset: .guarded)
    let productCodes = Reg(Bit(), reset: .guarded)
    let productShifts = Reg(Vec(columns, Unsigned(Self.rightShiftWidth)), reset: .guarded)
    when(advance) { isProduct <== sums.valid }
    when(advance & sums.valid) {
      products.sums
        <== zip(sums.result.sums, multipliers).map { sum, multiplier in
          let limited = accumulatorWidth > 32 ? sum.saturated(to: 32) : sum.extended(to: 32)
          let factor = multiplier.extended(to: Self.multiplierWidth + 1).asSigned
          return mux(codes, (limited * factor).extended(to: width), sum.extended(to: width))
        }
      products.vector <== sums.result.vector
      products.last <== sums.result.last
      productCodes <== codes
      productShifts <== rightShifts
    }

    let isRounded = Reg(Bit(), reset: 0)
    let rounded = Reg(Self.result(columns: columns, entries: entries, width: accumulatorWidth), reset: .guarded)
    when(advance) { isRounded <== isProduct }
    when(advance & isProduct) {
      rounded.sums
        <== zip(products.sums, productShifts).map { product, amount in
          // One bit more than the result: the half. What falls below it decides ties.
          let doubled = product.extended(to: width + 2) << 1
          let kept = doubled >> amount
          let floor = kept >> 1
          let isInexact = (kept << amount) != doubled
          let up = kept[0] & (isInexact | floor[0])
          let code = (floor + up.asUnsigned.extended(to: width + 2).asSigned).saturated(to: 8)
          return mux(productCodes, code.extended(to: accumulatorWidth), product.truncated(to: accumulatorWidth))
        }
      rounded.vector <== products.vector
      rounded.last <== products.last
    }
    return Finished(valid: isRounded.value, result: rounded.value, isOccupied: sums.isOccupied | isProduct | isRounded)
  }

  /// The output register, and one more for the result that comes while the first is not taken.
  @Hardware
  private func handOut(_ io: IO, _ held: Reg<Bit>, _ isFinished: Bit, _ finished: NPUResult) -> Bit {
    let isOffered = Reg(Bit(), reset: 0)
    let offered = Reg(Self.result(columns: columns, entries: entries, width: accumulatorWidth), reset: .guarded)
    let waiting = Reg(Self.result(columns: columns, entries: entries, width: accumulatorWidth), reset: .guarded)
    io.results.valid <== isOffered
    io.results.payload <== offered
    let isFree = !isOffered | io.results.ready
    when(held) {
      when(io.results.ready) {
        offered <== waiting
        held <== 0
      }
    }.elsewhen(isFinished) {
      when(isFree) {
        offered <== finished
        isOffered <== 1
      }.otherwise {
        waiting <== finished
        held <== 1
      }
    }.elsewhen(io.results.ready) {
      isOffered <== 0
    }
    return isOffered.value
  }
}
