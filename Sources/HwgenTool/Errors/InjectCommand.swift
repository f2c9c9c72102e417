import Accelerators
import ArgumentParser
import CommandLineTool
import Exploration
import Foundation
import Hosts
import Transformer
import Verilator

/// `hwgen inject`: what bit errors in a system's weights do to a model, with and without error correction.
struct InjectCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "inject", abstract: "Flips bits of a system's weights and measures how well the model still predicts a text.",
      discussion: """
        For each bit error rate, protection and seed, bits of all weight pages and of their codes flip, the pages are decoded, and \
        the golden execution of the system measures the perplexity of the text. Some of the damaged pages are decoded in \
        RTL too and must agree bit for bit. Results are written after each point: the same command goes on where it was \
        stopped.

        EXAMPLES:
          \(Catalog.current.name) inject --system cambricon-llm --text book.txt --tokens 257 --ber 1e-5,1e-4,2e-4,8e-4 --ecc none,outlier --seeds 5 -o reports/errors
        """)
  }

  @OptionGroup var system: SystemOptions
  @OptionGroup var model: ModelOptions
  @Option(name: .long, help: ArgumentHelp("The text's file.", valueName: "file"), completion: .file()) var text: String
  @Option(name: .long, help: ArgumentHelp("Only so many tokens from the beginning; at least 2.", valueName: "n")) var tokens: Int?
  @Option(name: .long, help: ArgumentHelp("Bit error rates, with commas between.", valueName: "rates"))
  var ber = "1e-5,1e-4,2e-4,8e-4"
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Protections, with commas between: \(PageProtection.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "names")
  )
  var ecc = "none,outlier"
  @Option(name: .long, help: ArgumentHelp("Runs of each point, with the seeds 1 to n.", valueName: "n")) var seeds = 3
  @Option(
    name: .long,
    help: ArgumentHelp("Damaged pages of each point that are decoded in RTL too; 0 needs no Verilator.", valueName: "n"))
  var rtlPages = 64
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Folder for campaign.json, report.html and what is needed to go on.", valueName: "dir"),
    completion: .directory) var output: String?
  @Flag(name: .long, help: "Print one JSON object.") var json = false

  func validate() throws {
    if let tokens, tokens < 2 { throw ValidationError("--tokens is at least 2: the first token is context only.") }
    if !(1...1000).contains(seeds) { throw ValidationError("--seeds is from 1 to 1000.") }
    if rtlPages < 0 { throw ValidationError("--rtl-pages is 0 or more.") }
    _ = try rates()
    _ = try protections()
  }

  private func rates() throws -> [Double] {
    try ber.split(separator: ",", omittingEmptySubsequences: false).map { text in
      guard let rate = Double(text), rate > 0, rate <= 0.5 else {
        throw ValidationError("'\(text)' is no bit error rate; --ber takes numbers above 0 and at most 0.5, such as 1e-4.")
      }
      return rate
    }
  }

  private func protections() throws -> [PageProtection] {
    try ecc.split(separator: ",", omittingEmptySubsequences: false).map { text in
      guard let protection = PageProtection(rawValue: String(text)) else {
        throw ValidationError(
          "there is no protection '\(text)'; --ecc takes \(PageProtection.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      return protection
    }
  }

  func run() throws {
    let refusal = CommandFailure.usage(
      "'\(system.system)' has no pages of weights; choose a system with --system, such as cambricon-llm")
    guard case .system(let type, _) = try system.choice() else { throw refusal }
    let values = try system.values.values(of: type)
    let loaded = try model.load(), tokenizer = try model.tokenizer(of: loaded)
    let windows = try TextWindows(file: text, tokenizer: tokenizer, model: loaded, limit: tokens)
    let made = try type.made(values, graph: loaded.graph, positions: windows.window)
    guard let paged = made as? any PagedSystem else { throw refusal }
    var record = ErrorCampaignRecord(
      system: system.system, model: model.model, modelSha256: loaded.sha256, ids: windows.ids)
    if let output { record = try record.resumed(from: output) }
    let session = try SystemRun.session(made, loaded, .golden, nil)
    let pool = rtlPages > 0 ? UnitPool(try VerilatorBuild()) : nil
    let campaign = ErrorCampaign(paged, session, pool: pool)
    if record.cleanPerplexity == nil { record.cleanPerplexity = try perplexity(session, windows) }

    let rates = try rates(), protections = try protections()
    let bar = ProgressBar("points", total: rates.count * protections.count * seeds)
    for protection in protections {
      for rate in rates {
        for seed in 1...seeds {
          bar.advance(detail: "\(protection.rawValue) at \(rate), seed \(seed)")
          if record.holds(rate, protection, seed) { continue }
          let start = ContinuousClock.now
          let damage = try campaign.damage(rate: rate, protection: protection, seed: UInt64(seed), rtlPages: rtlPages)
          let perplexity = try perplexity(session, windows)
          record.points.append(
            .init(
              ber: rate, ecc: protection, seed: seed, perplexity: perplexity, counts: damage.counts, rtlPages: damage.rtlPages,
              seconds: (ContinuousClock.now - start) / .seconds(1)))
          if let output { try record.write(to: output) }
        }
      }
    }
    bar.finish()
    if let output { try record.write(to: output) }
    let report = ErrorCampaignReport(record, pages: campaign.pages.count)
    if let output { try report.writePage(to: output) }
    if json { try JSONOutput.print(report) } else { Console.current.print(report.text) }
  }

  private func perplexity(_ start: SystemSession, _ windows: TextWindows) throws -> Double {
    var session = start, likelihoods: [Double] = []
    for part in windows.parts(overlap: true) {
      likelihoods += try session.perplexity(of: part.ids).negativeLogLikelihoods
    }
    return Perplexity(negativeLogLikelihoods: likelihoods).value()
  }
}
