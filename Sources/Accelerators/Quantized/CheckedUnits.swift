import Transformer
import Units

/// Runs every call on the units under test and on the golden models, and compares the results bit for bit.
///
/// A result that agrees is the next call's input for both, so that each operator's inputs are compared as well. The first
/// difference is thrown.
public struct CheckedUnits<Tested: OperatorUnits>: OperatorUnits {
  public var tested: Tested
  private let golden = GoldenUnits()
  /// Results compared so far, and the values in them.
  public private(set) var tensorsCompared = 0
  public private(set) var valuesCompared = 0
  private var operation: ModelGraph.Operation?
  private var position = 0

  public init(_ tested: Tested) { self.tested = tested }

  public mutating func begin(_ operation: ModelGraph.Operation, position: Int) {
    self.operation = operation
    self.position = position
    tested.begin(operation, position: position)
  }

  public mutating func quantize(_ values: [Float], exponents: [Int]?) throws -> BlockQuantizedVector {
    let result = try tested.quantize(values, exponents: exponents)
    let expected = golden.quantize(values, exponents: exponents)
    try compare(result.codes, expected.codes, .quantize)
    try compare(result.shifts, expected.shifts, .quantize)
    try compare([result.exponent], [expected.exponent], .quantize)
    return result
  }

  public mutating func multiply(_ matrix: BlockMatrix, by vectors: [BlockQuantizedVector]) throws -> [[Int64]] {
    let result = try tested.multiply(matrix, by: vectors)
    for (came, expected) in zip(result, golden.multiply(matrix, by: vectors)) { try compare(came, expected, .product) }
    return result
  }

  public mutating func multiply(_ codes: CodeMatrix, by vectors: [BlockQuantizedVector]) throws -> [[Int64]] {
    let result = try tested.multiply(codes, by: vectors)
    let kind: UnitFunction = codes.isTransposed ? .valueProduct : .keyProduct
    for (came, expected) in zip(result, golden.multiply(codes, by: vectors)) { try compare(came, expected, kind) }
    return result
  }

  public mutating func scale(_ sums: [Int64], exponent: Int, exponents: [Int]?, by scales: RowScales) throws -> [Float] {
    let result = try tested.scale(sums, exponent: exponent, exponents: exponents, by: scales)
    try compare(result, golden.scale(sums, exponent: exponent, exponents: exponents, by: scales), .scale)
    return result
  }

  public mutating func rmsNorm(_ values: [Float], gains: [Float], epsilon: Float) throws -> [Float] {
    let result = try tested.rmsNorm(values, gains: gains, epsilon: epsilon)
    try compare(result, golden.rmsNorm(values, gains: gains, epsilon: epsilon), .rmsNorm)
    return result
  }

  public mutating func layerNorm(_ values: [Float], gains: [Float], biases: [Float], epsilon: Float) throws -> [Float] {
    let result = try tested.layerNorm(values, gains: gains, biases: biases, epsilon: epsilon)
    try compare(result, golden.layerNorm(values, gains: gains, biases: biases, epsilon: epsilon), .layerNorm)
    return result
  }

  public mutating func rotate(
    _ low: [Float], _ high: [Float], cosines: [Float], sines: [Float]
  ) throws -> (low: [Float], high: [Float]) {
    let result = try tested.rotate(low, high, cosines: cosines, sines: sines)
    let expected = golden.rotate(low, high, cosines: cosines, sines: sines)
    try compare(result.low, expected.low, .rotate)
    try compare(result.high, expected.high, .rotate)
    return result
  }

  public mutating func softmax(_ scores: [Float]) throws -> [Float] {
    let result = try tested.softmax(scores)
    try compare(result, golden.softmax(scores), .softmax)
    return result
  }

  public mutating func gate(_ function: ActivationFunction, _ gate: [Float], _ up: [Float]) throws -> [Float] {
    let result = try tested.gate(function, gate, up)
    try compare(result, golden.gate(function, gate, up), .gate)
    return result
  }

  public mutating func add(_ left: [Float], _ right: [Float]) throws -> [Float] {
    let result = try tested.add(left, right)
    try compare(result, golden.add(left, right), .add)
    return result
  }

  public mutating func argmax(_ values: [Float]) throws -> Int {
    let result = try tested.argmax(values)
    try compare([result], [golden.argmax(values)], .argmax)
    return result
  }

  private mutating func compare(_ came: [Float], _ expected: [Float], _ function: UnitFunction) throws {
    tensorsCompared += 1
    valuesCompared += expected.count
    let agrees = came.count == expected.count && zip(came, expected).allSatisfy { $0.bitPattern == $1.bitPattern }
    if !agrees { try fail(came, expected, function) { $0.bitPattern == $1.bitPattern } }
  }

  private mutating func compare<Value: Equatable>(_ came: [Value], _ expected: [Value], _ function: UnitFunction) throws {
    tensorsCompared += 1
    valuesCompared += expected.count
    if came != expected { try fail(came, expected, function, ==) }
  }

  private func fail<Value>(
    _ came: [Value], _ expected: [Value], _ function: UnitFunction, _ equals: (Value, Value) -> Bool
  ) throws -> Never {
    let index = zip(came, expected).enumerated().first { !equals($1.0, $1.1) }?.offset
    let text =
      index.map { "expected \(expected[$0]), the RTL gave \(came[$0])" }
      ?? "expected \(expected.count) values, the RTL gave \(came.count)"
    throw OperatorMismatch(
      operation: operation?.name ?? "?", function: function, position: position, row: index ?? min(came.count, expected.count),
      cycle: tested.cycles(of: function), detail: text)
  }
}

/// The kinds of passes through units that a transformer is made of.
public enum UnitFunction: String, CaseIterable, Sendable, Codable {
  case quantize, product, scale, rotate, softmax, gate, add, argmax
  case keyProduct = "key-product", valueProduct = "value-product"
  case rmsNorm = "rms-norm", layerNorm = "layer-norm"
}

/// The first value at which the RTL and the golden transformer differ.
public struct OperatorMismatch: Error, Sendable, CustomStringConvertible {
  /// The model's operation, such as `blk.3.ffn_down`.
  public let operation: String
  public let function: UnitFunction
  /// The first position of the tokens that were run together; the value can be of a later one.
  public let position: Int
  /// Index of the first value that differs.
  public let row: Int
  /// Cycles that the unit had run since it was started, not since this pass began.
  public let cycle: UInt64
  public let detail: String

  public var description: String {
    "\(operation): \(function.rawValue) in the pass from position \(position), value \(row), after \(cycle) cycles of the unit: \(detail)"
  }
}
