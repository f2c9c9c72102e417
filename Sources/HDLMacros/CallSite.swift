import SwiftSyntax

/// What the values are called that functions make which a statement calls.
enum CallSite {
  /// The name of the `let`, or of the target that `<==` drives; empty for a `return`, whose function has been named already; nil where
  /// nothing is called or nothing gives a name.
  static func name(of item: CodeBlockItemSyntax, isInFunction: Bool) -> String? {
    if let variable = item.item.as(VariableDeclSyntax.self) {
      guard let binding = variable.bindings.first, let value = binding.initializer?.value, Calls.contains(value) else {
        return nil
      }
      return variable.bindings.count == 1 ? name(binding.pattern) : nil
    }
    if let back = item.item.as(ReturnStmtSyntax.self) {
      return isInFunction && back.expression.map { Calls.contains($0) } == true ? "" : nil
    }
    guard let sequence = item.item.as(SequenceExprSyntax.self) else { return nil }
    let elements = Array(sequence.elements)
    guard elements.count > 2, elements[1].as(BinaryOperatorExprSyntax.self)?.operator.text == "<==",
      elements[2...].contains(where: { Calls.contains($0) })
    else { return nil }
    let words = words(of: elements[0])
    return words.isEmpty ? nil : words.joined(separator: "_")
  }

  private static func name(_ pattern: PatternSyntax) -> String? {
    if let identifier = pattern.as(IdentifierPatternSyntax.self) { return identifier.identifier.text.trimmed }
    return pattern.as(TuplePatternSyntax.self)?.elements.lazy.compactMap { name($0.pattern) }.first
  }

  /// `adder`, `a` of `adder.a`; ports of the module and what a closure takes stand for themselves.
  private static func words(of target: ExprSyntax) -> [String] {
    var words: [String] = [], target = target
    while true {
      if let member = target.as(MemberAccessExprSyntax.self), let base = member.base {
        words.append(member.declName.baseName.text.trimmed)
        target = base
      } else if let element = target.as(SubscriptCallExprSyntax.self) {
        target = element.calledExpression
      } else {
        break
      }
    }
    if let base = target.as(DeclReferenceExprSyntax.self)?.baseName.text.trimmed {
      let isImplied = base == "io" || base == "self" || base.hasPrefix("$") || isParameter(base, of: Syntax(target))
      if words.isEmpty || !isImplied { words.append(base) }
    }
    return words.reversed().filter { !$0.hasPrefix("_") && !$0.hasPrefix("$") }
  }

  /// Whether a closure around the expression takes something of that name.
  private static func isParameter(_ name: String, of expression: Syntax) -> Bool {
    var node: Syntax? = expression
    while let current = node {
      switch current.as(ClosureExprSyntax.self)?.signature?.parameterClause {
      case .simpleInput(let list): if list.contains(where: { $0.name.text == name }) { return true }
      case .parameterClause(let clause):
        if clause.parameters.contains(where: { ($0.secondName ?? $0.firstName).text == name }) { return true }
      default: break
      }
      node = current.parent
    }
    return false
  }
}

extension String {
  /// Without the backticks around a reserved word.
  fileprivate var trimmed: String { hasPrefix("`") ? String(dropFirst().dropLast()) : self }
}

/// Whether an expression calls a function: types, which are written with a capital, name nothing.
private final class Calls: SyntaxVisitor {
  private var isFound = false

  static func contains(_ expression: some SyntaxProtocol) -> Bool {
    let calls = Calls(viewMode: .sourceAccurate)
    calls.walk(expression)
    return calls.isFound
  }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    var called = node.calledExpression
    if let generic = called.as(GenericSpecializationExprSyntax.self) { called = generic.expression }
    let name =
      called.as(MemberAccessExprSyntax.self)?.declName.baseName.text ?? called.as(DeclReferenceExprSyntax.self)?.baseName.text
    // An operator's or a closure's call has no name.
    if name?.first?.isUppercase != true { isFound = true }
    return isFound ? .skipChildren : .visitChildren
  }
}
