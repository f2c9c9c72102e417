import Exploration
import Foundation
import Tools

/// The files that an exploration leaves: report.html, report.json, and a CSV file for each unit.
struct ReportFiles {
  let folder: OutputFolder
  /// The chart library's text; nil leaves report.html out.
  let plotly: String?

  /// Reads the chart library that the set-up script put into the tools folder.
  static func chartLibrary() throws -> String {
    let path = (ToolFolder.path() ?? ".tools") + "/exploration/plotly.min.js"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw CommandFailure.missingTool(
        "the chart library of the report is not there; run 'make setup-exploration' in the hwgen checkout")
    }
    return text
  }

  /// Throws before a long run when the report could not be written at its end.
  func probe() throws { try folder.write([("report.json", "")], onlyProbe: true) }

  func write(_ reports: [ExplorationReport]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = String(decoding: try encoder.encode(reports), as: UTF8.self)
    let title = reports.count == 1 ? "\(reports[0].unit): exploration" : "hwgen: exploration"
    try folder.write(
      (plotly.map { [("report.html", HTMLReport.text(title: title, data: data, plotly: $0))] } ?? [])
        + [("report.json", try JSONOutput.text(["units": reports]) + "\n")]
        + reports.map { ("\($0.unit).csv", $0.csv) })
  }
}
