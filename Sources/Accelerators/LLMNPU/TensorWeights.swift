import Transformer
import Units

/// Where a model's matrices lie in INT8 with one scale for each matrix, and what the processor multiplies sums with.
struct TensorWeights: Sendable {
  struct Matrix: Sendable {
    let name: String
    /// INT8 [group][row][64]; columns beyond the last one are 0.
    let codes: Buffer
    let rows: Int, columns: Int
    /// FP32 [1]: the product of the input's scale and the matrix's.
    let factor: Buffer
    /// FP32 [hot channel][row] of the input's hot channels, where a shadow in float needs them.
    let hotColumns: Buffer?
    /// The input's value in the graph.
    let input: Int
  }
  private var matrices: [String: Matrix] = [:]
  /// FP32 [1] by the number of a value: 1 / scale, and the scale.
  private(set) var inverseScales: [Int: Buffer] = [:], scales: [Int: Buffer] = [:]

  init(
    _ graph: ModelGraph, _ tensors: QuantizedTensors, _ form: ShadowForm, codes: inout MemoryMap, tables: inout MemoryMap
  ) throws {
    for value in tensors.values {
      (inverseScales[value], scales[value]) = (try tables.place(.float32, 1), try tables.place(.float32, 1))
    }
    for operation in graph.operations where operation.isOnNPU(of: graph) {
      guard case .linear(let layer) = operation.kind else { continue }
      guard matrices[layer.weight] == nil else {
        throw AcceleratorError("'\(layer.weight)' is of two layers: a matrix has one input here")
      }
      let group = BlockQuantizer.group, tensor = try tensors.tensor(operation.inputs[0])
      matrices[layer.weight] = Matrix(
        name: layer.weight, codes: try codes.place(.int8, (layer.inputs + group - 1) / group, layer.outputs, group),
        rows: layer.outputs, columns: layer.inputs, factor: try tables.place(.float32, 1),
        hotColumns: form == .float && tensor.hasShadow
          ? try tables.place(.float32, max(1, tensor.hotChannels.count), layer.outputs) : nil,
        input: operation.inputs[0])
    }
  }

  func matrix(_ name: String) throws -> Matrix {
    guard let matrix = matrices[name] else { throw AcceleratorError("the graph names the weight \(name), which was not placed") }
    return matrix
  }

  /// Quantizes the model's matrices to nearest even; the scale is the largest magnitude over 127.
  ///
  /// - Parameter progress: called with each matrix's name
  func place(
    _ model: LanguageModel, _ tensors: QuantizedTensors, in space: AddressSpace, progress: ((_ what: String) -> Void)?
  ) throws {
    for value in tensors.values {
      let tensor = try tensors.tensor(value)
      guard let scale = tensor.scale, let inverse = inverseScales[value], let place = scales[value] else {
        throw AcceleratorError("the range of '\(tensor.name)' is not known; calibrate the system first")
      }
      space.write([1 / scale], to: inverse)
      space.write([scale], to: place)
    }
    for matrix in matrices.values.sorted(by: { $0.name < $1.name }) {
      guard let tensor = model.weights[matrix.name] else { throw AcceleratorError("the model has no weights '\(matrix.name)'") }
      let weights = tensor.decode(rows: 0..<matrix.rows)
      let whole = try QuantizedMatrix(name: matrix.name, rows: 1, columns: weights.count, quantizing: weights)
      let laidOut = BlockMatrix(
        QuantizedMatrix(
          name: matrix.name, rows: matrix.rows, columns: matrix.columns, values: whole.values,
          scales: [Float](repeating: whole.scales[0], count: matrix.rows)))
      space.write(laidOut.values, to: matrix.codes)
      let input = try tensors.tensor(matrix.input)
      space.write([(input.scale ?? 1) * whole.scales[0]], to: matrix.factor)
      if let columns = matrix.hotColumns {
        for (index, channel) in input.hotChannels.enumerated() {
          space.write((0..<matrix.rows).map { weights[$0 * matrix.columns + channel] }, to: columns[index])
        }
      }
      progress?(matrix.name)
    }
  }
}
