import HDL
import Numerics

/// The products of all columns and their sums, each under one exponent, written as loops over columns and multipliers.
///
/// Multiplier `4 j + k` of a column takes activation `4 j + k` and INT4 weight `4 j + k`, or activation `j` and digit k of FP16 weight j.
/// The product of an FP16 weight is what multiplier `4 j` then passes on, and the other three count as 0. Weights and activations stand in
/// registers while exponents are compared; then all is multiplied, moved and added up.
struct GroupVectorArray {
  /// Of each column, in units of 2^-guardBits of what the lowest bit of a product with exponent field `tops` is worth.
  let totals: Vec<Signed>
  /// The largest sum of exponent fields, each counted from 0. With `totals`, behind the registers of sums.
  let tops: Vec<Unsigned>
  /// Whether an operand of the column that counts is infinite or not a number. Behind no register.
  let areNaN: Vec<Bit>

  @Hardware
  init(_ engine: GroupVectorEngine, _ beat: In<GroupVectorBeat>, cuts: FloatCuts) {
    let quarter = engine.halfInputs, guardBits = engine.guardBits, width = engine.totalWidth
    let isHalf = beat.isHalf._value
    let activation = Instances(HalfParts(), engine.inputs)
    activation.code <== beat.activations
    let weight = Instances(HalfParts(), engine.outputs * quarter)
    weight.code <== beat.weights.asBits.split(into: Bits(16))
    let fields = activation.field._value
    let fourFields = fields.asBits.split(into: Bits(20))
    let four = activation.number.asBits.split(into: Bits(48))
    // Of each four multipliers: signs and significands; exponents, and above them that of the FP16 weight's activation.
    let numbers = cuts(
      zip(four, activation.number[0..<quarter]).map { mux(isHalf, concatenate($1, $1, $1, $1), $0) }, .product)
    let exponents = cuts(zip(fourFields, fields[0..<quarter]).map { concatenate($0, $1) }, .product)

    let largest = fields.reduce { mux($0 < $1, $1, $0) }
    let beyond = activation.isBeyond.asBits
    let isBeyond = mux(isHalf, beyond[0..<quarter].any, beyond.any)
    areNaN = weight.isBeyond.asBits.split(into: Bits(quarter)).map { isBeyond | (isHalf & $0.any) }
    // With FP16 weights a column has exponents of its own.
    let own = weight.field.asBits.split(into: Vec(quarter, Unsigned(5))).map { row in
      zip(row, fields[0..<quarter]).map { $0.extended(to: 6) + $1.extended(to: 6) }.reduce { mux($0 < $1, $1, $0) }
    }
    let columnTops = cuts(own.map { mux(isHalf, $0, largest.extended(to: 6)) }, .product)
    let top = cuts(largest, .product)
    let isHalfLater = cuts(isHalf, .product)
    let weights = cuts(beat.weights.asBits, .product).split(into: Vec(quarter, Bits(16)))
    let sums = zip(weights, columnTops).map { row, columnTop in
      zip(row, numbers, exponents).map { code, numbers, exponents in
        let lane = FourMultipliers(code, numbers, isHalf: isHalfLater)
        let own = exponentField(code).extended(to: 6) + exponents[20..<25].asUnsigned.extended(to: 6)
        let places = columnTop - mux(isHalfLater, own, exponents[0..<5].asUnsigned.extended(to: 6))
        let wide = aligned(lane.products[0], lane.areNegative[0], by: places, guardBits, width)
        let others = (1..<4).map { place -> Signed in
          let distance = top - exponents[(5 * place)..<(5 * place + 5)].asUnsigned
          return aligned(lane.products[place], lane.areNegative[place], by: distance, guardBits, width)
        }
        return wide + mux(isHalfLater, 0, others[0] + others[1] + others[2])
      }.reduce { $0 + $1 }
    }
    totals = cuts(sums, .sum)
    tops = cuts(columnTops, .sum)
  }
}

/// What four neighbouring multipliers make of four INT4 weights, or of one FP16 weight.
private struct FourMultipliers {
  /// The first one of 22 bits, the others of 14.
  let products: [Unsigned]
  let areNegative: [Bit]

  @Hardware
  init(_ code: Bits, _ numbers: Bits, isHalf: Bit) {
    // The digits of the FP16 weight's significand where INT4 weights have their magnitudes, and its sign where they have theirs.
    let sign: Bit = code[15]
    let half: Bits = concatenate(
      code[0..<3], sign, code[3..<6], sign, code[6..<9], sign, code[9], exponent(code).any, Bit.zero, sign)
    let selected = mux(isHalf, half, code)
    var parts: [Unsigned] = []
    for lane in 0..<4 {
      let digit: Unsigned = selected[(4 * lane)..<(4 * lane + 3)].asUnsigned
      parts.append(significand(numbers, lane) * digit)
    }
    var whole: Unsigned
    whole = parts[0].extended(to: 22)
    for lane in 1..<4 { whole = whole + (parts[lane].extended(to: 22) << (3 * lane)) }
    products = [mux(isHalf, whole, parts[0].extended(to: 22))] + parts[1...]
    areNegative = (0..<4).map { lane -> Bit in numbers[12 * lane + 11] ^ selected[4 * lane + 3] }
  }
}

/// An FP16 code taken apart: the exponent field from 0, the significand below the sign, and whether it is infinite or not a number.
private struct HalfParts: Module {
  struct IO: Bundle {
    let code: In<Bits>
    let field: Out<Unsigned>
    let number: Out<Bits>
    let isBeyond: Out<Bit>
  }
  var io: IO { IO(code: In(Bits(16)), field: Out(Unsigned(5)), number: Out(Bits(12)), isBeyond: Out(Bit())) }

  @Hardware
  func build(_ io: IO) {
    let code = io.code._value
    io.field <== exponentField(code)
    io.number <== concatenate(code[0..<10], exponent(code).any, code[15])
    io.isBeyond <== exponent(code).all
  }
}

/// The exponent field of an FP16 code.
private func exponent(_ code: Bits) -> Unsigned { code[10..<15].asUnsigned }
/// The exponent field less one, and 0 for subnormal numbers.
private func exponentField(_ code: Bits) -> Unsigned { exponent(code) - exponent(code).any.asUnsigned.extended(to: 5) }

/// The 11 bits of one of four numbers without its sign.
private func significand(_ numbers: Bits, _ lane: Int) -> Unsigned { numbers[(12 * lane)..<(12 * lane + 11)].asUnsigned }

/// A product with bits below it, moved down, in two's complement.
private func aligned(_ product: Unsigned, _ isNegative: Bit, by places: Unsigned, _ guardBits: Int, _ width: Int) -> Signed {
  let number = ((product.extended(to: product.width + guardBits) << guardBits) >> places).extended(to: width).asSigned
  return mux(isNegative, -number, number)
}

extension GroupVectorEngine {
  /// Bits of a beat's sum of aligned products, of FP16 by INT4 or FP16 by FP16.
  var totalWidth: Int {
    max(14 + adderTreeLevels(inputs), 22 + adderTreeLevels(halfInputs)) + guardBits + 1
  }
}
