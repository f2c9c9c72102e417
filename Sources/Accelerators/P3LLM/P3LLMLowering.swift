import Transformer
import Units

/// Makes passes of a graph's operations: products for the units beside the banks, all else for the NPU.
struct P3LLMLowering: Lowering {
  let system: P3LLM
  /// The value whose rows are in the codes: query, key and value share them, and gate and up.
  private var quantized: Int?

  init(system: P3LLM) { self.system = system }

  private var chip: P3LLMChip { system.chip }
  private var scratch: P3LLMScratch { system.scratch }

  mutating func lower(_ operation: ModelGraph.Operation, _ buffers: OperationBuffers, _ program: inout Program) throws {
    switch operation.kind {
    case .linear(let layer): try multiply(layer, operation, buffers, &program)
    case .attend(let layer): try attend(layer, operation.name, buffers, &program)
    default: try system.operators.lower(operation, buffers, &program)
    }
  }

  func choose(from logits: Buffer, next: Buffer, _ program: inout Program) throws {
    try system.operators.choose(from: logits, next: next, &program)
  }

  /// All rows by a matrix, of which each pseudo-channel has some rows.
  private mutating func multiply(
    _ layer: LinearLayer, _ operation: ModelGraph.Operation, _ buffers: OperationBuffers, _ program: inout Program
  ) throws {
    let rows = buffers.rows, place = Place(operation.name, row: rows == 1 ? buffers.firstRow : nil)
    let matrix = try system.weights.matrix(layer.weight)
    let codes = scratch.codes.first(rows).narrowed(1, to: 0..<layer.inputs), scales = scratch.scales.first(rows)
    if quantized != operation.inputs[0] {
      try program.append(
        QuantizeActivations(
          values: buffers.inputs[0], factors: nil, codes: codes, scales: scales, processor: chip.processor), place)
      quantized = operation.inputs[0]
    }
    let sums = scratch.sums.first(rows).narrowed(1, to: 0..<matrix.groups * matrix.rows).split(1, into: matrix.groups)
    for (index, channel) in chip.channels.enumerated() {
      let part = matrix.rows * index / chip.channels.count..<matrix.rows * (index + 1) / chip.channels.count
      if part.isEmpty { continue }
      // The channels' sums lie between each other, in every row and group.
      try program.append(
        PIMProduct(
          matrix: .fixed(matrix.codes.narrowed(1, to: part)), settings: .fixed(matrix.settings.narrowed(1, to: part)),
          operand: system.configuration.weights == .bitmod ? .bitMoD : .zeroByElement, vectors: .fixed(codes),
          isProbability: false, group: system.configuration.group, sums: .fixed(sums.narrowed(2, to: part)), channel: channel),
        place, writtenRanges: max(Program.mostRanges, rows * matrix.groups))
    }
    // BitMoD's numbers are in halves.
    let unit: Float = system.configuration.weights == .bitmod ? 0x1p-10 : 0x1p-9
    try program.append(
      ScaleGroups(
        sums: sums, weightScales: matrix.scales, rowScales: scales, unit: unit,
        bias: try layer.bias.map { try system.operators.vector($0) }, output: buffers.output, processor: chip.processor), place)
  }

  /// Row after row: the keys and values of all rows before it are in the cache.
  private func attend(
    _ layer: AttentionLayer, _ name: String, _ buffers: OperationBuffers, _ program: inout Program
  ) throws {
    let factors = system.cache.factors[layer.layer]
    try program.append(
      ChooseFactors(
        keys: buffers.inputs[1], factors: factors, isSmoothed: system.configuration.isSmoothed, processor: chip.processor),
      Place(name))
    for row in 0..<buffers.rows {
      let attention = RowAttention(
        system: system, layer: layer, place: Place(name, row: buffers.firstRow + row),
        query: buffers.inputs[0][row].split(0, into: layer.heads),
        key: buffers.inputs[1][row].split(0, into: layer.keyValueHeads),
        value: buffers.inputs[2][row].split(0, into: layer.keyValueHeads), factors: factors.split(0, into: layer.keyValueHeads))
      try attention.store(&program)
      try attention.score(&program)
      try attention.mix(into: buffers.output[row].split(0, into: layer.heads), &program)
    }
  }
}

/// Attention of one row.
private struct RowAttention {
  let system: P3LLM, layer: AttentionLayer, place: Place
  /// FP32 [head][element] and three times FP32 [key head][element].
  let query: Buffer, key: Buffer, value: Buffer, factors: Buffer

  private var chip: P3LLMChip { system.chip }
  private var scratch: P3LLMScratch { system.scratch }
  private var heads: [PIMCache.Head] { system.cache.heads[layer.layer] }
  private var row: Int { place.row ?? 0 }
  /// Positions that the units beside the banks see.
  private var count: Index { .position(plus: row + 1 - system.configuration.residual) }
  private func place(_ head: Int) -> Place { Place(place.operation, row: place.row, head: head) }
  private func channel(_ head: Int) -> P3LLMChip.Channel { chip.channels[head % chip.channels.count] }
  /// The query heads of a key head.
  private func sharers(_ head: Int) -> Range<Int> {
    let group = layer.heads / layer.keyValueHeads
    return head * group..<(head + 1) * group
  }

  func store(_ program: inout Program) throws {
    for head in heads.indices {
      try program.append(
        StoreToken(
          key: key[head], value: value[head], factors: factors[head], head: heads[head], row: row, processor: chip.processor),
        place(head))
    }
  }

  /// Queries take the factors that keys were divided by.
  func score(_ program: inout Program) throws {
    for head in heads.indices {
      let sharers = sharers(head), codes = scratch.queryCodes.narrowed(0, to: sharers).narrowed(1, to: 0..<layer.headWidth)
      try program.append(
        QuantizeActivations(
          values: query.narrowed(0, to: sharers), factors: factors[head], codes: codes,
          scales: scratch.queryScales.narrowed(0, to: sharers), processor: chip.processor), place(head))
      try program.append(
        PIMProduct(
          matrix: .counted(heads[head].keys, dimension: 1, by: count),
          settings: .counted(heads[head].keyZeros, dimension: 0, by: count), operand: .zeroByElement, vectors: .fixed(codes),
          isProbability: false, group: (layer.headWidth + 3) / 4 * 4,
          sums: .counted(scratch.scores.narrowed(0, to: sharers).split(1, into: 1), dimension: 2, by: count),
          channel: channel(head)), place(head))
    }
    try program.append(
      WeighPositions(
        layer: layer, query: query, key: key, sums: scratch.scores, queryScales: scratch.queryScales, heads: heads,
        codes: scratch.probabilities, newest: scratch.newest, largest: scratch.largest, row: row,
        residual: system.configuration.residual, format: system.configuration.probabilities,
        isNormalized: system.configuration.isNormalized, processor: chip.processor), place)
  }

  /// Probabilities of at most 1 in all: a sum over any number of positions fits.
  func mix(into output: Buffer, _ program: inout Program) throws {
    for head in heads.indices {
      let sharers = sharers(head)
      try program.append(
        PIMProduct(
          matrix: .counted(heads[head].values, dimension: 0, by: count, block: 4),
          settings: .counted(heads[head].valueZeros, dimension: 0, by: count), operand: .zeroByLane,
          vectors: .counted(scratch.probabilities.narrowed(0, to: sharers), dimension: 1, by: count),
          isProbability: system.configuration.probabilities == .s0e4m4, group: 1 << 24,
          sums: .fixed(scratch.mixed.narrowed(0, to: sharers).split(1, into: 1)), channel: channel(head)), place(head))
    }
    try program.append(
      FinishAttention(
        layer: layer, sums: scratch.mixed, newest: scratch.newest, largest: scratch.largest, value: value,
        unit: system.configuration.probabilities.unit, output: output, processor: chip.processor), place)
  }
}
