import Accelerators
import Transformer
import Units

/// Units of which one result is wrong; everything else passes through.
struct TamperedUnits<Base: OperatorUnits>: OperatorUnits {
  enum Fault {
    /// The lowest bit of one value, in the `occurrence`-th pass (from 0) of a function.
    case result(UnitFunction, occurrence: Int)
    /// The lowest bit of one weight of the image of a matrix.
    case weight(matrix: String)
  }

  var base: Base
  let fault: Fault
  private var passes = 0

  init(_ base: Base, _ fault: Fault) {
    self.base = base
    self.fault = fault
  }

  private mutating func isFaulty(_ function: UnitFunction) -> Bool {
    guard case .result(function, let occurrence) = fault else { return false }
    defer { passes += 1 }
    return passes == occurrence
  }

  private mutating func tampered(_ values: [Float], _ function: UnitFunction) -> [Float] {
    var result = values
    if isFaulty(function) { result[values.count / 2] = Float(bitPattern: values[values.count / 2].bitPattern ^ 1) }
    return result
  }

  private mutating func tampered(_ values: [[Int64]], _ function: UnitFunction) -> [[Int64]] {
    var result = values
    if isFaulty(function) { result[0][values[0].count / 2] ^= 1 }
    return result
  }

  mutating func begin(_ operation: ModelGraph.Operation, position: Int) { base.begin(operation, position: position) }
  func cycles(of function: UnitFunction) -> UInt64 { base.cycles(of: function) }

  mutating func quantize(_ values: [Float], exponents: [Int]?) throws -> BlockQuantizedVector {
    var result = try base.quantize(values, exponents: exponents)
    if isFaulty(.quantize) { result.codes[values.count / 2] ^= 1 }
    return result
  }
  mutating func multiply(_ matrix: BlockMatrix, by vectors: [BlockQuantizedVector]) throws -> [[Int64]] {
    var matrix = matrix
    // A bit of a weight whose activation is not 0.
    if case .weight(matrix.name) = fault, let column = vectors[0].codes.firstIndex(where: { $0 != 0 }) {
      matrix = matrix.flippingBit(row: 2, column: column)
    }
    return tampered(try base.multiply(matrix, by: vectors), .product)
  }
  mutating func multiply(_ codes: CodeMatrix, by vectors: [BlockQuantizedVector]) throws -> [[Int64]] {
    tampered(try base.multiply(codes, by: vectors), codes.isTransposed ? .valueProduct : .keyProduct)
  }
  mutating func scale(_ sums: [Int64], exponent: Int, exponents: [Int]?, by scales: RowScales) throws -> [Float] {
    tampered(try base.scale(sums, exponent: exponent, exponents: exponents, by: scales), .scale)
  }
  mutating func rmsNorm(_ values: [Float], gains: [Float], epsilon: Float) throws -> [Float] {
    tampered(try base.rmsNorm(values, gains: gains, epsilon: epsilon), .rmsNorm)
  }
  mutating func layerNorm(_ values: [Float], gains: [Float], biases: [Float], epsilon: Float) throws -> [Float] {
    tampered(try base.layerNorm(values, gains: gains, biases: biases, epsilon: epsilon), .layerNorm)
  }
  mutating func rotate(_ low: [Float], _ high: [Float], cosines: [Float], sines: [Float]) throws -> (low: [Float], high: [Float])
  {
    let result = try base.rotate(low, high, cosines: cosines, sines: sines)
    return (tampered(result.low, .rotate), result.high)
  }
  mutating func softmax(_ scores: [Float]) throws -> [Float] { tampered(try base.softmax(scores), .softmax) }
  mutating func gate(_ function: ActivationFunction, _ gate: [Float], _ up: [Float]) throws -> [Float] {
    tampered(try base.gate(function, gate, up), .gate)
  }
  mutating func add(_ left: [Float], _ right: [Float]) throws -> [Float] { tampered(try base.add(left, right), .add) }
  mutating func argmax(_ values: [Float]) throws -> Int {
    let result = try base.argmax(values)
    return isFaulty(.argmax) ? result ^ 1 : result
  }
}
