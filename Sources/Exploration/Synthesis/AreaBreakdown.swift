/// Where the area of mapped cells comes from: lines of Swift, and instances of modules. Memories are no part of it.
public struct AreaBreakdown: Sendable, Hashable, Codable {
  public struct Line: Sendable, Hashable, Codable {
    public var file: String
    public var line: Int
    public var areaUm2: Double
    public var flipFlops: Int

    enum CodingKeys: String, CodingKey {
      case file, line
      case areaUm2 = "area_um2"
      case flipFlops = "flip_flops"
    }
  }

  public struct Module: Sendable, Hashable, Codable {
    /// From the top down: `flash_pe.results`.
    public var path: String
    public var module: String
    /// Of the instance's own cells, without those of instances in it.
    public var areaUm2: Double
    public var flipFlops: Int
    public var memoryBits: Int
    /// By the memory model: assumed.
    public var memoryAreaUm2: Double

    enum CodingKeys: String, CodingKey {
      case path, module
      case areaUm2 = "area_um2"
      case flipFlops = "flip_flops"
      case memoryBits = "memory_bits"
      case memoryAreaUm2 = "memory_area_um2"
    }
  }

  /// The largest first.
  public var lines: [Line]
  /// The largest first.
  public var modules: [Module]
  /// Of cells that no line is known for.
  public var unattributedUm2: Double

  enum CodingKeys: String, CodingKey {
    case lines, modules
    case unattributedUm2 = "unattributed_um2"
  }
}

/// Divides the mapped area among lines and modules.
///
/// A flip-flop belongs to its register, exactly. A mapped gate belongs to the cone of the nearest register, port or memory pin that
/// it feeds; what happens inside a cone, mapping does not say. Each cone's area is divided in proportion to the generic gates of the same
/// cone before mapping, which still know their lines (or feed a named net that does).
struct AreaAttribution {
  private let mapped: GateNetlist, words: GateNetlist
  private let library: CellLibrary, origins: SourceOrigins

  init(mapped: GateNetlist, words: GateNetlist, library: CellLibrary, origins: SourceOrigins) {
    self.mapped = mapped
    self.words = words
    self.library = library
    self.origins = origins
  }

  /// What an amount of area belongs to: a named net of the flat design, and a line.
  private struct Label: Hashable {
    var name: String
    var line: SourceOrigins.Line?
  }

  /// The designer's name for what a net of the mapped netlist holds.
  func name(ofMapped net: Int) -> Substring {
    let name = mapped.names[net]
    return GateNetlist.word(words.net(named: name).map { words.names[$0] } ?? name)
  }

  func breakdown(memories: [MemoryMacro], model: MemoryModel) -> AreaBreakdown {
    var areas: [Label: Double] = [:], flipFlops: [Label: Int] = [:]
    // Registers.
    for cell in mapped.cells where library.flipFlops.contains(cell.kind) {
      let label = labelOfName(registerName(cell, of: mapped) { name(ofMapped: $0) } ?? "")
      areas[label, default: 0] += library.areas[cell.kind] ?? 0
      flipFlops[label, default: 0] += 1
    }
    // Gates: the cones' areas, and in what proportions lines share them.
    let mappedCones = Cones(mapped, library: library) { name(ofMapped: $0) }
    var coneAreas: [String: Double] = [:]
    for (index, cell) in mapped.cells.enumerated() where !library.flipFlops.contains(cell.kind) {
      coneAreas[mappedCones.names[mappedCones.endpoint[index]], default: 0] += library.areas[cell.kind] ?? 0
    }
    let shares = shares()
    for (cone, area) in coneAreas {
      let parts = shares[cone] ?? [labelOfName(cone): 1]
      let total = parts.values.reduce(0, +)
      for (label, weight) in parts { areas[label, default: 0] += area * weight / total }
    }
    return collect(areas, flipFlops, memories, model)
  }

  private func labelOfName(_ name: String) -> Label { Label(name: name, line: origins.line(ofName: name)) }

  /// By cone: the weight of each label's generic gates.
  private func shares() -> [String: [Label: Double]] {
    let cones = Cones(words, library: library) { GateNetlist.word(words.names[$0]) }
    var labels = [Label?](repeating: nil, count: words.cells.count)
    for (index, cell) in words.cells.enumerated() where !cones.isSequential[index] {
      if let source = cell.source, let line = origins.line(ofSource: source) {
        labels[index] = Label(name: origins.name(ofSource: source) ?? "", line: line)
      } else if let net = cones.outputs[index].first {
        let name = String(GateNetlist.word(words.names[net]))
        if let line = origins.line(ofName: name) { labels[index] = Label(name: name, line: line) }
      }
    }
    // Others belong to what they feed first.
    var queue = labels.indices.filter { labels[$0] != nil }, position = 0
    while position < queue.count {
      let index = queue[position]
      position += 1
      for net in cones.inputs[index] {
        let driver = cones.driver[net]
        if driver >= 0, labels[driver] == nil, cones.names[cones.endpoint[driver]] == cones.names[cones.endpoint[index]] {
          labels[driver] = labels[index]
          queue.append(driver)
        }
      }
    }
    var shares: [String: [Label: Double]] = [:]
    for (index, cell) in words.cells.enumerated() where !cones.isSequential[index] {
      let cone = cones.names[cones.endpoint[index]]
      shares[cone, default: [:]][labels[index] ?? labelOfName(cone), default: 0] += Self.weight(cell.kind)
    }
    return shares
  }

  /// Rough areas of generic gates, in two-input NANDs.
  private static func weight(_ kind: String) -> Double {
    switch kind {
    case "$_NOT_", "$_BUF_": 0.5
    case "$_XOR_", "$_XNOR_", "$_MUX_": 2
    default: 1.25
    }
  }

  private func registerName(_ cell: GateNetlist.Cell, of netlist: GateNetlist, _ name: (Int) -> Substring) -> String? {
    let outputs = library.outputs[cell.kind] ?? ["Q"]
    let names = cell.pins.filter { outputs.contains(String($0.name)) }.map { String(name($0.net)) }
    if let known = names.first(where: { origins.line(ofName: $0) != nil }) { return known }
    // `$\tags$rdreg[0]$q`: Yosys moved the register of an array's address into the array.
    return names.compactMap { $0.split(separator: "$").first { $0.hasPrefix("\\") }.map { String($0.dropFirst()) } }.first
      ?? names.first
  }

  private func collect(_ areas: [Label: Double], _ flipFlops: [Label: Int], _ memories: [MemoryMacro], _ model: MemoryModel)
    -> AreaBreakdown
  {
    var lines: [SourceOrigins.Line: AreaBreakdown.Line] = [:], modules: [String: AreaBreakdown.Module] = [:], unattributed = 0.0
    func module(_ name: String) -> String {
      let (path, module) = origins.module(ofName: name) ?? ("", "")
      if modules[path] == nil {
        modules[path] = .init(path: path, module: module, areaUm2: 0, flipFlops: 0, memoryBits: 0, memoryAreaUm2: 0)
      }
      return path
    }
    for (label, area) in areas.sorted(by: { ($0.key.name, $0.key.line?.line ?? 0) < ($1.key.name, $1.key.line?.line ?? 0) }) {
      let count = flipFlops[label] ?? 0
      if let line = label.line {
        lines[line, default: .init(file: line.file, line: line.line, areaUm2: 0, flipFlops: 0)].areaUm2 += area
        lines[line]?.flipFlops += count
      } else {
        unattributed += area
      }
      let path = module(label.name)
      modules[path]?.areaUm2 += area
      modules[path]?.flipFlops += count
    }
    for memory in memories {
      let path = module(String(memory.name))
      modules[path]?.memoryBits += memory.bits
      modules[path]?.memoryAreaUm2 += model.area(of: memory, library: library)
    }
    return AreaBreakdown(
      lines: lines.values.sorted { ($1.areaUm2, $0.file, $0.line) < ($0.areaUm2, $1.file, $1.line) },
      modules: modules.values.sorted { ($1.areaUm2 + $1.memoryAreaUm2, $0.path) < ($0.areaUm2 + $0.memoryAreaUm2, $1.path) },
      unattributedUm2: unattributed)
  }
}
