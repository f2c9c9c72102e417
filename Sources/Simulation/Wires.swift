import Netlist

/// Muxes that may replace one wire's statements; beyond, branches are faster.
private let muxLimit = 12

extension GraphBuilder {
  /// A wire's value: an expression where its statements come down to a few muxes, else a process.
  mutating func wire(_ id: ValueID) -> NodeID {
    let type = flat[id].type
    guard let actions = flat.drivers[id] else { return constant(0, width: type.width) }
    var budget = muxLimit
    if let whole = expression(actions, current: constant(0, width: type.width), &budget) { return whole }
    var cuts: Set<Int> = [0]
    if assignsConstantParts(actions, &cuts), cuts.count <= 256 {
      let starts = cuts.filter { $0 < type.width }.sorted()
      let pieces = zip(starts, starts.dropFirst() + [type.width]).map { $0..<$1 }
      var current = pieces.map { constant(0, width: $0.count) }
      budget = muxLimit * 8
      if assign(actions, pieces: pieces, &current, &budget) {
        return make(.concatenate(current, widths: pieces.map(\.count)), width: type.width)
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

  /// The part with constant indices in its offset; nil if one is out of range.
  private func folded(_ part: Part) -> Part? {
    var result = Part(offset: part.offset, width: part.width)
    for index in part.indices {
      guard let bits = constant(node(index.value)) else {
        result.indices.append(index)
        continue
      }
      guard let number = bits.unsigned, number < UInt64(index.count) else { return nil }
      result.offset += Int(number) * index.stride
    }
    return result
  }

  /// Whether all parts lie at constant places; adds where they begin and end.
  private func assignsConstantParts(_ actions: [Action], _ cuts: inout Set<Int>) -> Bool {
    for action in actions {
      switch action {
      case .assign: break
      case .assignPart(_, let part, _):
        guard let part = folded(part) else { continue }
        if !part.indices.isEmpty { return false }
        cuts.insert(part.offset)
        cuts.insert(part.offset + part.width)
      case .when(_, let then, let otherwise):
        if !assignsConstantParts(then, &cuts) || !assignsConstantParts(otherwise, &cuts) { return false }
      case .match, .write, .check, .display: return false
      }
    }
    return true
  }

  private mutating func assign(_ actions: [Action], pieces: [Range<Int>], _ current: inout [NodeID], _ budget: inout Int) -> Bool
  {
    for action in actions {
      switch action {
      case .assign(_, let value):
        for (index, piece) in pieces.enumerated() {
          current[index] = make(.slice(node(value), offset: piece.lowerBound), width: piece.count)
        }
      case .assignPart(_, let part, let value):
        guard let part = folded(part) else { continue }
        // Pieces are in order, and none crosses a part's border.
        var index = pieces.partitioningIndex { $0.lowerBound >= part.offset }
        while index < pieces.count, pieces[index].upperBound <= part.offset + part.width {
          current[index] = make(.slice(node(value), offset: pieces[index].lowerBound - part.offset), width: pieces[index].count)
          index += 1
        }
      case .when(let condition, let then, let otherwise):
        var (a, b) = (current, current)
        guard assign(then, pieces: pieces, &a, &budget), assign(otherwise, pieces: pieces, &b, &budget) else { return false }
        for index in pieces.indices {
          guard let chosen = choose(node(condition), a[index], b[index], &budget) else { return false }
          current[index] = chosen
        }
      default: return false
      }
    }
    return true
  }

  // MARK: Parts

  /// The statement that drives some bits of a register or of a process's wire; nil if it never does anything.
  private mutating func step(_ target: ValueID, _ part: Part, _ value: ValueID) -> Step? {
    guard let part = folded(part) else { return nil }
    let width = flat[target].type.width
    if part.indices.count == 1, part.offset == 0, part.indices[0].stride == part.width {
      let index = part.indices[0]
      return .assignElement(
        register: register(target), index: node(index.value), node(value), count: index.count, width: part.width)
    }
    let bits = 32
    var position = constant(part.offset, width: bits)
    var isInside = constant(1, width: 1)
    for index in part.indices {
      let number = node(index.value)
      if self.width(number) >= 31 || 1 << self.width(number) > index.count {
        let wide = max(self.width(number), bits)
        let below = make(.less(number, constant(index.count, width: wide)), width: 1)
        isInside = make(.and(isInside, below), width: 1)
      }
      let scaled = make(
        .multiply(make(.slice(number, offset: 0), width: bits), constant(index.stride, width: bits)), width: bits)
      position = make(.add(position, scaled), width: bits)
    }
    position = make(.mux(isInside, position, constant(width, width: bits)), width: bits)
    return .assignPart(register: register(target), position: position, node(value), limit: width, width: part.width)
  }

  // MARK: Statements

  /// Statements over nodes; those whose condition is constant are decided.
  mutating func steps(_ actions: [Action]) -> [Step] {
    var result: [Step] = []
    for action in actions {
      switch action {
      case .assign(let target, let value): result.append(.assign(register: register(target), node(value)))
      case .assignPart(let target, let part, let value): if let step = step(target, part, value) { result.append(step) }
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

extension Array {
  /// The first position whose element satisfies `condition`, which holds for all elements from there on.
  fileprivate func partitioningIndex(where condition: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
