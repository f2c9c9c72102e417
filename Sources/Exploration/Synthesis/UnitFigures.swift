import Foundation

/// What one configuration of a unit costs, as its page shows it.
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
  /// From and to, and the Swift lines between.
  public var criticalPathLines: [String]
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
    case criticalPathLines = "critical_path_lines"
    case unattributedUm2 = "unattributed_um2"
  }

  public init(unit: String, settings: [String], report: SynthesisReport) {
    func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
    self.unit = unit
    self.settings = settings
    mapping = report.options.mapping
    areaUm2 = rounded(report.areaUm2)
    gateEquivalents = report.gateEquivalents
    flipFlops = report.flipFlops
    memoryBits = report.memoryBits
    memoryAreaUm2 = rounded(report.memoryAreaUm2)
    criticalPathNs = report.criticalPathNs
    fmaxMhz = report.fmaxMhz
    criticalPathLines = report.criticalPath.lines.map { "\($0.file):\($0.line)" }
    unattributedUm2 = rounded(report.area.unattributedUm2)
    parts = report.area.modules.map {
      Part(path: $0.path, areaUm2: rounded($0.areaUm2), flipFlops: $0.flipFlops, memoryBits: $0.memoryBits)
    }
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
