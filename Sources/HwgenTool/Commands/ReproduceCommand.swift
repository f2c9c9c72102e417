import Accelerators
import ArgumentParser
import CommandLineTool
import Foundation
import Netlist

/// `hwgen reproduce`: the figures of a system's paper beside ours.
struct ReproduceCommand: ParsableCommand {
  /// What stands for every paper.
  private static let all = "all"
  private static var names: [String] { PaperCatalog.all.map(\.name) + [all] }

  static var configuration: CommandConfiguration {
    let name = Catalog.current.name, paper = PaperCatalog.all.first
    return CommandConfiguration(
      commandName: "reproduce", abstract: "Prints the figures of a system's paper beside ours, with the error of each.",
      discussion: """
        One set of values makes all tables of a paper; it is printed with them. A figure is simulated where its cycles come from RTL, \
        counted where operations or bytes are, and estimated where a model of time gives it. The error is a share of the printed \
        figure; within a printed range there is none.

        EXAMPLES:
          \(name) reproduce --paper \(paper?.name ?? "NAME")
          \(name) reproduce --paper \(paper?.name ?? "NAME") --table \(paper?.tables.first?.name ?? "NAME") --json
          \(name) reproduce --paper all --report papers.md
        """)
  }

  @Option(
    name: .long, help: ArgumentHelp("The system whose paper it is, or all.", valueName: "name"), completion: .list(names))
  var paper: String

  @Option(
    name: .long, help: ArgumentHelp("One table of the paper.", valueName: "name"),
    completion: .list(PaperCatalog.all.flatMap { $0.tables.map(\.name) })) var table: String?

  @Flag(name: .long, help: "Print one JSON object.") var json = false

  @Option(
    name: .long, help: ArgumentHelp("Write the tables as a page in Markdown.", valueName: "file.md"),
    completion: .file(extensions: ["md"])) var report: String?

  func validate() throws {
    if paper == Self.all, table != nil { throw ValidationError("--table is of one paper; name it with --paper.") }
  }

  func run() throws {
    let chosen = PaperCatalog.all.filter { paper == Self.all || $0.name == paper }
    guard !chosen.isEmpty else {
      throw CommandFailure.usage(
        "there is no paper '\(paper)' with figures" + Suggestion.remedy(for: paper, among: Self.names))
    }
    let reproductions: [Reproduction]
    do { reproductions = try chosen.map { try Reproduction(of: $0, table: table) } } catch let error as AcceleratorError {
      throw CommandFailure.usage(error.description)
    }
    if let report {
      let text = reproductions.map(\.markdown).joined(separator: "\n\n") + "\n"
      do { try Data(text.utf8).write(to: URL(fileURLWithPath: report), options: .atomic) } catch {
        throw CommandFailure("cannot write '\(report)'; choose another place with --report")
      }
    }
    if json {
      if let one = reproductions.first, paper != Self.all { return try JSONOutput.print(one) }
      return try JSONOutput.print(Papers(papers: reproductions))
    }
    for reproduction in reproductions { Console.current.print(text(reproduction)) }
  }

  /// All papers as one JSON object.
  private struct Papers: Encodable {
    let schemaVersion = 1
    let papers: [Reproduction]
  }

  /// For people to read.
  private func text(_ reproduction: Reproduction) -> String {
    var values = Table("parameter", "value", "from")
    for one in reproduction.parameters { values.add(one.name, one.value, one.source) }
    var parts = ["\(reproduction.source), with these values:", values.text(indentation: 2)]
    for one in reproduction.tables {
      var table = Table(zip(Reproduction.columns, [.left, .right, .right, .left, .right, .left, .left]).map { ($0, $1) })
      for cells in reproduction.cells(of: one) { table.add(cells) }
      let summary = reproduction.summary(of: one)
      parts += ["\(one.name): \(one.title)" + (summary.isEmpty ? "" : "; \(summary)"), table.text(indentation: 2)]
      parts.append("  \(one.explanation)")
    }
    return parts.joined(separator: "\n\n")
  }
}
