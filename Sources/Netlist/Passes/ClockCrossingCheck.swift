/// No register, memory or output takes a value of another clock domain, unless the crossing is marked.
enum ClockCrossingCheck {
  static func run(_ design: Design) -> [Diagnostic] { design.modules.flatMap { check($0, design) } }

  private static func check(_ module: Module, _ design: Design) -> [Diagnostic] {
    if module.domains.count < 2 || module.blackBox != nil { return [] }
    let wires = WireSources(module)
    // A bit for each domain that a value depends on.
    var memo = [UInt64?](repeating: nil, count: module.values.count)
    let inputDomain = Dictionary(module.ports.filter { $0.direction == .input && $0.role == .data }.map { ($0.value, $0.domain) })
    { first, _ in first }

    func domains(of root: ValueID) -> UInt64 {
      if let known = memo[Int(root.index)] { return known }
      var work = [root]
      while let id = work.last {
        if memo[Int(id.index)] != nil {
          work.removeLast()
          continue
        }
        var own: UInt64 = 0
        var dependencies: [ValueID] = []
        switch module[id].operation {
        case .register(let index): own = 1 << UInt64(module.registers[index].domain)
        case .input: own = inputDomain[id].map { 1 << UInt64($0) } ?? 0
        case .crossing: break
        case .instanceOutput(let number, let port):
          own = 1 << UInt64(domain(of: port, instance: module.instances[number], module, design))
        case .memoryRead(let memory, let address):
          own = 1 << UInt64(module.memories[memory].domain)
          dependencies = [address]
        case .wire: dependencies = wires[id]
        default: dependencies = module.dependencies(of: id)
        }
        let missing = dependencies.filter { memo[Int($0.index)] == nil }
        if missing.isEmpty {
          memo[Int(id.index)] = dependencies.reduce(own) { $0 | (memo[Int($1.index)] ?? 0) }
          work.removeLast()
        } else {
          work += missing
        }
      }
      return memo[Int(root.index)] ?? 0
    }

    var found: [Diagnostic] = []
    func require(_ sources: [ValueID], in domain: Int, what: String, at location: SourceLocation) {
      let others = sources.reduce(0) { $0 | domains(of: $1) } & ~(1 << UInt64(domain))
      guard others != 0 else { return }
      let other = others.trailingZeroBitCount
      let source = sources.compactMap { culprit($0, other, module, wires, domains) }.first ?? "a signal"
      found.append(
        Diagnostic(
          .error, "\(what) in domain '\(module.domains[domain].name)' takes \(source) of domain '\(module.domains[other].name)'",
          note: "use synchronized() for one bit, an asynchronous FIFO for data, or unsafeCrossing(...) where it is safe",
          at: location, in: module))
    }
    for register in module.registers {
      require(
        wires[register.value], in: register.domain, what: "'\(module[register.value].name ?? "register")'",
        at: wires.location(of: register.value) ?? module[register.value].location)
    }
    for (memory, sources) in wires.memorySources.sorted(by: { $0.key < $1.key }) {
      require(
        sources, in: module.memories[memory].domain, what: "memory '\(module.memories[memory].name)'",
        at: module.memories[memory].location)
    }
    for port in module.ports where port.direction == .output {
      require(
        wires[port.value], in: port.domain, what: "output '\(port.name)'",
        at: wires.location(of: port.value) ?? module[port.value].location)
    }
    for instance in module.instances {
      let ports = design.modules[instance.module].ports
      for (position, connection) in instance.connections.enumerated()
      where ports[position].direction == .input && ports[position].role == .data {
        guard let connection else { continue }
        require(
          wires[connection], in: domain(of: position, instance: instance, module, design),
          what: "'\(instance.name).\(ports[position].name)'",
          at: wires.location(of: connection) ?? instance.location)
      }
    }
    return found
  }

  /// The parent's domain that a port of an instance runs in.
  private static func domain(of port: Int, instance: Instance, _ module: Module, _ design: Design) -> Int {
    let child = design.modules[instance.module]
    guard child.ports[port].domain < child.domains.count else { return 0 }
    let clock = instance.connections[child.domains[child.ports[port].domain].clockPort]
    return module.domains.firstIndex { module.ports[$0.clockPort].value == clock } ?? 0
  }

  /// The name of a register, input or instance output of domain `other` that `id` depends on.
  private static func culprit(_ id: ValueID, _ other: Int, _ module: Module, _ wires: WireSources, _ domains: (ValueID) -> UInt64)
    -> String?
  {
    var seen: Set<ValueID> = [], work = [id]
    while let id = work.popLast() {
      guard seen.insert(id).inserted, domains(id) >> UInt64(other) & 1 == 1 else { continue }
      switch module[id].operation {
      case .register, .input, .instanceOutput: return "'\(module[id].name ?? "a signal")'"
      case .memoryRead(let memory, _): return "memory '\(module.memories[memory].name)'"
      case .wire: work += wires[id]
      default: work += module.dependencies(of: id)
      }
    }
    return nil
  }
}
