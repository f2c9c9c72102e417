import Accelerators
import Hosts
import Transformer
import Units

/// One unit, a multiply-accumulate element, for linear layers; everything else on a processor.
/// Weights are INT8, activations have five bits; what follows a vector's last code that is not 0 is left out.
struct ToySystem: AcceleratorSystem {
  static let name = "toy", summary = "One multiply-accumulate element and a processor."
  static let clock = Parameter("clock-rate", unit: "Hz", 1e3...1e10, default: 1e9, source: "toy")
  static let parameters = [clock], presets = [Preset("plain", "the defaults", [:])], code = Format("int5", bits: 5, container: 1)

  let layout: GraphLayout, memories: [MemoryMap], lanes: [Lane], operators: ProcessorOperators
  let matrices: [String: (codes: Buffer, scales: Buffer)]
  let codes, scale, count, sums: Buffer, element, processor: Resource

  init(_ values: ParameterValues, graph: ModelGraph, positions: Int, rows: Int) throws {
    var weights = MemoryMap("weights", .weights, capacity: 1 << 40), dram = MemoryMap("dram", .kept, capacity: 1 << 36)
    var scratch = MemoryMap("scratch", .scratch, capacity: 1 << 30), state = MemoryMap("state", .state, capacity: 1 << 20)
    (element, processor) = (Resource("mac", perSecond: values[Self.clock]), Resource("processor", perSecond: 1e9, unit: "ns"))
    var layout = try GraphLayout(graph, positions: positions, rows: rows, scratch: &scratch, state: &state)
    operators = try ProcessorOperators(layout, processor: ProcessorModel(processor.name), weights: &weights, kept: &dram)
    layout.kept = operators.kept
    self.layout = layout
    var matrices: [String: (codes: Buffer, scales: Buffer)] = [:], widest = 1
    for case .linear(let layer) in graph.operations.map(\.kind) where matrices[layer.weight] == nil {
      matrices[layer.weight] = try (weights.place(.int8, layer.outputs, layer.inputs), weights.place(.float32, layer.outputs))
      widest = max(widest, layer.inputs, layer.outputs)
    }
    self.matrices = matrices
    codes = try scratch.place(Self.code, widest)
    (scale, sums) = try (scratch.place(.float32, 1), scratch.place(.int32, widest))
    count = try state.place(.int32, 1)
    memories = [weights, dram, scratch, state]
    lanes = [
      Lane("mac", MacPE()) { try StreamUnit($0, $1, ["a", "b"], input: "operands", output: "result", results: ["sum"]) }
    ]
  }

  func placeWeights(of model: LanguageModel, in space: AddressSpace, progress: ((String) -> Void)?) throws {
    try operators.place(model, in: space)
    for (name, matrix) in matrices {
      guard let tensor = model.weights[name] else { throw AcceleratorError("no weights \(name)") }
      let quantized = try QuantizedMatrix(quantizing: tensor)
      space.write(quantized.values, to: matrix.codes)
      space.write(quantized.scales, to: matrix.scales)
    }
  }

  func lowering() -> any Lowering { ToyLowering(system: self) }
}

private struct ToyLowering: Lowering {
  let system: ToySystem

  func lower(_ operation: ModelGraph.Operation, _ buffers: OperationBuffers, _ program: inout Program) throws {
    guard case .linear(let layer) = operation.kind, let matrix = system.matrices[layer.weight] else {
      return try system.operators.lower(operation, buffers, &program)
    }
    let codes = system.codes.first(layer.inputs), sums = Operand.fixed(system.sums.first(layer.outputs))
    let used = Index.value(system.count)
    let bias = try layer.bias.map { Operand.fixed(try system.operators.vector($0)) }
    for row in 0..<buffers.rows {
      let place = Place(operation.name, row: row)
      try program.append(
        ToyQuantize(
          values: .fixed(buffers.inputs[0][row]), codes: .fixed(codes), scale: .fixed(system.scale),
          count: Length(system.count, expected: layer.inputs), processor: system.processor), place)
      try program.append(
        ToyProduct(
          matrix: .counted(matrix.codes, dimension: 1, by: used), codes: .counted(codes, dimension: 0, by: used), sums: sums,
          unit: system.element), place)
      try program.append(
        ToyScale(
          sums: sums, scales: .fixed(matrix.scales), scale: .fixed(system.scale), bias: bias,
          output: .fixed(buffers.output[row]), processor: system.processor), place)
    }
  }

  func choose(from logits: Buffer, next: Buffer, _ program: inout Program) throws {
    try system.operators.choose(from: logits, next: next, &program)
  }
}

/// A declared processor pass that finds a length: codes, their scale, and how many there are up to the last that is not 0.
struct ToyQuantize: ProcessorPass {
  static let name = "toy-quantize"
  let values, codes, scale: Operand, count: Length, processor: Resource
  var lane: String { processor.name }
  var reads: [Operand] { [values] }
  var writes: [Operand] { [codes, scale, .fixed(count.buffer)] }
  var lengths: [Length] { [count] }

  func cost(_ memory: Memory) throws -> [Demand] { [Demand(processor, try memory.resolve(values).count)] }
  func golden(_ memory: Memory) throws {
    let values: [Float] = try memory.read(values), step = max(values.map(\.magnitude).max() ?? 0, 1e-20) / 15
    let result = values.map { Int8(($0 / step).rounded(.toNearestOrEven)) }
    try memory.write(result, to: codes)
    try memory.write([step], to: scale)
    try memory.write([Int32((result.lastIndex { $0 != 0 } ?? 0) + 1)], to: .fixed(count.buffer))
  }
}

/// sums[o] = sum over the codes that count of codes[c] * matrix[o][c].
struct ToyProduct: Pass {
  static let name = "toy-product"
  let matrix, codes, sums: Operand, unit: Resource
  var lane: String { unit.name }
  var reads: [Operand] { [matrix, codes] }
  var writes: [Operand] { [sums] }

  func golden(_ memory: Memory) throws {
    let matrix: [Int8] = try memory.read(matrix), codes: [Int8] = try memory.read(codes)
    let outputs = try memory.resolve(sums).count
    try memory.write(
      (0..<outputs).map { o in codes.indices.reduce(Int32(0)) { $0 + Int32(codes[$1]) * Int32(matrix[o * codes.count + $1]) } },
      to: sums)
  }
  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let unit: StreamUnit = try units.unit(lane), matrix = try memory.resolve(matrix), codes = try memory.resolve(codes)
    let sums = try memory.resolve(sums)
    let space = memory.space, vector = space.elements(codes)
    let cycles = try (0..<sums.count).reduce(0) { cycles, output in
      let used = try unit.run([.elements(vector), .elements(space.elements(matrix[output]))], count: codes.count, outputs: 1)
      unit.collect(0, to: space.elements(sums.narrowed(0, to: output..<output + 1)))
      return cycles + used
    }
    return [Demand(self.unit, cycles)]
  }
  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    let used = try memory.resolve(codes).count, outputs = try memory.resolve(sums).count
    return [Demand(unit, outputs * (try units.cycles(MacPECycles.self, of: used, on: lane)))]
  }
}

/// output[o] = sums[o] * scale * scales[o] + bias[o]
struct ToyScale: ProcessorPass {
  static let name = "toy-scale"
  let sums, scales, scale: Operand, bias: Operand?, output: Operand, processor: Resource
  var lane: String { processor.name }
  var reads: [Operand] { [sums, scales, scale] + (bias.map { [$0] } ?? []) }
  var writes: [Operand] { [output] }

  func cost(_ memory: Memory) throws -> [Demand] { [Demand(processor, try memory.resolve(sums).count)] }
  func golden(_ memory: Memory) throws {
    let sums: [Int32] = try memory.read(sums), scales: [Float] = try memory.read(scales), scale: [Float] = try memory.read(scale)
    let bias: [Float]? = try bias.map { try memory.read($0) }
    try memory.write(sums.indices.map { Float(sums[$0]) * scale[0] * scales[$0] + (bias?[$0] ?? 0) }, to: output)
  }
}
