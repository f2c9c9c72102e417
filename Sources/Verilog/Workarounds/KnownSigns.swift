import Netlist

/// Spells signed operations on values whose sign is 0 so that Verilator computes them right.
///
/// Verilator 5.044 to 5.050 loses that a local variable was extended by zeros when it inlines a small function of C++ (`--inline-cfuncs`,
/// 20 by default): with `wire [2:0] n`, `a * $signed({1'b0, n})` extends the sign from bit 2 of `n`. `V3Expand` makes a variable of the
/// larger width of the extension, and `V3InlineCFuncs` gives it the width of its declaration again; the C++ of a sign extension, of an
/// arithmetic shift and of a signed comparison's left side takes its sign from that width. The variable may be one of Verilator's own, for
/// a term that is used twice and begins with zeros: `{2'(b), c}` becomes three bits.
///
/// So a sign that is known to be 0 is no sign: it is extended by zeros, shifted and compared without one. Where only one operand's is
/// known, a product is one of numbers without sign at the result's full width, and a comparison has that operand on its right. To synthesis
/// all of it is the same. What an instance's port may hold is not known: there the fault can still show, in designs of a few lines.
extension ModuleLowering {
  /// A signed product or comparison of which a sign is known; nil for others, which need no care.
  ///
  /// - Parameter width: of the product, if more than that of both operands
  func withKnownSign(_ op: BinaryOperator, _ a: ValueID, _ b: ValueID, width: Int? = nil, _ frame: Frame?) -> Expression? {
    guard op == .multiply || op == .less else { return nil }
    let leftIsKnown = isNonnegative(a), rightIsKnown = isNonnegative(b)
    if leftIsKnown && rightIsKnown {
      if isConstant(a) && isConstant(b) || width != nil { return nil }
      let left = unsigned(a, frame), right = unsigned(b, frame)
      return op == .less
        ? .comparison(.less, left, right, isSigned: false, dialect) : .product(left, right, isSigned: false, dialect)
    }
    guard leftIsKnown != rightIsKnown, !keepsItsWidth(leftIsKnown ? a : b) else { return nil }
    if op == .less {
      return leftIsKnown ? .comparison(.greater, expression(b, frame), expression(a, frame), isSigned: true, dialect) : nil
    }
    let width = width ?? type(a).width + type(b).width
    let operands = [(a, leftIsKnown), (b, rightIsKnown)].map { id, isKnown in
      expression(id, frame).taken(asSigned: !isKnown, dialect).extended(to: width, dialect).taken(asSigned: false, dialect)
    }
    return Expression(
      node: .binary(.multiply, operands[0], operands[1]), width: width, ownWidth: width, isSigned: false)
  }

  /// Whether Verilator has no local variable for it: a constant, a register, or an element of one that lies in one of its words.
  private func keepsItsWidth(_ id: ValueID) -> Bool {
    switch module[id].operation {
    case .constant, .register: true
    case .resize(let a), .reinterpret(let a), .crossing(let a): keepsItsWidth(a)
    case .loopElement(_, let a): 32 % elementWidth(a) == 0 && keepsItsWidth(a)
    default: false
    }
  }

  private func isConstant(_ id: ValueID) -> Bool { if case .constant = module[id].operation { true } else { false } }

  private func unsigned(_ id: ValueID, _ frame: Frame?) -> Expression {
    if case .constant(let bits) = module[id].operation { return .literal(bits, isSigned: false) }
    return expression(id, frame).taken(asSigned: false, dialect)
  }

  /// Whether the value is printed inside the expression that uses it.
  func isInlined(_ id: ValueID, _ frame: Frame?) -> Bool {
    known(id, frame) == nil && !analysis.values[Int(id.index)].isNamed
  }
}
