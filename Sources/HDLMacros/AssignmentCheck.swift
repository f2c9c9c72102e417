import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxMacros

/// Finds `io.y = io.a` and `count = count + 1`: a port or a place cannot be assigned, it is driven.
final class AssignmentCheck: SyntaxVisitor {
  /// The function's ports, and the names of registers, wires and instances.
  private var hardware: Set<String> = []
  private var found: [(place: Syntax, target: String)] = []

  static func run(_ body: CodeBlockSyntax, function: FunctionDeclSyntax?, _ context: some MacroExpansionContext) {
    let check = AssignmentCheck(viewMode: .sourceAccurate)
    for parameter in function?.signature.parameterClause.parameters ?? [] {
      let name = (parameter.secondName ?? parameter.firstName).text
      // Others may be Swift's own, such as an inout total.
      if name == "io" || parameter.type.trimmedDescription.hasSuffix("IO") { check.hardware.insert(name) }
    }
    check.walk(body)
    for one in check.found { context.diagnose(Diagnostic(node: one.place, message: Message(target: one.target))) }
  }

  private struct Message: DiagnosticMessage {
    let target: String
    var message: String { "'=' does not drive hardware: write \(target) <== ..." }
    var diagnosticID: MessageID { MessageID(domain: "HDLMacros", id: "assignment") }
    var severity: DiagnosticSeverity { .error }
  }

  override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
    for binding in node.bindings {
      guard let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.text else { continue }
      let called = binding.initializer?.value.as(FunctionCallExprSyntax.self)?.calledExpression
      // A `var` may take another value of Swift.
      let isConstant = node.bindingSpecifier.tokenKind == .keyword(.let)
      let makesPlace = isConstant && called.map { ["Reg", "Wire", "Instance"].contains($0.trimmedDescription) } ?? false
      if makesPlace { hardware.insert(name) } else { hardware.remove(name) }
    }
    return .visitChildren
  }

  override func visit(_ node: SequenceExprSyntax) -> SyntaxVisitorContinueKind {
    let elements = Array(node.elements)
    if elements.count > 2, elements[1].is(AssignmentExprSyntax.self), let base = base(of: elements[0]), hardware.contains(base) {
      found.append((Syntax(elements[1]), elements[0].trimmedDescription))
    }
    return .visitChildren
  }

  /// `io` of `io.results.valid`.
  private func base(of expression: ExprSyntax) -> String? {
    var expression = expression
    while true {
      if let member = expression.as(MemberAccessExprSyntax.self), let inner = member.base {
        expression = inner
      } else if let element = expression.as(SubscriptCallExprSyntax.self) {
        expression = element.calledExpression
      } else {
        return expression.as(DeclReferenceExprSyntax.self)?.baseName.text
      }
    }
  }
}
