import Accelerators
import Hosts
import Transformer
import Verilator

/// llm.npu on a model, with ranges that a test calibrated.
enum LLMNPURun {
  /// Ranges over the system's own text, or over ids where a model has no tokenizer.
  static func ranges(_ model: LanguageModel) throws -> Calibration.Report {
    var calibration = Calibration()
    let ids = model.tokenizer?.encode(LLMNPU.calibrationText) ?? (0..<24).map { $0 * 7 % model.configuration.vocabulary }
    try calibration.add(Array(ids.prefix(min(256, model.configuration.contextLength))), model: model)
    return Calibration.Report(calibration)
  }

  static func configuration(
    chunk: Int, prune: Double = 85, shadow: ShadowForm = .integer, arrays: Int = 1
  ) -> LLMNPUConfiguration {
    var configuration = LLMNPUConfiguration()
    (configuration.chunk, configuration.prune, configuration.shadow) = (chunk, prune, shadow)
    // Small arrays, whose edges the matrices of small models do not fit.
    (configuration.npuRows, configuration.npuColumns, configuration.arrays) = (16, 16, arrays)
    return configuration
  }

  static func session(
    _ model: LanguageModel, _ configuration: LLMNPUConfiguration, _ execution: Execution, positions: Int,
    ranges: Calibration.Report? = nil, profile: BuildProfile = .fast
  ) throws -> SystemSession {
    let system = try LLMNPU(
      configuration, graph: model.graph, positions: positions, calibration: ranges ?? Self.ranges(model))
    let units =
      execution == .golden ? nil : try RunningUnits(system.lanes, UnitPool(VerilatorBuild(), profile: profile))
    return try SystemSession(system, model: model, execution: execution, units: units)
  }

  /// Keys and values of all positions that a session has run, byte for byte.
  static func kept(_ session: SystemSession) throws -> [[UInt8]] {
    let memory = Memory(session.space, position: session.position)
    return try session.system.layout.kept.map { session.space.bytes(of: try memory.resolve($0)) }
  }
}
