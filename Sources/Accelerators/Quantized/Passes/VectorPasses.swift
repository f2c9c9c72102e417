import Hosts
import Transformer
import Units

/// A pass that sends one vector of FP32 numbers through a unit and takes one of the same length; none where that is 0.
protocol VectorPass: Pass {
  associatedtype Cycles: VectorCycleModel
  /// FP32 [element]: one for each field of the unit's beats, as far as they come from memory.
  var reads: [Operand] { get }
  /// FP32 [element].
  var output: Operand { get }
  var unit: Resource { get }
  /// Values of the unit's inputs beside the streams, for a vector of so many elements.
  func constants(count: Int) -> [Float]
  /// Fields of the beats that are the same in all of them, behind those from memory.
  var fixed: [Float] { get }
}

extension VectorPass {
  var lane: String { unit.name }
  var writes: [Operand] { [output] }
  var finite: [Operand] { [output] }
  var fixed: [Float] { [] }
  func constants(count: Int) -> [Float] { [] }

  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let stream: StreamUnit = try units.unit(lane)
    let output = try memory.elements(output)
    if output.count == 0 { return [] }
    let columns = try reads.map { try memory.column($0) } + fixed.map { .constant(UInt64($0.bitPattern)) }
    let constants = constants(count: output.count).map { UInt64($0.bitPattern) }
    let cycles = try stream.run(columns, constants: constants, count: output.count)
    stream.collect(0, to: output)
    return [Demand(unit, cycles)]
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    let count = try memory.resolve(output).count
    return count == 0 ? [] : [Demand(unit, try units.cycles(Cycles.self, of: count, on: lane))]
  }
}

/// x / sqrt(mean(x^2) + epsilon) * gain, by an `RMSNorm`.
struct NormalizeRMS: VectorPass {
  typealias Cycles = RMSNormCycles
  static let name = "rms-norm"
  let values: Operand, gains: Operand, epsilon: Float, output: Operand, unit: Resource

  var reads: [Operand] { [values, gains] }
  func constants(count: Int) -> [Float] { [1 / Float(count), epsilon] }
  func golden(_ memory: Memory) throws {
    try memory.write(RMSNorm.golden(memory.read(values), gains: memory.read(gains), epsilon: epsilon), to: output)
  }
}

/// (x - mean(x)) / sqrt(variance(x) + epsilon) * gain + bias, by a `LayerNorm`.
struct NormalizeLayer: VectorPass {
  typealias Cycles = LayerNormCycles
  static let name = "layer-norm"
  let values: Operand, gains: Operand, biases: Operand, epsilon: Float, output: Operand, unit: Resource

  var reads: [Operand] { [values, gains, biases] }
  func constants(count: Int) -> [Float] { [1 / Float(count), epsilon] }
  func golden(_ memory: Memory) throws {
    try memory.write(
      LayerNorm.golden(memory.read(values), gains: memory.read(gains), biases: memory.read(biases), epsilon: epsilon), to: output)
  }
}

/// Probabilities of scores, by a `Softmax`.
struct Probabilities: VectorPass {
  typealias Cycles = SoftmaxCycles
  static let name = "softmax"
  let scores: Operand, output: Operand, unit: Resource

  var reads: [Operand] { [scores] }
  func golden(_ memory: Memory) throws { try memory.write(Softmax.golden(memory.read(scores)), to: output) }
}

/// function(gate) * up, by a `GatedActivation`.
struct Gate: VectorPass {
  typealias Cycles = GatedActivationCycles
  static let name = "gate"
  /// Without `up` it is 1: a gate that lets everything through.
  let function: ActivationFunction, gate: Operand, up: Operand?, output: Operand, unit: Resource

  var reads: [Operand] { [gate] + [up].compactMap(\.self) }
  var fixed: [Float] { up == nil ? [1] : [] }
  func golden(_ memory: Memory) throws {
    let gate: [Float] = try memory.read(gate)
    let up = try up.map { try memory.read($0) } ?? [Float](repeating: 1, count: gate.count)
    try memory.write(zip(gate, up).map { GatedActivation.golden(gate: $0, up: $1, kind: function.kind) }, to: output)
  }
}

/// An FP32 sum, by a `ResidualAdd`.
struct Add: VectorPass {
  typealias Cycles = ResidualAddCycles
  static let name = "add"
  let left: Operand, right: Operand, output: Operand, unit: Resource

  var reads: [Operand] { [left, right] }
  func golden(_ memory: Memory) throws {
    let left: [Float] = try memory.read(left)
    let right: [Float] = try memory.read(right)
    try memory.write(zip(left, right).map { ResidualAdd.golden($0, $1) }, to: output)
  }
}

/// The index of the largest value, the first one of equals, by an `Argmax`.
struct Choose: Pass {
  static let name = "argmax"
  /// FP32 [element]; INT32 [1].
  let values: Operand, index: Operand
  let unit: Resource

  var lane: String { unit.name }
  var reads: [Operand] { [values] }
  var writes: [Operand] { [index] }

  func golden(_ memory: Memory) throws { try memory.write([Int32(Argmax.golden(memory.read(values))?.index ?? 0)], to: index) }

  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let stream: StreamUnit = try units.unit(lane)
    let values = try memory.elements(values)
    let cycles = try stream.run([.elements(values)], count: values.count, outputs: 1)
    stream.collect(1, to: try memory.elements(index))
    return [Demand(unit, cycles)]
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    [Demand(unit, try units.cycles(ArgmaxCycles.self, of: memory.resolve(values).count, on: lane))]
  }
}

extension ActivationFunction {
  /// The kind of the unit that computes it.
  var kind: ActivationKind {
    switch self {
    case .silu: .silu
    case .relu: .relu
    case .gelu: .gelu
    }
  }
}
