/// Removes values, registers, memories, loops and statements that reach no output, instance, assertion or host.
enum DeadCode {
  static func run(_ design: inout Design) -> [Diagnostic] {
    for index in design.modules.indices where design.modules[index].blackBox == nil { sweep(&design.modules[index]) }
    return []
  }

  private static func sweep(_ module: inout Module) {
    let wires = WireSources(module)
    var live = [Bool](repeating: false, count: module.values.count)
    var liveMemories = Set<Int>()
    var work: [ValueID] = []
    func mark(_ id: ValueID) {
      if !live[Int(id.index)] {
        live[Int(id.index)] = true
        work.append(id)
      }
    }
    for port in module.ports { mark(port.value) }
    for instance in module.instances { for case let id? in instance.connections where module[id].operation == .wire { mark(id) } }
    for instance in module.instances { for case let id? in instance.connections where module[id].operation == .input { mark(id) } }
    markChecks(module.statements, conditions: [], mark)
    while let id = work.popLast() {
      for dependency in module.dependencies(of: id) { mark(dependency) }
      switch module[id].operation {
      case .wire, .register: for source in wires[id] { mark(source) }
      case .memoryRead(let memory, _):
        if liveMemories.insert(memory).inserted { for source in wires.memorySources[memory] ?? [] { mark(source) } }
      default: break
      }
    }
    if live.allSatisfy({ $0 }), liveMemories.count == module.memories.count { return }
    compact(&module, live, liveMemories)
  }

  private static func markChecks(_ statements: [Statement], conditions: [ValueID], _ mark: (ValueID) -> Void) {
    for statement in statements {
      switch statement.kind {
      case .assign: break
      case .check(_, let condition, _, _): for id in conditions + [condition] { mark(id) }
      case .when(let condition, let then, let otherwise):
        markChecks(then, conditions: conditions + [condition], mark)
        markChecks(otherwise, conditions: conditions + [condition], mark)
      case .match(let subject, let cases, let otherwise):
        for one in cases { markChecks(one.body, conditions: conditions + [subject], mark) }
        markChecks(otherwise, conditions: conditions + [subject], mark)
      }
    }
  }

  private static func compact(_ module: inout Module, _ live: [Bool], _ liveMemories: Set<Int>) {
    var position = [Int32](repeating: -1, count: live.count)
    var registers: [Int: Int] = [:], memories: [Int: Int] = [:], loops: [Int: Int] = [:]
    var values: [Value] = []
    values.reserveCapacity(live.count)
    for index in live.indices where live[index] {
      position[index] = Int32(values.count)
      values.append(module.values[index])
      if let loop = module.values[index].operation.loop { loops[loop] = loops.count }
    }
    for (index, register) in module.registers.enumerated() where live[Int(register.value.index)] { registers[index] = registers.count }
    for index in module.memories.indices where liveMemories.contains(index) { memories[index] = memories.count }
    let move: (ValueID) -> ValueID = { ValueID(Int(position[Int($0.index)])) }

    for index in values.indices {
      switch values[index].operation {
      case .register(let number): values[index].operation = .register(registers[number] ?? 0)
      case .memoryRead(let memory, let address): values[index].operation = .memoryRead(memory: memories[memory] ?? 0, address: move(address))
      case .map(let loop): values[index].operation = .map(loop: loops[loop] ?? 0)
      case .fold(let loop, let initial): values[index].operation = .fold(loop: loops[loop] ?? 0, initial: move(initial))
      case .loopIndex(let loop): values[index].operation = .loopIndex(loop: loops[loop] ?? 0)
      case .loopElement(let loop, let vector): values[index].operation = .loopElement(loop: loops[loop] ?? 0, vector: move(vector))
      case .loopAccumulator(let loop): values[index].operation = .loopAccumulator(loop: loops[loop] ?? 0)
      case let operation: values[index].operation = operation.mapOperands(move)
      }
    }
    module.loops = loops.sorted { $0.value < $1.value }.map { Loop(count: module.loops[$0.key].count, result: move(module.loops[$0.key].result)) }
    module.registers = module.registers.filter { live[Int($0.value.index)] }.map { register in
      var register = register
      register.value = move(register.value)
      return register
    }
    module.memories = module.memories.indices.filter { liveMemories.contains($0) }.map { module.memories[$0] }
    module.values = values
    for index in module.ports.indices { module.ports[index].value = move(module.ports[index].value) }
    for index in module.instances.indices {
      module.instances[index].connections = module.instances[index].connections.map { id in id.flatMap { position[Int($0.index)] < 0 ? nil : move($0) } }
    }
    module.statements = rewrite(module.statements, live, memories, move)
  }

  private static func rewrite(
    _ statements: [Statement], _ live: [Bool], _ memories: [Int: Int], _ move: (ValueID) -> ValueID
  ) -> [Statement] {
    statements.compactMap { statement in
      var statement = statement
      switch statement.kind {
      case .assign(.value(let id), let value):
        guard live[Int(id.index)] else { return nil }
        statement.kind = .assign(.value(move(id)), move(value))
      case .assign(.element(let id, let index), let value):
        guard live[Int(id.index)] else { return nil }
        statement.kind = .assign(.element(move(id), index: move(index)), move(value))
      case .assign(.memory(let memory, let address, let mask), let value):
        guard let kept = memories[memory] else { return nil }
        statement.kind = .assign(.memory(kept, address: move(address), mask: mask.map(move)), move(value))
      case .when(let condition, let then, let otherwise):
        let kept = (rewrite(then, live, memories, move), rewrite(otherwise, live, memories, move))
        if kept.0.isEmpty, kept.1.isEmpty { return nil }
        statement.kind = .when(move(condition), then: kept.0, otherwise: kept.1)
      case .match(let subject, let cases, let otherwise):
        let bodies = cases.map { Statement.MatchCase(values: $0.values, body: rewrite($0.body, live, memories, move)) }
        let rest = rewrite(otherwise, live, memories, move)
        if rest.isEmpty, bodies.allSatisfy(\.body.isEmpty) { return nil }
        statement.kind = .match(move(subject), cases: bodies, otherwise: rest)
      case .check(let kind, let condition, let message, let domain):
        statement.kind = .check(kind, move(condition), message: message, domain: domain)
      }
      return statement
    }
  }
}
