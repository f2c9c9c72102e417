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
  /// The shortest period of the ports' clocks: from clock edge to setup, the slowest path between registers over all clocks. A path between
  /// the two edges of a clock counts twice, one at a clock that a register makes half. Ports have registers, memories are macros with
  /// assumed delays.
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
  /// The longest path to each clock, whatever share of a period it has; nil where there is one clock.
  public let clockPaths: [ClockPath]?
  /// Registers that make clocks, each timed as the fastest that it can make: half of the clock that the register follows. Nil without.
  public let derivedClocks: [String]?
  /// Registers that no clock of a port reaches: no path to or from them is timed. Nil without.
  public let untimedRegisters: [String]?
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
    case clockPaths = "clock_paths"
    case derivedClocks = "derived_clocks"
    case untimedRegisters = "untimed_registers"
  }

  /// - Parameters:
  ///   - mapped, words: the netlist, and the one that still knows lines
  ///   - timing, sta: what OpenSTA read and what it said
  init(
    key: SynthesisKey, library: CellLibrary, options: SynthesisOptions, versions: [String: String], source: SynthesisSource,
    mapped: GateNetlist,
    words: GateNetlist, register: GateNetlist, memories: [MemoryMacro], timing: TimingNetlist, sta: TimingReport,
    slowest: SlowestPaths, simulatedCycles: Int?
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
    criticalPathNs = slowest.period.map(Self.rounded) ?? 0
    fmaxMhz = criticalPathNs > 0 ? (10_000 / criticalPathNs).rounded() / 10 : 0
    powerMw = max(0, (sta.watts - sta.harnessWatts) * 1000)
    clockNs = options.clockNs
    clockPaths =
      slowest.lengths.isEmpty
      ? nil : slowest.lengths.map { ClockPath(clock: timing.clockName(of: $0.group, in: source), pathNs: Self.rounded($0.ns)) }
    derivedClocks = timing.derivedClocks.isEmpty ? nil : timing.derivedClocks.map { String($0.register) }
    untimedRegisters = timing.untimed.isEmpty ? nil : timing.untimed.map(String.init)
    self.simulatedCycles = simulatedCycles
    self.library = library.name
    criticalPath = PathAttribution(
      mapped: mapped, words: words, library: library, origins: source.origins, timing: timing, memories: memories
    ).path(slowest.steps)
    area = AreaAttribution(mapped: mapped, words: words, library: library, origins: source.origins).breakdown(
      memories: memories, model: options.memory)
  }

  /// Sums of areas keep no noise of their addition.
  private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}

/// The longest path that ends at registers of one clock.
public struct ClockPath: Codable, Hashable, Sendable {
  /// The port, or the register that makes the clock.
  public let clock: String
  /// From clock edge to setup, in nanoseconds.
  public let pathNs: Double

  enum CodingKeys: String, CodingKey {
    case clock
    case pathNs = "path_ns"
  }
}
