import Transformer
import Units

/// What the operators of a quantised transformer are made of: each function is one pass through one unit.
///
/// The golden models and the running RTL are two implementations; the transformer above them is written once. All values
/// are FP32, products are exact integers, and nothing depends on the order of adding.
public protocol OperatorUnits {
  /// Says which operation of the model the following calls belong to.
  mutating func begin(_ operation: ModelGraph.Operation, position: Int)

  /// INT8 codes with one power-of-two scale for each 64 values; value i is multiplied by `2^exponents[i]` first.
  mutating func quantize(_ values: [Float], exponents: [Int]?) throws -> BlockQuantizedVector
  /// Products of a weight matrix with some vectors, of `2^vector.exponent`: [vector][row].
  mutating func multiply(_ matrix: BlockMatrix, by vectors: [BlockQuantizedVector]) throws -> [[Int64]]
  /// Products of cached codes with some vectors: [vector][row].
  mutating func multiply(_ codes: CodeMatrix, by vectors: [BlockQuantizedVector]) throws -> [[Int64]]
  /// `sums[i] * 2^(exponent + exponents[i])`, rounded to FP32, times `scales[i]`, rounded again.
  mutating func scale(_ sums: [Int64], exponent: Int, exponents: [Int]?, by scales: RowScales) throws -> [Float]
  mutating func rmsNorm(_ values: [Float], gains: [Float], epsilon: Float) throws -> [Float]
  mutating func layerNorm(_ values: [Float], gains: [Float], biases: [Float], epsilon: Float) throws -> [Float]
  /// Turns pair i, (low[i], high[i]), by the angle with this cosine and sine.
  mutating func rotate(_ low: [Float], _ high: [Float], cosines: [Float], sines: [Float]) throws -> (low: [Float], high: [Float])
  mutating func softmax(_ scores: [Float]) throws -> [Float]
  /// function(gate[i]) * up[i]
  mutating func gate(_ function: ActivationFunction, _ gate: [Float], _ up: [Float]) throws -> [Float]
  mutating func add(_ left: [Float], _ right: [Float]) throws -> [Float]
  /// Index of the largest value, the first one of equals.
  mutating func argmax(_ values: [Float]) throws -> Int

  /// Cycles that the unit behind a function has run; 0 where nothing is clocked.
  func cycles(of function: UnitFunction) -> UInt64
}

extension OperatorUnits {
  public func cycles(of function: UnitFunction) -> UInt64 { 0 }

  /// function(values[i]): a gate that lets everything through.
  public mutating func activate(_ function: ActivationFunction, _ values: [Float]) throws -> [Float] {
    try gate(function, values, [Float](repeating: 1, count: values.count))
  }
}

/// FP32 factors of rows.
public enum RowScales: Sendable, Hashable {
  case perRow([Float])
  case constant(Float)

  func value(at index: Int) -> Float {
    switch self {
    case .perRow(let values): values[index]
    case .constant(let value): value
    }
  }
}

/// Codes of keys or values, [row][column] with `stride` codes from one row to the next, beginning at `offset`.
public struct CodeMatrix: Sendable {
  public let codes: [Int8]
  public let offset: Int
  public let stride: Int
  public let rows: Int
  public let columns: Int
  /// Whether columns are multiplied out (values: one sum for each column) rather than rows (keys: one sum for each row).
  public let isTransposed: Bool

  /// Sums that a product has.
  public var outputs: Int { isTransposed ? columns : rows }
  /// Codes of the vectors that it is multiplied by.
  public var inputs: Int { isTransposed ? rows : columns }
}
