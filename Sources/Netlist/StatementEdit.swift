/// Changes to statement trees.
package enum StatementEdit {
  /// Replaces each statement for which `change` returns something; visits outer ones first.
  package static func rewrite(_ statements: [Statement], _ change: (Statement) -> [Statement]?) -> [Statement] {
    statements.flatMap { statement -> [Statement] in
      if let new = change(statement) { return new }
      var statement = statement
      switch statement.kind {
      case .when(let condition, let then, let otherwise):
        let new = (rewrite(then, change), rewrite(otherwise, change))
        if new.0.isEmpty, new.1.isEmpty { return [] }
        statement.kind = .when(condition, then: new.0, otherwise: new.1)
      case .match(let subject, let cases, let otherwise):
        statement.kind = .match(
          subject, cases: cases.map { .init(values: $0.values, body: rewrite($0.body, change)) },
          otherwise: rewrite(otherwise, change))
      case .assign, .check, .display: break
      }
      return [statement]
    }
  }
}
