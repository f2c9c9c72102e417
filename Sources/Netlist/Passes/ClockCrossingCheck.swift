/// No register, memory or output takes a value of another clock domain, unless the crossing is marked.
enum ClockCrossingCheck {
  static func run(_ design: Design) throws(InvalidNetlist) -> [Diagnostic] {
    guard hasSeveralClocks(design) else { return [] }
    var found: [Diagnostic] = []
    var summaries: [SignalClocks.Summary] = []
    for module in design.modules {
      var check = try Check(module, in: design, summaries)
      if !module.isOpaque { check.run() }
      found += check.found
      summaries.append(check.summary)
    }
    return found
  }

  /// Most designs know one clock, and need no look at their signals.
  private static func hasSeveralClocks(_ design: Design) -> Bool {
    var first: String?
    func isOther(_ name: String) -> Bool {
      defer { first = first ?? name }
      return first.map { $0 != name } ?? false
    }
    return design.modules.contains { module in
      module.domains.contains { isOther($0.name) } || module.instances.contains { isOther($0.clock) }
        || module.ports.indices.contains { module.ports[$0].role == .data && isOther(module.clockName(ofPort: $0)) }
    }
  }

  private struct Check {
    var clocks: SignalClocks
    var found: [Diagnostic] = []
    var summary = SignalClocks.Summary()
    private var module: Module { clocks.module }

    init(_ module: Module, in design: Design, _ summaries: [SignalClocks.Summary]) throws(InvalidNetlist) {
      clocks = try SignalClocks(module, in: design, summaries)
    }

    mutating func run() {
      for register in module.registers {
        let name = module[register.value].name.map { "'\($0)'" } ?? "a register"
        let domain = module.domains[register.domain].name
        let sources = clocks.wires[register.value]
        let place = clocks.wires.location(of: register.value) ?? module[register.value].location
        if register.isSynchronizer { requireOneClock(behind: sources, what: name, at: place) }
        require(sources, in: domain, what: name, at: place)
        capture(sources)
      }
      for domain in module.domains { checkReset(of: domain) }
      for memory in clocks.wires.writtenMemories {
        let entry = module.memories[memory]
        let sources = clocks.wires.sources(ofMemory: memory)
        require(sources, in: module.domains[entry.domain].name, what: "memory '\(entry.name)'", at: entry.location)
        capture(sources)
      }
      for (index, port) in module.ports.enumerated() where port.direction == .output {
        summary.outputs[index] = clocks.origins(of: port.value)
        require(
          [port.value], in: module.clockName(ofPort: index), what: "output '\(port.name)'",
          at: clocks.wires.location(of: port.value) ?? module[port.value].location)
      }
      for instance in module.instances { checkInputs(of: instance) }
    }

    /// A reset that logic makes changes with the clock of the registers that it resets.
    private mutating func checkReset(of domain: ClockDomain) {
      guard let reset = domain.reset, !module.ports.contains(where: { $0.role == .reset && $0.value == reset }) else { return }
      capture([reset])
      guard let other = clocks.clocks(of: [reset]).subtracting([domain.name]).min() else { return }
      let source = clocks.source(of: other, in: [reset])
      let remedy = "use resetSynchronized(), or synchronized() for one that acts at the clock's edge"
      let diagnostic = Diagnostic(
        .error, "the reset of domain '\(domain.name)' takes \(source.name) of domain '\(other)'",
        note: source.isInput ? "a port belongs to the clock that In(..., clock:) names, else to 'clock'; \(remedy)" : remedy,
        at: resetPlace(domain, reset), in: module)
      if !found.contains(diagnostic) { found.append(diagnostic) }
    }

    /// Where the reset is made or, if it is a port, the first register that it resets.
    private func resetPlace(_ domain: ClockDomain, _ reset: ValueID) -> SourceLocation {
      if let place = clocks.wires.location(of: reset) { return place }
      let first = module.registers.first { module.domains[$0.domain] == domain }
      return first.map { module[$0.value].location } ?? module[reset].location
    }

    private mutating func checkInputs(of instance: Instance) {
      let child = clocks.design.modules[instance.module]
      for (position, port) in child.ports.enumerated() where port.direction == .input && port.role == .data {
        guard let connection = instance.connections[position] else { continue }
        guard child.isOpaque || clocks.summaries[instance.module].captured.contains(position) else { continue }
        require(
          [connection], in: clocks.clock(ofPort: position, of: instance), what: "'\(instance.name).\(port.name)'",
          at: clocks.wires.location(of: connection) ?? instance.location)
        capture([connection])
      }
    }

    private mutating func capture(_ sources: [ValueID]) {
      for case .input(let port) in clocks.origins(of: sources) { summary.captured.insert(port) }
    }

    private mutating func require(_ sources: [ValueID], in clock: String, what: String, at location: SourceLocation) {
      guard let other = clocks.clocks(of: sources).subtracting([clock]).min() else { return }
      let source = clocks.source(of: other, in: sources)
      let safe = "use synchronized() for one bit, an asynchronous FIFO for data, or unsafeCrossing(...) where it is safe"
      found.append(
        Diagnostic(
          .error, "\(what) in domain '\(clock)' takes \(source.name) of domain '\(other)'",
          note: source.isInput ? "a port belongs to the clock that In(..., clock:) names, else to 'clock'; \(safe)" : safe,
          at: location, in: module))
    }

    /// What a synchronizer takes may change at the edges of one clock only: between those of two it is never quiet.
    private mutating func requireOneClock(behind sources: [ValueID], what: String, at location: SourceLocation) {
      for source in sources {
        guard case .crossing(let signal) = module[source].operation else { continue }
        let names = clocks.clocks(of: [signal]).sorted()
        guard names.count > 1 else { continue }
        found.append(
          Diagnostic(
            .error, "\(what) synchronizes logic of the domains \(names.map { "'\($0)'" }.joined(separator: " and "))",
            note: "synchronize each signal by itself, or put a register of one domain in front", at: location, in: module))
      }
    }
  }
}
