import Transformer
import Units

/// Where a model's matrices lie in INT8, laid out for flash pages, with their rows' scales.
struct BlockWeights: Sendable {
  struct Matrix: Sendable {
    /// INT8 [group][row][64]; columns beyond the last one are 0.
    let codes: Buffer
    /// FP32 [row].
    let scales: Buffer
    let rows: Int, columns: Int

    var groups: Int { (columns + BlockQuantizer.group - 1) / BlockQuantizer.group }
  }
  private var matrices: [String: Matrix] = [:]
  /// In the order of the graph.
  private var names: [String] = []

  /// Gives every matrix that a linear layer multiplies by a place.
  init(_ graph: ModelGraph, codes: inout MemoryMap, scales: inout MemoryMap) throws {
    for case .linear(let layer) in graph.operations.map(\.kind) where matrices[layer.weight] == nil {
      let group = BlockQuantizer.group
      matrices[layer.weight] = Matrix(
        codes: try codes.place(.int8, (layer.inputs + group - 1) / group, layer.outputs, group),
        scales: try scales.place(.float32, layer.outputs), rows: layer.outputs, columns: layer.inputs)
      names.append(layer.weight)
    }
  }

  /// In the order of the graph.
  var all: [Matrix] { names.compactMap { matrices[$0] } }

  func matrix(_ name: String) throws -> Matrix {
    guard let matrix = matrices[name] else { throw AcceleratorError("the graph names the weight \(name), which was not placed") }
    return matrix
  }

  /// Quantizes the model's matrices; throws where a sum of one could exceed 48 bits.
  ///
  /// - Parameter progress: called with each matrix's name
  func place(_ model: LanguageModel, in space: AddressSpace, progress: ((_ what: String) -> Void)?) throws {
    for name in names {
      guard let tensor = model.weights[name], let place = matrices[name] else {
        throw AcceleratorError("the model has no weights '\(name)'")
      }
      let matrix = BlockMatrix(try QuantizedMatrix(quantizing: tensor))
      if let row = matrix.rowBeyondSums {
        throw AcceleratorError("row \(row) of '\(name)' can exceed the 48 bits of a sum; use a model with narrower layers")
      }
      matrix.values.withUnsafeBytes { values in
        if let base = values.baseAddress { space.address(place.codes).copyMemory(from: base, byteCount: values.count) }
      }
      space.write(matrix.scales, to: place.scales)
      progress?(name)
    }
  }
}
