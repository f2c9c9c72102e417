import Exploration
import Foundation

/// What `hwgen explore` prints for people.
enum ExplorationText {
  /// The Pareto front as a table.
  static func text(_ report: ExplorationReport) -> String {
    let front = report.front
    guard !front.isEmpty else { return "\(report.unit): no point could be synthesized" }
    let titles = Dictionary(report.figures.map { ($0.name, $0.title) }) { first, _ in first }
    var table = Table(
      report.axes.map { ($0.name, .right) } + report.objectives.map { (titles[$0.rawValue] ?? $0.rawValue, .right) })
    for point in front {
      table.add(point.parameters.map(\.value) + report.objectives.map { figure(point.figures?[$0]) })
    }
    let head = "\(report.unit): \(front.count) of \(report.points.count) points on the Pareto front"
    return head + (report.settings.isEmpty ? "" : " (\(report.settings))") + "\n" + table.text(indentation: 2)
  }

  /// How many points came from where, and where the report is.
  static func summary(_ reports: [ExplorationReport], folder: String) -> String {
    let points = reports.flatMap(\.points)
    let failed = points.count { $0.failure != nil }, fresh = points.count { $0.isFresh && $0.failure == nil }
    var parts = ["\(fresh) synthesized", "\(points.count - fresh - failed) known before"]
    if failed > 0 { parts.append("\(failed) failed") }
    return "\(points.count) points: \(parts.joined(separator: ", ")); report: \(folder)/report.html"
  }

  private static func figure(_ value: Double?) -> String {
    guard let value else { return "" }
    return abs(value) >= 1000 || value == value.rounded() ? String(format: "%.0f", value) : String(format: "%.4g", value)
  }
}
