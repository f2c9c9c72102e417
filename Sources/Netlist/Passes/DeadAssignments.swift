/// Drops assignments that a later one overrides on every path.
///
/// They change nothing, but Yosys 0.70 takes the overridden one for the last when it stands in a branch and both are inside
/// another branch: `if (reset) … else begin if (a) x <= 3; x <= c; end`.
public enum DeadAssignments {
  public static func removed(_ original: Module) -> Module {
    guard hasRepeatedTargets(original) else { return original }
    var module = original
    var overridden: Overridden = [:]
    module.statements = live(original.statements, module, &overridden)
    return module
  }

  /// The bits that the statements further down assign in any case.
  private typealias Overridden = [ValueID: BitRanges]

  private static func inBoth(_ left: Overridden, _ right: Overridden) -> Overridden {
    var result: Overridden = [:]
    for (id, bits) in left {
      guard let common = right[id]?.intersection(bits), !common.isEmpty else { continue }
      result[id] = common
    }
    return result
  }

  /// Most modules assign everything once.
  private static func hasRepeatedTargets(_ module: Module) -> Bool {
    var seen = [Bool](repeating: false, count: module.values.count)
    var isRepeated = false
    Module.walk(module.statements) { statement in
      switch statement.kind {
      case .assign(.value(let id), _), .assign(.part(let id, _), _):
        if seen[Int(id.index)] { isRepeated = true }
        seen[Int(id.index)] = true
      default: break
      }
    }
    return isRepeated
  }

  private static func live(_ statements: [Statement], _ module: Module, _ overridden: inout Overridden) -> [Statement] {
    var result: [Statement] = []
    for var statement in statements.reversed() {
      switch statement.kind {
      case .assign(.value(let id), _):
        let whole = 0..<module[id].type.width
        if overridden[id]?.contains(whole) == true { continue }
        overridden[id] = BitRanges(whole)
      case .assign(.part(let id, let part), _):
        // One whose index is out of range does nothing.
        guard let part = part.folded(module), overridden[id]?.contains(part.reach) != true else { continue }
        if part.indices.isEmpty { overridden[id, default: BitRanges()].insert(part.reach) }
      case .assign(.memory, _), .check, .display: break
      case .when(let condition, let then, let otherwise):
        var (inThen, inOtherwise) = (overridden, overridden)
        let bodies = (live(then, module, &inThen), live(otherwise, module, &inOtherwise))
        overridden = inBoth(inThen, inOtherwise)
        if bodies.0.isEmpty, bodies.1.isEmpty { continue }
        statement.kind = .when(condition, then: bodies.0, otherwise: bodies.1)
      case .match(let subject, let cases, let otherwise):
        var all = overridden
        let rest = live(otherwise, module, &all)
        var bodies: [Statement.MatchCase] = []
        for one in cases {
          var inBody = overridden
          bodies.append(.init(values: one.values, body: live(one.body, module, &inBody)))
          all = inBoth(all, inBody)
        }
        overridden = all
        if rest.isEmpty, bodies.allSatisfy({ $0.body.isEmpty }) { continue }
        statement.kind = .match(subject, cases: bodies, otherwise: rest)
      }
      result.append(statement)
    }
    return result.reversed()
  }
}
