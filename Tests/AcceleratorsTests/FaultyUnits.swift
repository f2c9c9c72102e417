import Accelerators
import Transformer
import Units

/// Units of which one flips one bit of one value, in its `occurrence`-th pass (from 0).
struct FaultyUnits<Base: OperatorUnits>: OperatorUnits {
  var base: Base
  let function: UnitFunction
  let occurrence: Int
  private var passes = 0

  init(_ base: Base, flipping function: UnitFunction, at occurrence: Int) {
    self.base = base
    self.function = function
    self.occurrence = occurrence
  }

  private mutating func isFaulty(_ function: UnitFunction) -> Bool {
    guard function == self.function else { return false }
    defer { passes += 1 }
    return passes == occurrence
  }

  private mutating func flipped(_ values: [Float], _ function: UnitFunction) -> [Float] {
    guard isFaulty(function) else { return values }
    var result = values
    result[values.count / 2] = Float(bitPattern: values[values.count / 2].bitPattern ^ 1)
    return result
  }

  private mutating func flipped(_ values: [[Int64]], _ function: UnitFunction) -> [[Int64]] {
    guard isFaulty(function) else { return values }
    var result = values
    result[0][values[0].count / 2] ^= 1
    return result
  }

  mutating func begin(_ operation: ModelGraph.Operation, position: Int) { base.begin(operation, position: position) }
  mutating func quantize(_ values: [Float], exponents: [Int]?) throws -> BlockQuantizedVector {
    var result = try base.quantize(values, exponents: exponents)
    if isFaulty(.quantize) { result.codes[values.count / 2] ^= 1 }
    return result
  }
  mutating func multiply(_ matrix: BlockMatrix, by vectors: [BlockQuantizedVector]) throws -> [[Int64]] {
    flipped(try base.multiply(matrix, by: vectors), .product)
  }
  mutating func multiply(_ codes: CodeMatrix, by vectors: [BlockQuantizedVector]) throws -> [[Int64]] {
    flipped(try base.multiply(codes, by: vectors), codes.isTransposed ? .valueProduct : .keyProduct)
  }
  mutating func scale(_ sums: [Int64], exponent: Int, exponents: [Int]?, by scales: RowScales) throws -> [Float] {
    flipped(try base.scale(sums, exponent: exponent, exponents: exponents, by: scales), .scale)
  }
  mutating func rmsNorm(_ values: [Float], gains: [Float], epsilon: Float) throws -> [Float] {
    flipped(try base.rmsNorm(values, gains: gains, epsilon: epsilon), .rmsNorm)
  }
  mutating func layerNorm(_ values: [Float], gains: [Float], biases: [Float], epsilon: Float) throws -> [Float] {
    flipped(try base.layerNorm(values, gains: gains, biases: biases, epsilon: epsilon), .layerNorm)
  }
  mutating func rotate(_ low: [Float], _ high: [Float], cosines: [Float], sines: [Float]) throws -> (low: [Float], high: [Float]) {
    let result = try base.rotate(low, high, cosines: cosines, sines: sines)
    return (flipped(result.low, .rotate), result.high)
  }
  mutating func softmax(_ scores: [Float]) throws -> [Float] { flipped(try base.softmax(scores), .softmax) }
  mutating func activate(_ function: ActivationFunction, _ values: [Float]) throws -> [Float] { flipped(try base.activate(function, values), .gate) }
  mutating func gate(_ function: ActivationFunction, _ gate: [Float], _ up: [Float]) throws -> [Float] {
    flipped(try base.gate(function, gate, up), .gate)
  }
  mutating func add(_ left: [Float], _ right: [Float]) throws -> [Float] { flipped(try base.add(left, right), .add) }
  mutating func argmax(_ values: [Float]) throws -> Int {
    let result = try base.argmax(values)
    return isFaulty(.argmax) ? result ^ 1 : result
  }
}
