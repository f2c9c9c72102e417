/// The golden model of `RowScaler`.
public enum RowScalerModel {
  /// `sum * 2^exponent`, rounded to nearest even once, times `scale`, rounded again. `sum` has at most 48 bits.
  public static func scale(_ sum: Int64, exponent: Int, by scale: Float) -> Float {
    // Exact in fp64: 48 bits of integer, and no exponent here leaves its range.
    let power = Double(sign: .plus, exponent: max(-1000, min(900, exponent)), significand: 1)
    return Float(Double(sum) * power) * scale
  }
}
