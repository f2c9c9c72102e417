/// Keeps assignments that override conditional ones where they are.
///
/// Within a branch, Yosys 0.70 moves a nonblocking assignment ahead of the conditions before it, so that `if (c) r <= a; r[0] <= b;`
/// gives `r[0]` the value of `a[0]`. Behind a condition of its own it stays.
enum OverridingAssignments {
  /// The body of a clocked block, in which Yosys keeps the order of what no condition is around.
  static func kept(_ body: [ProceduralStatement]) -> [ProceduralStatement] { body.map(keptWithin) }

  private static func keptWithin(_ statement: ProceduralStatement) -> ProceduralStatement {
    var result = statement
    switch statement.kind {
    case .conditional(let test, let then, let otherwise):
      result.kind = .conditional(test, then: keptInBranch(then), otherwise: keptInBranch(otherwise))
    case .selection(let test, let items, let otherwise):
      result.kind = .selection(
        test, items: items.map { ($0.labels, keptInBranch($0.body)) }, otherwise: keptInBranch(otherwise))
    case .loop(let variable, let count, let body):
      result.kind = .loop(variable: variable, count: count, body: kept(body))
    case .assign, .check, .display, .task: break
    }
    return result
  }

  private static func keptInBranch(_ body: [ProceduralStatement]) -> [ProceduralStatement] {
    var conditional: Set<String> = []
    return body.map { statement in
      let inner = keptWithin(statement)
      defer { collect(statement, onlyConditional: true, into: &conditional) }
      switch statement.kind {
      case .assign, .loop:
        guard !conditional.isEmpty else { return inner }
        var assigned: Set<String> = []
        collect(statement, onlyConditional: false, into: &assigned)
        if assigned.isDisjoint(with: conditional) { return inner }
        return ProceduralStatement(
          kind: .conditional(.literal(.ones(width: 1), isSigned: false), then: [inner], otherwise: []),
          location: statement.location)
      case .conditional, .selection, .check, .display, .task: return inner
      }
    }
  }

  /// The signals that the statement assigns at the clock edge, or only those that a condition inside it decides on.
  private static func collect(_ statement: ProceduralStatement, onlyConditional: Bool, into signals: inout Set<String>) {
    switch statement.kind {
    case .assign(let target, _, let isBlocking):
      if !onlyConditional, !isBlocking, let base = target.base { signals.insert(base) }
    case .conditional(_, let then, let otherwise):
      for one in then + otherwise { collect(one, onlyConditional: false, into: &signals) }
    case .selection(_, let items, let otherwise):
      for one in items.flatMap(\.body) + otherwise { collect(one, onlyConditional: false, into: &signals) }
    case .loop(_, _, let body):
      for one in body { collect(one, onlyConditional: onlyConditional, into: &signals) }
    case .check, .display, .task: break
    }
  }
}
