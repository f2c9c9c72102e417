import CKernels

/// A weight matrix in INT8: symmetric, one fp32 scale per output row.
///
/// `weight[row, column] ≈ Float(values[row * columns + column]) * scales[row]`, with values from -127 to 127 rounded to
/// nearest even and `scales[row] = max|weight[row]| / 127`. A row of zeros has the scale 1.
public struct QuantizedMatrix: Sendable, Hashable {
  /// The tensor's name, such as `blk.0.attn_q.weight`.
  public let name: String
  /// Output neurons.
  public let rows: Int
  /// Inputs of a neuron.
  public let columns: Int
  /// The weights row by row.
  public let values: [Int8]
  /// One scale a row.
  public let scales: [Float]

  public init(name: String, rows: Int, columns: Int, values: [Int8], scales: [Float]) {
    precondition(values.count == rows * columns && scales.count == rows, "the shape of \(name) does not fit its values")
    self.name = name
    self.rows = rows
    self.columns = columns
    self.values = values
    self.scales = scales
  }

  /// Quantizes a stored tensor row by row on all cores.
  ///
  /// - Throws: `ModelFileError` when a weight is infinite or not a number.
  public init(quantizing tensor: StoredTensor) throws(ModelFileError) {
    let rows = tensor.rows
    let columns = tensor.columns
    var scales = [Float](repeating: 0, count: rows)
    let values = [Int8](unsafeUninitializedCapacity: rows * columns) { values, count in
      scales.withUnsafeMutableBufferPointer { scales in
        let values = SharedBuffer(values)
        let scales = SharedBuffer(scales)
        Parallel.forEachRange(of: rows, grain: max(1, 65536 / columns)) { range in
          withUnsafeTemporaryAllocation(of: Float.self, capacity: columns) { row in
            guard let source = row.baseAddress else { return }
            for index in range {
              tensor.decode(rows: index..<index + 1, into: row)
              if hwk_quantize_int8(source, values.base + index * columns, scales.base + index, Int64(columns)) == 0 {
                scales.base[index] = .nan
              }
            }
          }
        }
      }
      count = rows * columns
    }
    if let row = scales.firstIndex(where: \.isNaN) {
      throw ModelFileError(
        path: tensor.file.path, problem: "row \(row) of tensor '\(tensor.name)' holds a value that is not finite")
    }
    self.init(name: tensor.name, rows: rows, columns: columns, values: values, scales: scales)
  }

  /// Quantizes fp32 weights, row after row.
  ///
  /// - Throws: `ModelFileError` when a weight is infinite or not a number.
  public init(name: String, rows: Int, columns: Int, quantizing weights: [Float]) throws(ModelFileError) {
    precondition(weights.count == rows * columns, "the shape of \(name) does not fit its weights")
    var values = [Int8](repeating: 0, count: weights.count)
    var scales = [Float](repeating: 0, count: rows)
    for row in 0..<rows {
      let finite = weights.withUnsafeBufferPointer { weights in
        values.withUnsafeMutableBufferPointer { values in
          scales.withUnsafeMutableBufferPointer { scales in
            guard let source = weights.baseAddress, let target = values.baseAddress, let scale = scales.baseAddress else {
              return true
            }
            return hwk_quantize_int8(source + row * columns, target + row * columns, scale + row, Int64(columns)) != 0
          }
        }
      }
      guard finite else {
        throw ModelFileError(path: name, problem: "row \(row) holds a value that is not finite", remedy: "check the weights")
      }
    }
    self.init(name: name, rows: rows, columns: columns, values: values, scales: scales)
  }

  /// The fp32 value of a weight.
  public subscript(row: Int, column: Int) -> Float { Float(values[row * columns + column]) * scales[row] }
}

extension GGUFFile {
  /// The tensors that multiply activations: every matrix of the blocks in layer order, then the output head, which is the
  /// token embedding when the model ties the two.
  public var linearTensors: [StoredTensor] {
    func layer(_ tensor: StoredTensor) -> Int? {
      let parts = tensor.name.split(separator: ".")
      guard parts.count > 2, parts[0] == "blk", tensor.name.hasSuffix(".weight"), tensor.dimensions.count == 2 else { return nil }
      return Int(parts[1])
    }
    let blocks = tensors.compactMap { tensor in layer(tensor).map { (layer: $0, tensor: tensor) } }
    let ordered = blocks.enumerated().sorted { ($0.element.layer, $0.offset) < ($1.element.layer, $1.offset) }
    let head = tensor(named: "output.weight") ?? tensor(named: "token_embd.weight")
    return ordered.map(\.element.tensor) + (head.map { [$0] } ?? [])
  }
}
