import Netlist

extension ModuleLowering {
  /// The value as an expression whose width is the value's; it may be open.
  ///
  /// Values that need a name and belong into `frame` or a loop around it are computed there first.
  func expression(_ id: ValueID, _ frame: Frame?) -> Expression {
    if let known = known(id, frame) {
      markRead(id)
      return known
    }
    if analysis.values[Int(id.index)].isNamed, let frame { return bind(id, frame) }
    return inlined(id, frame)
  }

  func closed(_ id: ValueID, _ frame: Frame?) -> Expression { expression(id, frame).closed(dialect) }

  /// The operation itself, without looking for a name.
  func inlined(_ id: ValueID, _ frame: Frame?) -> Expression {
    let value = module[id]
    let type = value.type
    switch value.operation {
    case .constant(let bits): return constant(bits, type)
    case .input, .register, .wire, .instanceOutput: return target(id)
    case .not(let a):
      let operand = expression(a, frame)
      return type.width == 1 ? operand.inverted(dialect) : .unary(.complement, operand, dialect)
    case .negate(let a): return .unary(.minus, expression(a, frame), dialect)
    case .reduce(let op, let a):
      let operand = closed(a, frame)
      if operand.width == 1 { return operand }
      return .unary(op == .and ? .and : op == .or ? .or : .xor, operand, dialect)
    case .binary(let op, let a, let b): return binary(op, a, b, frame)
    case .shift(let op, let a, let amount): return shift(op, a, amount, frame)
    case .mux(let condition, let a, let b):
      return .conditional(closed(condition, frame), expression(a, frame), expression(b, frame), dialect)
    case .resize(let a): return resize(id, a, frame)
    case .reinterpret(let a), .crossing(let a): return expression(a, frame)
    case .slice(let a, let offset): return selection(a, offset: offset, width: type.width, frame)
    case .concatenate(let parts): return concatenation(parts, frame)
    case .element(let a, let index): return element(of: a, at: index, frame)
    case .memoryRead(let memory, let address):
      let word = module.memories[memory].word
      return guarded(
        address, count: module.memories[memory].depth, zero: .zero(width: word.width, isSigned: word.isSigned), frame
      ) {
        memoryWord(memory, address, frame)
      }
    case .map, .fold:
      // Always named and computed by statements before they are used.
      return target(id)
    case .loopIndex(let loop): return loopIndex(loop, width: type.width, id)
    case .loopElement(let loop, let vector):
      guard let binding = binding(of: loop, for: id) else { return .zero(width: type.width) }
      return element(of: vector, atLoopIndex: binding.index, frame)
    case .loopAccumulator(let loop):
      if let accumulator = binding(of: loop, for: id)?.accumulator { return accumulator }
      fail("\(id) is what loop \(loop) has summed up, but the loop sums nothing up", at: id)
      return .zero(width: type.width)
    }
  }

  func constant(_ bits: BitVector, _ type: ValueType) -> Expression {
    if let enumeration = type.enumeration, type.count == nil, let one = module.enumerations[enumeration].position(of: bits) {
      usedCases[enumeration].insert(one)
      return .name(enumerationNames[enumeration][one], width: type.width, isSigned: false)
    }
    return .literal(bits, isSigned: type.isSigned && type.count == nil)
  }

  private func loopIndex(_ loop: Int, width: Int, _ id: ValueID) -> Expression {
    guard let binding = binding(of: loop, for: id) else { return .zero(width: width) }
    let low = min(width, 32)
    let bits = Expression(
      node: low == 32
        ? binding.index.node : low == 1 ? .index(binding.index, .number(0)) : .range(binding.index, high: low - 1, low: 0),
      width: low, ownWidth: low, isSigned: low == 32)
    return width > 32 ? .concatenation([.zero(width: width - 32), bits]) : bits.taken(asSigned: false, dialect)
  }

  func binary(_ op: BinaryOperator, _ a: ValueID, _ b: ValueID, _ frame: Frame?) -> Expression {
    let isSigned = type(a).isSigned && type(a).count == nil
    if isSigned, let known = withKnownSign(op, a, b, frame) { return known }
    var left = expression(a, frame)
    var right = expression(b, frame)
    let isBit = left.width == 1
    if isSigned, left.isFragile || right.isFragile {
      // Rather make the plain operand signed than guard the other one.
      if !left.isFragile { left = left.taken(asSigned: true, dialect) }
      if !right.isFragile { right = right.taken(asSigned: true, dialect) }
    }
    switch op {
    case .add: return .arithmetic(.add, left, right, dialect)
    case .subtract: return .arithmetic(.subtract, left, right, dialect)
    case .multiply:
      return .product(left, right, isSigned: isSigned, dialect)
    case .and: return isBit ? .logical(.logicalAnd, left, right, dialect) : .arithmetic(.and, left, right, dialect)
    case .or: return isBit ? .logical(.logicalOr, left, right, dialect) : .arithmetic(.or, left, right, dialect)
    case .xor:
      return .arithmetic(.xor, left, right, dialect)
    case .equal: return .comparison(.equal, left, right, isSigned: nil, dialect)
    case .less: return .comparison(.less, left, right, isSigned: isSigned, dialect)
    }
  }

  private func shift(_ op: ShiftOperator, _ a: ValueID, _ amount: ValueID, _ frame: Frame?) -> Expression {
    var operand = closed(a, frame).apartFromShift
    let infix: InfixOperator
    // A sign that is 0 is not extended: `KnownSigns`.
    switch op == .arithmeticRight && isNonnegative(a) ? .logicalRight : op {
    case .left: infix = .shiftLeft
    case .logicalRight:
      infix = .shiftRight
      // A signed operand would be extended by its sign before the shift where the result is cast to a larger width.
      operand = operand.taken(asSigned: false, dialect)
    case .arithmeticRight:
      infix = .shiftRightArithmetic
      operand = operand.taken(asSigned: true, dialect)
    }
    var by: Expression
    if case .constant(let bits) = module[amount].operation {
      by = .number(min(bits.unsigned.flatMap { Int(exactly: $0) } ?? Int.max, operand.width))
    } else {
      by = closed(amount, frame).apartFromShift.taken(asSigned: false, dialect)
    }
    if type(amount).width > 31, !by.isNumber {
      // Tools take shift amounts of 32 bits; a larger one shifts everything out. With 31 bits it is no number's twin for Verilator
      // (`NestedShifts`).
      let high = selection(amount, offset: 31, width: type(amount).width - 31, frame)
      by = .conditional(
        .unary(.or, high, dialect), .literal(.ones(width: 31), isSigned: false), selection(amount, offset: 0, width: 31, frame),
        dialect)
    }
    return Expression(
      node: .binary(infix, operand, by), width: operand.width, ownWidth: operand.width, isSigned: operand.isSigned,
      isFragile: operand.isFragile || infix == .shiftRightArithmetic)
  }

  func resize(_ id: ValueID, _ a: ValueID, _ frame: Frame?) -> Expression {
    let from = type(a)
    let to = type(id)
    if to.width == from.width { return expression(a, frame) }
    if to.width < from.width { return selection(a, offset: 0, width: to.width, frame) }
    let isSigned = from.isSigned && from.count == nil && !isNonnegative(a)
    if case .constant(let bits) = module[a].operation {
      return .literal(bits.resized(to: to.width, signed: isSigned), isSigned: to.isSigned && to.count == nil)
    }
    if isSigned, case .binary(.multiply, let left, let right) = module[a].operation, isInlined(a, frame),
      let wider = withKnownSign(.multiply, left, right, width: to.width, frame)
    {
      return wider
    }
    let operand = expression(a, frame)
    if operand.isOpen, case .binary(.multiply, _, _) = operand.node, operand.isSigned == isSigned {
      var wider = operand
      wider.width = to.width
      return wider
    }
    return operand.taken(asSigned: isSigned, dialect).extended(to: to.width, dialect)
  }

  private func concatenation(_ parts: [ValueID], _ frame: Frame?) -> Expression {
    if parts.count > 1, parts.dropFirst().allSatisfy({ $0 == parts[0] }) {
      let operand = closed(parts[0], frame)
      let width = operand.width * parts.count
      return Expression(node: .replication(parts.count, operand), width: width, ownWidth: width, isSigned: false)
    }
    return .concatenation(parts.reversed().map { closed($0, frame) })
  }
}
