import Dispatch
import Numerics
import Transformer
import Units

/// Where a model's matrices lie in INT4: tiles of as many rows as the array has columns, each row at a port of HBM.
struct EdgeLLMWeights: Sendable {
  struct Matrix: Sendable {
    /// [tile][beat][row][two INT4 weights], the first one in the lower half; what is beyond the matrix is 0.
    let codes: Buffer
    /// FP16 [tile][block][row].
    let scales: Buffer
    let rows: Int, columns: Int
    /// Bytes of its packets in HBM.
    let bytes: Int
  }
  private var matrices: [String: Matrix] = [:]
  private var names: [String] = []
  private let chip: EdgeLLMChip

  init(_ graph: ModelGraph, _ chip: EdgeLLMChip, in memory: inout MemoryMap) throws {
    self.chip = chip
    let array = chip.array
    for case .linear(let layer) in graph.operations.map(\.kind) where matrices[layer.weight] == nil {
      let tiles = chip.array.tiles(layer.outputs), beats = chip.array.beats(layer.inputs, isHalf: false)
      matrices[layer.weight] = Matrix(
        codes: try memory.place(.uint8, tiles, beats, array.outputs, array.inputs / 2),
        scales: try memory.place(.float16, tiles, Self.blocks(layer.inputs), array.outputs), rows: layer.outputs,
        columns: layer.inputs, bytes: tiles * array.outputs * Self.rowBytes(layer.inputs))
      names.append(layer.weight)
    }
  }

  static func blocks(_ columns: Int) -> Int { (columns + WeightPacket.block - 1) / WeightPacket.block }

  /// Bytes of a row's packets of 2,048 inputs.
  static func rowBytes(_ columns: Int) -> Int {
    let wordBits = 8 * EdgeLLMChip.portBytes, most = 8 * wordBits, granularity = WeightPacket.granularity
    return stride(from: 0, to: columns, by: most).reduce(0) { sum, first in
      let inputs = (min(most, columns - first) + granularity - 1) / granularity * granularity
      return sum + WeightPacket.wordCount(of: inputs, packing: .dense, wordBits: wordBits) * EdgeLLMChip.portBytes
    }
  }

  func matrix(_ name: String) throws -> Matrix {
    guard let matrix = matrices[name] else { throw AcceleratorError("the graph names the weight \(name), which was not placed") }
    return matrix
  }

  /// Quantizes the model's matrices.
  ///
  /// - Parameter progress: called with each matrix's name
  func place(_ model: LanguageModel, in space: AddressSpace, progress: ((_ what: String) -> Void)?) throws {
    for name in names {
      guard let tensor = model.weights[name], let place = matrices[name] else {
        throw AcceleratorError("the model has no weights '\(name)'")
      }
      let tile = TileWriter(
        array: chip.array, matrix: place, weights: tensor.decode(rows: 0..<place.rows),
        codes: space.mutable(place.codes), scales: space.mutable(place.scales))
      DispatchQueue.concurrentPerform(iterations: chip.array.tiles(place.rows)) { tile.write($0) }
      progress?(name)
    }
  }
}

/// Writes tiles of a matrix, each of which has bytes of its own.
private struct TileWriter: @unchecked Sendable {
  let array: ArrayShape, matrix: EdgeLLMWeights.Matrix
  let weights: [Float]
  let codes: UnsafeMutablePointer<UInt8>, scales: UnsafeMutablePointer<UInt16>

  func write(_ tile: Int) {
    let columns = matrix.columns, beats = matrix.codes.shape[1].count, blocks = matrix.scales.shape[1].count
    for column in 0..<min(array.outputs, matrix.rows - tile * array.outputs) {
      let row = tile * array.outputs + column
      let quantized = BlockInt4(Array(weights[row * columns..<(row + 1) * columns]))
      for (index, weight) in quantized.weights.enumerated() {
        let code: UInt8 = weight < 0 ? 8 + weight.magnitude : weight.magnitude
        let beat = index / array.inputs, lane = index % array.inputs
        let place = ((tile * beats + beat) * array.outputs + column) * (array.inputs / 2) + lane / 2
        codes[place] |= code << UInt8(4 * (lane % 2))
      }
      for (block, scale) in quantized.scales.enumerated() {
        scales[(tile * blocks + block) * array.outputs + column] = scale.bits
      }
    }
  }
}
