import Foundation
import Netlist

/// Figures of a unit's configuration that are committed, so that a later change cannot make them worse unseen.
public struct QualityFigures: Sendable, Hashable, Codable {
  public var unit: String
  /// Parameters that differ from the default, `width=4`.
  public var settings: [String]
  public var gateEquivalents: Double
  public var areaUm2: Double
  public var flipFlops: Int
  public var memoryBits: Int
  public var criticalPathNs: Double
  public var fmaxMhz: Double
  /// How far the runs lie apart, as a part of the median: of the area, and of the slowest path.
  public var areaSpread: Double
  public var pathSpread: Double

  enum CodingKeys: String, CodingKey {
    case unit, settings
    case gateEquivalents = "gate_equivalents"
    case areaUm2 = "area_um2"
    case flipFlops = "flip_flops"
    case memoryBits = "memory_bits"
    case criticalPathNs = "critical_path_ns"
    case fmaxMhz = "fmax_mhz"
    case areaSpread = "area_spread"
    case pathSpread = "path_spread"
  }

  /// Medians of runs that differ in the numbers of Yosys's objects; nil without runs.
  public init?(unit: String, settings: [String], runs: [SynthesisReport]) {
    func middle(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    func spread(_ values: [Double]) -> Double {
      let (low, high) = (values.min() ?? 0, values.max() ?? 0)
      return high > 0 ? ((high - low) / middle(values) * 10_000).rounded() / 10_000 : 0
    }
    guard let first = runs.first else { return nil }
    let areas = runs.map(\.areaUm2), paths = runs.map(\.criticalPathNs)
    self.unit = unit
    self.settings = settings
    areaUm2 = middle(areas)
    gateEquivalents = middle(runs.map(\.gateEquivalents))
    flipFlops = Int(middle(runs.map { Double($0.flipFlops) }))
    memoryBits = first.memoryBits
    criticalPathNs = middle(paths)
    fmaxMhz = middle(runs.map(\.fmaxMhz))
    areaSpread = spread(areas)
    pathSpread = spread(paths)
  }

  /// One line for each figure that is worse than `old` by more than 2 %.
  public func regressions(since old: QualityFigures) -> [String] {
    var found: [String] = []
    func compare(_ name: String, _ new: Double, _ old: Double, _ unit: String) {
      if new > old * 1.02 {
        found.append("\(self.unit)\(settings.map { " " + $0 }.joined()): \(name) \(new) \(unit), was \(old)")
      }
    }
    compare("area", areaUm2, old.areaUm2, "um2")
    compare("slowest path", criticalPathNs, old.criticalPathNs, "ns")
    compare("flip-flops", Double(flipFlops), Double(old.flipFlops), "")
    compare("memory", Double(memoryBits), Double(old.memoryBits), "bits")
    return found
  }
}

/// The committed figures and what they were measured with.
public struct QualityRecord: Sendable, Hashable, Codable {
  /// Runs for each figure.
  public static let runs = 5

  public var library: String
  public var toolVersions: [String: String]
  public var options: SynthesisOptions
  public var figures: [QualityFigures]

  enum CodingKeys: String, CodingKey {
    case library, options, figures
    case toolVersions = "tool_versions"
  }

  public init(library: String, toolVersions: [String: String], options: SynthesisOptions, figures: [QualityFigures]) {
    self.library = library
    self.toolVersions = toolVersions
    self.options = options
    self.figures = figures
  }
}
