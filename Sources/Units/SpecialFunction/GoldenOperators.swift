import Numerics

/// y = x / sqrt(mean(x^2) + epsilon) * gain.
public enum RMSNorm {
  /// The squares are added in order; the mean is their sum times `inverseLength`, which is 1/n rounded; every operation rounds
  /// to binary32.
  public static func golden(_ values: [Float], gains: [Float], inverseLength: Float, epsilon: Float) -> [Float] {
    let sum = values.reduce(Float(0)) { $0 + $1 * $1 }
    let root = SpecialFunctions.reciprocalSquareRoot(sum * inverseLength + epsilon)
    return zip(values, gains).map { ($0 * root * $1).canonical }
  }
  public static func golden(_ values: [Float], gains: [Float], epsilon: Float) -> [Float] {
    golden(values, gains: gains, inverseLength: 1 / Float(values.count), epsilon: epsilon)
  }
}

public enum LayerNorm {
  /// Mean and variance from sums in order times `inverseLength`, which is 1/n rounded; the variance from the differences to
  /// the mean; every operation rounds to binary32.
  public static func golden(_ values: [Float], gains: [Float], biases: [Float], inverseLength: Float, epsilon: Float) -> [Float] {
    let mean = values.reduce(Float(0), +) * inverseLength
    let differences = values.map { $0 - mean }
    let squares = differences.reduce(Float(0)) { $0 + $1 * $1 }
    let root = SpecialFunctions.reciprocalSquareRoot(squares * inverseLength + epsilon)
    return differences.indices.map { (differences[$0] * root * gains[$0] + biases[$0]).canonical }
  }
  public static func golden(_ values: [Float], gains: [Float], biases: [Float], epsilon: Float) -> [Float] {
    golden(values, gains: gains, biases: biases, inverseLength: 1 / Float(values.count), epsilon: epsilon)
  }
}

public enum Softmax {
  /// e^(x - max) times the reciprocal of their sum, which is added in order; every operation rounds to binary32.
  public static func golden(_ scores: [Float]) -> [Float] {
    guard var maximum = scores.first else { return [] }
    for score in scores.dropFirst() where maximum < score { maximum = score }
    let powers = scores.map { SpecialFunctions.exponential($0 - maximum) }
    let factor = SpecialFunctions.reciprocal(powers.dropFirst().reduce(powers[0], +))
    return powers.map { ($0 * factor).canonical }
  }
}

/// What `GatedActivation` makes of the gate.
public enum ActivationKind: String, Codable, Sendable, CaseIterable {
  case silu, gelu, relu
}

public enum GatedActivation {
  /// The coefficients of GELU's tanh form as a logistic function: 2 sqrt(2/pi), and that times 0.044715.
  static let linear: Float = 1.5957691
  static let cubic: Float = 0.07135482

  /// activation(gate) * up; every operation rounds to binary32.
  public static func golden(gate: Float, up: Float, kind: ActivationKind) -> Float {
    switch kind {
    case .relu: return ((gate < 0 ? 0 : gate) * up).canonical
    case .silu: return (logistic(gate, times: gate) * up).canonical
    case .gelu: return (logistic((gate * gate * cubic + linear) * gate, times: gate) * up).canonical
    }
  }

  /// factor / (1 + e^-x).
  private static func logistic(_ x: Float, times factor: Float) -> Float {
    factor * SpecialFunctions.reciprocal(1 + SpecialFunctions.exponential(-x))
  }
}

public enum RotaryEmbedding {
  /// The pair turned by an angle; every operation rounds to binary32.
  public static func golden(_ x0: Float, _ x1: Float, cosine: Float, sine: Float) -> (Float, Float) {
    ((x0 * cosine - x1 * sine).canonical, (x0 * sine + x1 * cosine).canonical)
  }
}

public enum ResidualAdd {
  public static func golden(_ a: Float, _ b: Float) -> Float { (a + b).canonical }
}

public enum Argmax {
  /// The position of the first maximum and its value; a NaN is never more than anything.
  public static func golden(_ values: [Float]) -> (index: Int, value: Float)? {
    guard var best = values.first.map({ (index: 0, value: $0) }) else { return nil }
    for (index, value) in values.enumerated() where best.value < value { best = (index, value) }
    return best
  }
}
