import CommandLineTool
import Accelerators
import ArgumentParser
import Foundation
import Transformer

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

  @Option(name: .long, help: ArgumentHelp("The text's file.", valueName: "file"), completion: .file()) var text: String

  @Option(name: .long, help: ArgumentHelp("Only so many tokens from the beginning; at least 2.", valueName: "n")) var tokens: Int?

  @Flag(name: .long, help: "Print one JSON object.") var json = false

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
    let choice = try system.choice()
    let values: ParameterValues? = if case .system(let type, _) = choice { try system.values.values(of: type) } else { nil }
    let loaded = try model.load()
    let tokenizer = try model.tokenizer(of: loaded)
    let windows = try TextWindows(file: text, tokenizer: tokenizer, model: loaded, limit: tokens)
    let ids = windows.ids
    let session: any TokenSession
    switch choice {
    case .golden: session = loaded.session(capacity: windows.window)
    case .system(let type, let isGolden):
      guard let values else { throw CommandFailure("a system has parameters") }
      let ranges = try SystemCalibration.ranges(of: type, loaded, tokenizer)
      let made = try type.made(values, graph: loaded.graph, positions: windows.window, ranges: ranges)
      session = try SystemRun.session(
        made, loaded, isGolden ? .golden : .rtl, isGolden ? nil : SystemRun.units(made, asserting: false))
    }
    let progress = ProgressBar("perplexity", total: ids.count - 1, unit: "tokens")
    let start = ContinuousClock.now
    let likelihoods = try measure(session, windows, progress)
    progress.finish()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let total = likelihoods.reduce(0, +)
    let bytes = tokenizer.bytes(ids.dropFirst(), includingSpecial: true).count
    let report = Report(
      system: system.system, model: model.model, perplexity: Perplexity(negativeLogLikelihoods: likelihoods).value(),
      tokens: ids.count, predictions: likelihoods.count, bitsPerByte: total / log(2) / Double(max(1, bytes)), seconds: seconds)
    if json {
      try JSONOutput.print(report)
    } else {
      Console.current.print(
        String(
          format: "perplexity %.4f over %d predictions, %.3f bits per byte, %.1f s", report.perplexity, report.predictions,
          report.bitsPerByte, report.seconds))
    }
  }

  private func measure<Model: TokenSession>(_ start: Model, _ windows: TextWindows, _ progress: ProgressBar) throws -> [Double] {
    var session = start
    var likelihoods: [Double] = []
    for part in windows.parts(overlap: true) {
      likelihoods += try session.perplexity(of: part.ids) { progress.update(to: part.first + $0) }.negativeLogLikelihoods
    }
    return likelihoods
  }
}
