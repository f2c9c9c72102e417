/// Clocks, and resets that act at once, come from ports, registers and black boxes: logic in front of them could glitch.
enum ClockNetCheck {
  static func run(_ design: Design) throws(InvalidNetlist) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var summaries: [Summary] = []
    for module in design.modules {
      var check = Check(module: module, design: design, summaries: summaries)
      if module.blackBox == nil { try check.run() }
      found += check.found
      summaries.append(check.summary)
    }
    return found
  }

  /// Where a net comes from.
  enum Source: Hashable {
    /// A register or a black box.
    case clean
    /// Index into `Module.ports`.
    case input(Int)
    case logic
  }

  /// What a module asks of its surroundings.
  struct Summary {
    /// Inputs that are clocks or reset at once inside; the ports of such resets.
    var clocks: Set<Int> = []
    var resets: Set<Int> = []
  }

  private struct Check {
    let module: Module
    let design: Design
    let summaries: [Summary]
    var found: [Diagnostic] = []
    var summary = Summary()
    private var drivers: [ValueID: ValueID]?

    init(module: Module, design: Design, summaries: [Summary]) {
      self.module = module
      self.design = design
      self.summaries = summaries
    }

    mutating func run() throws(InvalidNetlist) {
      for domain in module.domains {
        try require(domain.clock, isClock: true, "the clock of domain '\(domain.name)'", module[domain.clock].location)
        if domain.resetStyle.isAsynchronous, let reset = domain.reset {
          try require(reset, isClock: false, "the asynchronous reset of domain '\(domain.name)'", module[reset].location)
        }
      }
      for instance in module.instances {
        let inner = summaries[instance.module], ports = design.modules[instance.module].ports
        for port in inner.clocks.union(inner.resets).sorted() {
          guard let id = instance.connections[port] else { continue }
          let isClock = inner.clocks.contains(port)
          let what = "'\(instance.name).\(ports[port].name)', \(isClock ? "a clock" : "an asynchronous reset"),"
          try require(id, isClock: isClock, what, instance.location)
        }
      }
    }

    private mutating func require(_ id: ValueID, isClock: Bool, _ what: String, _ place: SourceLocation)
      throws(InvalidNetlist)
    {
      switch try source(of: id) {
      case .clean: break
      case .input(let port): if isClock { summary.clocks.insert(port) } else { summary.resets.insert(port) }
      case .logic:
        let diagnostic = Diagnostic(
          .error, "\(what) is made by logic, which can glitch",
          note: isClock
            ? "take it from a register or a black box, such as ClockGate"
            : "put a register in front, or reset at the clock's edge: .synchronous", at: place, in: module)
        if !found.contains(diagnostic) { found.append(diagnostic) }
      }
    }

    private mutating func source(of id: ValueID) throws(InvalidNetlist) -> Source {
      switch module[id].operation {
      case .input:
        guard let port = module.ports.firstIndex(where: { $0.value == id && $0.direction == .input }) else {
          throw InvalidNetlist("\(id) is an input without a port", at: module[id].location, in: module)
        }
        return .input(port)
      case .register: return .clean
      case .reinterpret(let a), .crossing(let a), .not(let a), .slice(let a, _): return try source(of: a)
      case .wire:
        // What several statements drive, or one under a condition, is a choice.
        guard let driver = driver(of: id) else { return .logic }
        return try source(of: driver)
      case .instanceOutput(let number, let port):
        let instance = module.instances[number], child = design.modules[instance.module]
        if child.blackBox != nil { return .clean }
        var inner = Check(module: child, design: design, summaries: summaries)
        let inside = try inner.source(of: child.ports[port].value)
        guard case .input(let input) = inside else { return inside }
        // An input that nobody drives has been reported.
        guard let outside = instance.connections[input] else { return .logic }
        return try source(of: outside)
      default: return .logic
      }
    }

    /// The value that alone drives a wire.
    private mutating func driver(of wire: ValueID) -> ValueID? {
      if drivers == nil {
        var counts: [ValueID: Int] = [:], sources: [ValueID: ValueID] = [:]
        Module.walk(module.statements) { statement in
          switch statement.kind {
          case .assign(.value(let id), _), .assign(.part(let id, _), _): counts[id, default: 0] += 1
          default: break
          }
        }
        for statement in module.statements {
          if case .assign(.value(let id), let source) = statement.kind, counts[id] == 1 { sources[id] = source }
        }
        drivers = sources
      }
      return drivers?[wire]
    }
  }
}
