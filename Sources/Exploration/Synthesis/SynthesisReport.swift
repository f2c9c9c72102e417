import Foundation

/// What a unit costs: area, flip-flops, the slowest path, power.
public struct SynthesisReport: Codable, Hashable, Sendable {
  /// What the figures depend on.
  public let key: SynthesisKey
  public let options: SynthesisOptions
  /// Of the mapped cells; memories are counted apart.
  public let areaUm2: Double
  /// Area in two-input NANDs.
  public let gateEquivalents: Double
  public let flipFlops: Int
  public let cells: Int
  public let cellsByKind: [String: Int]
  /// Bits of memories, which stay macros and are no part of the area.
  public let memoryBits: Int
  /// From clock edge to setup, the slowest path between flip-flops; ports and memories' pins count as ideal.
  public let criticalPathNs: Double
  public let fmaxMhz: Double
  /// At the clock asked for, with ports that toggle in a fifth of the cycles: to compare variants by, not as a promise.
  public let powerMw: Double
  public let clockNs: Double
  /// The library's own name.
  public let library: String
  /// By tool.
  public let toolVersions: [String: String]
  /// Cells along the slowest path.
  public let path: [String]

  enum CodingKeys: String, CodingKey {
    case key, options, cells, library, path
    case areaUm2 = "area_um2"
    case gateEquivalents = "gate_equivalents"
    case flipFlops = "flip_flops"
    case cellsByKind = "cells_by_kind"
    case memoryBits = "memory_bits"
    case criticalPathNs = "critical_path_ns"
    case fmaxMhz = "fmax_mhz"
    case powerMw = "power_mw"
    case clockNs = "clock_ns"
    case toolVersions = "tool_versions"
  }

  private struct Statistics: Decodable {
    struct Design: Decodable {
      let num_cells: Int
      let num_cells_by_type: [String: Int]
      let area: Double?
      let num_memory_bits: Int?
    }
    let design: Design
  }

  /// - Parameters:
  ///   - memories, statistics: JSON that Yosys wrote
  ///   - timing: what OpenSTA printed
  public init(
    key: SynthesisKey, library: CellLibrary, options: SynthesisOptions, versions: [String: String], memories: Data, statistics: Data, timing: String
  ) throws {
    typealias Failure = Synthesis.Failure
    let before = try Self.decode(memories), mapped = try Self.decode(statistics)
    if let error = timing.split(separator: "\n").first(where: { $0.contains("Error") }) { throw Failure("OpenSTA: \(error)") }
    // A design without registers has no path of the clock.
    let slack = timing.matches(of: /([\-\d.]+)\s+slack/).compactMap { Double($0.1) }.first
    let watts = timing.firstMatch(of: /(?m)^Total\s+\S+\s+\S+\s+\S+\s+(\S+)\s+100/).flatMap { Double($0.1) }
    let unknown = mapped.num_cells_by_type.keys.filter { library.areas[$0] == nil }.sorted()
    guard unknown.isEmpty else { throw Failure("cells that the library does not have are left: \(unknown.joined(separator: ", "))") }
    self.key = key
    self.options = options
    toolVersions = versions
    areaUm2 = mapped.area ?? 0
    gateEquivalents = (areaUm2 / library.nandArea * 10).rounded() / 10
    flipFlops = mapped.num_cells_by_type.filter { library.flipFlops.contains($0.key) }.values.reduce(0, +)
    cells = mapped.num_cells
    cellsByKind = mapped.num_cells_by_type
    memoryBits = before.num_memory_bits ?? 0
    criticalPathNs = slack.map { ((options.clockNs - $0) * 10_000).rounded() / 10_000 } ?? 0
    fmaxMhz = criticalPathNs > 0 ? (10_000 / criticalPathNs).rounded() / 10 : 0
    powerMw = (watts ?? 0) * 1000
    clockNs = options.clockNs
    self.library = library.name
    path = timing.matches(of: /[\^v] (\S+)\/\w+ \((\w+)\)/).map { "\($0.1) (\($0.2))" }
  }

  private static func decode(_ data: Data) throws -> Statistics.Design {
    do { return try JSONDecoder().decode(Statistics.self, from: data).design } catch {
      throw Synthesis.Failure("the statistics that Yosys wrote cannot be read; is the disk full?")
    }
  }
}
