import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacros

/// `@Hardware`: keeps each statement unchanged under `#sourceLocation`, tells the builder its place before it runs, and
/// registers the name after each `let`.
public struct HardwareMacro: BodyMacro {
  /// Formatting would shift the columns of nested statements, and takes time.
  public static var formatMode: FormatMode { .disabled }

  public static func expansion(
    of node: AttributeSyntax, providingBodyFor declaration: some DeclSyntaxProtocol & WithOptionalCodeBlockSyntax,
    in context: some MacroExpansionContext
  ) throws -> [CodeBlockItemSyntax] {
    guard let body = declaration.body else { return [] }
    TurnedRanges(context).walk(body)
    let function = declaration.as(FunctionDeclSyntax.self)
    AssignmentCheck.run(body, function: declaration.as(FunctionDeclSyntax.self), context)
    let statements = Array(Instrumenter(context).list(body.statements, function: function, prefix: nil))
    guard function?.signature.returnClause == nil, let name = function?.name,
      let place = context.location(of: name, at: .afterLeadingTrivia, filePathMode: .fileID)
    else { return statements }
    return ["\n_enter(\(place.file), \(place.line), \(place.column))"] + statements
  }
}

/// Reports `7...0`, which Swift would stop at when it runs, where both numbers are spelled out.
private final class TurnedRanges: SyntaxVisitor {
  private let context: any MacroExpansionContext

  init(_ context: any MacroExpansionContext) {
    self.context = context
    super.init(viewMode: .sourceAccurate)
  }

  override func visit(_ node: SequenceExprSyntax) -> SyntaxVisitorContinueKind {
    let elements = Array(node.elements)
    for index in elements.indices.dropFirst().dropLast() {
      guard let spelling = elements[index].as(BinaryOperatorExprSyntax.self)?.operator.text, ["...", "..<"].contains(spelling),
        let low = number(elements[index - 1]), let high = number(elements[index + 1]), low > high
      else { continue }
      context.addDiagnostics(
        from: MacroError("a range of bits is written low...high: \(high)...\(low)"), node: elements[index - 1])
    }
    return .visitChildren
  }

  private func number(_ expression: ExprSyntax) -> Int? {
    expression.as(IntegerLiteralExprSyntax.self).flatMap { Int($0.literal.text) }
  }
}

/// Calls that record hardware: a closure of one such statement is instrumented although it is a single expression.
private let recordingCalls: Set<String> = [
  "when", "switchOn", "on", "assert", "assume", "cover", "otherwise", "elsewhen", "clocked", "proof",
]

private func recordsHardware(_ item: CodeBlockItemSyntax) -> Bool {
  guard let expression = item.item.as(ExprSyntax.self) else { return true }
  if let sequence = expression.as(SequenceExprSyntax.self) {
    return sequence.elements.contains { $0.as(BinaryOperatorExprSyntax.self)?.operator.text == "<==" }
  }
  if let infix = expression.as(InfixOperatorExprSyntax.self) { return infix.operator.trimmedDescription == "<==" }
  var called = expression
  while let call = called.as(FunctionCallExprSyntax.self) {
    if let member = call.calledExpression.as(MemberAccessExprSyntax.self), let base = member.base {
      if member.declName.baseName.text == "write" { return true }
      called = base
    } else {
      called = call.calledExpression
    }
  }
  return recordingCalls.contains(called.trimmedDescription)
}

final class Instrumenter: SyntaxRewriter {
  private let context: any MacroExpansionContext

  init(_ context: any MacroExpansionContext) {
    self.context = context
    super.init()
  }

  func list(_ items: CodeBlockItemListSyntax, function: FunctionDeclSyntax?, prefix: String?) -> CodeBlockItemListSyntax {
    if let function, function.signature.returnClause != nil, items.count == 1 { return items }
    var result: [CodeBlockItemSyntax] = []
    if function?.signature.returnClause != nil { result.append("\nlet _caller = _here(); defer { _return(to: _caller) }") }
    if let function { result.append("\nlet _depth = _function(\(literal: function.name.text)); defer { _end(_depth) }") }
    if let prefix { result.append("\n_push(\(raw: prefix)); defer { _pop() }") }
    for item in items {
      guard let short = context.location(of: item, at: .afterLeadingTrivia, filePathMode: .fileID),
        let long = context.location(of: item, at: .afterLeadingTrivia, filePathMode: .filePath)
      else {
        result.append(item)
        continue
      }
      let isDeclaration = item.item.is(DeclSyntax.self) && !item.item.is(VariableDeclSyntax.self)
      if !isDeclaration {
        let operators = OperatorPlaces.of(
          item, context, statementLine: Int("\(short.line)") ?? 0, statementColumn: Int("\(short.column)") ?? 1)
        result.append("\n_at(\(short.file), \(short.line), \(short.column), \(literal: operators))")
      }
      let call = CallSite.name(of: item, isInFunction: function != nil)
      if let call { result.append("\n_call(\(raw: call.isEmpty ? "nil" : "\"\(call)\""))") }
      result.append("\n#sourceLocation(file: \(long.file), line: \(long.line))")
      guard var rewritten = rewrite(item).as(CodeBlockItemSyntax.self) else { continue }
      rewritten.leadingTrivia = .newline + .spaces((Int("\(short.column)") ?? 1) - 1)
      result.append(rewritten)
      if call != nil, !item.item.is(ReturnStmtSyntax.self) { result.append("\n_called()") }
      if let variable = item.item.as(VariableDeclSyntax.self) {
        for binding in variable.bindings where binding.initializer != nil {
          for name in names(binding.pattern) { result.append("\n_name(\(literal: name), \(raw: name))") }
        }
      }
    }
    return CodeBlockItemListSyntax(result)
  }

  private func names(_ pattern: PatternSyntax) -> [String] {
    if let identifier = pattern.as(IdentifierPatternSyntax.self) { return [identifier.identifier.text] }
    if let tuple = pattern.as(TuplePatternSyntax.self) { return tuple.elements.flatMap { names($0.pattern) } }
    return []
  }

  /// Whether the innermost closure around is that of a `switchOn`.
  private func isInCases(_ node: Syntax) -> Bool {
    var next = node.parent
    while let around = next, !around.is(ClosureExprSyntax.self) { next = around.parent }
    return next?.parent?.as(FunctionCallExprSyntax.self)?.calledExpression.trimmedDescription == "switchOn"
  }

  override func visit(_ items: CodeBlockItemListSyntax) -> CodeBlockItemListSyntax {
    guard let parent = items.parent else { return super.visit(items) }
    if parent.is(ClosureExprSyntax.self) || parent.is(AccessorBlockSyntax.self) {
      if items.count == 1, let only = items.first, !recordsHardware(only) { return super.visit(items) }
      return list(items, function: nil, prefix: nil)
    }
    if let owner = parent.parent {
      if let function = owner.as(FunctionDeclSyntax.self) {
        if function.signature.returnClause != nil, items.count == 1 { return items }
        return list(items, function: function, prefix: nil)
      }
      if let loop = owner.as(ForStmtSyntax.self) {
        // A list of cases takes no `defer`, and its loops only list: their statements run later.
        return list(items, function: nil, prefix: isInCases(owner) ? nil : names(loop.pattern).first ?? "\"\"")
      }
      if owner.is(IfExprSyntax.self) || owner.is(SwitchExprSyntax.self) {
        var top = Syntax(owner)
        while let outer = top.parent, outer.is(IfExprSyntax.self) { top = outer }
        if top.parent?.is(ExpressionStmtSyntax.self) != true { return super.visit(items) }
      }
    }
    return list(items, function: nil, prefix: nil)
  }
}

/// The places of the operators that a statement spells exactly once, as `+@27:21;*@27:33`, and of each `elsewhen`, as
/// `elsewhen0@28:5`: a default argument `#line` would be that of the macro. Statements inside its closures have their own.
private final class OperatorPlaces: SyntaxVisitor {
  private var found: [(spelling: String, syntax: Syntax)] = []
  private var branches = 0

  static func of(_ item: CodeBlockItemSyntax, _ context: some MacroExpansionContext, statementLine: Int, statementColumn: Int)
    -> String
  {
    let visitor = OperatorPlaces(viewMode: .sourceAccurate)
    visitor.walk(item)
    let counts = Dictionary(grouping: visitor.found, by: \.spelling).mapValues(\.count)
    return visitor.found.filter { counts[$0.spelling] == 1 }.compactMap { entry in
      guard let place = context.location(of: entry.syntax, at: .afterLeadingTrivia, filePathMode: .fileID) else { return nil }
      return "\(entry.spelling)@\(place.line):\(place.column)"
    }.joined(separator: ";")
  }

  /// After what it follows, so that they are numbered in the order of the source.
  override func visitPost(_ node: MemberAccessExprSyntax) {
    guard node.declName.baseName.text == "elsewhen" else { return }
    found.append(("elsewhen\(branches)", Syntax(node.declName)))
    branches += 1
  }
  override func visit(_ node: BinaryOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    found.append((node.operator.text, Syntax(node.operator)))
    return .visitChildren
  }
  override func visit(_ node: CodeBlockItemListSyntax) -> SyntaxVisitorContinueKind {
    // The closure of one value expression belongs to this statement, every other list has statements of its own.
    if node.parent?.is(ClosureExprSyntax.self) == true, node.count == 1, let only = node.first, !recordsHardware(only) {
      return .visitChildren
    }
    return .skipChildren
  }
}
