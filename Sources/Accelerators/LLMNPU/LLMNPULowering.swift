import Transformer
import Units

/// Makes passes of a graph's operations: linear layers for the NPU, all else for the processor.
struct LLMNPULowering: Lowering {
  let system: LLMNPU
  /// The value whose rows are in the codes: query, key and value share them, and gate and up.
  private var quantized: Int?

  init(system: LLMNPU) { self.system = system }

  private var chip: LLMNPUChip { system.chip }
  private var scratch: LLMNPUScratch { system.scratch }

  mutating func lower(_ operation: ModelGraph.Operation, _ buffers: OperationBuffers, _ program: inout Program) throws {
    let rows = buffers.rows
    guard operation.isOnNPU(of: system.layout.graph), case .linear(let layer) = operation.kind,
      !system.configuration.isOnProcessor(rows: program.rows)
    else { return try system.operators.lower(operation, buffers, &program) }
    let input = operation.inputs[0], tensor = try system.tensors.tensor(input)
    let place = Place(operation.name, row: rows == 1 ? buffers.firstRow : nil)
    // A single row is a token that is decoded; everything else is a whole chunk, of which unused rows are 0.
    let padded = rows == 1 ? 1 : system.configuration.chunk
    if quantized != input {
      guard let inverse = system.weights.inverseScales[input] else { throw AcceleratorError("no scale of '\(tensor.name)'") }
      try program.append(
        ExtractOutliers(
          values: buffers.inputs[0], inverseScale: inverse, codes: scratch.codes.first(padded).narrowed(1, to: 0..<layer.inputs),
          outliers: tensor.hasShadow ? scratch.outliers.first(rows) : nil, expected: (layer.inputs + 999) / 1000,
          unit: chip.extractor), place)
      quantized = input
    }
    let matrix = try system.weights.matrix(layer.weight)
    let sums = scratch.sums.first(padded).narrowed(1, to: 0..<layer.outputs)
    try multiply(matrix, padded, sums, place, &program)
    try finish(layer, matrix, tensor, sums.first(rows), buffers.output, place, &program)
  }

  /// Rows of the matrix to each of the arrays, in whole tiles.
  private func multiply(
    _ matrix: TensorWeights.Matrix, _ padded: Int, _ sums: Buffer, _ place: Place, _ program: inout Program
  ) throws {
    let tile = system.configuration.npuColumns, tiles = (matrix.rows + tile - 1) / tile
    for (index, array) in chip.arrays.enumerated() {
      let first = tiles * index / chip.arrays.count * tile
      let part = first..<min(matrix.rows, tiles * (index + 1) / chip.arrays.count * tile)
      if part.isEmpty { continue }
      let groups = matrix.codes.shape[0].count
      try program.append(
        ArrayProduct(
          matrix: matrix.codes.narrowed(1, to: part), columns: matrix.columns,
          codes: scratch.codes.first(padded).narrowed(1, to: 0..<matrix.columns),
          shifts: scratch.shifts.first(padded).narrowed(1, to: 0..<groups), arrivals: [], sums: sums.narrowed(1, to: part),
          isKept: true, unit: array, links: [chip.memory], mostVectors: chip.mostVectors), place)
    }
  }

  /// Adds the outliers, and makes FP32 of the sums.
  private func finish(
    _ layer: LinearLayer, _ matrix: TensorWeights.Matrix, _ tensor: QuantizedTensors.Tensor, _ sums: Buffer, _ output: Buffer,
    _ place: Place, _ program: inout Program
  ) throws {
    let outliers = scratch.outliers.first(sums.rows), form = system.configuration.shadow
    let totals = scratch.totals.first(sums.rows).narrowed(1, to: 0..<layer.outputs)
    let isInteger = tensor.hasShadow && form == .integer
    if isInteger {
      try program.append(
        ShadowProduct(
          matrix: matrix.codes, columns: matrix.columns, outliers: outliers, sums: sums, totals: totals, unit: chip.shadow,
          link: chip.memory), place)
    }
    var shadow: Dequantize.FloatShadow?
    if tensor.hasShadow, form == .float, let columns = matrix.hotColumns, let scale = system.weights.scales[matrix.input] {
      shadow = Dequantize.FloatShadow(outliers: outliers, scale: scale, channels: tensor.hotChannels, columns: columns)
    }
    try program.append(
      Dequantize(
        sums: isInteger ? totals : sums, factor: matrix.factor, shadow: shadow,
        bias: try layer.bias.map { try system.operators.vector($0) }, output: output, processor: chip.processor), place)
  }

  func choose(from logits: Buffer, next: Buffer, _ program: inout Program) throws {
    try system.operators.choose(from: logits, next: next, &program)
  }
}
