import Hosts
import Numerics
import Units

/// What a row's queries or probabilities of all heads make with FP16 keys or values on the group vector array, head after head.
struct HeadProducts: Pass {
  static let name = "head-products"
  enum Side: String, Hashable, Codable, Sendable {
    /// A score for each position, from a head's query.
    case keys
    /// A sum for each element of a head, from its probabilities.
    case values
  }
  let array: ArrayShape
  let side: Side
  /// FP16 numbers in FP32 words, [head][element or position].
  let inputs: Operand
  /// FP16, [position][element of all key-value heads].
  let cache: Operand, keyValueHeads: Int
  /// FP16: what sums are multiplied by.
  let scale: UInt16
  /// FP16 numbers in FP32 words, [head][position or element].
  let output: Operand
  let unit: Resource, link: Resource

  var lane: String { unit.name }
  var reads: [Operand] { [inputs, cache] }
  var writes: [Operand] { [output] }
  var finite: [Operand] { writes }
  func operations(at position: Int) throws -> Int {
    try inputs.extent(at: position).rows * output.extent(at: position).columns * inputs.extent(at: position).columns
  }

  func golden(_ memory: Memory) throws {
    try forEachHead(memory) { tiles, weights, scales, rows in tiles.golden(weights, scales, rows: rows) }
  }

  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let engine: GroupVectorUnit = try units.unit(lane)
    var cycles = 0
    try forEachHead(memory) { tiles, weights, scales, rows in
      let result = try tiles.run(engine, weights, scales, rows: rows)
      cycles += result.cycles
      return result.sums
    }
    return demands(cycles, try memory.resolve(cache))
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    let inputs = try memory.resolve(inputs), output = try memory.resolve(output)
    let beats = array.tiles(output.columns) * array.beats(inputs.columns, isHalf: true)
    return demands(
      inputs.rows * (try units.cycles(GroupVectorEngineCycles.self, of: beats, on: lane)), try memory.resolve(cache))
  }

  /// Heads that share keys and values come one after the other, but each brings them again.
  private func demands(_ cycles: Int, _ cache: Buffer) -> [Demand] {
    [Demand(unit, cycles), Demand(link, cache.byteCount / keyValueHeads * inputs.buffer.rows, .background)]
  }

  private func forEachHead(
    _ memory: Memory,
    _ multiply: (
      _ tiles: ArrayTiles, _ weights: UnsafePointer<UInt8>, _ scales: UnsafePointer<UInt16>, _ rows: Int
    ) throws -> [Float]
  ) throws {
    let inputs = try memory.resolve(inputs), output = try memory.resolve(output), cache = try memory.resolve(cache)
    let heads = inputs.rows, width = cache.columns / keyValueHeads
    let numbers: [Float] = memory.space.read(inputs), cached: [UInt16] = memory.space.read(cache)
    let scales = [UInt16](repeating: scale, count: array.tiles(output.columns) * array.outputs)
    var results: [Float] = []
    for head in 0..<heads {
      let tiles = ArrayTiles(
        array, values: Array(numbers[head * inputs.columns..<(head + 1) * inputs.columns]), rows: output.columns, isHalf: true)
      let weights = image(tiles, cached, rowWidth: cache.columns, first: head * keyValueHeads / heads * width, width: width)
      results += try weights.withUnsafeBytes { weights in
        guard let base = weights.bindMemory(to: UInt8.self).baseAddress else { return [] }
        return try multiply(tiles, base, scales, output.columns)
      }
    }
    memory.space.write(results, to: output)
  }

  /// FP16 weights in the order of beats, [tile][beat][row][input].
  private func image(_ tiles: ArrayTiles, _ cached: [UInt16], rowWidth: Int, first: Int, width: Int) -> [UInt16] {
    let lanes = array.halfInputs, outputs = array.outputs, positions = cached.count / rowWidth
    var image = [UInt16](repeating: 0, count: tiles.tiles * tiles.beats * outputs * lanes)
    for position in 0..<positions {
      for element in 0..<width {
        let (row, input) = side == .keys ? (position, element) : (element, position)
        let beat = row / outputs * tiles.beats + input / lanes
        image[(beat * outputs + row % outputs) * lanes + input % lanes] = cached[position * rowWidth + first + element]
      }
    }
    return image
  }
}
