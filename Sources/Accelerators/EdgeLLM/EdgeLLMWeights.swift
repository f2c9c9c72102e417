import Dispatch
import Numerics
import Synchronization
import Transformer
import Units

/// Where a model's matrices lie in INT4: tiles of as many rows as the array has columns, each row at a port of HBM.
struct EdgeLLMWeights: Sendable {
  struct Matrix: Sendable {
    /// [row][byte] of a pruned matrix: each row's packets, one after the other; nil of a dense one, whose weights lie as the array takes
    /// them.
    let packets: Buffer?
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

  /// - Parameter scratch: where weights lie that are decoded, those of two matrices in turn
  init(_ graph: ModelGraph, _ chip: EdgeLLMChip, in memory: inout MemoryMap, scratch: inout MemoryMap) throws {
    self.chip = chip
    var rooms: [(codes: Buffer, scales: Buffer)] = []
    if chip.packing != .dense {
      let layers = graph.operations.compactMap { operation -> LinearLayer? in
        guard operation.output != graph.logits, case .linear(let layer) = operation.kind else { return nil }
        return layer
      }
      func largest(_ size: (LinearLayer) -> Int) -> Int { layers.reduce(1) { max($0, size($1)) } }
      let bytes = largest { [array = chip.array] in
        array.tiles($0.outputs) * array.beats($0.inputs, isHalf: false) * array.outputs * array.inputs / 2
      }
      let scales = largest { [array = chip.array] in array.tiles($0.outputs) * array.outputs * Self.blocks($0.inputs) }
      for _ in 0..<2 { rooms.append((try scratch.place(.uint8, bytes), try scratch.place(.float16, scales))) }
    }
    var turn = 0
    let array = chip.array
    for operation in graph.operations {
      guard case .linear(let layer) = operation.kind, matrices[layer.weight] == nil else { continue }
      let tiles = chip.array.tiles(layer.outputs), beats = chip.array.beats(layer.inputs, isHalf: false)
      if !rooms.isEmpty, operation.output != graph.logits {
        let room = rooms[turn % 2], rowBytes = Self.rowBytes(layer.inputs, packing: chip.packing)
        turn += 1
        matrices[layer.weight] = Matrix(
          packets: try memory.place(.uint8, layer.outputs, rowBytes),
          codes: room.codes.reshaped(tiles, beats, array.outputs, array.inputs / 2),
          scales: room.scales.reshaped(tiles, Self.blocks(layer.inputs), array.outputs), rows: layer.outputs,
          columns: layer.inputs, bytes: 0)
        names.append(layer.weight)
        continue
      }
      matrices[layer.weight] = Matrix(
        packets: nil,
        codes: try memory.place(.uint8, tiles, beats, array.outputs, array.inputs / 2),
        scales: try memory.place(.float16, tiles, Self.blocks(layer.inputs), array.outputs), rows: layer.outputs,
        columns: layer.inputs, bytes: tiles * array.outputs * Self.rowBytes(layer.inputs))
      names.append(layer.weight)
    }
  }

  static func blocks(_ columns: Int) -> Int { (columns + WeightPacket.block - 1) / WeightPacket.block }

  /// Inputs of a row's packets: 2,048, and what is left, filled up to a multiple of 16.
  static func packets(_ columns: Int) -> [Int] {
    let most = 64 * EdgeLLMChip.portBytes, granularity = WeightPacket.granularity
    return stride(from: 0, to: columns, by: most).map {
      (min(most, columns - $0) + granularity - 1) / granularity * granularity
    }
  }

  /// Bytes of a row's packets.
  static func rowBytes(_ columns: Int, packing: WeightPacking = .dense) -> Int {
    packets(columns).reduce(0) {
      $0 + WeightPacket.wordCount(of: $1, packing: packing, wordBits: 8 * EdgeLLMChip.portBytes) * EdgeLLMChip.portBytes
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
      let weights = tensor.decode(rows: 0..<place.rows)
      if let packets = place.packets {
        let writer = PacketWriter(columns: place.columns, packing: chip.packing, weights: weights, bytes: space.mutable(packets))
        let parts = min(place.rows, 32)
        let failures = Mutex<[any Error]>([])
        DispatchQueue.concurrentPerform(iterations: parts) { part in
          do {
            for row in place.rows * part / parts..<place.rows * (part + 1) / parts { try writer.write(row) }
          } catch { failures.withLock { $0.append(error) } }
        }
        if let failure = failures.withLock({ $0.first }) { throw AcceleratorError("'\(name)': \(failure)") }
      } else {
        let tile = TileWriter(
          array: chip.array, matrix: place, weights: weights, codes: space.mutable(place.codes),
          scales: space.mutable(place.scales))
        DispatchQueue.concurrentPerform(iterations: chip.array.tiles(place.rows)) { tile.write($0) }
      }
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
      let quantized = BlockInt4(Array(weights[row * columns..<(row + 1) * columns]), .dense)
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

/// Writes the packets of a pruned matrix's rows, each of which has bytes of its own.
private struct PacketWriter: @unchecked Sendable {
  let columns: Int, packing: WeightPacking
  let weights: [Float]
  let bytes: UnsafeMutablePointer<UInt8>

  func write(_ row: Int) throws {
    let quantized = BlockInt4(Array(weights[row * columns..<(row + 1) * columns]), packing)
    var first = 0, place = bytes + row * EdgeLLMWeights.rowBytes(columns, packing: packing)
    for inputs in EdgeLLMWeights.packets(columns) {
      let part = first..<min(columns, first + inputs), block = WeightPacket.block
      let packet = try WeightPacket(
        weights: quantized.weights[part].map { Int($0) } + [Int](repeating: 0, count: inputs - part.count),
        scales: quantized.scales[first / block..<(first + inputs + block - 1) / block].map(\.bits), packing: packing,
        wordBits: 8 * EdgeLLMChip.portBytes)
      for word in packet.words {
        for part in word {
          for byte in 0..<8 { place[byte] = UInt8(truncatingIfNeeded: part >> UInt64(8 * byte)) }
          place += 8
        }
      }
      first += inputs
    }
  }
}
