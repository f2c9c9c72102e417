import Netlist

extension Expression {
  /// A declared name, whole.
  static func name(_ name: String, width: Int, isSigned: Bool) -> Expression {
    Expression(node: .name(name), width: width, ownWidth: width, isSigned: isSigned)
  }

  /// A number without a width, for indices and bounds.
  static func number(_ value: Int) -> Expression {
    Expression(node: .literal(String(value)), width: 32, ownWidth: 32, isSigned: true)
  }

  /// A sized constant: decimal up to 16 bits or when small, else hexadecimal.
  static func literal(_ bits: BitVector, isSigned: Bool) -> Expression {
    let sign = isSigned ? "s" : ""
    let text: String
    if bits.width == 1 {
      text = "1'\(sign)b\(bits[0] ? 1 : 0)"
    } else if isSigned, bits.isNegative, let value = bits.signed, value > -10_000, value != -1 << (bits.width - 1) {
      text = "-\(bits.width)'sd\(-value)"
    } else if let value = bits.unsigned, value < 10_000, !(isSigned && bits.isNegative) {
      text = "\(bits.width)'\(sign)d\(value)"
    } else {
      text = "\(bits.width)'\(sign)h\(bits.hexadecimal)"
    }
    return Expression(node: .literal(text), width: bits.width, ownWidth: bits.width, isSigned: isSigned)
  }

  static func zero(width: Int, isSigned: Bool = false) -> Expression { literal(BitVector(width: width), isSigned: isSigned) }

  /// Whether the surroundings must supply the width.
  var isOpen: Bool { ownWidth < width }

  /// A number without a width.
  var isNumber: Bool { if case .literal(let text) = node { !text.contains("'") } else { false } }

  var isLiteral: Bool { if case .literal = node { true } else { false } }

  /// The declared name that an assignment to this expression changes, whole or in part.
  var base: String? {
    switch node {
    case .name(let name): name
    case .index(let base, _), .range(let base, _, _), .part(let base, _, _): base.base
    default: nil
    }
  }

  var isName: Bool { if case .name = node { true } else { false } }

  /// In braces if it is a word of an array at a constant index: shifted by a signal, or a shift's amount, it makes Icarus 11 write
  /// a program that its own simulator does not read.
  var apartFromShift: Expression {
    guard case .index(_, let index) = node, index.isLiteral else { return self }
    let braced = Expression.concatenation([self])
    return isSigned ? Expression(node: .call("$signed", braced), width: width, ownWidth: width, isSigned: true) : braced
  }

  /// The same value with an own width that is its width, for places where Verilog looks at an operand alone.
  func closed(_ dialect: Dialect) -> Expression {
    guard isOpen else { return self }
    var result = self
    switch node {
    case .binary(let op, let left, let right):
      let wide = op == .multiply ? left.extended(to: width, dialect) : left.closed(dialect)
      result.node = .binary(op, wide, right)
    case .conditional(let condition, let left, let right):
      result.node = .conditional(condition, left.closed(dialect), right)
    case .unary(let op, let operand):
      result.node = .unary(op, operand.closed(dialect))
    default: break
    }
    result.ownWidth = width
    return result
  }

  /// Whether bits below `width` or the extension above it would differ if the operators were computed at a larger width: a
  /// carry, a borrow or a complemented extension must be cut off first. Selections, concatenations, casts, comparisons and
  /// `$signed` look at their operands alone.
  var dependsOnWidth: Bool {
    switch node {
    case .name, .literal, .index, .range, .part, .concatenation, .replication, .cast, .call: false
    case .unary(let op, let operand):
      switch op {
      case .complement: !isSigned || operand.dependsOnWidth
      case .minus: true
      case .logicalNot, .and, .or, .xor: false
      }
    case .binary(let op, let left, let right):
      switch op {
      case .add, .subtract, .multiply, .shiftLeft: true
      case .and, .or, .xor: left.dependsOnWidth || right.dependsOnWidth
      case .shiftRight, .shiftRightArithmetic: left.dependsOnWidth
      case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .logicalAnd, .logicalOr: false
      }
    case .conditional(_, let left, let right): left.dependsOnWidth || right.dependsOnWidth
    }
  }

  /// The same bits, taken as signed or unsigned.
  func taken(asSigned wanted: Bool, _ dialect: Dialect) -> Expression {
    if isSigned == wanted { return self }
    if case .call(_, let operand) = node, operand.isSigned == wanted { return operand }
    return Expression(
      node: .call(wanted ? "$signed" : "$unsigned", closed(dialect)), width: width, ownWidth: width, isSigned: wanted)
  }

  /// Extended by the sign if Verilog takes it as signed, else by zeros.
  func extended(to newWidth: Int, _ dialect: Dialect) -> Expression {
    if newWidth == width { return closed(dialect) }
    var operand = closed(dialect)
    if dialect == .systemVerilog {
      // Zeros before zeros.
      if !operand.isSigned, case .cast(_, let narrower) = operand.node, narrower.width < width, !narrower.isSigned {
        operand = narrower
      }
      // The language says that a cast looks at its operand alone; Icarus computes it at the cast's width.
      if operand.dependsOnWidth {
        let width = operand.width
        operand = Expression(node: .cast(width, operand), width: width, ownWidth: width, isSigned: isSigned)
      }
      return Expression(node: .cast(newWidth, operand), width: newWidth, ownWidth: newWidth, isSigned: isSigned)
    }
    let count = newWidth - width
    if !isSigned { return .concatenation([.zero(width: count), operand]) }
    if case .name = node {
      let sign =
        width == 1
        ? operand
        : Expression(node: .index(operand, .number(width - 1)), width: 1, ownWidth: 1, isSigned: false)
      let fill = Expression(node: .replication(count, sign), width: count, ownWidth: count, isSigned: false)
      return Expression.concatenation([fill, operand]).taken(asSigned: true, dialect)
    }
    let high = Expression.concatenation([operand, .zero(width: count)]).taken(asSigned: true, dialect)
    return Expression(
      node: .binary(.shiftRightArithmetic, high, .number(count)), width: newWidth, ownWidth: newWidth, isSigned: true,
      isFragile: true)
  }

  /// The same bits where the surroundings are wider: without the carry or the complemented zeros that Verilog would add.
  private func cut(_ dialect: Dialect) -> Expression {
    // A product is exact at any width.
    if case .binary(.multiply, _, _) = node { return self }
    guard dependsOnWidth else { return self }
    if dialect == .systemVerilog {
      return Expression(node: .cast(width, self), width: width, ownWidth: width, isSigned: isSigned)
    }
    return Expression.concatenation([self]).taken(asSigned: isSigned, dialect)
  }

  /// Parts that stand alone, the first one highest.
  static func concatenation(_ parts: [Expression]) -> Expression {
    let width = parts.reduce(0) { $0 + $1.width }
    return Expression(node: .concatenation(parts), width: width, ownWidth: width, isSigned: false)
  }

  /// Guards a value whose sign matters against an unsigned neighbour.
  private func guarded(ifUnsigned isUnsigned: Bool, _ dialect: Dialect) -> Expression {
    isUnsigned && isFragile ? taken(asSigned: false, dialect) : self
  }

  /// `+ - & | ^`: two operands of the result's width.
  static func arithmetic(_ op: InfixOperator, _ left: Expression, _ right: Expression, _ dialect: Dialect) -> Expression {
    let isSigned = left.isSigned && right.isSigned
    let left = left.guarded(ifUnsigned: !isSigned, dialect)
    let right = right.guarded(ifUnsigned: !isSigned, dialect)
    return Expression(
      node: .binary(op, left, right), width: left.width, ownWidth: max(left.ownWidth, right.ownWidth), isSigned: isSigned,
      isFragile: left.isFragile || right.isFragile)
  }

  static func conditional(_ condition: Expression, _ left: Expression, _ right: Expression, _ dialect: Dialect) -> Expression {
    let isSigned = left.isSigned && right.isSigned
    let left = left.guarded(ifUnsigned: !isSigned, dialect)
    let right = right.guarded(ifUnsigned: !isSigned, dialect)
    return Expression(
      node: .conditional(condition.closed(dialect), left, right), width: left.width,
      ownWidth: max(left.ownWidth, right.ownWidth), isSigned: isSigned, isFragile: left.isFragile || right.isFragile)
  }

  /// The exact product of two operands that are both signed or both unsigned; open.
  static func product(_ left: Expression, _ right: Expression, isSigned: Bool, _ dialect: Dialect) -> Expression {
    let left = left.taken(asSigned: isSigned, dialect).closed(dialect).cut(dialect)
    let right = right.taken(asSigned: isSigned, dialect).closed(dialect).cut(dialect)
    return Expression(
      node: .binary(.multiply, left, right), width: left.width + right.width, ownWidth: max(left.width, right.width),
      isSigned: isSigned, isFragile: isSigned)
  }

  /// A comparison of two operands of one width; `isSigned` nil when the order does not matter.
  static func comparison(_ op: InfixOperator, _ left: Expression, _ right: Expression, isSigned: Bool?, _ dialect: Dialect)
    -> Expression
  {
    var left = left.closed(dialect)
    var right = right.closed(dialect)
    if let isSigned {
      left = left.taken(asSigned: isSigned, dialect)
      right = right.taken(asSigned: isSigned, dialect)
    } else {
      let isUnsigned = !(left.isSigned && right.isSigned)
      left = left.guarded(ifUnsigned: isUnsigned, dialect)
      right = right.guarded(ifUnsigned: isUnsigned, dialect)
    }
    // `count <= 8'd2` rather than `8'd2 >= count`.
    if left.isLiteral, !right.isLiteral, let mirrored = op.mirrored {
      return Expression(node: .binary(mirrored, right, left), width: 1, ownWidth: 1, isSigned: false)
    }
    return Expression(node: .binary(op, left, right), width: 1, ownWidth: 1, isSigned: false)
  }

  static func unary(_ op: UnaryOperator, _ operand: Expression, _ dialect: Dialect) -> Expression {
    switch op {
    case .complement, .minus:
      var result = operand
      result.node = .unary(op, operand)
      return result
    case .logicalNot, .and, .or, .xor:
      return Expression(node: .unary(op, operand.closed(dialect)), width: 1, ownWidth: 1, isSigned: false)
    }
  }

  static func logical(_ op: InfixOperator, _ left: Expression, _ right: Expression, _ dialect: Dialect) -> Expression {
    Expression(node: .binary(op, left.closed(dialect), right.closed(dialect)), width: 1, ownWidth: 1, isSigned: false)
  }

  /// `!operand`, with comparisons turned round instead.
  func inverted(_ dialect: Dialect) -> Expression {
    if case .binary(let op, let left, let right) = node {
      let opposite: InfixOperator? =
        switch op {
        case .equal: .notEqual
        case .notEqual: .equal
        case .less: .greaterOrEqual
        case .greaterOrEqual: .less
        case .greater: .lessOrEqual
        case .lessOrEqual: .greater
        default: nil
        }
      if let opposite {
        var result = self
        result.node = .binary(opposite, left, right)
        return result
      }
    }
    if case .unary(.logicalNot, let operand) = node { return operand }
    return .unary(.logicalNot, self, dialect)
  }

  /// One element of an unpacked array.
  func element(at index: Expression, width: Int, isSigned: Bool) -> Expression {
    Expression(node: .index(self, index), width: width, ownWidth: width, isSigned: isSigned)
  }

  /// Constant bits of a packed name.
  func bits(offset: Int, count: Int) -> Expression {
    if offset == 0, count == width { return self }
    let node: Node = count == 1 ? .index(self, .number(offset)) : .range(self, high: offset + count - 1, low: offset)
    return Expression(node: node, width: count, ownWidth: count, isSigned: false)
  }

  /// `count` bits of a packed name from a computed bit on.
  func part(start: Expression, count: Int) -> Expression {
    let node: Node = count == 1 ? .index(self, start) : .part(self, start: start, width: count)
    return Expression(node: node, width: count, ownWidth: count, isSigned: false)
  }

  /// `index * stride` as Verilog's 32-bit index arithmetic.
  static func scaled(_ index: Expression, by stride: Int) -> Expression {
    if stride == 1 { return index }
    return Expression(node: .binary(.multiply, index.withinIndex, .number(stride)), width: 32, ownWidth: 32, isSigned: false)
  }

  /// As an operand of 32-bit index arithmetic: in braces if there it would keep a carry, or complement zeros, that its own width
  /// cuts off.
  var withinIndex: Expression { width < 32 && dependsOnWidth ? .concatenation([self]) : self }
}
