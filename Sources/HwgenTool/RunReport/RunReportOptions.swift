import Accelerators
import ArgumentParser
import CommandLineTool
import Exploration
import Foundation
import Transformer

/// `--report` and `--compare`: a page that explains a run.
struct RunReportOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Write what bounded the run as a page for any browser: timeline, units, links, roofline, operators. A name that ends in .json takes the data alone.",
      valueName: "file.html"), completion: .file(extensions: ["html", "json"])) var report: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Another run, as --report wrote it, to show beside this one.", valueName: "file"),
    completion: .file(extensions: ["html", "json"])) var compare: String?

  func validate() throws {
    if compare != nil, report == nil { throw ValidationError("--compare goes with --report; give that a file.") }
    if compare != nil, report?.hasSuffix(".json") == true {
      throw ValidationError("--compare shows two runs on a page; give --report a name that ends in .html.")
    }
  }

  /// Throws before a long run where its report could not be written at its end, or what it is compared with is no report.
  func probe() throws {
    guard let report else { return }
    _ = try other()
    try OutputFolder.write(Data(), to: report, option: "--report", onlyProbe: true)
  }

  /// Writes the page, or the data.
  func write(_ made: RunReport) throws {
    guard let report else { return }
    let json = try RunPage.json(made)
    let text: String
    if report.hasSuffix(".json") {
      text = json + "\n"
    } else {
      let name = "\(made.model) on \(made.system)"
      text = try RunPage.text([(name: name, json: json)] + other())
    }
    try OutputFolder.write(Data(text.utf8), to: report, option: "--report")
  }

  /// The other run's data, and the name to show.
  private func other() throws -> [(name: String, json: String)] {
    guard let compare else { return [] }
    struct Head: Decodable { let schema_version: Int, model: String, system: String, sentences: [String] }
    struct Page: Decodable { let runs: [Head] }
    guard let contents = try? String(contentsOfFile: compare, encoding: .utf8) else {
      throw CommandFailure.usage("cannot read '\(compare)'; check the path of --compare")
    }
    let failure = CommandFailure.usage("'\(compare)' is no run that --report wrote; give --compare one")
    var json = contents.trimmingCharacters(in: .whitespacesAndNewlines)
    if !json.hasPrefix("{") {
      guard let found = HTMLPage.data(of: contents), let page = try? JSONDecoder().decode(Page.self, from: Data(found.utf8)),
        page.runs.count == 1, let start = found.range(of: "\"runs\":["), found.hasSuffix("]}")
      else { throw failure }
      json = String(found[start.upperBound...].dropLast(2))
    }
    guard let head = try? JSONDecoder().decode(Head.self, from: Data(json.utf8)), head.schema_version == 1 else { throw failure }
    let file = URL(fileURLWithPath: compare).lastPathComponent
    return [(name: "\(head.model) on \(head.system) (\(file))", json: json)]
  }
}
