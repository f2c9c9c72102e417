/// Makes one value of those that only rename another: a wire that always shows an input, a register, an instance's output or
/// another wire, and a named value that is its operand, be that one of these or an expression.
///
/// Of the names, a port's stays; else the one nearest to the module's body; else that of what the others show.
enum Aliases {
  static func run(_ design: inout Design) -> [Diagnostic] {
    for index in design.modules.indices where design.modules[index].blackBox == nil { merge(&design.modules[index]) }
    return []
  }

  private static func merge(_ module: inout Module) {
    let isFixed = fixed(module)
    let isIndexed = module.isReadByElement
    var shown = drivers(module)
    for (index, value) in module.values.enumerated() {
      switch value.operation {
      case .reinterpret(let operand), .resize(let operand), .slice(let operand, 0): shown[index] = operand
      default: break
      }
    }
    func isLeaf(_ id: ValueID) -> Bool {
      switch module[id].operation {
      case .input, .register, .wire, .instanceOutput: true
      default: false
      }
    }
    /// An expression with a name of its own has no need of a second one.
    func isNamedExpression(_ id: ValueID) -> Bool {
      if case .constant = module[id].operation { return false }
      return module[id].name != nil
    }
    // What each value shows in the end; a wire that shows itself has been reported as a loop.
    func source(of start: ValueID) -> ValueID {
      var id = start, found = start, steps = 0, passesWire = false
      func isAlike(_ next: ValueID) -> Bool {
        let a = module[next].type, b = module[id].type
        return a == b || !isIndexed[Int(start.index)] && a.hasBits(of: b)
      }
      while let next = shown[Int(id.index)], isAlike(next), steps < module.values.count {
        // The text declares a wire with the expression that drives it.
        if case .wire = module[id].operation { passesWire = true }
        if isLeaf(next) || !passesWire && isNamedExpression(next) { found = next }
        id = next
        steps += 1
      }
      return found
    }
    var replacement = module.values.indices.map { ValueID($0) }
    var isGone = [Bool](repeating: false, count: module.values.count)
    var groups: [ValueID: [ValueID]] = [:]
    for index in module.values.indices where shown[index] != nil {
      let id = ValueID(index), root = source(of: id)
      // Values come after their operands, and what is fixed cannot move to the front.
      if root == id || id < root && (isFixed[Int(root.index)] || !isLeaf(root)) { continue }
      replacement[index] = root
      if isFixed[index] { continue }
      isGone[index] = true
      groups[root, default: []].append(id)
    }
    if replacement.indices.allSatisfy({ replacement[$0] == ValueID($0) }) { return }
    for (root, others) in groups where !isFixed[Int(root.index)] {
      let named = ([root] + others).filter { module[$0].name != nil }
      if let best = named.min(by: { module[$0].nameDepth < module[$1].nameDepth }) { module[root].takeName(of: module[best]) }
      guard let first = others.min(), first < root else { continue }
      module.move(root, to: first)
      for id in others + [root] { replacement[Int(id.index)] = first }
    }
    // What shows a root that has moved, but is fixed.
    for index in replacement.indices { replacement[index] = replacement[Int(replacement[index].index)] }
    module.replace(
      reads: { replacement[Int($0.index)] }, targets: { isFixed[Int($0.index)] ? $0 : replacement[Int($0.index)] },
      isGone: { isGone[Int($0.index)] })
  }

  /// What has to stay as it is: ports, clocks and resets, what drives instances, and what attributes stand for.
  private static func fixed(_ module: Module) -> [Bool] {
    var result = [Bool](repeating: false, count: module.values.count)
    for port in module.ports { result[Int(port.value.index)] = true }
    for instance in module.instances {
      for case let id? in instance.connections {
        if case .instanceOutput = module[id].operation {} else { result[Int(id.index)] = true }
      }
    }
    for id in module.attributes.keys { result[Int(id.index)] = true }
    for id in module.domainSignals { result[Int(id.index)] = true }
    return result
  }

  /// For each wire the value that it always shows, if there is one.
  private static func drivers(_ module: Module) -> [ValueID?] {
    var count = [Int32](repeating: 0, count: module.values.count)
    Module.walk(module.statements) { statement in
      switch statement.kind {
      case .assign(.value(let id), _), .assign(.part(let id, _), _): count[Int(id.index)] += 1
      default: break
      }
    }
    var result = [ValueID?](repeating: nil, count: module.values.count)
    for statement in module.statements {
      guard case .assign(.value(let id), let source) = statement.kind, count[Int(id.index)] == 1,
        case .wire = module[id].operation
      else { continue }
      result[Int(id.index)] = source
    }
    return result
  }
}

extension Value {
  fileprivate mutating func takeName(of other: Value) {
    (name, nameDepth, isField) = (other.name, other.nameDepth, other.isField)
  }
}

extension Module {
  /// Puts what `id` stands for at another place in the list of values.
  fileprivate mutating func move(_ id: ValueID, to place: ValueID) {
    self[place] = self[id]
    self[id] = Value(.wire, self[id].type)
    switch self[place].operation {
    case .register(let register): registers[register].value = place
    case .instanceOutput(let instance, let port): instances[instance].connections[port] = place
    default: break
    }
  }

  /// Lets everything that reads or drives a value do so with another one, and removes the assignments to values that are gone.
  fileprivate mutating func replace(
    reads: (ValueID) -> ValueID, targets: (ValueID) -> ValueID, isGone: (ValueID) -> Bool
  ) {
    for index in values.indices where !values[index].operation.operands.isEmpty {
      values[index].operation = values[index].operation.mapOperands(reads)
    }
    for index in loops.indices { loops[index].result = reads(loops[index].result) }
    statements = statements.filter { statement in
      if case .assign(.value(let id), _) = statement.kind { !isGone(id) } else { true }
    }.map { $0.mapOperands(reads).mapTargets(targets) }
  }
}

extension Statement {
  /// The same statement, with those nested in it, driving other values.
  fileprivate func mapTargets(_ f: (ValueID) -> ValueID) -> Statement {
    var mapped = self
    switch kind {
    case .assign(.value(let id), let value): mapped.kind = .assign(.value(f(id)), value)
    case .assign(.part(let id, let part), let value): mapped.kind = .assign(.part(f(id), part), value)
    case .assign, .check, .display: break
    case .when(let condition, let then, let otherwise):
      mapped.kind = .when(condition, then: then.map { $0.mapTargets(f) }, otherwise: otherwise.map { $0.mapTargets(f) })
    case .match(let subject, let cases, let otherwise):
      let bodies = cases.map { MatchCase(values: $0.values, body: $0.body.map { $0.mapTargets(f) }) }
      mapped.kind = .match(subject, cases: bodies, otherwise: otherwise.map { $0.mapTargets(f) })
    }
    return mapped
  }
}
