import Foundation

/// What came of a sweep over one unit: the points, their figures and which of them are on the Pareto front.
public struct ExplorationReport: Encodable, Sendable {
  /// One figure that all points have.
  public struct Figure: Encodable, Sendable {
    /// Raw value of an `Objective`.
    public var name: String
    /// With its unit.
    public var title: String
    /// Whether more is better.
    public var maximized: Bool
  }

  public let unit: String
  public let summary: String
  public let axes: [SweepAxis]
  /// What was set beside the sweep; empty for the defaults.
  public let settings: String
  public let objectives: [Objective]
  public let figures: [Figure]
  public let points: [ExploredPoint]
  /// Combinations of values that exclude each other, and why the first one is impossible.
  public let refused: Int
  public let refusal: String
  public let library: String
  public let toolVersions: [String: String]
  /// What the figures leave out.
  public let note = note

  public static let note =
    "Logic between registers, mapped and timed without wires under an ideal clock; memories are macros outside the area. Power and "
    + "energy are relative. Compare points with each other; do not quote them as silicon."

  enum CodingKeys: String, CodingKey {
    case unit, summary, axes, settings, objectives, figures, points, refused, refusal, library, note
    case toolVersions = "tool_versions"
  }

  /// - Parameters:
  ///   - objectives: those that all points lack are left out
  ///   - outcomes: for each combination of the sweep its point
  public init(
    unit: String, summary: String, axes: [SweepAxis], settings: String, objectives: [Objective], outcomes: [ExploredPoint],
    refused: Int = 0, refusal: String = ""
  ) {
    self.unit = unit
    self.summary = summary
    self.axes = axes
    self.settings = settings
    self.refused = refused
    self.refusal = refusal
    let known = Objective.allCases.filter { objective in outcomes.contains { $0.figures?[objective] != nil } }
    let objectives = objectives.filter(known.contains)
    self.objectives = objectives
    let perOperation = outcomes.contains { $0.operationsPerCycle != nil }
    figures = known.map { Figure(name: $0.rawValue, title: $0.title(perOperation: perOperation), maximized: $0.isMaximized) }
    let front = ParetoFront.indices(
      of: outcomes.map { point in objectives.map { point.figures?[$0] } }, maximized: objectives.map(\.isMaximized))
    var points = outcomes
    for index in front { points[index].isOnFront = true }
    self.points = points
    let reports = outcomes.compactMap(\.report)
    library = reports.first?.library ?? ""
    toolVersions = reports.first?.toolVersions ?? [:]
  }

  /// The points on the front, best in the first objective first.
  public var front: [ExploredPoint] {
    let points = points.filter(\.isOnFront)
    guard let first = objectives.first else { return points }
    return points.sorted {
      let (a, b) = ($0.figures?[first] ?? 0, $1.figures?[first] ?? 0)
      return first.isMaximized ? a > b : a < b
    }
  }

  /// Rows with a head: parameters, figures, whether on the front, the failure.
  public var csv: String {
    let names = axes.map(\.name)
    let head = ["unit"] + names + Self.columns.map(\.name) + ["pareto_front", "failure", "key"]
    let rows = points.map { point in
      [unit] + names.map { name in point.parameters.first { $0.name == name }?.value ?? "" } + Self.columns.map { $0.text(point) }
        + [point.isOnFront ? "true" : "false", point.failure ?? "", point.key ?? ""]
    }
    return ([head] + rows).map { $0.map(Self.quoted).joined(separator: ",") + "\n" }.joined()
  }

  private static let columns: [(name: String, text: @Sendable (ExploredPoint) -> String)] = [
    ("area_um2", { $0.report.map { "\($0.areaUm2)" } ?? "" }),
    ("gate_equivalents", { $0.report.map { "\($0.gateEquivalents)" } ?? "" }),
    ("flip_flops", { $0.report.map { "\($0.flipFlops)" } ?? "" }),
    ("memory_bits", { $0.report.map { "\($0.memoryBits)" } ?? "" }),
    ("critical_path_ns", { $0.report.map { "\($0.criticalPathNs)" } ?? "" }),
    ("fmax_mhz", { $0.figures?[.fmax].map { "\($0)" } ?? "" }),
    ("power_mw", { $0.report.map { "\($0.powerMw)" } ?? "" }),
    ("energy_pj", { $0.figures?[.energy].map { "\($0)" } ?? "" }),
    ("throughput_mops", { $0.figures?[.throughput].map { "\($0)" } ?? "" }),
  ]

  /// As RFC 4180 wants it.
  private static func quoted(_ text: String) -> String {
    text.contains { ",\"\n\r".contains($0) } ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
