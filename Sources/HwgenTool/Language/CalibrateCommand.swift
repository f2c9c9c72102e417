import Accelerators
import ArgumentParser
import CommandLineTool
import Foundation
import Netlist
import Transformer

/// `hwgen calibrate`: what a model's activations look like over a text.
struct CalibrateCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let name = Catalog.current.name
    return CommandConfiguration(
      commandName: "calibrate", abstract: "Collects ranges, outlier channels and sparsity of a model's activations over a text.",
      discussion: """
        The text is run in fp32, in windows of the model's context. For each tensor that a linear layer or attention reads, \
        the file has: minimum, maximum, mean magnitude, root mean square, the magnitudes that 99, 99.9 and 99.99 % of the \
        elements do not exceed, the fraction of exact zeros, fractions of elements that are small beside their row's largest, \
        the largest magnitude of each channel, and the channels that exceed the 99.9 % magnitude, the largest first. \
        The same text gives the same bytes.

        With --system the ranges are kept for that system, as JSON beside the model (or in the cache where that folder cannot be \
        written), and what the system takes from them is printed: the scale and the importance of each tensor that it quantizes, \
        and which of them go without a shadow.

        EXAMPLES:
          \(name) calibrate --text book.txt -o stats.json
          \(name) calibrate --model smollm2 --text book.txt --tokens 512 -o stats.json
        \(Self.systems.first.map { "  \(name) calibrate --system \($0.name) --model smollm2 --text book.txt" } ?? "")
        """)
  }

  /// Those whose numbers depend on a calibration.
  private static var systems: [any CalibratedSystem.Type] { SystemCatalog.all.compactMap { $0 as? any CalibratedSystem.Type } }

  @Option(
    name: .long, help: ArgumentHelp("Keep the ranges for this system.", valueName: "name"),
    completion: .list(Self.systems.map { $0.name })) var system: String?

  @OptionGroup var values: SystemValueOptions

  @OptionGroup var model: ModelOptions

  @Option(name: .long, help: ArgumentHelp("The text's file.", valueName: "file"), completion: .file())
  var text: String

  @Option(name: .long, help: ArgumentHelp("Only so many tokens from the beginning; at least 2.", valueName: "n"))
  var tokens: Int?

  @Option(name: .shortAndLong, help: ArgumentHelp("Write all statistics as JSON.", valueName: "file"))
  var output: String?

  @Flag(name: .long, help: "Print the statistics as one JSON object instead of the table.")
  var json = false

  func validate() throws {
    if let tokens, tokens < 2 { throw ValidationError("--tokens is at least 2.") }
  }

  func run() throws {
    let type = try calibratedSystem()
    let parameters = if let type { try values.values(of: type) } else { nil as ParameterValues? }
    if let output { try OutputFolder.write(Data(), to: output, option: "-o", onlyProbe: true) }
    let loaded = try model.load()
    let windows = try TextWindows(file: text, tokenizer: try model.tokenizer(of: loaded), model: loaded, limit: tokens)
    let calibration = try SystemCalibration.run(windows, loaded)
    let data = try calibration.json()
    if let output { try OutputFolder.write(data, to: output, option: "-o") }
    guard let type, let parameters else {
      return Console.current.print(json ? String(decoding: data, as: UTF8.self) : table(calibration, loaded).text())
    }
    let kept = SystemCalibration(calibration, text: text, model: loaded)
    let made = try type.made(parameters, graph: loaded.graph, positions: 1, ranges: kept.ranges)
    let place = try kept.save(for: loaded)
    if json { return Console.current.print(String(decoding: data, as: UTF8.self)) }
    guard let calibrated = made as? any CalibratedSystem else { return }
    var table = Table(calibrated.calibrationTable.columns.map { ($0, .left) })
    for row in calibrated.calibrationTable.rows { table.add(row) }
    Console.current.print(table.text() + "\nkept in \(place)")
  }

  /// The system that was named; throws one line for one that there is not, or that needs no calibration.
  private func calibratedSystem() throws -> (any CalibratedSystem.Type)? {
    guard let system else {
      if let given = values.given { throw CommandFailure.usage("\(given) goes with --system; leave it out, or choose a system") }
      return nil
    }
    guard let type = Self.systems.first(where: { $0.name == system }) else {
      throw CommandFailure.usage(
        "no system '\(system)' is calibrated" + Suggestion.remedy(for: system, among: Self.systems.map { $0.name }))
    }
    return type
  }

  /// One row for each kind of tensor, over all layers.
  private func table(_ calibration: Calibration, _ loaded: LanguageModel) -> Table {
    var table = Table([
      ("tensor", .left), ("minimum", .right), ("maximum", .right), ("99.9 %", .right), ("zeros", .right),
      ("outlier channels", .right),
    ])
    var kinds: [(name: String, statistics: [ValueStatistics])] = []
    for value in loaded.graph.values {
      guard let statistics = calibration.values[value.name] else { continue }
      let parts = value.name.split(separator: ".")
      let name = parts.first == "blk" ? parts.dropFirst(2).joined(separator: ".") : value.name
      if let index = kinds.firstIndex(where: { $0.name == name }) {
        kinds[index].statistics.append(statistics)
      } else {
        kinds.append((name, [statistics]))
      }
    }
    for kind in kinds {
      let all = kind.statistics
      let zeros = Double(all.map(\.zeros).reduce(0, +)) / Double(max(1, all.map(\.count).reduce(0, +)))
      table.add(
        kind.name, number(all.map(\.minimum).min()), number(all.map(\.maximum).max()),
        number(all.map { $0.quantile(0.999) }.max()),
        fixed(100 * zeros, 1) + " %", "\(all.map(\.outlierChannels.count).reduce(0, +)) of \(all.map(\.width).reduce(0, +))")
    }
    return table
  }

  private func number(_ value: Float?) -> String { fixed(Double(value ?? 0), 3) }
}
