import Netlist

extension Module {
  /// The statements of each driven thing, with only the conditions around them that matter to it.
  func statementsByDriven(_ statements: [Statement]) -> [Driven: [Statement]] {
    var result: [Driven: [Statement]] = [:]
    for statement in statements {
      switch statement.kind {
      case .assign, .check, .display: result[Driven(statement, in: self), default: []].append(statement)
      case .when(let condition, let then, let otherwise):
        let then = statementsByDriven(then)
        let otherwise = statementsByDriven(otherwise)
        for key in Set(then.keys).union(otherwise.keys) {
          let kind = Statement.Kind.when(condition, then: then[key] ?? [], otherwise: otherwise[key] ?? [])
          result[key, default: []].append(Statement(kind, location: statement.location))
        }
      case .match(let subject, let cases, let otherwise):
        let bodies = cases.map { statementsByDriven($0.body) }
        let otherwise = statementsByDriven(otherwise)
        for key in bodies.reduce(into: Set(otherwise.keys), { $0.formUnion($1.keys) }) {
          let sliced = zip(cases, bodies).map { Statement.MatchCase(values: $0.values, body: $1[key] ?? []) }
          let kind = Statement.Kind.match(subject, cases: sliced, otherwise: otherwise[key] ?? [])
          result[key, default: []].append(Statement(kind, location: statement.location))
        }
      }
    }
    return result
  }
}

/// Dissolves the hierarchy of a design.
struct Flattening {
  let design: Design
  private var flat = FlatDesign()
  /// For each scope, its children in the order of the module's instances, as indices into the scopes.
  private var children: [[Int]] = []
  private var instances: [Int] = []
  private var registerBases: [Int] = []
  private var loopBases: [Int] = []
  /// For each scope, the flat design's domain of each of its domains.
  private var domains: [[Int]] = []
  private var numbers: [FlatDomain: Int] = [:]
  private var byDriven: [[Driven: [Statement]]] = []

  static func flatten(_ design: Design) throws(SimulationError) -> FlatDesign {
    guard !design.modules.isEmpty else { throw .model("the design has no module") }
    var flattening = Flattening(design: design)
    try flattening.placeInstances()
    flattening.byDriven = design.modules.map { $0.statementsByDriven($0.statements) }
    for clock in design.top.clockPorts { _ = flattening.number(of: FlatDomain(clock: clock.port.value, edge: .rising)) }
    for scope in flattening.flat.scopes.indices { try flattening.fill(scope) }
    return flattening.flat
  }

  private init(design: Design) { self.design = design }

  private func module(_ scope: Int) -> Module { design.modules[flat.scopes[scope].module] }
  private func global(_ id: ValueID, _ scope: Int) -> ValueID { ValueID(Int(id.index) + flat.scopes[scope].base) }

  /// Gives every instance its ranges of global indices.
  private mutating func placeInstances() throws(SimulationError) {
    var (values, registers, memories, loops) = (0, 0, 0, 0)
    flat.scopes.append(FlatScope(name: design.top.name, parent: nil, module: design.modules.count - 1, base: 0, memoryBase: 0))
    instances.append(-1)
    var scope = 0
    while scope < flat.scopes.count {
      let module = module(scope)
      if module.isOpaque {
        throw .model(
          "'\(path(scope))' is a black box of Verilog text, which only the Verilator backend can simulate; a build of its own gives it a model"
        )
      }
      flat.scopes[scope].base = values
      flat.scopes[scope].memoryBase = memories
      registerBases.append(registers)
      loopBases.append(loops)
      values += module.values.count
      registers += module.registers.count
      memories += module.memories.count
      loops += module.loops.count
      children.append(Array(flat.scopes.count..<(flat.scopes.count + module.instances.count)))
      for (index, instance) in module.instances.enumerated() {
        flat.scopes.append(FlatScope(name: instance.name, parent: scope, module: instance.module, base: 0, memoryBase: 0))
        instances.append(index)
      }
      scope += 1
    }
    flat.values.reserveCapacity(values)
    flat.registers.reserveCapacity(registers)
  }

  private func path(_ scope: Int) -> String { flat.path(scope, "") }

  private mutating func fill(_ scope: Int) throws(SimulationError) {
    let module = module(scope)
    let parent = flat.scopes[scope].parent
    let instance = parent.map { design.modules[flat.scopes[$0].module].instances[instances[scope]] }
    try fillDomains(scope, module)

    var driverOfInput: [ValueID: ValueID?] = [:]
    if let parent, let instance {
      for (port, connection) in zip(module.ports, instance.connections) where port.direction == .input {
        driverOfInput[port.value] = connection.map { global($0, parent) }
      }
    }
    for (index, value) in module.values.enumerated() {
      var copy = value
      switch value.operation {
      case .constant: break
      case .input:
        if parent != nil {
          copy.operation =
            if let driver = driverOfInput[ValueID(index)] ?? nil { .reinterpret(driver) } else {
              .constant(BitVector(width: value.type.width))
            }
        }
      case .register(let register): copy.operation = .register(register + registerBases[scope])
      case .instanceOutput(let child, let port):
        let childScope = children[scope][child]
        let source = design.modules[flat.scopes[childScope].module].ports[port].value
        copy.operation = .reinterpret(global(source, childScope))
      case .memoryRead(let memory, let address):
        copy.operation = .memoryRead(memory: memory + flat.scopes[scope].memoryBase, address: global(address, scope))
      case .map(let loop): copy.operation = .map(loop: loop + loopBases[scope])
      case .fold(let loop, let initial): copy.operation = .fold(loop: loop + loopBases[scope], initial: global(initial, scope))
      case .loopIndex(let loop): copy.operation = .loopIndex(loop: loop + loopBases[scope])
      case .loopElement(let loop, let vector):
        copy.operation = .loopElement(loop: loop + loopBases[scope], vector: global(vector, scope))
      case .loopAccumulator(let loop): copy.operation = .loopAccumulator(loop: loop + loopBases[scope])
      default: copy.operation = value.operation.mapOperands { global($0, scope) }
      }
      flat.values.append(copy)
    }
    for register in module.registers {
      let domain = domains[scope][register.domain]
      flat.registers.append(
        FlatRegister(
          value: global(register.value, scope), domain: domain, reset: register.reset,
          resetSignal: resetSignal(register.domain, scope)))
    }
    for memory in module.memories {
      flat.memories.append(
        FlatMemory(path: flat.path(scope, memory.name), scope: scope, memory: memory, domain: domains[scope][memory.domain]))
    }
    for loop in module.loops { flat.loops.append(Loop(count: loop.count, result: global(loop.result, scope))) }
    for (driven, statements) in byDriven[flat.scopes[scope].module] {
      switch driven {
      case .wire(let target): flat.drivers[global(target, scope)] = actions(statements, scope)
      case .edge: break
      }
    }
    for domain in module.domains.indices {
      if let statements = byDriven[flat.scopes[scope].module][.edge(domain: domain)] {
        flat.edges[domains[scope][domain]] += actions(statements, scope)
      }
    }
  }

  private mutating func number(of domain: FlatDomain) -> Int {
    if let known = numbers[domain] { return known }
    numbers[domain] = flat.domains.count
    flat.domains.append(domain)
    flat.edges.append([])
    return flat.domains.count - 1
  }

  private mutating func fillDomains(_ scope: Int, _ module: Module) throws(SimulationError) {
    var mapped: [Int] = []
    for domain in module.domains {
      guard let clock = source(of: domain.clock, scope) else {
        throw .model("clock '\(domain.name)' of '\(path(scope))' is not connected")
      }
      mapped.append(number(of: FlatDomain(clock: clock, edge: domain.edge)))
    }
    domains.append(mapped)
  }

  /// Where a clock comes from, through the ports of instances; nil if nowhere.
  private func source(of id: ValueID, _ scope: Int) -> ValueID? {
    guard case .input = module(scope)[id].operation, let parent = flat.scopes[scope].parent else { return global(id, scope) }
    let ports = module(scope).ports
    guard let port = ports.firstIndex(where: { $0.value == id && $0.direction == .input }),
      let connection = module(parent).instances[instances[scope]].connections[port]
    else { return nil }
    return source(of: connection, parent)
  }

  private func resetSignal(_ domain: Int, _ scope: Int) -> FlatReset? {
    let domain = module(scope).domains[domain]
    return domain.reset.map { FlatReset(signal: global($0, scope), style: domain.resetStyle) }
  }

  private mutating func actions(_ statements: [Statement], _ scope: Int) -> [Action] {
    var result: [Action] = []
    for statement in statements {
      switch statement.kind {
      case .assign(.value(let target), let value): result.append(.assign(global(target, scope), global(value, scope)))
      case .assign(.part(let target, let part), let value):
        result.append(.assignPart(global(target, scope), part.mapIndices { global($0, scope) }, global(value, scope)))
      case .assign(.memory(let memory, let address, let mask), let value):
        result.append(
          .write(
            memory: memory + flat.scopes[scope].memoryBase, address: global(address, scope), mask: mask.map { global($0, scope) },
            global(value, scope)))
      case .when(let condition, let then, let otherwise):
        result.append(.when(global(condition, scope), then: actions(then, scope), otherwise: actions(otherwise, scope)))
      case .match(let subject, let cases, let otherwise):
        var bodies: [(values: [BitVector], body: [Action])] = []
        for one in cases { bodies.append((one.values, actions(one.body, scope))) }
        result.append(.match(global(subject, scope), cases: bodies, otherwise: actions(otherwise, scope)))
      case .check(let kind, let condition, let message, let domain):
        let module = module(scope)
        let file = Int(statement.location.file)
        let location =
          module.files.indices.contains(file)
          ? "\(module.files[file]):\(statement.location.line):\(statement.location.column)" : ""
        flat.checks.append(
          FlatCheck(
            kind: kind, message: message, module: module.name, location: location, resetSignal: resetSignal(domain, scope)))
        result.append(.check(flat.checks.count - 1, global(condition, scope)))
      case .display(let text, let domain):
        flat.displays.append(FlatDisplay(text: text, resetSignal: resetSignal(domain, scope)))
        result.append(.display(flat.displays.count - 1, text.values.map { global($0, scope) }))
      }
    }
    return result
  }
}

extension FlatDesign {
  /// The hierarchical name of something in a scope, without the top's name: `instance.name`.
  func path(_ scope: Int, _ name: String) -> String {
    var parts = name.isEmpty ? [] : [name]
    var current = scope
    while let parent = scopes[current].parent {
      parts.append(scopes[current].name)
      current = parent
    }
    return parts.reversed().joined(separator: ".")
  }
}
