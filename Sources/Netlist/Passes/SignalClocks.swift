/// Where a signal comes from: a clock whose edges change it, or an input port, whose clock its driver outside decides.
enum SignalOrigin: Hashable {
  case clock(String)
  /// Index into `Module.ports`.
  case input(Int)
}

/// Which clocks the values of a module change with, and what a module around it needs to know of that.
///
/// Clocks belong to values: a combinational module has whatever clock its inputs bring along.
struct SignalClocks {
  /// What a module shows of its inside.
  struct Summary {
    /// For each output: what it comes from.
    var outputs: [Int: Set<SignalOrigin>] = [:]
    /// Inputs that something clocked inside takes: they must come from the clock that the port belongs to.
    var captured: Set<Int> = []
  }

  let module: Module
  let design: Design
  let summaries: [Summary]
  let wires: WireSources
  /// For each value that is a port's: what it comes from. A reset changes with its clock; the clock itself is no data.
  private let inputs: [Set<SignalOrigin>]
  /// Clocks of the writes of each memory; reading shows a word as it is written.
  private var known: [Set<SignalOrigin>?]

  init(_ module: Module, in design: Design, _ summaries: [Summary]) throws(InvalidNetlist) {
    self.module = module
    self.design = design
    self.summaries = summaries
    wires = WireSources(module)
    known = [Set<SignalOrigin>?](repeating: nil, count: module.values.count)
    try module.requirePortsOfInputs()
    var inputs = [Set<SignalOrigin>](repeating: [], count: module.values.count)
    for (index, port) in module.ports.enumerated() where port.direction == .input {
      switch port.role {
      case .data: inputs[Int(port.value.index)] = [.input(index)]
      case .reset: inputs[Int(port.value.index)] = [.clock(module.domains[port.domain].name)]
      case .clock: break
      }
    }
    self.inputs = inputs
  }

  /// The clock of this module that port `port` of an instance runs with.
  func clock(ofPort port: Int, of instance: Instance) -> String {
    let name = design.modules[instance.module].clockName(ofPort: port)
    return name == ClockDomain.standardName ? instance.clock : name
  }

  /// What the value itself adds, and the values whose origins are also its own.
  private func step(_ id: ValueID) -> (own: Set<SignalOrigin>, dependencies: [ValueID]) {
    switch module[id].operation {
    case .register(let index): return ([.clock(module.domains[module.registers[index].domain].name)], [])
    case .input: return (inputs[Int(id.index)], [])
    case .crossing: return ([], [])
    case .memoryRead(let memory, let address):
      return ([.clock(module.domains[module.memories[memory].domain].name)], [address])
    case .wire: return ([], wires[id])
    case .instanceOutput(let number, let port):
      let instance = module.instances[number]
      guard !design.modules[instance.module].isOpaque else { return ([.clock(clock(ofPort: port, of: instance))], []) }
      var own: Set<SignalOrigin> = [], dependencies: [ValueID] = []
      for origin in summaries[instance.module].outputs[port, default: []] {
        switch origin {
        case .clock(let name): own.insert(.clock(name == ClockDomain.standardName ? instance.clock : name))
        case .input(let input): if let connection = instance.connections[input] { dependencies.append(connection) }
        }
      }
      return (own, dependencies)
    default: return ([], module.dependencies(of: id))
    }
  }

  /// All that the value comes from; what is behind a marked crossing does not count.
  mutating func origins(of root: ValueID) -> Set<SignalOrigin> {
    if let found = known[Int(root.index)] { return found }
    var work: [(id: ValueID, own: Set<SignalOrigin>, dependencies: [ValueID])] = []
    var isOpen: Set<ValueID> = []
    func open(_ id: ValueID) {
      // A combinational loop has been reported: it ends here.
      guard isOpen.insert(id).inserted else { return }
      let (own, dependencies) = step(id)
      work.append((id, own, dependencies))
    }
    open(root)
    // What was found last is what the root comes from.
    var found: Set<SignalOrigin> = []
    while let last = work.last {
      if let next = last.dependencies.first(where: { known[Int($0.index)] == nil && !isOpen.contains($0) }) {
        open(next)
        continue
      }
      var result = last.own
      for dependency in last.dependencies { if let more = known[Int(dependency.index)] { result.formUnion(more) } }
      known[Int(last.id.index)] = result
      found = result
      work.removeLast()
    }
    return found
  }

  mutating func origins(of values: [ValueID]) -> Set<SignalOrigin> {
    values.reduce(into: []) { $0.formUnion(origins(of: $1)) }
  }

  /// The clocks of the values; those of inputs as the module declares them.
  mutating func clocks(of values: [ValueID]) -> Set<String> {
    Set(
      origins(of: values).map { origin in
        switch origin {
        case .clock(let name): name
        case .input(let port): module.clockName(ofPort: port)
        }
      })
  }

  /// The name of what brings clock `clock` into the value, and whether that is an input port.
  mutating func source(of clock: String, in values: [ValueID]) -> (name: String, isInput: Bool) {
    var seen: Set<ValueID> = [], work = values
    while let id = work.popLast() {
      guard seen.insert(id).inserted, clocks(of: [id]).contains(clock) else { continue }
      let (own, dependencies) = step(id)
      if own.contains(.clock(clock)), case .memoryRead(let memory, _) = module[id].operation {
        return ("memory '\(module.memories[memory].name)'", false)
      }
      if !own.isEmpty, let name = module[id].name {
        return ("'\(name)'", module.ports.contains { $0.value == id && $0.role == .data })
      }
      work += dependencies
    }
    return ("a signal", false)
  }
}

extension Module {
  /// The name of the clock that a port belongs to.
  func clockName(ofPort index: Int) -> String {
    let port = ports[index]
    if let clock = port.clock { return clock }
    return domains.indices.contains(port.domain) ? domains[port.domain].name : ClockDomain.standardName
  }
}
