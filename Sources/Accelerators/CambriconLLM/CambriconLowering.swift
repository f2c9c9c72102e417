import Transformer
import Units

/// Makes passes of a graph's operations: everything but copies is a unit's.
struct CambriconLowering: Lowering {
  let system: CambriconLLM
  /// The value whose rows are in the codes of a linear layer's inputs: query, key and value share them, and gate and up.
  var quantized: Int?
  /// Matrices so far that were shared out: what comes raw from the flash lies at two places in turns.
  private var shared = 0

  init(system: CambriconLLM) { self.system = system }

  var chip: CambriconChip { system.chip }
  var scratch: CambriconScratch { system.scratch }

  mutating func lower(_ operation: ModelGraph.Operation, _ buffers: OperationBuffers, _ program: inout Program) throws {
    if case .linear(let layer) = operation.kind { return try linear(layer, operation, buffers, &program) }
    for index in 0..<buffers.rows {
      let place = Place(operation.name, row: buffers.firstRow + index)
      try lower(operation.kind, place, buffers.inputs.map { $0[index] }, buffers.output[index], &program)
    }
  }

  /// One row of an operation, from rows to a row.
  private func lower(_ kind: OperatorKind, _ place: Place, _ inputs: [Buffer], _ output: Buffer, _ program: inout Program) throws
  {
    let row = place.row ?? 0
    let reads = inputs.map { Operand.fixed($0) }
    let output = Operand.fixed(output)
    func vector(_ name: String) throws -> Operand { .fixed(try system.tables.vector(name)) }
    switch kind {
    case .embed(let weight):
      let token = Operand.window(try system.tables.table(weight), dimension: 0, from: .value(system.layout.tokens[row]), count: 1)
      try program.append(Copy(token, to: output, lane: "copy", link: chip.dram, isFinite: true), place)
    case .addPosition(let weight, let offset):
      let table = Operand.window(try system.tables.table(weight), dimension: 0, from: .position(plus: row + offset), count: 1)
      try program.append(Add(left: reads[0], right: table, output: output, unit: chip.adder), place)
    case .rmsNorm(let gain, let epsilon):
      try program.append(
        NormalizeRMS(values: reads[0], gains: try vector(gain), epsilon: epsilon, output: output, unit: chip.normalizer), place)
    case .layerNorm(let gain, let bias, let epsilon):
      try program.append(
        NormalizeLayer(
          values: reads[0], gains: try vector(gain), biases: try vector(bias), epsilon: epsilon, output: output,
          unit: chip.normalizer), place)
    case .rotate(_, let heads): try rotate(heads, place, inputs[0], output.buffer, &program)
    case .attend(let layer): try attend(layer, place, inputs, output.buffer, &program)
    case .activate(let function):
      try program.append(Gate(function: function, gate: reads[0], up: nil, output: output, unit: chip.gate), place)
    case .gate(let function):
      try program.append(Gate(function: function, gate: reads[0], up: reads[1], output: output, unit: chip.gate), place)
    case .add: try program.append(Add(left: reads[0], right: reads[1], output: output, unit: chip.adder), place)
    case .linear, .selectRows: throw AcceleratorError("'\(place)' is not of single rows")
    }
  }

  func choose(from logits: Buffer, next: Buffer, _ program: inout Program) throws {
    try program.append(
      Choose(values: .fixed(logits), index: .fixed(next), unit: chip.argmax), Place("argmax", row: program.rows - 1))
  }

  private func rotate(_ heads: Int, _ place: Place, _ input: Buffer, _ output: Buffer, _ program: inout Program) throws {
    guard let rotation = system.rotation else { throw AcceleratorError("'\(place)' rotates, but the model has no angles") }
    let from = rotation.views(of: input, heads: heads)
    let to = rotation.views(of: output, heads: heads)
    func angles(_ table: Buffer) -> Operand { .window(table, dimension: 0, from: .position(plus: place.row ?? 0), count: 1) }
    try program.append(
      Rotate(
        low: .fixed(from.low), high: .fixed(from.high), cosines: angles(rotation.cosines), sines: angles(rotation.sines),
        turnedLow: .fixed(to.low), turnedHigh: .fixed(to.high), unit: chip.rotator), place)
    if let rest = from.rest, let target = to.rest {
      try program.append(Copy(.fixed(rest), to: .fixed(target), lane: "copy"), place)
    }
  }

  /// Quantizes all rows, multiplies, and scales row by row.
  private mutating func linear(
    _ layer: LinearLayer, _ operation: ModelGraph.Operation, _ buffers: OperationBuffers, _ program: inout Program
  ) throws {
    let matrix = try system.weights.matrix(layer.weight)
    let input = operation.inputs[0]
    let rows = buffers.rows
    func place(_ index: Int) -> Place { Place(operation.name, row: buffers.firstRow + index) }
    if quantized != input {
      for index in 0..<rows {
        try program.append(
          Quantize(
            values: .fixed(buffers.inputs[0][index]), exponents: nil, codes: .fixed(scratch.codes[index].first(layer.inputs)),
            shifts: .fixed(scratch.shifts[index].first(matrix.groups)), exponent: .fixed(scratch.exponents[index]),
            unit: chip.quantizer), place(index))
      }
      quantized = input
    }
    if rows == 1 { try share(matrix, place(0), &program) } else { try multiply(matrix, rows, operation.name, &program) }
    let bias = try layer.bias.map { try system.tables.vector($0) }
    for index in 0..<rows {
      let output = buffers.output[index]
      let scaled = bias == nil ? output : scratch.unbiased[index].first(layer.outputs)
      try program.append(
        Scale(
          sums: .fixed(scratch.sums[index].first(layer.outputs)), exponent: .fixed(scratch.exponents[index]), rowExponents: nil,
          factors: .perRow(.fixed(matrix.scales)), output: .fixed(scaled), unit: chip.scaler), place(index))
      guard let bias else { continue }
      try program.append(Add(left: .fixed(scaled), right: .fixed(bias), output: .fixed(output), unit: chip.adder), place(index))
    }
  }

  /// Several rows by a matrix: raw weights pass the channels, and the NPU multiplies.
  private func multiply(_ matrix: BlockWeights.Matrix, _ rows: Int, _ name: String, _ program: inout Program) throws {
    try program.append(
      ArrayProduct(
        matrix: matrix.codes, columns: matrix.columns, codes: scratch.codes.first(rows).narrowed(1, to: 0..<matrix.columns),
        shifts: scratch.shifts.first(rows).narrowed(1, to: 0..<matrix.groups),
        sums: scratch.sums.first(rows).narrowed(1, to: 0..<matrix.rows), isKept: false, unit: chip.npu,
        links: chip.channels.map(\.link), mostVectors: chip.mostVectors), Place(name))
  }

  /// One row by a matrix: shared out between the flash channels and the NPU.
  private mutating func share(_ matrix: BlockWeights.Matrix, _ place: Place, _ program: inout Program) throws {
    try append(system.shares.shares(system.configuration, of: matrix), of: matrix, place, &program)
  }

  /// One row by a matrix that is shared out in a certain way: each channel multiplies its block and sends its part of the NPU's
  /// block, which the NPU multiplies as it comes.
  mutating func append(_ shares: MatrixShares, of matrix: BlockWeights.Matrix, _ place: Place, _ program: inout Program) throws {
    let blocks = shares.channels + [shares.npu], added = Set(shares.sets.filter(isAdded).joined())
    let arrived = scratch.arrived[shared % 2]
    let image = matrix.codes.narrowed(0, to: shares.npu.groups)
    let raw =
      scratch.raw.isEmpty
      ? nil : scratch.raw[shared % 2].reshaped(shares.npu.groups.count, shares.npu.rows.count, BlockQuantizer.group)
    shared += 1
    var arrivals: [Buffer] = []
    for (index, channel) in chip.channels.enumerated() {
      let block = blocks[index], rawRows = shares.rawRows(ofChannel: index)
      if block.isEmpty && rawRows.isEmpty { continue }
      let pages = system.placement.firstPages(of: matrix, channel: index)
      let work = FlashWork(
        product: block.isEmpty ? nil : product(block, index, matrix, isAdded: added.contains(index)),
        raw: rawRows.isEmpty ? nil : image.narrowed(1, to: rawRows),
        target: rawRows.isEmpty
          ? nil
          : raw?.narrowed(
            1, to: rawRows.lowerBound - shares.npu.rows.lowerBound..<rawRows.upperBound - shares.npu.rows.lowerBound),
        arrived: arrived[index], firstTile: pages.tile, firstRead: pages.read)
      if !rawRows.isEmpty { arrivals.append(arrived[index]) }
      let time = chip.timing.time(
        rows: block.isEmpty ? 0 : block.rows.count, columns: work.product?.columns ?? 0, rawBytes: work.rawBytes)
      let cause: Resource? =
        switch chip.timing.limit(work, busBytes: time.busBytes) {
        case .reading: nil
        case .computing: channel.unit
        case .transfers: channel.link
        }
      let pass: any Pass =
        chip.configuration.timing == .clocked
        ? ClockedFlashProduct(
          work: work, unit: channel.unit, planes: channel.planes, link: channel.link, cycles: time.cycles, bytes: time.busBytes,
          cause: cause)
        : FlashProduct(
          work: work, unit: channel.unit, planes: channel.planes, link: channel.link,
          nanoseconds: chip.timing.nanoseconds(time.cycles), bytes: time.busBytes, cause: cause)
      // The channels' raw rows lie between each other, in every group.
      try program.append(pass, place, writtenRanges: max(Program.mostRanges, shares.npu.groups.count))
    }
    if !shares.npu.isEmpty {
      let npu = blocks.count - 1, part = product(shares.npu, npu, matrix, isAdded: added.contains(npu))
      try program.append(
        ArrayProduct(
          matrix: raw ?? part.matrix, columns: part.columns, codes: part.codes.asRow, shifts: part.shifts.asRow,
          arrivals: arrivals, streamedParts: system.configuration.streamedParts(shares.npu),
          sums: part.sums.asRow, isKept: raw == nil, unit: chip.npu, links: [], mostVectors: chip.mostVectors), place)
    }
    guard let partials = scratch.partials else { return }
    for set in shares.sets where isAdded(set) {
      let rows = blocks[set[0]].rows
      try program.append(
        AddPartialSums(
          partials: blocks.indices.map { set.contains($0) ? partials[$0].narrowed(0, to: rows) : nil },
          sums: scratch.sums[0].narrowed(0, to: rows), unit: chip.partialSums), place)
    }
  }
}

extension CambriconLowering {
  /// Whether the sums of some parts of a matrix are partial ones, which the adder tree adds.
  private func isAdded(_ set: [Int]) -> Bool {
    switch system.configuration.division {
    case .rows: false
    case .columns: true
    case .tiles: set.count > 1
    }
  }

  /// The operands of a block of a matrix by the only row of codes.
  private func product(_ block: MatrixBlock, _ index: Int, _ matrix: BlockWeights.Matrix, isAdded: Bool) -> FlashWork.Product {
    let columns = block.columns(of: matrix.columns)
    let sums = (isAdded ? scratch.partials?[index] : nil) ?? scratch.sums[0]
    return FlashWork.Product(
      matrix: matrix.codes.narrowed(0, to: block.groups).narrowed(1, to: block.rows), columns: columns.count,
      codes: scratch.codes[0].narrowed(0, to: columns), shifts: scratch.shifts[0].narrowed(0, to: block.groups),
      sums: sums.narrowed(0, to: block.rows))
  }
}

extension Buffer {
  /// The same elements as the only row of a matrix.
  var asRow: Buffer { repeated(1) }
}

extension CambriconConfiguration {
  /// Parts in which the NPU multiplies a block while it comes: the channels send rows of their own at the same time, and the array begins
  /// with so many rows as it has columns when a channel has sent them.
  fileprivate func streamedParts(_ block: MatrixBlock) -> Int { max(1, block.rows.count / (channels * npuColumns)) }
}
