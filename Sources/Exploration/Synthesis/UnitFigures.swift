import Foundation

/// What one configuration of a unit costs: committed, shown on the unit's page, and compared with after each change, so that none can
/// make it worse unseen.
public struct UnitFigures: Sendable, Hashable, Codable {
  /// An instance's own cells and memories.
  public struct Part: Sendable, Hashable, Codable {
    public var path: String
    public var areaUm2: Double
    public var flipFlops: Int
    public var memoryBits: Int

    enum CodingKeys: String, CodingKey {
      case path
      case areaUm2 = "area_um2"
      case flipFlops = "flip_flops"
      case memoryBits = "memory_bits"
    }
  }

  /// Runs that the medians are of. They differ in the order in which ABC sees the gates.
  public static let runs = 5

  public var unit: String
  /// Parameters that differ from the default, `width=4`.
  public var settings: [String]
  public var mapping: SynthesisOptions.Mapping
  public var areaUm2: Double
  public var gateEquivalents: Double
  public var flipFlops: Int
  public var memoryBits: Int
  /// By the memory model: assumed.
  public var memoryAreaUm2: Double
  public var criticalPathNs: Double
  public var fmaxMhz: Double
  /// How far the runs lie apart, as a part of the median: of the area, and of the slowest path.
  public var areaSpread: Double
  public var pathSpread: Double
  /// Of the area, what no line is known for.
  public var unattributedUm2: Double
  /// The largest first.
  public var parts: [Part]

  enum CodingKeys: String, CodingKey {
    case unit, settings, parts, mapping
    case areaUm2 = "area_um2"
    case gateEquivalents = "gate_equivalents"
    case flipFlops = "flip_flops"
    case memoryBits = "memory_bits"
    case memoryAreaUm2 = "memory_area_um2"
    case criticalPathNs = "critical_path_ns"
    case fmaxMhz = "fmax_mhz"
    case areaSpread = "area_spread"
    case pathSpread = "path_spread"
    case unattributedUm2 = "unattributed_um2"
  }

  /// The medians of runs; the parts are those of the run that has the median area. Nil without runs.
  public init?(unit: String, settings: [String], runs: [SynthesisReport]) {
    func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
    func spread(_ values: [Double], _ middle: Double) -> Double {
      guard middle > 0, let low = values.min(), let high = values.max() else { return 0 }
      return ((high - low) / middle * 10_000).rounded() / 10_000
    }
    let byArea = runs.sorted { $0.areaUm2 < $1.areaUm2 }, byPath = runs.sorted { $0.criticalPathNs < $1.criticalPathNs }
    guard !runs.isEmpty else { return nil }
    let middle = byArea[runs.count / 2]
    self.unit = unit
    self.settings = settings
    mapping = middle.options.mapping
    areaUm2 = rounded(middle.areaUm2)
    gateEquivalents = middle.gateEquivalents
    flipFlops = middle.flipFlops
    memoryBits = middle.memoryBits
    memoryAreaUm2 = rounded(middle.memoryAreaUm2)
    criticalPathNs = byPath[runs.count / 2].criticalPathNs
    fmaxMhz = byPath[runs.count / 2].fmaxMhz
    areaSpread = spread(runs.map(\.areaUm2), middle.areaUm2)
    pathSpread = spread(runs.map(\.criticalPathNs), criticalPathNs)
    unattributedUm2 = rounded(middle.area.unattributedUm2)
    parts = middle.area.modules.map {
      Part(path: $0.path, areaUm2: rounded($0.areaUm2), flipFlops: $0.flipFlops, memoryBits: $0.memoryBits)
    }
  }

  /// Whether both are of one configuration, mapped alike.
  public func isComparable(with other: UnitFigures) -> Bool {
    unit == other.unit && settings == other.settings && mapping == other.mapping
  }

  /// One line for each figure that is worse than `old` by more than 2 %.
  public func regressions(since old: UnitFigures) -> [String] {
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

/// The figures of all units, and what they were measured with.
public struct UnitFiguresRecord: Sendable, Hashable, Codable {
  public var library: String
  public var toolVersions: [String: String]
  public var clockNs: Double
  public var units: [UnitFigures]

  enum CodingKeys: String, CodingKey {
    case library, units
    case toolVersions = "tool_versions"
    case clockNs = "clock_ns"
  }

  public init(library: String, toolVersions: [String: String], clockNs: Double, units: [UnitFigures]) {
    self.library = library
    self.toolVersions = toolVersions
    self.clockNs = clockNs
    self.units = units
  }
}
