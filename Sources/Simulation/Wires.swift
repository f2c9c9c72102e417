import Netlist

/// Muxes that may replace one wire's statements; beyond, branches are faster.
private let muxLimit = 12

extension GraphBuilder {
  /// A wire's value: an expression where its statements come down to a few muxes, else a process.
  mutating func wire(_ id: ValueID) -> NodeID {
    let type = flat[id].type
    guard let actions = flat.drivers[id] else { return constant(0, width: type.width) }
    let elements = type.count ?? type.width
    var budget = muxLimit
    if let whole = expression(actions, current: constant(0, width: type.width), &budget) { return whole }
    if elements <= 256, assignsConstantElements(actions) {
      let width = type.width / elements
      let zero = constant(0, width: width)
      var current = [NodeID](repeating: zero, count: elements)
      budget = muxLimit * 8
      if assign(actions, elements: &current, width: width, &budget) {
        return make(.concatenate(current, widths: current.map { _ in width }), width: type.width)
      }
    }
    graph.processes.append(steps(actions))
    let process = graph.processes.count - 1
    return make(.process(process), width: type.width)
  }

  /// What whole assignments leave in the wire that held `current`; nil when the budget is exceeded.
  private mutating func expression(_ actions: [Action], current: NodeID, _ budget: inout Int) -> NodeID? {
    var current = current
    for action in actions {
      switch action {
      case .assign(_, let value): current = node(value)
      case .when(let condition, let then, let otherwise):
        guard let a = expression(then, current: current, &budget), let b = expression(otherwise, current: current, &budget) else {
          return nil
        }
        guard let chosen = choose(node(condition), a, b, &budget) else { return nil }
        current = chosen
      case .match(let subject, let cases, let otherwise):
        guard cases.count <= 3, var result = expression(otherwise, current: current, &budget) else { return nil }
        for one in cases.reversed() {
          guard let body = expression(one.body, current: current, &budget) else { return nil }
          guard let chosen = choose(matches(node(subject), one.values), body, result, &budget) else { return nil }
          result = chosen
        }
        current = result
      default: return nil
      }
    }
    return current
  }

  private mutating func choose(_ condition: NodeID, _ a: NodeID, _ b: NodeID, _ budget: inout Int) -> NodeID? {
    if a == b { return a }
    budget -= 1
    return budget < 0 ? nil : make(.mux(condition, a, b), width: max(width(a), width(b)))
  }

  private mutating func matches(_ subject: NodeID, _ values: [BitVector]) -> NodeID {
    var result = constant(0, width: 1)
    for value in values {
      result = make(.or(result, make(.equal(subject, make(.constant(value), width: value.width)), width: 1)), width: 1)
    }
    return result
  }

  private func assignsConstantElements(_ actions: [Action]) -> Bool {
    actions.allSatisfy { action in
      switch action {
      case .assign: true
      case .assignElement(_, let index, _): constant(node(index)) != nil
      case .when(_, let then, let otherwise): assignsConstantElements(then) && assignsConstantElements(otherwise)
      case .match, .write, .check, .display: false
      }
    }
  }

  private mutating func assign(_ actions: [Action], elements: inout [NodeID], width: Int, _ budget: inout Int) -> Bool {
    for action in actions {
      switch action {
      case .assign(_, let value):
        for index in elements.indices { elements[index] = make(.slice(node(value), offset: index * width), width: width) }
      case .assignElement(_, let index, let value):
        guard let position = constant(node(index))?.unsigned, position < UInt64(elements.count) else { continue }
        elements[Int(position)] = node(value)
      case .when(let condition, let then, let otherwise):
        var (a, b) = (elements, elements)
        guard assign(then, elements: &a, width: width, &budget), assign(otherwise, elements: &b, width: width, &budget) else {
          return false
        }
        for index in elements.indices {
          guard let chosen = choose(node(condition), a[index], b[index], &budget) else { return false }
          elements[index] = chosen
        }
      default: return false
      }
    }
    return true
  }

  // MARK: Statements

  /// Statements over nodes; those whose condition is constant are decided.
  mutating func steps(_ actions: [Action]) -> [Step] {
    var result: [Step] = []
    for action in actions {
      switch action {
      case .assign(let target, let value): result.append(.assign(register: register(target), node(value)))
      case .assignElement(let target, let index, let value):
        let type = flat[target].type
        let count = type.count ?? type.width
        result.append(
          .assignElement(register: register(target), index: node(index), node(value), count: count, width: type.width / count))
      case .write(let memory, let address, let mask, let value):
        result.append(.write(memory: memory, address: node(address), mask: mask.map { node($0) }, node(value)))
      case .when(let condition, let then, let otherwise):
        if let value = constant(node(condition)) {
          result += steps(value[0] ? then : otherwise)
        } else if case .not(let inner) = graph.nodes[node(condition)].operation {
          result.append(.when(inner, then: steps(otherwise), otherwise: steps(then)))
        } else {
          result.append(.when(node(condition), then: steps(then), otherwise: steps(otherwise)))
        }
      case .match(let subject, let cases, let otherwise):
        var bodies: [(values: [BitVector], body: [Step])] = []
        for one in cases { bodies.append((one.values, steps(one.body))) }
        if width(node(subject)) <= 64 {
          result.append(.match(node(subject), cases: bodies, otherwise: steps(otherwise)))
        } else {
          var chain = steps(otherwise)
          for one in bodies.reversed() { chain = [.when(matches(node(subject), one.values), then: one.body, otherwise: chain)] }
          result += chain
        }
      case .check(let check, let condition): result.append(.check(check, node(condition)))
      case .display(let display, let values):
        result.append(.display(display, values.map { (node: node($0), type: flat[$0].type) }))
      }
    }
    return result
  }

  private func register(_ target: ValueID) -> Int? {
    if case .register(let index) = flat[target].operation { index } else { nil }
  }
}
