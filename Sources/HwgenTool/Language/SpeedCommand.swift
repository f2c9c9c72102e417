import CommandLineTool
import ArgumentParser
import Foundation
import Transformer

/// `hwgen speed`: how fast a model runs, and in how much memory.
struct SpeedCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let name = Catalog.current.name
    return CommandConfiguration(
      commandName: "speed", abstract: "Measures a language model's tokens per second and peak memory.",
      discussion: """
        A prompt of arbitrary tokens is run at once, then tokens follow one by one. Each figure is that of the fastest run; \
        memory is the most that the whole process had resident.

        EXAMPLES:
          \(name) speed --model smollm2 --prefill 256 --decode 32
        """)
  }

  @OptionGroup var model: ModelOptions

  @Option(name: .long, help: ArgumentHelp("Tokens of the prompt.", valueName: "n"))
  var prefill = 256

  @Option(name: .long, help: ArgumentHelp("Tokens that follow one by one.", valueName: "n"))
  var decode = 32

  @Option(name: .long, help: ArgumentHelp("How often to run both.", valueName: "n"))
  var runs = 3

  @Option(name: .long, help: ArgumentHelp("Threads; all cores without it.", valueName: "n"))
  var threads: Int?

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  /// What is measured, in the form in which `Scripts/peers` reports it too.
  struct Report: Codable {
    /// Tokens per second.
    var prefill = 0.0
    var decode = 0.0
    /// Most bytes that were resident.
    var peakBytes = 0
    /// Bytes of the weights as they are stored, and of keys and values for all positions.
    var weightBytes = 0
    var cacheBytes = 0
  }

  func validate() throws {
    // The upper bounds only keep sums from overflowing; the model's context is checked when it is known.
    let range = 1...1 << 28
    if ![prefill, decode, runs].allSatisfy(range.contains) {
      throw ValidationError("--prefill, --decode and --runs are at least 1, and at most \(range.upperBound).")
    }
    if let threads, !(1...Threads.available).contains(threads) {
      throw ValidationError("--threads is from 1 to \(Threads.available), the cores of this machine.")
    }
  }

  func run() throws {
    if let threads { Threads.used = threads }
    defer { Threads.used = Threads.available }
    let loaded = try model.load()
    let capacity = prefill + decode
    let sizes = loaded.configuration
    guard capacity <= sizes.contextLength else {
      throw CommandFailure.usage("the model's context is \(sizes.contextLength) tokens; choose smaller --prefill and --decode")
    }
    var report = Report(
      weightBytes: loaded.weights.values.map(\.bytes.count).reduce(0, +),
      cacheBytes: 2 * 4 * sizes.layers * sizes.keyValueWidth * capacity)
    // Any tokens do: the work does not depend on them.
    let tokens = (0..<capacity).map { ($0 * 7 + 1) % sizes.vocabulary }
    var session = loaded.session(capacity: capacity)
    let clock = ContinuousClock()
    for _ in 0..<runs {
      session.rewind()
      let prompt = try clock.measure { _ = try session.run(Array(tokens[..<prefill])) }
      let rest = try clock.measure { for token in tokens[prefill...] { _ = try session.run([token]) } }
      report.prefill = max(report.prefill, Double(prefill) / (prompt / .seconds(1)))
      report.decode = max(report.decode, Double(decode) / (rest / .seconds(1)))
    }
    report.peakBytes = Self.peakResidentBytes()
    if json { return try JSONOutput.print(report) }
    Console.current.print(
      "prefill \(fixed(report.prefill, 1)) tokens/s, decode \(fixed(report.decode, 1)) tokens/s, "
        + "\(fixed(Double(report.peakBytes) / 1e6, 1)) MB resident at most, of which weights \(fixed(Double(report.weightBytes) / 1e6, 1)) MB "
        + "and keys and values \(fixed(Double(report.cacheBytes) / 1e6, 1)) MB")
  }

  /// The most memory of this process that was resident, as Linux counts it; 0 where it cannot be read.
  private static func peakResidentBytes() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return 1024 * (line.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }.first ?? 0)
  }
}
