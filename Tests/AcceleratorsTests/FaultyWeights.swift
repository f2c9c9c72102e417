import Accelerators
import Transformer
import Units

/// Units whose image of one matrix has one bit wrong; everything else passes through.
struct FaultyWeights<Base: OperatorUnits>: OperatorUnits {
  var base: Base
  let matrix: String

  init(_ base: Base, matrix: String) {
    self.base = base
    self.matrix = matrix
  }

  mutating func multiply(_ matrix: BlockMatrix, by vectors: [BlockQuantizedVector]) throws -> [[Int64]] {
    // A bit of a weight whose activation is not 0.
    guard matrix.name == self.matrix, let column = vectors[0].codes.firstIndex(where: { $0 != 0 }) else {
      return try base.multiply(matrix, by: vectors)
    }
    return try base.multiply(matrix.flippingBit(row: 2, column: column), by: vectors)
  }

  mutating func begin(_ operation: ModelGraph.Operation, position: Int) { base.begin(operation, position: position) }
  mutating func quantize(_ values: [Float], exponents: [Int]?) throws -> BlockQuantizedVector { try base.quantize(values, exponents: exponents) }
  mutating func multiply(_ codes: CodeMatrix, by vectors: [BlockQuantizedVector]) throws -> [[Int64]] { try base.multiply(codes, by: vectors) }
  mutating func scale(_ sums: [Int64], exponent: Int, exponents: [Int]?, by scales: RowScales) throws -> [Float] {
    try base.scale(sums, exponent: exponent, exponents: exponents, by: scales)
  }
  mutating func rmsNorm(_ values: [Float], gains: [Float], epsilon: Float) throws -> [Float] { try base.rmsNorm(values, gains: gains, epsilon: epsilon) }
  mutating func layerNorm(_ values: [Float], gains: [Float], biases: [Float], epsilon: Float) throws -> [Float] {
    try base.layerNorm(values, gains: gains, biases: biases, epsilon: epsilon)
  }
  mutating func rotate(_ low: [Float], _ high: [Float], cosines: [Float], sines: [Float]) throws -> (low: [Float], high: [Float]) {
    try base.rotate(low, high, cosines: cosines, sines: sines)
  }
  mutating func softmax(_ scores: [Float]) throws -> [Float] { try base.softmax(scores) }
  mutating func activate(_ function: ActivationFunction, _ values: [Float]) throws -> [Float] { try base.activate(function, values) }
  mutating func gate(_ function: ActivationFunction, _ gate: [Float], _ up: [Float]) throws -> [Float] { try base.gate(function, gate, up) }
  mutating func add(_ left: [Float], _ right: [Float]) throws -> [Float] { try base.add(left, right) }
  mutating func argmax(_ values: [Float]) throws -> Int { try base.argmax(values) }
}
