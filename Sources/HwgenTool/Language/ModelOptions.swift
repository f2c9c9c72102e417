import CommandLineTool
import Accelerators
import ArgumentParser
import Foundation
import Transformer
import Units
import Verilator
import Netlist

/// `--model`: which language model.
struct ModelOptions: ParsableArguments {
  /// The model that is part of the program.
  static let embedded = "embedded"
  /// Models that `make model` fetches, and their files in the tools folder.
  static let fetched = [(name: "smollm2", file: "SmolLM2-135M-Instruct.Q4_1.gguf"), (name: "glassllm", file: "glassllm-en.gguf")]

  @Option(
    name: .long,
    help: ArgumentHelp(
      "embedded, smollm2, glassllm, a GGUF file, or a folder with config.json and safetensors.", valueName: "name"),
    completion: .file())
  var model = Self.embedded

  private var isEmbedded: Bool { model == Self.embedded }

  /// Where the model's files are; throws one line with the remedy when they are not there.
  func path() throws -> String { try Self.path(of: model) }

  /// Where the files of the model called `model` are.
  static func path(of model: String) throws -> String {
    if let known = fetched.first(where: { $0.name == model }) {
      let path = Toolchain.toolsFolder().map { "\($0)/models/\(known.file)" }
      if let path, FileManager.default.fileExists(atPath: path) { return path }
      throw CommandFailure.missingTool(
        "the model '\(model)' is missing; run 'make model' (or set HWGEN_TOOLS to the folder that it filled)")
    }
    guard FileManager.default.fileExists(atPath: model) else {
      let names = [embedded] + fetched.map(\.name)
      let remedy = Suggestion.remedy(for: model, among: names)
      throw CommandFailure.usage("there is no model and no file '\(model)'" + remedy)
    }
    return model
  }

  /// Loads the model, with progress when it takes long.
  func load() throws -> LanguageModel {
    if isEmbedded { return try .embedded() }
    let progress = ProgressBar("loading \(model)", total: 1)
    defer { progress.finish() }
    return try LanguageModel(path: try path())
  }

  /// The model's tokenizer; throws when it brings none.
  func tokenizer(of loaded: LanguageModel) throws -> Tokenizer {
    guard let tokenizer = loaded.tokenizer else {
      throw CommandFailure("the model '\(model)' has no tokenizer; add its tokenizer.json to the folder")
    }
    return tokenizer
  }

  /// The tokenizer alone, without the model's weights where they are not needed.
  func loadTokenizer() throws -> Tokenizer {
    if isEmbedded { return try Tokenizer(.embedded()) }
    let path = try path()
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return isFolder.boolValue ? try Tokenizer(folder: path) : try Tokenizer(GGUFFile(path: path))
  }
}

/// What runs a model.
enum SystemKind: String, CaseIterable {
  /// fp32 on this computer.
  case golden
  /// Cambricon-LLM: the RTL of all its units.
  case cambriconLLM = "cambricon-llm"
  /// The golden models of Cambricon-LLM's units.
  case goldenCambriconLLM = "golden-cambricon-llm"
}

/// `--system`: what runs the model.
struct SystemOptions: ParsableArguments {
  /// Every system by name.
  static let names = SystemKind.allCases.map(\.rawValue)

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What runs the model: golden is fp32 on this CPU, golden-cambricon-llm the quantised golden model, cambricon-llm the RTL.",
      valueName: "name"),
    completion: .list(names))
  var system = "golden"

  /// The system, once `check` has passed.
  var kind: SystemKind { SystemKind(rawValue: system) ?? .golden }

  func check() throws {
    guard Self.names.contains(system) else {
      throw CommandFailure.usage("there is no system '\(system)'" + Suggestion.remedy(for: system, among: Self.names))
    }
  }
}

/// The sizes of a Cambricon-LLM system.
struct CambriconOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("laptop (fast to simulate, the default) or paper-s (the paper's S).", valueName: "name"),
    completion: .list(CambriconConfiguration.presets.map(\.name)))
  var preset: String?

  @Option(name: .long, help: ArgumentHelp("Flash channels.", valueName: "n"))
  var channels: Int?

  @Option(name: .customLong("cores-per-channel"), help: ArgumentHelp("Compute cores that share a channel.", valueName: "n"))
  var coresPerChannel: Int?

  @Option(name: .long, help: ArgumentHelp("INT8 multipliers of a core, a power of two up to 64.", valueName: "n"))
  var lanes: Int?

  @Option(name: .customLong("page-bytes"), help: ArgumentHelp("Bytes of a flash page, a multiple of 64.", valueName: "bytes"))
  var pageBytes: Int?

  @Option(name: .customLong("npu-size"), help: ArgumentHelp("Rows and columns of the NPU's systolic array.", valueName: "n"))
  var npuSize: Int?

  @Option(
    name: .customLong("npu-columns"),
    help: ArgumentHelp("Columns of the NPU's systolic array, where they are not its rows.", valueName: "n"))
  var npuColumns: Int?

  @Option(
    name: .long,
    help: ArgumentHelp("Share of each matrix that the flash multiplies, 0 to 1; balanced by default.", valueName: "share"))
  var alpha: Double?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What is dealt to the channels and the NPU: rows, or columns, whose partial sums are added.", valueName: "what"),
    completion: .list(MatrixDivision.allCases.map(\.rawValue)))
  var division: String?

  @Option(name: .customLong("channel-rate"), help: ArgumentHelp("Bytes a second of one channel.", valueName: "bytes"))
  var channelRate: Double?

  @Option(
    name: .customLong("page-read-us"),
    help: ArgumentHelp("Microseconds from a read command to a page in the register (tR).", valueName: "us"))
  var pageReadMicroseconds: Double?

  @Option(
    name: .customLong("dram-rate"), help: ArgumentHelp("Bytes a second of the DRAM with keys and values.", valueName: "bytes"))
  var dramRate: Double?

  @Option(name: .customLong("clock-rate"), help: ArgumentHelp("Cycles a second of the logic.", valueName: "hertz"))
  var clockRate: Double?

  /// Throws one line with the remedy for a text that no unit can hold.
  static func check(positions: Int) throws {
    let most = CambriconUnits.mostPositions
    if positions > most {
      throw CommandFailure.usage(
        "the text can have \(positions) tokens, but the units hold \(most); give a shorter text or fewer --tokens")
    }
  }

  /// Throws one line where one of these options is given with a system that has no use for it.
  func check(_ system: SystemKind) throws {
    let given = [
      ("--preset", preset != nil), ("--channels", channels != nil), ("--cores-per-channel", coresPerChannel != nil),
      ("--lanes", lanes != nil), ("--page-bytes", pageBytes != nil), ("--npu-size", npuSize != nil),
      ("--npu-columns", npuColumns != nil), ("--alpha", alpha != nil), ("--division", division != nil),
      ("--channel-rate", channelRate != nil), ("--page-read-us", pageReadMicroseconds != nil), ("--dram-rate", dramRate != nil),
      ("--clock-rate", clockRate != nil),
    ]
    guard system != .cambriconLLM, let first = given.first(where: { $0.1 }) else { return }
    throw CommandFailure.usage(
      "\(first.0) goes with --system \(SystemKind.cambriconLLM.rawValue) only; leave it out, or choose that system")
  }

  /// The preset with the values that were given.
  func configuration() throws -> CambriconConfiguration {
    let presets = CambriconConfiguration.presets, preset = preset ?? CambriconConfiguration.laptop.name
    guard var result = presets.first(where: { $0.name == preset }) else {
      throw CommandFailure.usage("there is no preset '\(preset)'" + Suggestion.remedy(for: preset, among: presets.map(\.name)))
    }
    let base = result
    if let channels { result.channels = channels }
    if let coresPerChannel { result.coresPerChannel = coresPerChannel }
    if let lanes { result.lanes = lanes }
    if let npuSize { (result.npuRows, result.npuColumns) = (npuSize, npuSize) }
    if let npuColumns { result.npuColumns = npuColumns }
    if let pageBytes { result.pageBytes = pageBytes }
    if let division {
      guard let known = MatrixDivision(rawValue: division) else {
        throw CommandFailure.usage(
          "there is no division '\(division)'" + Suggestion.remedy(for: division, among: MatrixDivision.allCases.map(\.rawValue)))
      }
      result.division = known
    }
    if let dramRate { result.dramRate = dramRate }
    if let clockRate { result.clockRate = clockRate }
    if let alpha { result.flashShare = alpha }
    if let channelRate { result.channelRate = channelRate }
    if let pageReadMicroseconds { result.pageReadSeconds = pageReadMicroseconds * 1e-6 }
    if result != base { result.name = "custom" }
    if let fault = result.fault { throw CommandFailure.usage(fault) }
    return result
  }
}
