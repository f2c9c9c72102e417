import Testbenches
import Transformer
import Units
import Verilator

/// Cambricon-LLM's units as running RTL: flash channels for their share of the weights, the NPU for the rest and for
/// attention, and a streaming unit for each special function.
///
/// Swift copies bytes and gives commands; every number is made in RTL.
public final class CambriconUnits: OperatorUnits {
  public let system: CambriconConfiguration
  private let quantizer: StreamModel
  private let scaler: StreamModel
  private let normalizer: StreamModel
  private let rotator: StreamModel
  private let exponentials: StreamModel
  private let activations: [ActivationFunction: StreamModel]
  private let adder: StreamModel
  private let maximum: StreamModel
  private let layerNormalizer: StreamModel?
  private let matrices: MatrixEngine
  private let build: VerilatorBuild
  /// Values of the longest vector that the units hold.
  private let length: Int
  /// The chip's time so far.
  public private(set) var time = ComposedTime()

  /// Elaborates, builds (or takes from the cache) and starts all units for a model.
  ///
  /// - Parameters:
  ///   - positions: most positions of attention
  ///   - progress: called with the unit that is built next
  public init(
    _ system: CambriconConfiguration, model: ModelConfiguration, positions: Int, build: VerilatorBuild, profile: BuildProfile = .fast,
    progress: ((_ unit: String) -> Void)? = nil
  ) throws {
    if let fault = system.fault { throw AcceleratorError(fault) }
    self.system = system
    self.build = build
    func start<U: Units.Unit>(_ unit: U, output: String = "output") throws -> StreamModel {
      progress?(U.unitName)
      if let problem = unit.parameterError { throw AcceleratorError("\(U.unitName): \(problem)") }
      return try StreamModel(unit, output: output, build: build, profile: profile)
    }
    let longest = [model.width, model.feedForwardWidth, model.heads * model.headWidth, positions].max() ?? 1
    // Powers of two: few different netlists, so that other models and texts find theirs built.
    length = (6...16).map { 1 << $0 }.first { $0 >= longest } ?? longest
    quantizer = try start(BlockQuantizer(maximumLength: length))
    scaler = try start(RowScaler())
    normalizer = try start(RMSNorm(maximumLength: length))
    rotator = try start(Units.RotaryEmbedding())
    exponentials = try start(Softmax(maximumLength: length))
    activations = try [model.activation: start(GatedActivation(model.activation.kind))]
    adder = try start(ResidualAdd())
    maximum = try start(Argmax(), output: "result")
    layerNormalizer = model.family == .opt ? try start(LayerNorm(maximumLength: length)) : nil
    matrices = try MatrixEngine(system, build: build, profile: profile, progress: progress)
  }

  public func begin(_ operation: ModelGraph.Operation, position: Int) {}

  public func quantize(_ values: [Float], exponents: [Int]?) throws -> BlockQuantizedVector {
    try timed(quantizer) {
      try quantizer.run(
        ["number": .floats(values), "exponent": exponents.map { .integers($0) } ?? .constant(0), "last": .last], count: values.count,
        outputs: values.count)
    }
    let group = BlockQuantizer.group
    return BlockQuantizedVector(
      codes: try quantizer.integers("code", count: values.count).map { Int8($0) },
      shifts: try quantizer.integers("shift", count: (values.count + group - 1) / group, stride: group).map { UInt8($0) },
      exponent: try quantizer.integers("exponent", count: 1)[0])
  }

  public func multiply(_ matrix: BlockMatrix, by vectors: [BlockQuantizedVector]) throws -> [[Int64]] {
    try matrices.multiply(matrix, by: vectors, time: &time)
  }

  public func multiply(_ codes: CodeMatrix, by vectors: [BlockQuantizedVector]) throws -> [[Int64]] {
    try matrices.multiply(codes, by: vectors, time: &time)
  }

  public func scale(_ sums: [Int64], exponent: Int, exponents: [Int]?, by scales: RowScales) throws -> [Float] {
    let factors: StreamModel.Column =
      switch scales {
      case .perRow(let values): .floats(values)
      case .constant(let value): .constant(UInt64(value.bitPattern))
      }
    try timed(scaler) {
      try scaler.run(
        [
          "sum": .sums(sums), "exponent": .constant(UInt64(bitPattern: Int64(exponent))),
          "rowExponent": exponents.map { .integers($0) } ?? .constant(0), "scale": factors, "last": .last,
        ], count: sums.count, outputs: sums.count)
    }
    return try scaler.floats("number", count: sums.count)
  }

  public func rmsNorm(_ values: [Float], gains: [Float], epsilon: Float) throws -> [Float] {
    try setNorm(normalizer, length: values.count, epsilon)
    try timed(normalizer) {
      try normalizer.run(["number": .floats(values), "gain": .floats(gains), "last": .last], count: values.count, outputs: values.count)
    }
    return try normalizer.floats("number", count: values.count)
  }

  public func layerNorm(_ values: [Float], gains: [Float], biases: [Float], epsilon: Float) throws -> [Float] {
    guard let layerNormalizer else { throw AcceleratorError("this system was built without LayerNorm") }
    try setNorm(layerNormalizer, length: values.count, epsilon)
    try timed(layerNormalizer) {
      try layerNormalizer.run(
        ["number": .floats(values), "gain": .floats(gains), "bias": .floats(biases), "last": .last], count: values.count, outputs: values.count)
    }
    return try layerNormalizer.floats("number", count: values.count)
  }

  /// The constants of a normalisation, which stand on ports of their own.
  private func setNorm(_ unit: StreamModel, length: Int, _ epsilon: Float) throws {
    try unit.simulator.port("inverseLength").write(UInt64((1 / Float(length)).bitPattern))
    try unit.simulator.port("epsilon").write(UInt64(epsilon.bitPattern))
  }

  public func rotate(_ low: [Float], _ high: [Float], cosines: [Float], sines: [Float]) throws -> (low: [Float], high: [Float]) {
    try timed(rotator) {
      try rotator.run(
        ["x0": .floats(low), "x1": .floats(high), "cosine": .floats(cosines), "sine": .floats(sines), "last": .last], count: low.count,
        outputs: low.count)
    }
    return (try rotator.floats("x0", count: low.count), try rotator.floats("x1", count: low.count))
  }

  public func softmax(_ scores: [Float]) throws -> [Float] {
    try timed(exponentials) { try exponentials.run(["number": .floats(scores), "last": .last], count: scores.count, outputs: scores.count) }
    return try exponentials.floats("number", count: scores.count)
  }

  public func activate(_ function: ActivationFunction, _ values: [Float]) throws -> [Float] {
    try gate(function, values, [Float](repeating: 1, count: values.count))
  }

  public func gate(_ function: ActivationFunction, _ gate: [Float], _ up: [Float]) throws -> [Float] {
    guard let unit = activations[function] else { throw AcceleratorError("this system was built without \(function.rawValue)") }
    try timed(unit) { try unit.run(["gate": .floats(gate), "up": .floats(up), "last": .last], count: gate.count, outputs: gate.count) }
    return try unit.floats("number", count: gate.count)
  }

  public func add(_ left: [Float], _ right: [Float]) throws -> [Float] {
    try timed(adder) { try adder.run(["a": .floats(left), "b": .floats(right), "last": .last], count: left.count, outputs: left.count) }
    return try adder.floats("number", count: left.count)
  }

  public func argmax(_ values: [Float]) throws -> Int {
    try timed(maximum) { try maximum.run(["number": .floats(values), "last": .last], count: values.count, outputs: 1) }
    return try maximum.integers("index", count: 1)[0]
  }

  /// Runs the last pass through the unit behind `function` once more on a build that records, and saves its waveform (FST).
  public func replay(_ function: UnitFunction, waveform path: String) throws {
    func record<U: Units.Unit>(_ unit: U, _ model: StreamModel?, output: String = "output") throws {
      try model?.replay(on: StreamModel(unit, output: output, build: build, profile: .traced), waveform: path)
    }
    switch function {
    case .quantize: try record(BlockQuantizer(maximumLength: length), quantizer)
    case .product, .keyProduct, .valueProduct: try matrices.replay(build: build, waveform: path)
    case .scale: try record(RowScaler(), scaler)
    case .rmsNorm: try record(RMSNorm(maximumLength: length), normalizer)
    case .layerNorm: try record(LayerNorm(maximumLength: length), layerNormalizer)
    case .rotate: try record(Units.RotaryEmbedding(), rotator)
    case .softmax: try record(Softmax(maximumLength: length), exponentials)
    case .gate: for (function, unit) in activations { try record(GatedActivation(function.kind), unit) }
    case .add: try record(ResidualAdd(), adder)
    case .argmax: try record(Argmax(), maximum, output: "result")
    }
  }

  /// Counts the cycles of a pass towards the chip's time.
  private func timed(_ unit: StreamModel, _ body: () throws -> Void) rethrows {
    let start = unit.simulator.cycle
    try body()
    time.addOther(system, cycles: unit.simulator.cycle - start)
  }

  public func cycles(of function: UnitFunction) -> UInt64 {
    switch function {
    case .quantize: quantizer.simulator.cycle
    case .product: matrices.flashCycles + matrices.npuCycles
    case .keyProduct, .valueProduct: matrices.npuCycles
    case .scale: scaler.simulator.cycle
    case .rmsNorm: normalizer.simulator.cycle
    case .layerNorm: layerNormalizer?.simulator.cycle ?? 0
    case .rotate: rotator.simulator.cycle
    case .softmax: exponentials.simulator.cycle
    case .gate: activations.values.reduce(0) { $0 + $1.simulator.cycle }
    case .add: adder.simulator.cycle
    case .argmax: maximum.simulator.cycle
    }
  }

  /// Multiply-accumulate operations that the RTL counted, in the flash and in the NPU.
  public var macs: (flash: UInt64, npu: UInt64) { matrices.macs }
  /// Cycles of each unit.
  public var cyclesByUnit: [String: UInt64] {
    var result = ["flash-channel": matrices.flashCycles, "npu-systolic": matrices.npuCycles]
    for unit in streams { result[unit.name] = unit.simulator.cycle }
    return result
  }
  /// Wall time inside the models and the hosts' loops around them; the rest of a run is the transformer in Swift.
  public var modelTime: Duration { streams.reduce(matrices.modelTime) { $0 + $1.modelTime } }
  /// SHA-256 of the Verilog of all units.
  public var netlistDigest: String { VerilogSource.digest(streams.map(\.source) + matrices.sources) }

  private var streams: [StreamModel] {
    [quantizer, scaler, normalizer, rotator, exponentials, adder, maximum] + activations.values + (layerNormalizer.map { [$0] } ?? [])
  }
}
