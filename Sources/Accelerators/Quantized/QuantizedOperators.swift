import Foundation
import Transformer
import Units

/// A transformer whose every operator runs on `OperatorUnits`: INT8 weights and activations, INT8 keys and values, FP32
/// between the operators. The formats are those of `QuantizationTable`.
public struct QuantizedOperators<Executor: OperatorUnits>: ModelOperators {
  /// Holds the model's tables: embedding rows, gains and biases.
  public let reference: FloatOperators
  public var units: Executor
  private let weights: QuantizedWeights
  private let rotation: RotationImage?
  private var cache: QuantizedCache
  private let model: ModelConfiguration

  /// - Parameter positions: most positions that will be run.
  /// - Throws: `AcceleratorError` for a model that the units cannot hold.
  public init(_ model: LanguageModel, weights: QuantizedWeights, units: Executor, positions: Int) throws {
    guard model.configuration.headWidth <= BlockQuantizer.group else {
      throw AcceleratorError("heads of \(model.configuration.headWidth) elements do not fit a group of \(BlockQuantizer.group); use a model with narrower heads")
    }
    reference = FloatOperators(model, positions: positions)
    self.units = units
    self.model = model.configuration
    self.weights = weights
    rotation = model.configuration.rotary.map { RotationImage($0, positions: positions) }
    cache = QuantizedCache(model.configuration)
  }

  /// Keys and values so far, to be continued by `resume`.
  public func savedCache() throws -> Data { try PropertyListEncoder.binary.encode(cache) }

  /// Takes the keys and values of a saved run and returns how many positions they are.
  public mutating func resume(_ saved: Data) throws -> Int {
    let cache = try PropertyListDecoder().decode(QuantizedCache.self, from: saved)
    guard let positions = cache.positions(of: model) else { throw AcceleratorError("the saved state is of another model; start without --resume") }
    self.cache = cache
    return positions
  }

  public mutating func begin(_ operation: ModelGraph.Operation, position: Int) { units.begin(operation, position: position) }

  public mutating func addPosition(_ weight: String, offset: Int, position: Int, _ input: Matrix, into output: inout Matrix) throws {
    var table = Matrix(rows: input.rows, columns: input.columns)
    reference.addPosition(weight, offset: offset, position: position, Matrix(rows: input.rows, columns: input.columns), into: &table)
    try add(input, table, into: &output)
  }

  public mutating func rmsNorm(gain: String, epsilon: Float, _ input: Matrix, into output: inout Matrix) throws {
    let gains = reference.vector(gain)
    try byRow(input, &output) { units, row in try units.rmsNorm(row, gains: gains, epsilon: epsilon) }
  }

  public mutating func layerNorm(gain: String, bias: String, epsilon: Float, _ input: Matrix, into output: inout Matrix) throws {
    let (gains, biases) = (reference.vector(gain), reference.vector(bias))
    try byRow(input, &output) { units, row in try units.layerNorm(row, gains: gains, biases: biases, epsilon: epsilon) }
  }

  public mutating func linear(_ layer: LinearLayer, _ input: Matrix, into output: inout Matrix) throws {
    let matrix = try weights.matrix(layer.weight)
    let vectors = try (0..<input.rows).map { try units.quantize(Array(input[row: $0]), exponents: nil) }
    let products = try units.multiply(matrix, by: vectors)
    let bias = layer.bias.map { reference.vector($0) }
    for row in 0..<input.rows {
      var values = try units.scale(products[row], exponent: vectors[row].exponent, exponents: nil, by: .perRow(matrix.scales))
      if let bias { values = try units.add(values, bias) }
      output.replace(row: row, with: values)
    }
  }

  public mutating func rotate(
    _ rotary: Transformer.RotaryEmbedding, heads: Int, position: Int, _ input: Matrix, into output: inout Matrix
  ) throws {
    guard let rotation else { preconditionFailure("the model has no rotary positions") }
    let pairs = rotation.pairs(heads: heads, width: input.columns / heads)
    for row in 0..<input.rows {
      var values = Array(input[row: row])
      let angles = rotation.angles(at: position + row, heads: heads)
      let turned = try units.rotate(
        pairs.map { values[$0.low] }, pairs.map { values[$0.high] }, cosines: angles.cosines, sines: angles.sines)
      for (index, pair) in pairs.enumerated() {
        values[pair.low] = turned.low[index]
        values[pair.high] = turned.high[index]
      }
      output.replace(row: row, with: values)
    }
  }

  public mutating func attend(
    _ layer: AttentionLayer, query: Matrix, key: Matrix, value: Matrix, position: Int, cache: inout KeyValueCache,
    into output: inout Matrix
  ) throws {
    let width = layer.headWidth
    self.cache.keys[layer.layer].truncate(to: position, width: self.cache.width)
    self.cache.values[layer.layer].truncate(to: position, width: self.cache.width)
    let group = layer.heads / layer.keyValueHeads
    for row in 0..<query.rows {
      for head in 0..<layer.keyValueHeads {
        let range = head * width..<(head + 1) * width
        self.cache.keys[layer.layer].append(try quantizeHead(key[row: row], range), head: head)
        self.cache.values[layer.layer].append(try quantizeHead(value[row: row], range), head: head)
      }
      let positions = position + row + 1
      var result = [Float](repeating: 0, count: query.columns)
      for head in 0..<layer.keyValueHeads {
        let heads = head * group..<(head + 1) * group
        let keys = self.cache.codes(self.cache.keys[layer.layer], head: head, positions: positions, isTransposed: false)
        let queries = try heads.map { try quantizeHead(query[row: row], $0 * width..<($0 + 1) * width) }
        let dots = try units.multiply(keys, by: queries)
        let keyExponents = Array(self.cache.keys[layer.layer].exponents[head][..<positions])
        let valueExponents = Array(self.cache.values[layer.layer].exponents[head][..<positions])
        var probabilities: [BlockQuantizedVector] = []
        for index in heads.indices {
          let local = index - heads.startIndex
          let scores = try units.scale(dots[local], exponent: queries[local].exponent, exponents: keyExponents, by: .constant(layer.scale))
          probabilities.append(try units.quantize(units.softmax(scores), exponents: valueExponents))
        }
        let values = self.cache.codes(self.cache.values[layer.layer], head: head, positions: positions, isTransposed: true)
        let sums = try units.multiply(values, by: probabilities)
        for (local, index) in heads.enumerated() {
          let scaled = try units.scale(sums[local], exponent: probabilities[local].exponent, exponents: nil, by: .constant(1))
          result.replaceSubrange(index * width..<(index + 1) * width, with: scaled)
        }
      }
      output.replace(row: row, with: result)
    }
  }

  public mutating func activate(_ function: ActivationFunction, _ input: Matrix, into output: inout Matrix) throws {
    try byRow(input, &output) { units, row in try units.activate(function, row) }
  }

  public mutating func gate(_ function: ActivationFunction, _ gate: Matrix, _ input: Matrix, into output: inout Matrix) throws {
    for row in 0..<gate.rows { output.replace(row: row, with: try units.gate(function, Array(gate[row: row]), Array(input[row: row]))) }
  }

  public mutating func add(_ left: Matrix, _ right: Matrix, into output: inout Matrix) throws {
    for row in 0..<left.rows { output.replace(row: row, with: try units.add(Array(left[row: row]), Array(right[row: row]))) }
  }

  public mutating func argmax(_ logits: ArraySlice<Float>) throws -> Int { try units.argmax(Array(logits)) }

  private mutating func quantizeHead(_ values: ArraySlice<Float>, _ range: Range<Int>) throws -> BlockQuantizedVector {
    let start = values.startIndex
    return try units.quantize(Array(values[start + range.lowerBound..<start + range.upperBound]), exponents: nil)
  }

  private mutating func byRow(_ input: Matrix, _ output: inout Matrix, _ body: (inout Executor, [Float]) throws -> [Float]) rethrows {
    for row in 0..<input.rows { output.replace(row: row, with: try body(&units, Array(input[row: row]))) }
  }
}

extension Matrix {
  /// Puts `row.count == columns` values into a row.
  mutating func replace(row: Int, with newValues: [Float]) {
    values.replaceSubrange(row * columns..<(row + 1) * columns, with: newValues)
  }
}

extension PropertyListEncoder {
  /// Writes the binary form.
  static var binary: PropertyListEncoder {
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    return encoder
  }
}
