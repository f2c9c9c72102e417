/// The same design as one module: every instance inlined, and wires that only pass a value on removed.
///
/// This is the profile for fast simulation: a packed port between two modules hides from a compiler that a loop reads an
/// array. Registers, memories and named values keep their hierarchical names, joined by underscores. Black boxes stay
/// instances.
public enum Flattening {
  /// Throws where the design breaks an invariant of the netlist.
  public static func flatten(_ hierarchy: Design) throws(InvalidNetlist) -> Design {
    try hierarchy.validate()
    let design = try InstanceArrays.expanded(hierarchy)
    var flat: [Module] = []
    var boxes: [Module] = []
    // For each module: its place among the boxes, if it is one.
    var boxIndex: [Int?] = []
    for module in design.modules {
      boxIndex.append(module.blackBox == nil ? nil : boxes.count)
      if module.blackBox != nil {
        boxes.append(module)
        flat.append(module)
        continue
      }
      var inliner = Inliner(module)
      for instance in module.instances {
        if let box = boxIndex[instance.module] {
          inliner.keep(instance, as: box)
        } else {
          try inliner.inline(flat[instance.module], for: instance)
        }
      }
      flat.append(inliner.finish())
    }
    guard var top = flat.last else { return design }
    top.forwardWires()
    var result = Design(modules: boxes + [top])
    _ = try DeadCode.run(&result)
    try result.modules[boxes.count].sortValues()
    _ = NamePass.run(&result)
    return result
  }
}

private struct Inliner {
  private var module: Module
  private var kept: [Instance] = []
  /// What the values of the parent that stood for an inlined instance's outputs are now.
  private var replacement: [ValueID: ValueID] = [:]

  init(_ module: Module) { self.module = module }

  mutating func keep(_ instance: Instance, as box: Int) {
    for case let (port, id?) in instance.connections.enumerated() {
      if case .instanceOutput = module[id].operation { module[id].operation = .instanceOutput(instance: kept.count, port: port) }
    }
    var instance = instance
    instance.module = box
    kept.append(instance)
  }

  mutating func inline(_ child: Module, for instance: Instance) throws(InvalidNetlist) {
    let base = module.values.count
    let offsets = (
      registers: module.registers.count, memories: module.memories.count, loops: module.loops.count, instances: kept.count
    )
    let files = child.files.map { file -> Int in
      if let known = module.files.firstIndex(of: file) { return known }
      module.files.append(file)
      return module.files.count - 1
    }
    let enumerations = child.enumerations.map { one -> Int in
      if let known = module.enumerations.firstIndex(of: one) { return known }
      module.enumerations.append(one)
      return module.enumerations.count - 1
    }
    let place = { (location: SourceLocation) -> SourceLocation in
      var location = location
      if location.file >= 0 { location.file = Int32(files[Int(location.file)]) }
      return location
    }
    var inputs: [ValueID: ValueID] = [:]
    for (position, port) in child.ports.enumerated() {
      guard let connection = instance.connections[position] else { continue }
      if port.direction == .input {
        inputs[port.value] = connection
      } else {
        replacement[connection] = ValueID(base + Int(port.value.index))
      }
    }
    let move = { (id: ValueID) -> ValueID in inputs[id] ?? ValueID(base + Int(id.index)) }
    for domain in child.domains where child[domain.clock].operation == .input && inputs[domain.clock] == nil {
      throw InvalidNetlist(
        "clock '\(domain.name)' of instance '\(instance.name)' is not connected", at: instance.location, in: module)
    }
    let domains = child.domains.map { module.domain(like: $0, move, in: instance) }
    let prefix = instance.name + "_"

    module.values.reserveCapacity(base + child.values.count)
    for var value in child.values {
      switch value.operation {
      case .register(let index): value.operation = .register(index + offsets.registers)
      case .memoryRead(let memory, let address):
        value.operation = .memoryRead(memory: memory + offsets.memories, address: move(address))
      case .map(let loop): value.operation = .map(loop: loop + offsets.loops)
      case .fold(let loop, let initial): value.operation = .fold(loop: loop + offsets.loops, initial: move(initial))
      case .loopIndex(let loop): value.operation = .loopIndex(loop: loop + offsets.loops)
      case .loopElement(let loop, let vector): value.operation = .loopElement(loop: loop + offsets.loops, vector: move(vector))
      case .loopAccumulator(let loop): value.operation = .loopAccumulator(loop: loop + offsets.loops)
      case .instanceOutput(let number, let port):
        value.operation = .instanceOutput(instance: number + offsets.instances, port: port)
      // An input is the parent's wire now; its own value is dead.
      case .input: value.operation = .wire
      default: value.operation = value.operation.mapOperands(move)
      }
      value.name = value.name.map { prefix + $0 }
      value.type.enumeration = value.type.enumeration.map { enumerations[$0] }
      value.location = place(value.location)
      module.values.append(value)
    }
    for (id, list) in child.attributes where inputs[id] == nil { module.attributes[move(id), default: []] += list }
    module.loops += child.loops.map { Loop(count: $0.count, result: move($0.result)) }
    module.registers += child.registers.map { register in
      var register = register
      register.value = move(register.value)
      register.domain = domains[register.domain]
      return register
    }
    module.memories += child.memories.map { memory in
      var memory = memory
      memory.name = prefix + memory.name
      memory.domain = domains[memory.domain]
      memory.word.enumeration = memory.word.enumeration.map { enumerations[$0] }
      memory.location = place(memory.location)
      return memory
    }
    kept += child.instances.map { inner in
      var inner = inner
      inner.name = prefix + inner.name
      if inner.clock == ClockDomain.standardName { inner.clock = instance.clock }
      inner.connections = inner.connections.map { $0.map(move) }
      inner.location = place(inner.location)
      return inner
    }
    module.statements += rewrite(child.statements, move, place, { $0 + offsets.memories }, { domains[$0] })
  }

  private func rewrite(
    _ statements: [Statement], _ move: (ValueID) -> ValueID, _ place: (SourceLocation) -> SourceLocation, _ memory: (Int) -> Int,
    _ domain: (Int) -> Int
  ) -> [Statement] {
    statements.map { statement in
      let kind: Statement.Kind =
        switch statement.kind {
        case .assign(.value(let id), let value): .assign(.value(move(id)), move(value))
        case .assign(.part(let id, let part), let value): .assign(.part(move(id), part.mapIndices(move)), move(value))
        case .assign(.memory(let number, let address, let mask), let value):
          .assign(.memory(memory(number), address: move(address), mask: mask.map(move)), move(value))
        case .when(let condition, let then, let otherwise):
          .when(
            move(condition), then: rewrite(then, move, place, memory, domain),
            otherwise: rewrite(otherwise, move, place, memory, domain))
        case .match(let subject, let cases, let otherwise):
          .match(
            move(subject), cases: cases.map { .init(values: $0.values, body: rewrite($0.body, move, place, memory, domain)) },
            otherwise: rewrite(otherwise, move, place, memory, domain))
        case .check(let kind, let condition, let message, let old):
          .check(kind, move(condition), message: message, domain: domain(old))
        case .display(let text, let old): .display(text.mapValues(move), domain: domain(old))
        }
      return Statement(kind, location: place(statement.location))
    }
  }

  mutating func finish() -> Module {
    module.instances = kept
    module.replaceReads(replacement)
    return module
  }
}

extension Module {
  /// The number of this module's domain that a child's domain is in an instance; a clock or reset that the child makes becomes one.
  fileprivate mutating func domain(like child: ClockDomain, _ move: (ValueID) -> ValueID, in instance: Instance) -> Int {
    var wanted = child
    wanted.clock = move(child.clock)
    wanted.reset = child.reset.map(move)
    func isSame(_ domain: ClockDomain) -> Bool {
      domain.clock == wanted.clock && domain.edge == wanted.edge
        // What never resets may stand beside what does.
        && (wanted.reset == nil || domain.reset == wanted.reset && domain.resetStyle == wanted.resetStyle)
    }
    if let index = domains.firstIndex(where: isSame) { return index }
    if let name = domains.first(where: { $0.clock == wanted.clock })?.name {
      wanted.name = name
    } else if child.name == ClockDomain.standardName {
      wanted.name = instance.clock
    }
    domains.append(wanted)
    return domains.count - 1
  }

  /// Puts other values wherever some are read; what they drive stays.
  mutating func replaceReads(_ replacement: [ValueID: ValueID]) {
    if replacement.isEmpty { return }
    // A replaced value may stand for another one that is replaced too.
    func move(_ id: ValueID) -> ValueID {
      var id = id
      while let next = replacement[id], next != id { id = next }
      return id
    }
    for index in values.indices where !values[index].operation.operands.isEmpty {
      values[index].operation = values[index].operation.mapOperands(move)
    }
    for index in loops.indices { loops[index].result = move(loops[index].result) }
    statements = Self.replaceReads(statements, move)
    for index in domains.indices {
      domains[index].clock = move(domains[index].clock)
      domains[index].reset = domains[index].reset.map(move)
    }
    // Inputs of black boxes are wires of their own; only clocks pass through.
    for index in instances.indices {
      instances[index].connections = instances[index].connections.map { id in
        id.map { if case .instanceOutput = values[Int($0.index)].operation { $0 } else { move($0) } }
      }
    }
  }

  private static func replaceReads(_ statements: [Statement], _ move: (ValueID) -> ValueID) -> [Statement] {
    statements.map { statement in
      var statement = statement
      switch statement.kind {
      case .assign(.value(let id), let value): statement.kind = .assign(.value(id), move(value))
      case .assign(.part(let id, let part), let value):
        statement.kind = .assign(.part(id, part.mapIndices(move)), move(value))
      case .assign(.memory(let number, let address, let mask), let value):
        statement.kind = .assign(.memory(number, address: move(address), mask: mask.map(move)), move(value))
      case .when(let condition, let then, let otherwise):
        statement.kind = .when(move(condition), then: replaceReads(then, move), otherwise: replaceReads(otherwise, move))
      case .match(let subject, let cases, let otherwise):
        statement.kind = .match(
          move(subject), cases: cases.map { .init(values: $0.values, body: replaceReads($0.body, move)) },
          otherwise: replaceReads(otherwise, move))
      case .check(let kind, let condition, let message, let domain):
        statement.kind = .check(kind, move(condition), message: message, domain: domain)
      case .display(let text, let domain): statement.kind = .display(text.mapValues(move), domain: domain)
      }
      return statement
    }
  }

  /// Replaces each inner wire that one unconditional assignment drives by what drives it.
  mutating func forwardWires() {
    var assignments: [ValueID: Int] = [:]
    var sources: [ValueID: ValueID] = [:]
    Self.walk(statements) { statement in
      switch statement.kind {
      case .assign(.value(let id), _), .assign(.part(let id, _), _): assignments[id, default: 0] += 1
      default: break
      }
    }
    for statement in statements {
      if case .assign(.value(let id), let source) = statement.kind, assignments[id] == 1, self[id].operation == .wire,
        self[source].type == self[id].type
      {
        sources[id] = source
      }
    }
    for port in ports { sources[port.value] = nil }
    for id in domainSignals { if !isPlainNet(sources[id]) { sources[id] = nil } }
    for id in attributes.keys { sources[id] = nil }
    for instance in instances { for case let id? in instance.connections { sources[id] = nil } }
    for (wire, source) in sources.sorted(by: { $0.key < $1.key }) where self[source].name == nil {
      // A name would make a net of a vector word that loops read best straight from the memory.
      if case .memoryRead = self[source].operation, self[source].type.count != nil { continue }
      self[source].name = self[wire].name
    }
    replaceReads(sources)
    statements.removeAll { if case .assign(.value(let id), _) = $0.kind { sources[id] != nil } else { false } }
  }

  /// Whether the value can stand for a wire in an event.
  private func isPlainNet(_ id: ValueID?) -> Bool {
    guard let id else { return false }
    switch self[id].operation {
    case .input, .register, .wire, .instanceOutput: return true
    default: return false
    }
  }

  /// Orders values so that each comes after what it reads; registers, wires and instances break the order's cycles.
  mutating func sortValues() throws(InvalidNetlist) {
    var order: [Int] = []
    order.reserveCapacity(values.count)
    var isDone = [Bool](repeating: false, count: values.count)
    for root in values.indices {
      var path: [(index: Int, isExpanded: Bool)] = [(root, false)]
      while let last = path.popLast() {
        if isDone[last.index] { continue }
        if last.isExpanded {
          isDone[last.index] = true
          order.append(last.index)
        } else {
          path.append((last.index, true))
          for id in dependencies(of: ValueID(last.index)).reversed() where !isDone[Int(id.index)] {
            path.append((Int(id.index), false))
          }
        }
      }
    }
    try keep(order, memories: Set(memories.indices))
  }
}
