import Numerics
import Units

/// How weights are stored.
public enum PIMWeightFormat: String, Hashable, Codable, Sendable, CaseIterable {
  /// BitMoD's FP4 with a number of each group's own, and an FP16 scale.
  case bitmod
  /// INT4 with a zero point and an FP16 scale for each group.
  case int4
}

/// Weights of a group in 4 bits.
package struct WeightGroup {
  /// Which of the four numbers the second zero stands for, or the zero point.
  package var setting: UInt8 = 0
  package var scale = Half(0)
  /// One for each weight.
  package var codes: [UInt8]

  /// The group that is nearest to the weights in the sum of squares, of the four that there are: the scale is the largest magnitude over
  /// the largest number, rounded to FP16; each weight the nearest number; of equally near groups the first one (BitMoD, arXiv 2411.11745,
  /// section III, and the authors' code).
  package init(bitMoD weights: UnsafeBufferPointer<Float>) {
    codes = [UInt8](repeating: 0, count: weights.count)
    let largest = weights.reduce(0) { max($0, $1.magnitude) }
    if largest == 0 { return }
    var least = Float.infinity, best = [UInt8](repeating: 0, count: weights.count)
    for (number, special) in [Float(5), -5, 8, -8].enumerated() {
      let scale = Half(largest / max(6, special.magnitude)), step = Float(scale)
      if step == 0 { continue }
      var error: Float = 0
      for index in weights.indices {
        let scaled = weights[index] / step, code = Self.code(scaled, special)
        let distance = scaled - (code == 8 ? special : Self.numbers[Int(code)])
        error += distance * distance
        best[index] = code
      }
      error *= step * step
      if error < least {
        (least, setting, self.scale) = (error, UInt8(number), scale)
        swap(&codes, &best)
      }
    }
  }

  private static let numbers: [Float] = [0, 0.5, 1, 1.5, 2, 3, 4, 6, 0, -0.5, -1, -1.5, -2, -3, -4, -6]

  /// The nearest number; of two equally near the one with the even code, the special one only if it is nearer.
  @inline(__always) private static func code(_ number: Float, _ special: Float) -> UInt8 {
    let magnitude = number.magnitude
    var code: UInt8 = magnitude > 0.25 ? 1 : 0
    code += magnitude >= 0.75 ? 1 : 0
    code += magnitude > 1.25 ? 1 : 0
    code += magnitude >= 1.75 ? 1 : 0
    code += magnitude > 2.5 ? 1 : 0
    code += magnitude >= 3.5 ? 1 : 0
    code += magnitude > 5 ? 1 : 0
    if (number - special).magnitude < (magnitude - numbers[Int(code)]).magnitude { return 8 }
    return number < 0 && code > 0 ? code + 8 : code
  }

  /// A zero point and a scale: see `AsymmetricCodes`.
  init(int4 weights: UnsafeBufferPointer<Float>) {
    let group = AsymmetricCodes(weights)
    (setting, scale, codes) = (group.zero, group.scale, group.codes)
  }
}

/// Numbers as INT4 codes with a zero point: `(code - zero) * scale`.
///
/// `scale = max((maximum - minimum) / 15, 1e-6)`, rounded to FP16; `zero = clamp(round(-minimum / scale), 0, 15)`;
/// `code = clamp(round(x / scale) + zero, 0, 15)`, to nearest even (P3-LLM's code, keys and values).
package struct AsymmetricCodes {
  package var zero: UInt8, scale: Half
  package var codes: [UInt8]

  package init(_ numbers: some Collection<Float>) {
    let minimum = numbers.min() ?? 0, maximum = numbers.max() ?? 0
    scale = Half(max((maximum - minimum) / 15, 1e-6))
    let step = Float(scale)
    let zero = min(max((-minimum / step).rounded(.toNearestOrEven), 0), 15)
    self.zero = UInt8(zero)
    codes = numbers.map { UInt8(min(max(($0 / step).rounded(.toNearestOrEven) + zero, 0), 15)) }
  }
}
