/// The slowest path from register to register.
public struct CriticalPath: Sendable, Hashable, Codable {
  public struct Step: Sendable, Hashable, Codable {
    /// The library's cell, or `memory`.
    public var kind: String
    /// When its output changes after the clock edge.
    public var arrivalNs: Double

    enum CodingKeys: String, CodingKey {
      case kind
      case arrivalNs = "arrival_ns"
    }
  }

  public struct Line: Sendable, Hashable, Codable {
    public var file: String
    public var line: Int
  }

  /// The register, port (then from the harness's register) or memory that it begins at and ends at; bits with their index.
  public var from: String
  public var to: String
  public var steps: [Step]
  /// Swift lines in the order that the path passes them.
  public var lines: [Line]

  static let none = CriticalPath(from: "", to: "", steps: [], lines: [])
}

/// Puts the designer's names and lines to what OpenSTA reports.
struct PathAttribution {
  let mapped: GateNetlist, words: GateNetlist
  let library: CellLibrary, origins: SourceOrigins
  let timing: TimingNetlist, memories: [MemoryMacro]

  func path(_ reported: [TimingReport.Step]) -> CriticalPath {
    guard let first = reported.first, let last = reported.last, reported.count > 1 else { return .none }
    let cones = Cones(words, library: library) { GateNetlist.word(words.names[$0]) }
    // The first step is reported at its clock pin, too.
    let steps = reported.dropFirst(first.cell == reported[1].cell ? 1 : 0).dropLast()
    var lines: [SourceOrigins.Line] = []
    func add(_ line: SourceOrigins.Line?) { if let line, lines.last != line { lines.append(line) } }
    func add(name: Substring) { add(origins.line(ofName: GateNetlist.word(name).prefix { $0 != "." })) }
    var starts = startNets(first, reported[1])
    add(name: name(of: first, reported[1]))
    for step in steps.dropFirst() where step.cell.hasPrefix("m") {
      // Through a memory that is read at once: to its address, on from its data.
      guard let memory = memory(step) else { continue }
      follow(cones, from: starts, to: nets(memory, "RD_ADDR"), then: add)
      add(name: memory.name)
      starts = Set(nets(memory, "RD_DATA"))
    }
    follow(cones, from: starts, to: endNets(last, cones), then: add)
    add(name: name(of: last, nil))
    return CriticalPath(
      from: String(name(of: first, reported[1])), to: String(name(of: last, nil)),
      steps: steps.map { .init(kind: $0.cell.hasPrefix("m") ? "memory" : String($0.kind), arrivalNs: $0.arrival) },
      lines: lines.map { .init(file: $0.file, line: $0.line) })
  }

  private func follow(_ cones: Cones, from starts: Set<Int>, to ends: [Int], then add: (SourceOrigins.Line?) -> Void) {
    for gate in cones.longestPath(from: starts, to: ends) {
      if let source = words.cells[gate].source, let line = origins.line(ofSource: source) {
        add(line)
      } else if let net = cones.outputs[gate].first {
        add(origins.line(ofName: GateNetlist.word(words.names[net])))
      }
    }
  }

  private func cell(_ step: TimingReport.Step) -> GateNetlist.Cell? {
    guard step.cell.hasPrefix("u"), let index = Int(step.cell.dropFirst()), mapped.cells.indices.contains(index) else {
      return nil
    }
    return mapped.cells[index]
  }

  private func port(_ step: TimingReport.Step) -> Substring? {
    guard step.cell.hasPrefix("h"), let index = Int(step.cell.dropFirst().prefix { $0 != "_" }),
      timing.harness.indices.contains(index)
    else { return nil }
    return timing.harness[index]
  }

  private func memory(_ step: TimingReport.Step) -> MemoryMacro? {
    guard step.cell.hasPrefix("m"), let index = Int(step.cell.dropFirst()), memories.indices.contains(index) else { return nil }
    return memories[index]
  }

  /// The register's bit that a flip-flop holds.
  private func registerBit(_ cell: GateNetlist.Cell) -> Substring {
    let outputs = library.outputs[cell.kind] ?? ["Q"]
    let names = cell.pins.filter { outputs.contains(String($0.name)) }.map { pin in
      words.net(named: mapped.names[pin.net]).map { words.names[$0] } ?? mapped.names[pin.net]
    }
    return names.first { origins.line(ofName: GateNetlist.word($0)) != nil } ?? names.first ?? ""
  }

  private func name(of step: TimingReport.Step, _ next: TimingReport.Step?) -> Substring {
    if let cell = cell(step) { return registerBit(cell) }
    return port(step) ?? memory(step)?.name ?? step.cell
  }

  private func startNets(_ first: TimingReport.Step, _ second: TimingReport.Step) -> Set<Int> {
    if let cell = cell(first) { return Set(words.net(named: registerBit(cell)).map { [$0] } ?? []) }
    if let port = port(first) { return Set(words.net(named: port).map { [$0] } ?? []) }
    if let memory = memory(first) { return Set(nets(memory, "RD_DATA")) }
    return []
  }

  private func endNets(_ last: TimingReport.Step, _ cones: Cones) -> [Int] {
    if let cell = cell(last) {
      guard let net = words.net(named: registerBit(cell)) else { return [] }
      return words.cells.indices.first { cones.isSequential[$0] && cones.outputs[$0].contains(net) }.map { cones.inputs[$0] }
        ?? []
    }
    if let port = port(last) { return words.net(named: port).map { [$0] } ?? [] }
    if let memory = memory(last) {
      return nets(memory, last.pin.prefix { $0 != "_" } == "RD" ? "RD_ADDR" : "WR_DATA") + nets(memory, "WR_ADDR")
        + nets(memory, "WR_EN")
    }
    return []
  }

  private func nets(_ memory: MemoryMacro, _ port: String) -> [Int] {
    let prefix = memory.name + "." + port
    return (words.inputs + words.outputs).filter { $0.name == prefix || $0.name.hasPrefix(prefix + "[") }.map(\.net)
  }
}
