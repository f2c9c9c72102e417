import Netlist

/// Expressions, with the parentheses that a reader needs.
extension Printer {
  private static let unaryPrecedence = 12
  private static let conditionalPrecedence = 1

  mutating func print(_ expression: Expression) { print(expression, above: 0) }

  /// `precedence` is that of the operator around; an operand that does not bind tighter gets parentheses.
  mutating func print(_ expression: Expression, above precedence: Int) {
    switch expression.node {
    case .name(let name): text.write(name)
    case .literal(let number):
      // The older language takes `~(-7'sd1)` only.
      let needsParentheses = precedence >= Self.unaryPrecedence && number.hasPrefix("-")
      text.write(needsParentheses ? "(\(number))" : number)
    case .unary(let op, let operand):
      // Reductions read as binary operators next to one.
      let isReduction = op == .and || op == .or || op == .xor
      let needsParentheses = precedence > (isReduction ? 0 : Self.unaryPrecedence - 1)
      if needsParentheses { text.write("(") }
      text.write(op.rawValue)
      if case .cast = operand.node {
        // Yosys 0.70 takes `|8'(a)` for `(|8)'(a)`.
        text.write("(")
        print(operand)
        text.write(")")
      } else {
        print(operand, above: Self.unaryPrecedence)
      }
      if needsParentheses { text.write(")") }
    case .binary(let op, let left, let right):
      let own = op.precedence
      let needsParentheses = own <= precedence
      if needsParentheses { text.write("(") }
      print(left, above: isMixed(left, in: op) ? Self.unaryPrecedence : own - 1)
      text.write(" \(op.rawValue) ")
      print(right, above: isMixed(right, in: op) ? Self.unaryPrecedence : isSame(right, op) ? own - 1 : own)
      if needsParentheses { text.write(")") }
    case .conditional(let condition, let left, let right):
      let needsParentheses = precedence >= Self.conditionalPrecedence
      if needsParentheses { text.write("(") }
      print(condition, above: Self.conditionalPrecedence)
      text.write(" ? ")
      print(left, above: Self.conditionalPrecedence)
      text.write(" : ")
      print(right, above: 0)
      if needsParentheses { text.write(")") }
    case .index(let base, let index):
      print(base, above: Self.unaryPrecedence)
      text.write("[")
      printIndex(index)
      text.write("]")
    case .range(let base, let high, let low):
      print(base, above: Self.unaryPrecedence)
      text.write("[\(high):\(low)]")
    case .part(let base, let start, let width):
      print(base, above: Self.unaryPrecedence)
      text.write("[")
      printIndex(start)
      text.write(" +: \(width)]")
    case .concatenation(let parts):
      text.write("{")
      for (index, part) in parts.enumerated() {
        if index > 0 { text.write(", ") }
        print(part)
      }
      text.write("}")
    case .replication(let count, let operand):
      text.write("{\(count){")
      print(operand)
      text.write("}}")
    case .cast(let width, let operand):
      text.write("\(width)'(")
      print(operand)
      text.write(")")
    case .call(let function, let operand):
      text.write(function)
      text.write("(")
      print(operand)
      text.write(")")
    }
  }

  /// Index arithmetic without spaces: `i*8 + 16`.
  private mutating func printIndex(_ index: Expression) {
    switch index.node {
    case .binary(.multiply, let left, let right):
      print(left, above: InfixOperator.multiply.precedence - 1)
      text.write("*")
      print(right, above: InfixOperator.multiply.precedence)
    case .binary(.add, let left, let right) where right.isNumber:
      if case .binary(.multiply, _, _) = left.node {
        printIndex(left)
      } else {
        print(left, above: InfixOperator.add.precedence - 1)
      }
      text.write(" + ")
      print(right)
    default: print(index)
    }
  }

  /// Nobody knows by heart how bitwise operators, shifts and sums bind, nor `&&` beside `||`: these get parentheses.
  private func isMixed(_ operand: Expression, in op: InfixOperator) -> Bool {
    guard case .binary(let inner, _, _) = operand.node, inner != op else { return false }
    switch op {
    case .and, .or, .xor, .shiftLeft, .shiftRight, .shiftRightArithmetic: return true
    case .logicalOr: return inner == .logicalAnd
    default: return false
    }
  }

  private func isSame(_ expression: Expression, _ op: InfixOperator) -> Bool {
    if op.isAssociative, case .binary(op, _, _) = expression.node { true } else { false }
  }
}
