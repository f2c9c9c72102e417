extension Module {
  /// Keeps the values listed, in that order, and renumbers everything that refers to them. What is kept refers to nothing
  /// that is not; throws where something does.
  package mutating func keep(_ order: [Int], memories liveMemories: Set<Int>) throws(InvalidNetlist) {
    var position = [Int32](repeating: -1, count: values.count)
    var registers: [Int: Int] = [:], memories: [Int: Int] = [:], loops: [Int: Int] = [:]
    var kept: [Value] = []
    kept.reserveCapacity(order.count)
    for index in order {
      position[index] = Int32(kept.count)
      kept.append(values[index])
      if let loop = values[index].operation.loop { loops[loop] = loops.count }
    }
    for (index, register) in self.registers.enumerated() where position[Int(register.value.index)] >= 0 {
      registers[index] = registers.count
    }
    for index in self.memories.indices where liveMemories.contains(index) { memories[index] = memories.count }
    let move: (ValueID) -> ValueID = { ValueID(Int(position[Int($0.index)])) }

    for index in kept.indices {
      let value = kept[index]
      /// The new number of a register, memory or loop that the value refers to.
      func number(_ old: Int, in table: [Int: Int], _ kind: String) throws(InvalidNetlist) -> Int {
        if let new = table[old] { return new }
        let name = value.name.map { "'\($0)'" } ?? ValueID(order[index]).description
        throw InvalidNetlist("\(name) is kept, but its \(kind) \(old) is not", at: value.location, in: self)
      }
      switch value.operation {
      case .register(let old): kept[index].operation = .register(try number(old, in: registers, "register"))
      case .memoryRead(let old, let address):
        kept[index].operation = .memoryRead(memory: try number(old, in: memories, "memory"), address: move(address))
      case .map(let old): kept[index].operation = .map(loop: try number(old, in: loops, "loop"))
      case .fold(let old, let initial):
        kept[index].operation = .fold(loop: try number(old, in: loops, "loop"), initial: move(initial))
      case .loopIndex(let old): kept[index].operation = .loopIndex(loop: try number(old, in: loops, "loop"))
      case .loopElement(let old, let vector):
        kept[index].operation = .loopElement(loop: try number(old, in: loops, "loop"), vector: move(vector))
      case .loopAccumulator(let old): kept[index].operation = .loopAccumulator(loop: try number(old, in: loops, "loop"))
      case let operation: kept[index].operation = operation.mapOperands(move)
      }
    }
    let old = self.loops
    self.loops = loops.sorted { $0.value < $1.value }.map { Loop(count: old[$0.key].count, result: move(old[$0.key].result)) }
    self.registers = self.registers.filter { position[Int($0.value.index)] >= 0 }.map { register in
      var register = register
      register.value = move(register.value)
      return register
    }
    let words = self.memories
    self.memories = words.indices.filter { liveMemories.contains($0) }.map { words[$0] }
    attributes = Dictionary(
      attributes.compactMap { id, list in position[Int(id.index)] < 0 ? nil : (move(id), list) }, uniquingKeysWith: +)
    values = kept
    for index in ports.indices { ports[index].value = move(ports[index].value) }
    for index in domains.indices {
      domains[index].clock = move(domains[index].clock)
      domains[index].reset = domains[index].reset.map(move)
    }
    for index in instances.indices {
      instances[index].connections = instances[index].connections.map { id in
        id.flatMap { position[Int($0.index)] < 0 ? nil : move($0) }
      }
    }
    statements = Self.rewrite(statements, position, memories, move)
  }

  private static func rewrite(
    _ statements: [Statement], _ position: [Int32], _ memories: [Int: Int], _ move: (ValueID) -> ValueID
  ) -> [Statement] {
    statements.compactMap { statement in
      var statement = statement
      switch statement.kind {
      case .assign(.value(let id), let value):
        guard position[Int(id.index)] >= 0 else { return nil }
        statement.kind = .assign(.value(move(id)), move(value))
      case .assign(.part(let id, let part), let value):
        guard position[Int(id.index)] >= 0 else { return nil }
        statement.kind = .assign(.part(move(id), part.mapIndices(move)), move(value))
      case .assign(.memory(let memory, let address, let mask), let value):
        guard let kept = memories[memory] else { return nil }
        statement.kind = .assign(.memory(kept, address: move(address), mask: mask.map(move)), move(value))
      case .when(let condition, let then, let otherwise):
        let kept = (rewrite(then, position, memories, move), rewrite(otherwise, position, memories, move))
        if kept.0.isEmpty, kept.1.isEmpty { return nil }
        statement.kind = .when(move(condition), then: kept.0, otherwise: kept.1)
      case .match(let subject, let cases, let otherwise):
        let bodies = cases.map { Statement.MatchCase(values: $0.values, body: rewrite($0.body, position, memories, move)) }
        let rest = rewrite(otherwise, position, memories, move)
        if rest.isEmpty, bodies.allSatisfy(\.body.isEmpty) { return nil }
        statement.kind = .match(move(subject), cases: bodies, otherwise: rest)
      case .check(let kind, let condition, let message, let domain):
        statement.kind = .check(kind, move(condition), message: message, domain: domain)
      case .display(let text, let domain): statement.kind = .display(text.mapValues(move), domain: domain)
      }
      return statement
    }
  }
}
