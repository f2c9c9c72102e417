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
  /// What was quantised last: query, key and value, and gate and up, share their input.
  private var quantized: (input: Matrix, vectors: [BlockQuantizedVector])?
  /// What runs, and from which position on.
  private var operation = (name: "", position: 0)

  /// - Parameter positions: most positions that will be run.
  public init(_ model: LanguageModel, weights: QuantizedWeights, units: Executor, positions: Int) {
    reference = FloatOperators(model, positions: positions)
    self.units = units
    self.model = model.configuration
    self.weights = weights
    rotation = RotationImage(model.configuration, positions: positions)
    cache = QuantizedCache(model.configuration)
  }

  /// Keys and values so far, to be continued by `resume`.
  public func savedCache() throws -> Data { try PropertyListEncoder.binary.encode(cache) }

  /// Takes the keys and values of a saved run and returns how many positions they are.
  public mutating func resume(_ saved: Data) throws -> Int {
    let cache = try PropertyListDecoder().decode(QuantizedCache.self, from: saved)
    guard let positions = cache.positions(of: model) else {
      throw AcceleratorError("the saved state is of another model; start without --resume")
    }
    self.cache = cache
    return positions
  }

  public mutating func begin(_ operation: ModelGraph.Operation, position: Int) {
    self.operation = (operation.name, position)
    units.begin(operation, position: position)
  }

  /// A result of a unit, which must be finite: throws `NonFiniteResult`.
  ///
  /// - Parameter row: of the operation's rows, the first of which is at its position
  private func finite(_ values: [Float], _ function: UnitFunction?, row: Int) throws -> [Float] {
    guard let element = values.firstIndex(where: { !$0.isFinite }) else { return values }
    throw NonFiniteResult(
      operation: operation.name, function: function, position: operation.position + row, element: element,
      value: "\(values[element])")
  }

  public mutating func embed(_ weight: String, tokens: [Int], into output: inout Matrix) throws {
    reference.embed(weight, tokens: tokens, into: &output)
    for row in 0..<output.rows { _ = try finite(Array(output[row: row]), nil, row: row) }
  }

  public mutating func addPosition(_ weight: String, offset: Int, position: Int, _ input: Matrix, into output: inout Matrix)
    throws
  {
    var table = Matrix(rows: input.rows, columns: input.columns)
    reference.addPosition(
      weight, offset: offset, position: position, Matrix(rows: input.rows, columns: input.columns), into: &table)
    try add(input, table, into: &output)
  }

  public mutating func rmsNorm(gain: String, epsilon: Float, _ input: Matrix, into output: inout Matrix) throws {
    let gains = reference.vector(gain)
    try byRow(.rmsNorm, input, &output) { units, row in try units.rmsNorm(row, gains: gains, epsilon: epsilon) }
  }

  public mutating func layerNorm(gain: String, bias: String, epsilon: Float, _ input: Matrix, into output: inout Matrix) throws {
    let (gains, biases) = (reference.vector(gain), reference.vector(bias))
    try byRow(.layerNorm, input, &output) { units, row in
      try units.layerNorm(row, gains: gains, biases: biases, epsilon: epsilon)
    }
  }

  public mutating func linear(_ layer: LinearLayer, _ input: Matrix, into output: inout Matrix) throws {
    let matrix = try weights.matrix(layer.weight)
    let vectors = try quantize(input)
    let products = try units.multiply(matrix, by: vectors)
    let bias = layer.bias.map { reference.vector($0) }
    for row in 0..<input.rows {
      var values = try units.scale(products[row], exponent: vectors[row].exponent, exponents: nil, by: .perRow(matrix.scales))
      values = try finite(values, .scale, row: row)
      if let bias { values = try finite(units.add(values, bias), .add, row: row) }
      output.replace(row: row, with: values)
    }
  }

  public mutating func rotate(
    _ rotary: Transformer.RotaryEmbedding, heads: Int, position: Int, _ input: Matrix, into output: inout Matrix
  ) throws {
    guard let rotation else { preconditionFailure("the model has no rotary positions") }
    for row in 0..<input.rows {
      let values = input[row: row]
      let pairs = rotation.pairs(values, heads: heads)
      let angles = rotation.angles(at: position + row, heads: heads)
      let turned = try units.rotate(pairs.low, pairs.high, cosines: angles.cosines, sines: angles.sines)
      let joined = rotation.joined(turned.low, turned.high, into: Array(values), heads: heads)
      output.replace(row: row, with: try finite(joined, .rotate, row: row))
    }
  }

  public mutating func attend(
    _ layer: AttentionLayer, query: Matrix, key: Matrix, value: Matrix, position: Int, cache: inout KeyValueCache,
    into output: inout Matrix
  ) throws {
    self.cache.keys[layer.layer].truncate(to: position, width: self.cache.width)
    self.cache.values[layer.layer].truncate(to: position, width: self.cache.width)
    let parts = HeadParts(width: layer.headWidth)
    for row in 0..<query.rows {
      for head in 0..<layer.keyValueHeads {
        for part in 0..<parts.count {
          let elements = parts.elements(head: head, part: part), index = head * parts.count + part
          self.cache.keys[layer.layer].append(try quantize(key[row: row], elements), part: index)
          self.cache.values[layer.layer].append(try quantize(value[row: row], elements), part: index)
        }
      }
      let positions = position + row + 1
      var result = [Float](repeating: 0, count: query.columns)
      for head in 0..<layer.keyValueHeads {
        let probabilities = try probabilities(layer, query[row: row], head: head, row: row, positions: positions)
        for part in 0..<parts.count {
          try weigh(probabilities, layer, head: head, part: part, positions: positions, into: &result)
        }
      }
      output.replace(row: row, with: try finite(result, .scale, row: row))
    }
  }

  /// Softmax of the scores of the query heads that share a key head: [query head][position].
  private mutating func probabilities(
    _ layer: AttentionLayer, _ query: ArraySlice<Float>, head: Int, row: Int, positions: Int
  ) throws -> [[Float]] {
    let parts = HeadParts(width: layer.headWidth), heads = layer.queryHeads(of: head)
    var scores = [[Float]](repeating: [], count: heads.count)
    for part in 0..<parts.count {
      let elements = parts.elements(head: head, part: part)
      let keys = cache.codes(cache.keys[layer.layer], elements: elements, positions: positions, isTransposed: false)
      let exponents = Array(cache.keys[layer.layer].exponents[head * parts.count + part][..<positions])
      let queries = try heads.map { try quantize(query, parts.elements(head: $0, part: part)) }
      let dots = try units.multiply(keys, by: queries)
      for index in scores.indices {
        let share = try units.scale(
          dots[index], exponent: queries[index].exponent, exponents: exponents, by: .constant(layer.scale))
        // The parts of a wide head have exponents of their own: their scores are added in FP32, in order.
        scores[index] = part == 0 ? share : try units.add(scores[index], share)
      }
    }
    return try scores.map { try finite(units.softmax(finite($0, .scale, row: row)), .softmax, row: row) }
  }

  /// The values of a part of a head times the probabilities of the query heads that share it.
  private mutating func weigh(
    _ probabilities: [[Float]], _ layer: AttentionLayer, head: Int, part: Int, positions: Int, into result: inout [Float]
  ) throws {
    let parts = HeadParts(width: layer.headWidth)
    let exponents = Array(cache.values[layer.layer].exponents[head * parts.count + part][..<positions])
    let weights = try probabilities.map { try units.quantize($0, exponents: exponents) }
    let values = cache.codes(
      cache.values[layer.layer], elements: parts.elements(head: head, part: part), positions: positions, isTransposed: true)
    let sums = try units.multiply(values, by: weights)
    for (local, index) in layer.queryHeads(of: head).enumerated() {
      let scaled = try units.scale(sums[local], exponent: weights[local].exponent, exponents: nil, by: .constant(1))
      result.replaceSubrange(parts.elements(head: index, part: part), with: scaled)
    }
  }

  public mutating func activate(_ function: ActivationFunction, _ input: Matrix, into output: inout Matrix) throws {
    try byRow(.gate, input, &output) { units, row in try units.activate(function, row) }
  }

  public mutating func gate(_ function: ActivationFunction, _ gate: Matrix, _ input: Matrix, into output: inout Matrix) throws {
    for row in 0..<gate.rows {
      let values = try units.gate(function, Array(gate[row: row]), Array(input[row: row]))
      output.replace(row: row, with: try finite(values, .gate, row: row))
    }
  }

  public mutating func add(_ left: Matrix, _ right: Matrix, into output: inout Matrix) throws {
    for row in 0..<left.rows {
      output.replace(row: row, with: try finite(units.add(Array(left[row: row]), Array(right[row: row])), .add, row: row))
    }
  }

  public mutating func argmax(_ logits: ArraySlice<Float>) throws -> Int { try units.argmax(Array(logits)) }

  /// The rows of a layer's input as codes, once for all layers that follow each other with the same input.
  private mutating func quantize(_ input: Matrix) throws -> [BlockQuantizedVector] {
    if let quantized, quantized.input == input { return quantized.vectors }
    let vectors = try (0..<input.rows).map { try units.quantize(Array(input[row: $0]), exponents: nil) }
    quantized = (input, vectors)
    return vectors
  }

  private mutating func quantize(_ row: ArraySlice<Float>, _ elements: Range<Int>) throws -> BlockQuantizedVector {
    let start = row.startIndex
    return try units.quantize(Array(row[start + elements.lowerBound..<start + elements.upperBound]), exponents: nil)
  }

  private mutating func byRow(
    _ function: UnitFunction, _ input: Matrix, _ output: inout Matrix, _ body: (inout Executor, [Float]) throws -> [Float]
  ) throws {
    for row in 0..<input.rows {
      output.replace(row: row, with: try finite(body(&units, Array(input[row: row])), function, row: row))
    }
  }
}

extension AttentionLayer {
  /// The query heads that read a key and value head.
  fileprivate func queryHeads(of head: Int) -> Range<Int> {
    let group = heads / keyValueHeads
    return head * group..<(head + 1) * group
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
