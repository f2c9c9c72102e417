import HDL
import Numerics

extension FloatDotProduct {
  /// Factors that have an exponent.
  private var exponents: Int { (a.layout == nil ? 0 : 1) + (b.layout == nil ? 0 : 1) }
  private var productBits: Int { a.significandBits + b.significandBits }
  /// The power of two of a product's lowest bit where all exponent fields are 1.
  private var smallestUnit: Int { a.smallestUnit + b.smallestUnit }
  /// Places that a product can move.
  private var span: Int { a.largestField + b.largestField - 2 }
  private var kept: Int { alignment == .exact ? 0 : guardBits }

  /// The room of the sum, which moves with the largest exponent where that is what terms are aligned to.
  private func roomAbove(_ lowest: Unsigned, _ fields: Vec<Unsigned>?, cuts: FloatCuts) -> Unsigned {
    guard alignment == .truncated, let fields else { return lowest }
    return lowest + cuts(largest(fields), .product, .sum).extended(to: lowest.width)
  }

  @Hardware
  private func largest(_ fields: Vec<Unsigned>) -> Unsigned { fields.reduce { mux($0 < $1, $1, $0) } }

  /// The magnitudes of the products under one exponent.
  @Hardware
  private func aligned(_ digits: Vec<Unsigned>, _ fields: Vec<Unsigned>?, cuts: FloatCuts) -> Vec<Unsigned> {
    let width = productBits + (alignment == .exact ? span : kept)
    guard let fields else { return digits.map { $0.extended(to: width) << kept } }
    let places = cuts(fields, .product)
    if alignment == .exact { return zip(digits, places).map { $0.extended(to: width) << $1 } }
    let top = cuts(largest(fields), .product)
    return zip(digits, places).map { ($0.extended(to: width) << kept) >> (top - $1) }
  }

  /// The sum of all products, ready to be rounded, and what is known of it besides.
  @Hardware
  func roundableSum(_ first: Vec<Bits>, _ second: Vec<Bits>, cuts: FloatCuts) -> RoundableSum {
    let layout = output.layout
    let product = Instances(FactorProduct(a: a, b: b), terms)
    product.a <== first
    product.b <== second
    let digits = cuts(product.magnitude._value, .product)
    let negative = cuts(product.isNegative._value, .product)
    let exponentFields = exponents == 0 ? nil : product.exponent._value
    let terms = aligned(digits, exponentFields, cuts: cuts)
    let width = terms.elementWidth
    let sumWidth = width + 1 + adderTreeLevels(digits.count)
    let addends = zip(terms, negative).map { digits, isNegative in
      let number = digits.extended(to: sumWidth).asSigned
      return mux(isNegative, -number, number)
    }
    let sum = addends.reduce { $0 + $1 }
    let total = cuts(sum, .sum)

    // On top there is room for the smallest normal number, below for the digits that rounding looks at.
    let below = max(0, layout.fractionBits + 5 - sumWidth)
    let unit = smallestUnit - kept - below
    let lowestRoom = sumWidth + below - 1 + unit + layout.bias - 1
    let above = max(0, -lowestRoom)
    let padded = total.extended(to: sumWidth + above + below) << below
    let fieldWidth = Unsigned.width(upTo: a.largestField + b.largestField)
    let roomWidth = max(fieldWidth, Unsigned.width(upTo: lowestRoom + above + span)) + 1
    let lowest = Unsigned.constant(lowestRoom + above, width: roomWidth)
    let room = roomAbove(lowest, exponentFields, cuts: cuts)

    let areNegative = cuts(negative.asBits.all, .sum)
    let areUnlike = cuts(negative.asBits.any, .sum) & !areNegative
    let isNegative = padded[padded.width - 1]
    let isZero = !padded.any
    let normal = NormalizedSum(
      padded.asUnsigned, isNegative: isNegative, room: room, bits: layout.fractionBits + 1, cuts: cuts)
    let sign = cuts(mux(isZero, areNegative, isNegative), .normal)
    let cancels = cuts(isZero & areUnlike, .normal)

    let hasUp = (product.isInfinite.asBits & ~product.isNegative.asBits).any
    let hasDown = (product.isInfinite.asBits & product.isNegative.asBits).any
    let undefined = product.isUndefined.asBits.any | (hasUp & hasDown)
    let specials = FloatSpecials(
      isNaN: product.isNaN.asBits.any | undefined, isInfinite: hasUp | hasDown, infinitySign: hasDown,
      isInvalid: product.isSignalling.asBits.any | undefined)
    return RoundableSum(normal: normal, sign: sign, cancels: cancels, specials: specials)
  }
}
