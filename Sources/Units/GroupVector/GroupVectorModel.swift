import Numerics

extension GroupVectorEngine {
  /// A beat as its codes: activations, the weights of each column, a scale for each column.
  public struct Beat: Hashable, Sendable {
    /// FP16 codes: one for each INT4 weight of a column, or one for each FP16 weight.
    public var activations: [UInt32]
    /// For each column, INT4 codes of sign and magnitude, or FP16 codes.
    public var weights: [[UInt32]]
    /// FP16 codes.
    public var scales: [UInt32]
    /// Whether weights are FP16.
    public var isHalf: Bool
    /// A beat.
    public init(activations: [UInt32], weights: [[UInt32]], scales: [UInt32], isHalf: Bool = false) {
      (self.activations, self.weights, self.scales, self.isHalf) = (activations, weights, scales, isHalf)
    }
  }

  /// What the unit makes of a vector of at least one beat: a code for each column, from exact numbers.
  ///
  /// - Parameter addends: FP16 codes, one for each column, that sums begin with
  public func golden(_ beats: [Beat], addends: [UInt32]) -> [UInt32] {
    let rules = FloatRules(sum.layout, rounding: rounding, overflow: overflow)
    let results = FloatRules(output.layout, rounding: rounding, overflow: overflow)
    let half = FloatName.fp16.layout
    return (0..<outputs).map { column in
      // A conversion would saturate an infinity.
      var total = sum == .fp16 ? addends[column] : rules.round(half.exactValue(of: addends[column])).code
      for beat in beats {
        let group = rules.round(exactSum(beat.activations, beat.weights[column], isHalf: beat.isHalf)).code
        total = rules.add(total, rules.multiply(group, beat.scales[column], of: half).code).code
      }
      return output == sum ? total : results.round(sum.layout.exactValue(of: total)).code
    }
  }

  /// The sum of aligned products, not rounded; 0 is positive.
  private func exactSum(_ activations: [UInt32], _ weights: [UInt32], isHalf: Bool) -> ExactValue {
    let first = FactorName.fp16, second = isHalf ? FactorName.fp16 : .int4SignMagnitude
    let top = zip(activations, weights).map { first.unit(of: $0) + second.unit(of: $1) }.max() ?? 0
    var total = ExactNumber.zero
    for (activation, weight) in zip(activations, weights) {
      guard case .finite(let one, _) = ExactValue(first.format.value(of: activation)),
        case .finite(let other, _) = ExactValue(second.format.value(of: weight))
      else { return .nan }
      total = total + (one * other).truncated(toUnitsOf: top - guardBits)
    }
    return .finite(total, isNegative: total.isNegative)
  }
}
