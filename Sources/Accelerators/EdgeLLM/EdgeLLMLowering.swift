import Numerics
import Transformer

/// Makes passes of a graph's operations: products for the array, all else for the units beside it.
struct EdgeLLMLowering: Lowering {
  let system: EdgeLLM
  /// A linear layer without a bias whose result is only added to something: the array adds it.
  private var waiting: (layer: LinearLayer, input: Int)?

  init(system: EdgeLLM) { self.system = system }

  private var chip: EdgeLLMChip { system.chip }

  mutating func lower(_ operation: ModelGraph.Operation, _ buffers: OperationBuffers, _ program: inout Program) throws {
    switch operation.kind {
    case .linear(let layer):
      if layer.bias == nil, system.residuals.contains(operation.output) {
        waiting = (layer, operation.inputs[0])
        return
      }
      let bias = try layer.bias.map { try system.operators.vector($0) }
      try multiply(
        layer, buffers.inputs[0], addends: { _ in bias }, to: buffers.output, operation.name, buffers.firstRow, &program)
    case .add where waiting != nil:
      guard let (layer, input) = waiting else { return }
      waiting = nil
      let sum = operation.inputs.firstIndex { system.residuals.contains($0) } ?? 1
      let other = buffers.inputs[1 - sum]
      let first = buffers.firstRow, values = system.layout.values[input].narrowed(0, to: first..<first + buffers.rows)
      try multiply(layer, values, addends: { other[$0] }, to: buffers.output, operation.name, buffers.firstRow, &program)
    case .attend(let layer): try attend(layer, buffers, operation.name, &program)
    case .embed:
      // Tables hold FP16 numbers.
      try system.operators.lower(operation, buffers, &program)
    default:
      try system.operators.lower(operation, buffers, &program) { HalfOperator(operation: $0) }
    }
  }

  /// A row after the other.
  private func multiply(
    _ layer: LinearLayer, _ values: Buffer, addends: (_ row: Int) -> Buffer?, to output: Buffer, _ name: String, _ firstRow: Int,
    _ program: inout Program
  ) throws {
    let matrix = try system.weights.matrix(layer.weight)
    if let packets = matrix.packets {
      try program.append(
        DecodeWeights(
          array: chip.array, packets: packets, packing: chip.packing, columns: matrix.columns, codes: matrix.codes,
          scales: matrix.scales, unit: chip.decoder, link: chip.memory), Place(name))
    }
    for row in 0..<output.rows {
      try program.append(
        LinearProduct(
          array: chip.array, codes: matrix.codes, scales: matrix.scales, values: values[row], addends: addends(row),
          output: output[row], unit: chip.engine, link: chip.memory, bytes: matrix.bytes), Place(name, row: firstRow + row))
    }
  }

  /// Keys and values join the cache; then each row has its scores, its probabilities and its sums.
  private func attend(_ layer: AttentionLayer, _ buffers: OperationBuffers, _ name: String, _ program: inout Program) throws {
    let cache = system.cache[layer.layer], first = buffers.firstRow
    for (new, cached) in [(buffers.inputs[1], cache.keys), (buffers.inputs[2], cache.values)] {
      try program.append(
        StoreHalf(
          source: .fixed(new), target: .window(cached, dimension: 0, from: .position(plus: first), count: buffers.rows),
          processor: chip.processor), Place(name))
    }
    for row in 0..<buffers.rows {
      let count = Index.position(plus: first + row + 1), place = Place(name, row: first + row)
      let scores = Operand.counted(system.scores, dimension: 1, by: count)
      let probabilities = Operand.counted(system.probabilities, dimension: 1, by: count)
      func products(_ side: HeadProducts.Side, _ inputs: Operand, _ cache: Buffer, _ scale: Float, _ output: Operand)
        -> HeadProducts
      {
        HeadProducts(
          array: chip.array, side: side, inputs: inputs, cache: .counted(cache, dimension: 0, by: count),
          keyValueHeads: layer.keyValueHeads, scale: Half(scale).bits, output: output, unit: chip.engine, link: chip.memory)
      }
      let heads = buffers.inputs[0][row].split(0, into: layer.heads)
      try program.append(products(.keys, .fixed(heads), cache.keys, layer.scale, scores), place)
      try program.append(HalfSoftmax(scores: scores, output: probabilities, processor: chip.processor), place)
      let sums = buffers.output[row].split(0, into: layer.heads)
      try program.append(products(.values, probabilities, cache.values, 1, .fixed(sums)), place)
    }
  }

  func choose(from logits: Buffer, next: Buffer, _ program: inout Program) throws {
    try system.operators.choose(from: logits, next: next, &program)
  }
}
