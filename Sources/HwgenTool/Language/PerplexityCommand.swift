import CommandLineTool
import Accelerators
import ArgumentParser
import Foundation
import Transformer
import Verilator

/// `hwgen perplexity`: how well a model predicts a text.
struct PerplexityCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "perplexity", abstract: "Measures how well a model predicts a text.",
      discussion: """
        The text is run in one window, or in windows of the model's context where it is longer. They overlap by one token, \
        so that every token but the text's first is predicted.

        EXAMPLES:
          \(Catalog.current.name) perplexity --system golden --text book.txt --tokens 2049
        """)
  }

  @OptionGroup var system: SystemOptions
  @OptionGroup var model: ModelOptions

  @Option(name: .long, help: ArgumentHelp("The text's file.", valueName: "file"), completion: .file())
  var text: String

  @Option(name: .long, help: ArgumentHelp("Only so many tokens from the beginning; at least 2.", valueName: "n"))
  var tokens: Int?

  @OptionGroup(title: "Cambricon-LLM") var cambricon: CambriconOptions

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  private struct Report: Encodable {
    let system: String
    let model: String
    let perplexity: Double
    let tokens: Int
    let predictions: Int
    let bitsPerByte: Double
    let seconds: Double
  }

  func validate() throws {
    if let tokens, tokens < 2 { throw ValidationError("--tokens is at least 2: the first token is context only.") }
  }

  func run() throws {
    try system.check()
    try cambricon.check(system.kind)
    let loaded = try model.load()
    let tokenizer = try model.tokenizer(of: loaded)
    let windows = try TextWindows(file: text, tokenizer: tokenizer, model: loaded, limit: tokens)
    let ids = windows.ids
    let window = windows.window
    if system.kind == .cambriconLLM { try CambriconOptions.check(positions: window) }
    let progress = ProgressBar("perplexity", total: ids.count - 1, unit: "tokens")
    let start = ContinuousClock.now
    let likelihoods =
      switch system.kind {
      case .golden: try measure(loaded.session(capacity: window), windows, progress)
      case .goldenCambriconLLM: try measure(quantized(loaded, GoldenUnits(), window), windows, progress)
      case .cambriconLLM:
        try measure(
          quantized(
            loaded, CambriconUnits(cambricon.configuration(), model: loaded.configuration, build: VerilatorBuild()), window),
          windows, progress)
      }
    progress.finish()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let total = likelihoods.reduce(0, +)
    let bytes = tokenizer.bytes(ids.dropFirst(), includingSpecial: true).count
    let report = Report(
      system: system.system, model: model.model, perplexity: Perplexity(negativeLogLikelihoods: likelihoods).value(),
      tokens: ids.count,
      predictions: likelihoods.count, bitsPerByte: total / log(2) / Double(max(1, bytes)), seconds: seconds)
    if json {
      try JSONOutput.print(report)
    } else {
      Console.current.print(
        String(
          format: "perplexity %.4f over %d predictions, %.3f bits per byte, %.1f s", report.perplexity, report.predictions,
          report.bitsPerByte, report.seconds))
    }
  }

  private func quantized<Units: OperatorUnits>(_ loaded: LanguageModel, _ units: Units, _ window: Int) throws -> Session<
    QuantizedOperators<Units>
  > {
    Session(
      graph: loaded.graph,
      operators: QuantizedOperators(loaded, weights: try QuantizedWeights(loaded), units: units, positions: window),
      capacity: window)
  }

  private func measure<Operators>(_ start: Session<Operators>, _ windows: TextWindows, _ progress: ProgressBar) throws -> [Double]
  {
    var session = start
    var likelihoods: [Double] = []
    for part in windows.parts(overlap: true) {
      likelihoods += try session.perplexity(of: part.ids) { progress.update(to: part.first + $0) }.negativeLogLikelihoods
    }
    return likelihoods
  }
}
