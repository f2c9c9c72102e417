import Hosts
import Transformer
import Units
import Verilator

/// Cambricon-LLM's units as running RTL: flash channels for their share of the weights, the NPU for the rest and for
/// attention, and a streaming unit for each special function.
///
/// Swift copies bytes and gives commands; every number is made in RTL.
public final class CambriconUnits: OperatorUnits {
  /// The most positions that the units' buffers can be made for.
  public static let mostPositions = 65536

  /// The most units that a system has.
  public static let unitCount = 11

  public let system: CambriconConfiguration
  private let quantizer: StreamModel
  private let scaler: StreamModel
  /// RMSNorm or LayerNorm, as the model's family has it.
  private let normalizer: StreamModel
  private let isLayerNorm: Bool
  /// Nil for a model without rotary positions.
  private let rotator: StreamModel?
  private let exponentials: StreamModel
  private let activation: ActivationFunction
  private let gates: StreamModel
  private let adder: StreamModel
  private let maximum: StreamModel
  private let matrices: MatrixEngine
  /// The chip's time so far.
  public private(set) var time = ComposedTime()

  /// Elaborates, builds (or takes from the cache) and starts all units for a model.
  ///
  /// - Parameters:
  ///   - positions: most positions of attention; nil takes the model's context, so that the netlists are the same for
  ///     every text
  ///   - progress: called with the unit that is built next
  public init(
    _ system: CambriconConfiguration, model: ModelConfiguration, positions: Int? = nil, build: VerilatorBuild,
    profile: BuildProfile = .fast,
    progress: ((_ unit: String) -> Void)? = nil
  ) throws {
    if let fault = system.fault { throw AcceleratorError(fault) }
    self.system = system
    func start<U: Units.Unit>(
      _ unit: U, _ fields: [String], constants: [String] = [], output: String = "output", results: [String]
    ) throws -> StreamModel {
      progress?(U.unitName)
      return try StreamModel(unit, fields, constants: constants, output: output, results: results, build: build, profile: profile)
    }
    let positions = positions ?? min(model.contextLength, Self.mostPositions)
    let widest = max(model.width, model.feedForwardWidth, model.heads * model.headWidth)
    let width = try Self.length(widest, "values of a vector"), scores = try Self.length(positions, "positions")
    let sumWidth = MatrixEngine.sumWidth(positions: positions)
    quantizer = try start(
      BlockQuantizer(maximumLength: max(width, scores)), ["number", "exponent"], results: ["code", "shift", "exponent", "last"])
    scaler = try start(RowScaler(sumWidth: sumWidth), ["sum", "exponent", "rowExponent", "scale"], results: ["number", "last"])
    isLayerNorm = model.family == .opt
    let norm = ["inverseLength", "epsilon"]
    normalizer =
      try isLayerNorm
      ? start(LayerNorm(maximumLength: width), ["number", "gain", "bias"], constants: norm, results: ["number", "last"])
      : start(RMSNorm(maximumLength: width), ["number", "gain"], constants: norm, results: ["number", "last"])
    rotator = try model.rotary.map { _ in
      try start(Units.RotaryEmbedding(), ["x0", "x1", "cosine", "sine"], results: ["x0", "x1", "last"])
    }
    exponentials = try start(Softmax(maximumLength: scores), ["number"], results: ["number", "last"])
    activation = model.activation
    gates = try start(GatedActivation(model.activation.kind), ["gate", "up"], results: ["number", "last"])
    adder = try start(ResidualAdd(), ["a", "b"], results: ["number", "last"])
    maximum = try start(Argmax(), ["number"], output: "result", results: ["number", "index"])
    matrices = try MatrixEngine(system, sumWidth: sumWidth, build: build, profile: profile, progress: progress)
  }

  /// A power of two that holds `count` elements: few different netlists, so that other models find theirs built.
  private static func length(_ count: Int, _ what: String) throws -> Int {
    guard let length = (6...16).lazy.map({ 1 << $0 }).first(where: { $0 >= count }) else {
      throw AcceleratorError(
        "the units hold at most \(mostPositions) \(what), not \(count); use a smaller model or a shorter text")
    }
    return length
  }

  public func begin(_ operation: ModelGraph.Operation, position: Int) {}

  public func quantize(_ values: [Float], exponents: [Int]?) throws -> BlockQuantizedVector {
    try pass(quantizer, [.floats(values), exponents.map { .integers($0) } ?? .constant(0)], count: values.count)
    let group = BlockQuantizer.group
    return BlockQuantizedVector(
      codes: quantizer.integers(0, count: values.count) { Int8(truncatingIfNeeded: $0) },
      shifts: quantizer.integers(1, count: (values.count + group - 1) / group, stride: group) { UInt8(truncatingIfNeeded: $0) },
      exponent: quantizer.integers(2, count: 1) { $0 }[0])
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
    let exponent = UInt64(bitPattern: Int64(exponent))
    try pass(
      scaler, [.sums(sums), .constant(exponent), exponents.map { .integers($0) } ?? .constant(0), factors], count: sums.count)
    return scaler.floats(count: sums.count)
  }

  public func rmsNorm(_ values: [Float], gains: [Float], epsilon: Float) throws -> [Float] {
    guard !isLayerNorm else { throw AcceleratorError("this system was built with LayerNorm instead of RMSNorm") }
    return try normalize([.floats(values), .floats(gains)], count: values.count, epsilon)
  }

  public func layerNorm(_ values: [Float], gains: [Float], biases: [Float], epsilon: Float) throws -> [Float] {
    guard isLayerNorm else { throw AcceleratorError("this system was built with RMSNorm instead of LayerNorm") }
    return try normalize([.floats(values), .floats(gains), .floats(biases)], count: values.count, epsilon)
  }

  private func normalize(_ columns: [StreamModel.Column], count: Int, _ epsilon: Float) throws -> [Float] {
    let constants = [1 / Float(count), epsilon].map { UInt64($0.bitPattern) }
    try pass(normalizer, columns, constants: constants, count: count)
    return normalizer.floats(count: count)
  }

  public func rotate(_ low: [Float], _ high: [Float], cosines: [Float], sines: [Float]) throws -> (low: [Float], high: [Float]) {
    guard let rotator else { throw AcceleratorError("this system was built without rotary positions") }
    try pass(rotator, [.floats(low), .floats(high), .floats(cosines), .floats(sines)], count: low.count)
    return (rotator.floats(0, count: low.count), rotator.floats(1, count: low.count))
  }

  public func softmax(_ scores: [Float]) throws -> [Float] {
    try pass(exponentials, [.floats(scores)], count: scores.count)
    return exponentials.floats(count: scores.count)
  }

  public func gate(_ function: ActivationFunction, _ gate: [Float], _ up: [Float]) throws -> [Float] {
    guard function == activation else { throw AcceleratorError("this system was built without \(function.rawValue)") }
    try pass(gates, [.floats(gate), .floats(up)], count: gate.count)
    return gates.floats(count: gate.count)
  }

  public func add(_ left: [Float], _ right: [Float]) throws -> [Float] {
    try pass(adder, [.floats(left), .floats(right)], count: left.count)
    return adder.floats(count: left.count)
  }

  public func argmax(_ values: [Float]) throws -> Int {
    try pass(maximum, [.floats(values)], count: values.count, outputs: 1)
    return maximum.integers(1, count: 1) { $0 }[0]
  }

  /// Sends a vector through a unit and counts the cycles towards the chip's time.
  private func pass(
    _ unit: StreamModel, _ columns: [StreamModel.Column], constants: [UInt64] = [], count: Int, outputs: Int? = nil
  ) throws {
    let start = unit.simulator.cycle
    try unit.run(columns, constants: constants, count: count, outputs: outputs ?? count)
    time.addOther(system, cycles: unit.simulator.cycle - start)
  }

  /// The streaming unit behind a function; nil where the matrix engine or no unit of this system is.
  private func stream(_ function: UnitFunction) -> StreamModel? {
    switch function {
    case .quantize: quantizer
    case .product, .keyProduct, .valueProduct: nil
    case .scale: scaler
    case .rmsNorm, .layerNorm: normalizer
    case .rotate: rotator
    case .softmax: exponentials
    case .gate: gates
    case .add: adder
    case .argmax: maximum
    }
  }

  /// Runs the last pass through the unit behind a function once more on a build that records, and saves its waveform.
  ///
  /// - Parameters:
  ///   - row: index of the result that is of interest: a product is replayed on the parts of the system that made its row
  ///   - path: ends in `.fst` or `.vcd`
  /// - Returns: the files written, several where several parts made the row
  public func replay(_ function: UnitFunction, row: Int = 0, waveform path: String) throws -> [String] {
    guard let unit = stream(function) else { return try matrices.replay(row: row, waveform: path) }
    try unit.replay(waveform: path)
    return [path]
  }

  /// Replays the pass in which a difference was found, and says in one line where its waveform is, or why there is none.
  public func record(_ mismatch: OperatorMismatch, waveform path: String) -> String {
    do {
      let paths = try replay(mismatch.function, row: mismatch.row, waveform: path)
      return
        "that pass was run again on a build that records, its result not compared; wrote the waveform \(paths.joined(separator: ", "))"
    } catch {
      return "that pass could not be replayed: \(error)"
    }
  }

  public func cycles(of function: UnitFunction) -> UInt64 {
    switch function {
    case .product: matrices.flashCycles + matrices.npuCycles
    case .keyProduct, .valueProduct: matrices.npuCycles
    default: stream(function)?.simulator.cycle ?? 0
    }
  }

  /// Multiply-accumulate operations that the RTL counted, in the flash and in the NPU.
  public var macs: (flash: UInt64, npu: UInt64) { matrices.macs }
  /// Cycles of each unit.
  public var cyclesByUnit: [String: UInt64] {
    streams.reduce(into: matrices.cyclesByUnit) { $0[$1.name] = $1.simulator.cycle }
  }
  /// The loaded library of each model, and the unit that it simulates.
  public var libraries: [String: String] { streams.reduce(into: matrices.libraries) { $0[$1.library] = $1.name } }
  /// SHA-256 of the Verilog of all units.
  public var netlistDigest: String { VerilogSource.digest(streams.map(\.source) + matrices.sources) }

  private var streams: [StreamModel] {
    [quantizer, scaler, normalizer, exponentials, gates, adder, maximum] + (rotator.map { [$0] } ?? [])
  }
}
