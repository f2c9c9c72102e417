import Transformer
import Units

/// Makes passes of a graph's operations: feed-forward layers by what is fetched, all else for the processor.
///
/// A layer's gate asks for its neurons; gate, up and the activation are computed for what has come, the product with down for the
/// codes of all places, of which those that were not needed are 0.
struct RippleLowering: Lowering {
  let system: Ripple

  private var chip: RippleChip { system.chip }
  private var scratch: RippleScratch { system.scratch }

  func lower(_ operation: ModelGraph.Operation, _ buffers: OperationBuffers, _ program: inout Program) throws {
    guard buffers.rows == 1 else { throw AcceleratorError("'\(operation.name)' has more than one row") }
    let place = Place(operation.name, row: buffers.firstRow), output = buffers.output[0]
    switch operation.kind {
    case .linear(let layer):
      guard let (neurons, part) = system.weights.part(layer.weight) else { break }
      switch part {
      case .gate:
        try quantize(buffers.inputs[0][0], place, &program)
        try fetch(neurons, buffers.inputs[0][0], place, &program)
        try multiply(scratch.gateCodes, scratch.gateScales, layer.inputs, scratch.gates, place, &program)
      case .up: try multiply(scratch.upCodes, scratch.upScales, layer.inputs, scratch.ups, place, &program)
      case .down:
        try quantize(buffers.inputs[0][0], place, &program)
        try multiplyColumns(neurons, output, place, &program)
      }
      return
    case .gate(let function):
      try program.append(
        Gate(
          function: function, gate: scratch.slots(scratch.gates), up: scratch.slots(scratch.ups),
          output: scratch.slots(scratch.hidden), unit: chip.gate), place)
      try program.append(
        SpreadNeurons(
          values: scratch.slots(scratch.hidden), places: scratch.slots(scratch.places), output: output, processor: chip.processor),
        place)
      return
    default: break
    }
    try system.operators.lower(operation, buffers, &program)
  }

  func choose(from logits: Buffer, next: Buffer, _ program: inout Program) throws {
    try system.operators.choose(from: logits, next: next, &program)
  }

  private func quantize(_ row: Buffer, _ place: Place, _ program: inout Program) throws {
    let group = BlockQuantizer.group
    try program.append(
      Quantize(
        values: .fixed(row), exponents: nil, codes: .fixed(scratch.codes.first(row.count)),
        shifts: .fixed(scratch.shifts.first((row.count + group - 1) / group)), exponent: .fixed(scratch.exponent),
        unit: chip.quantizer), place)
  }

  /// Which neurons, in which reads, and the reads.
  private func fetch(_ layer: NeuronWeights.Layer, _ input: Buffer, _ place: Place, _ program: inout Program) throws {
    let width = system.layout.graph.configuration.width, group = BlockQuantizer.group
    let expected = ExpectedReads(
      neurons: layer.bundles.rows, share: system.configuration.predictor == .all ? 1 : system.configuration.activity / 100,
      plan: chip.plan)
    try program.append(
      PredictNeurons(
        predictor: system.configuration.predictor, input: input, fitted: layer.predictor, bundles: layer.bundles,
        codes: scratch.codes.first(width),
        shifts: scratch.shifts.first((width + group - 1) / group), bitmap: scratch.bitmap, active: scratch.active,
        missed: scratch.missed,
        scanned: scratch.scanned, beatBits: chip.fetchUnit.beatBits, expected: expected, processor: chip.processor), place)
    try program.append(
      FetchNeurons(
        bitmap: scratch.bitmap, neurons: layer.bundles.rows, scanned: scratch.scanned, plan: chip.plan, list: scratch.reads,
        readCount: scratch.readCount, expected: expected, unit: chip.fetch), place)
    try program.append(ReadBundles(layer, scratch, chip, width: width, expected: expected), place)
  }

  /// Gate or up of what has come.
  private func multiply(
    _ codes: Buffer, _ scales: Buffer, _ columns: Int, _ output: Buffer, _ place: Place, _ program: inout Program
  ) throws {
    let group = BlockQuantizer.group, sums = scratch.slots(scratch.sums)
    try program.append(
      NeuronProduct(
        matrix: scratch.slots(codes, dimension: 1), columns: columns, codes: scratch.codes.first(columns),
        shifts: scratch.shifts.first((columns + group - 1) / group), sums: sums, unit: chip.array), place)
    try program.append(
      Scale(
        sums: sums, exponent: .fixed(scratch.exponent), rowExponents: nil, factors: .perRow(scratch.slots(scales)),
        output: scratch.slots(output), unit: chip.scaler), place)
  }

  private func multiplyColumns(
    _ layer: NeuronWeights.Layer, _ output: Buffer, _ place: Place, _ program: inout Program
  ) throws {
    let group = RippleChip.inputGroup, sums = scratch.sums.first(output.count)
    try program.append(
      CollectCodes(
        codes: scratch.codes.first(layer.bundles.rows), shifts: scratch.shifts, places: scratch.inputs(scratch.columnPlaces),
        inputCodes: scratch.inputs(scratch.inputCodes), inputShifts: scratch.inputs(scratch.inputShifts, block: group),
        processor: chip.processor), place)
    try program.append(
      ColumnProduct(
        matrix: scratch.inputs(scratch.columns), codes: scratch.inputs(scratch.inputCodes),
        shifts: scratch.inputs(scratch.inputShifts, block: group), sums: sums, unit: chip.array), place)
    try program.append(
      Scale(
        sums: .fixed(sums), exponent: .fixed(scratch.exponent), rowExponents: nil, factors: .perRow(.fixed(layer.downScales)),
        output: .fixed(output), unit: chip.scaler), place)
  }
}
