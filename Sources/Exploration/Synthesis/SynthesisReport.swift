import Foundation

/// What a unit costs: area, flip-flops, the slowest path, power.
public struct SynthesisReport: Codable, Hashable, Sendable {
  /// What the figures depend on.
  public let key: SynthesisKey
  public let options: SynthesisOptions
  /// Of the unit's mapped cells; memories and the harness's registers are counted apart.
  public let areaUm2: Double
  /// Area in two-input NANDs.
  public let gateEquivalents: Double
  public let flipFlops: Int
  public let cells: Int
  public let cellsByKind: [String: Int]
  /// Bits of memories, which stay macros and are no part of the area.
  public let memoryBits: Int
  /// Of memories, by the memory model in `options`: assumed.
  public let memoryAreaUm2: Double
  /// Registers on every port, which the unit is measured between; no part of the area.
  public let harnessAreaUm2: Double
  /// From clock edge to setup, the slowest path between registers; ports have registers, memories are macros with assumed delays.
  public let criticalPathNs: Double
  public let fmaxMhz: Double
  /// Relative: at the clock asked for, without wires, memories and the harness; to compare variants by, not as a promise.
  public let powerMw: Double
  /// Cycles of the simulation that the activity for the power comes from; nil when ports were taken to toggle in a fifth of the cycles.
  public let simulatedCycles: Int?
  public let clockNs: Double
  /// Whether the slowest path fits the period that the power is given for.
  public var meetsClock: Bool { criticalPathNs <= clockNs }
  /// The library's own name.
  public let library: String
  /// By tool.
  public let toolVersions: [String: String]
  public let criticalPath: CriticalPath
  /// By line and by module.
  public let area: AreaBreakdown

  enum CodingKeys: String, CodingKey {
    case key, options, cells, library, area
    case areaUm2 = "area_um2"
    case gateEquivalents = "gate_equivalents"
    case flipFlops = "flip_flops"
    case cellsByKind = "cells_by_kind"
    case memoryBits = "memory_bits"
    case memoryAreaUm2 = "memory_area_um2"
    case harnessAreaUm2 = "harness_area_um2"
    case criticalPathNs = "critical_path_ns"
    case fmaxMhz = "fmax_mhz"
    case powerMw = "power_mw"
    case simulatedCycles = "simulated_cycles"
    case clockNs = "clock_ns"
    case toolVersions = "tool_versions"
    case criticalPath = "critical_path"
  }

  /// - Parameters:
  ///   - mapped, words: the netlist, and the one that still knows lines
  ///   - timing, sta: what OpenSTA read and what it said
  init(
    key: SynthesisKey, library: CellLibrary, options: SynthesisOptions, versions: [String: String], source: SynthesisSource,
    mapped: GateNetlist,
    words: GateNetlist, register: GateNetlist, memories: [MemoryMacro], timing: TimingNetlist, sta: TimingReport,
    simulatedCycles: Int?
  ) {
    self.key = key
    self.options = options
    toolVersions = versions
    areaUm2 = Self.rounded(mapped.cells.reduce(0) { $0 + (library.areas[$1.kind] ?? 0) })
    gateEquivalents = (areaUm2 / library.nandArea * 10).rounded() / 10
    cells = mapped.cells.count
    cellsByKind = mapped.cells.reduce(into: [:]) { $0[$1.kind, default: 0] += 1 }
    flipFlops = mapped.cells.count { library.flipFlops.contains($0.kind) }
    memoryBits = memories.reduce(0) { $0 + $1.bits }
    memoryAreaUm2 = Self.rounded(memories.reduce(0) { $0 + options.memory.area(of: $1, library: library) })
    harnessAreaUm2 = Self.rounded(Double(timing.harness.count) * register.cells.reduce(0) { $0 + (library.areas[$1.kind] ?? 0) })
    // A design whose ports are all clocks has no path.
    criticalPathNs = sta.slack.map { ((options.clockNs - $0) * 10_000).rounded() / 10_000 } ?? 0
    fmaxMhz = criticalPathNs > 0 ? (10_000 / criticalPathNs).rounded() / 10 : 0
    powerMw = max(0, (sta.watts - sta.harnessWatts) * 1000)
    clockNs = options.clockNs
    self.simulatedCycles = simulatedCycles
    self.library = library.name
    criticalPath = PathAttribution(
      mapped: mapped, words: words, library: library, origins: source.origins, timing: timing, memories: memories
    ).path(sta)
    area = AreaAttribution(mapped: mapped, words: words, library: library, origins: source.origins).breakdown(
      memories: memories, model: options.memory)
  }

  /// Sums of areas keep no noise of their addition.
  private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}
