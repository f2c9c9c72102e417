import ArgumentParser
import CommandLineTool
import Foundation
import Netlist
import Transformer
import Verilator

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
  func load() throws -> LanguageModel { try Self.load(model) }

  /// Loads the model called `model`.
  static func load(_ model: String) throws -> LanguageModel {
    if model == embedded { return try .embedded() }
    let progress = ProgressBar("loading \(model)", total: 1)
    defer { progress.finish() }
    return try LanguageModel(path: try path(of: model))
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
