extension Operation {
  /// The values that this operation reads, in order. The body of a loop is not among them.
  public var operands: [ValueID] {
    switch self {
    case .constant, .input, .register, .wire, .instanceOutput, .loopIndex, .loopAccumulator, .map: []
    case .not(let a), .negate(let a), .reduce(_, let a), .resize(let a), .reinterpret(let a), .slice(let a, _), .crossing(let a):
      [a]
    case .memoryRead(_, let a), .loopElement(_, let a), .fold(_, let a): [a]
    case .binary(_, let a, let b), .shift(_, let a, let b), .element(let a, let b): [a, b]
    case .mux(let a, let b, let c): [a, b, c]
    case .concatenate(let parts): parts
    }
  }

  /// The same operation over other operands.
  public func mapOperands(_ f: (ValueID) -> ValueID) -> Operation {
    switch self {
    case .constant, .input, .register, .wire, .instanceOutput, .loopIndex, .loopAccumulator, .map: self
    case .not(let a): .not(f(a))
    case .negate(let a): .negate(f(a))
    case .reduce(let o, let a): .reduce(o, f(a))
    case .resize(let a): .resize(f(a))
    case .reinterpret(let a): .reinterpret(f(a))
    case .slice(let a, let offset): .slice(f(a), offset: offset)
    case .crossing(let a): .crossing(f(a))
    case .memoryRead(let m, let a): .memoryRead(memory: m, address: f(a))
    case .loopElement(let l, let a): .loopElement(loop: l, vector: f(a))
    case .fold(let l, let a): .fold(loop: l, initial: f(a))
    case .binary(let o, let a, let b): .binary(o, f(a), f(b))
    case .shift(let o, let a, let b): .shift(o, f(a), by: f(b))
    case .element(let a, let b): .element(f(a), index: f(b))
    case .mux(let a, let b, let c): .mux(f(a), f(b), f(c))
    case .concatenate(let parts): .concatenate(parts.map(f))
    }
  }

  /// The loop whose body this operation evaluates.
  public var loop: Int? {
    switch self {
    case .map(let loop), .fold(let loop, _): loop
    default: nil
    }
  }
}

extension Module {
  /// The operands of a value, and for a loop also the result of its body.
  public func dependencies(of id: ValueID) -> [ValueID] {
    let operation = self[id].operation
    guard let loop = operation.loop else { return operation.operands }
    return operation.operands + [loops[loop].result]
  }

  /// Calls `visit` for every statement, outer ones before those inside them.
  public static func walk(_ statements: [Statement], _ visit: (Statement) -> Void) {
    for statement in statements {
      visit(statement)
      switch statement.kind {
      case .assign, .check, .display: break
      case .when(_, let then, let otherwise):
        walk(then, visit)
        walk(otherwise, visit)
      case .match(_, let cases, let otherwise):
        for one in cases { walk(one.body, visit) }
        walk(otherwise, visit)
      }
    }
  }
}

extension Target {
  /// The values that the target itself reads: indices, addresses and masks.
  public var operands: [ValueID] {
    switch self {
    case .value: []
    case .part(_, let part): part.indices.map(\.value)
    case .memory(_, let address, let mask): [address] + (mask.map { [$0] } ?? [])
    }
  }

  /// The same target, with other indices, addresses and masks.
  func mapOperands(_ f: (ValueID) -> ValueID) -> Target {
    switch self {
    case .value: self
    case .part(let id, let part): .part(id, part.mapIndices(f))
    case .memory(let memory, let address, let mask): .memory(memory, address: f(address), mask: mask.map(f))
    }
  }
}

extension Statement {
  /// The values that this statement reads itself; those of nested statements are not among them.
  public var operands: [ValueID] {
    switch kind {
    case .assign(let target, let value): target.operands + [value]
    case .when(let condition, _, _): [condition]
    case .match(let subject, _, _): [subject]
    case .check(_, let condition, _, _): [condition]
    case .display(let text, _): text.values
    }
  }

  /// The same statement, with those nested in it, over other operands.
  public func mapOperands(_ f: (ValueID) -> ValueID) -> Statement {
    var mapped = self
    switch kind {
    case .assign(let target, let value): mapped.kind = .assign(target.mapOperands(f), f(value))
    case .when(let condition, let then, let otherwise):
      mapped.kind = .when(f(condition), then: then.map { $0.mapOperands(f) }, otherwise: otherwise.map { $0.mapOperands(f) })
    case .match(let subject, let cases, let otherwise):
      let bodies = cases.map { MatchCase(values: $0.values, body: $0.body.map { $0.mapOperands(f) }) }
      mapped.kind = .match(f(subject), cases: bodies, otherwise: otherwise.map { $0.mapOperands(f) })
    case .check(let kind, let condition, let message, let domain):
      mapped.kind = .check(kind, f(condition), message: message, domain: domain)
    case .display(let text, let domain): mapped.kind = .display(text.mapValues(f), domain: domain)
    }
    return mapped
  }
}
