import Netlist

extension Design {
  /// The design with the assumptions of all modules but the top one as assertions: only the environment's promises may be taken
  /// for granted, and what surrounds an inner module is the design itself.
  var withInnerAssumptionsAsserted: Design {
    var result = self
    for index in modules.indices.dropLast() { result.modules[index].statements = modules[index].statements.map(Self.asserted) }
    return result
  }

  private static func asserted(_ statement: Statement) -> Statement {
    var result = statement
    switch statement.kind {
    case .check(.assume, let condition, let message, let domain):
      result.kind = .check(.assert, condition, message: message, domain: domain)
    case .when(let condition, let then, let otherwise):
      result.kind = .when(condition, then: then.map(asserted), otherwise: otherwise.map(asserted))
    case .match(let value, let cases, let otherwise):
      let cases = cases.map { Statement.MatchCase(values: $0.values, body: $0.body.map(asserted)) }
      result.kind = .match(value, cases: cases, otherwise: otherwise.map(asserted))
    case .assign, .check, .display: break
    }
    return result
  }
}
