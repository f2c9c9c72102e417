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
    if analysis.isNamed[Int(id.index)], let frame { return bind(id, frame) }
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
      return guarded(address, count: module.memories[memory].depth, zero: .zero(width: word.width, isSigned: word.isSigned), frame) {
        memoryWord(memory, address, frame)
      }
    case .map, .fold:
      // Always named and computed by statements before they are used.
      return target(id)
    case .loopIndex(let loop): return loopIndex(loop, width: type.width)
    case .loopElement(let loop, let vector):
      guard let binding = loops[loop] else { return .zero(width: type.width) }
      return element(of: vector, atLoopIndex: binding.index, frame)
    case .loopAccumulator(let loop): return loops[loop]?.accumulator ?? .zero(width: type.width)
    }
  }

  // MARK: Leaves

  func constant(_ bits: BitVector, _ type: ValueType) -> Expression {
    if let enumeration = type.enumeration, type.count == nil, enumerationNames.indices.contains(enumeration),
      let value = bits.unsigned, value < UInt64(enumerationNames[enumeration].count)
    {
      usedCases[enumeration].insert(Int(value))
      return .name(enumerationNames[enumeration][Int(value)], width: type.width, isSigned: false)
    }
    return .literal(bits, isSigned: type.isSigned && type.count == nil)
  }

  private func loopIndex(_ loop: Int, width: Int) -> Expression {
    guard let binding = loops[loop] else { return .zero(width: width) }
    let low = min(width, 32)
    let bits = Expression(
      node: low == 32 ? binding.index.node : low == 1 ? .index(binding.index, .number(0)) : .range(binding.index, high: low - 1, low: 0),
      width: low, ownWidth: low, isSigned: low == 32)
    return width > 32 ? .concatenation([.zero(width: width - 32), bits]) : bits.taken(asSigned: false, dialect)
  }

  // MARK: Operators

  private func binary(_ op: BinaryOperator, _ a: ValueID, _ b: ValueID, _ frame: Frame?) -> Expression {
    let isSigned = type(a).isSigned && type(a).count == nil
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
    case .xor: return isBit ? .comparison(.notEqual, left, right, isSigned: nil, dialect) : .arithmetic(.xor, left, right, dialect)
    case .equal: return .comparison(.equal, left, right, isSigned: nil, dialect)
    case .less: return .comparison(.less, left, right, isSigned: isSigned, dialect)
    }
  }

  private func shift(_ op: ShiftOperator, _ a: ValueID, _ amount: ValueID, _ frame: Frame?) -> Expression {
    var operand = closed(a, frame)
    let infix: InfixOperator
    switch op {
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
      by = closed(amount, frame).taken(asSigned: false, dialect)
    }
    if type(amount).width > 32, !by.isNumber {
      // Tools take shift amounts of 32 bits; a larger one shifts everything out.
      let high = selection(amount, offset: 31, width: type(amount).width - 31, frame)
      by = .conditional(
        .unary(.or, high, dialect), .literal(.ones(width: 31), isSigned: false), selection(amount, offset: 0, width: 31, frame), dialect)
    }
    return Expression(
      node: .binary(infix, operand, by), width: operand.width, ownWidth: operand.width, isSigned: operand.isSigned,
      isFragile: operand.isFragile || op == .arithmeticRight)
  }

  private func resize(_ id: ValueID, _ a: ValueID, _ frame: Frame?) -> Expression {
    let from = type(a)
    let to = type(id)
    let isSigned = from.isSigned && from.count == nil
    if to.width == from.width { return expression(a, frame) }
    if to.width < from.width { return selection(a, offset: 0, width: to.width, frame) }
    if case .constant(let bits) = module[a].operation {
      return .literal(bits.resized(to: to.width, signed: isSigned), isSigned: to.isSigned && to.count == nil)
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

  // MARK: Selections

  /// `width` bits of `id` from bit `offset` on: selections of selections become one.
  func selection(_ id: ValueID, offset: Int, width: Int, _ frame: Frame?) -> Expression {
    let value = module[id]
    if let name = known(id, frame) {
      if isArray(id) {
        let element = elementWidth(id)
        return name.element(at: .number(offset / element), width: element, isSigned: value.type.isSigned)
      }
      if offset == 0, width == value.type.width { markRead(id) } else { markRead(id, offset...(offset + width - 1)) }
      return name.bits(offset: offset, count: width)
    }
    let isInline = !analysis.isNamed[Int(id.index)]
    switch value.operation {
    case .slice(let a, let inner) where isInline: return selection(a, offset: offset + inner, width: width, frame)
    case .reinterpret(let a) where isInline, .crossing(let a) where isInline:
      return selection(a, offset: offset, width: width, frame)
    case .resize(let a) where isInline && type(a).width >= value.type.width: return selection(a, offset: offset, width: width, frame)
    case .constant(let bits): return .literal(bits.slice(offset: offset, width: width), isSigned: false)
    case .loopIndex(let loop):
      guard let binding = loops[loop], offset + width <= 32 else { break }
      let node: Expression.Node = width == 1 ? .index(binding.index, .number(offset)) : .range(binding.index, high: offset + width - 1, low: offset)
      return Expression(node: node, width: width, ownWidth: width, isSigned: false)
    default: break
    }
    let operand = closed(id, frame)
    if width == operand.width { return operand }
    if offset == 0, dialect == .systemVerilog, !operand.isName {
      return Expression(node: .cast(width, operand), width: width, ownWidth: width, isSigned: operand.isSigned)
    }
    return operand.bits(offset: offset, count: width)
  }

  /// The largest value that `id` can have as an unsigned number, nil when it does not fit an `Int`.
  func maximum(_ id: ValueID) -> Int? {
    let value = module[id]
    switch value.operation {
    case .constant(let bits): return bits.unsigned.flatMap { Int(exactly: $0) }
    case .loopIndex(let loop): return module.loops[loop].count - 1
    case .resize(let a):
      guard !type(a).isSigned, let inner = maximum(a) else { break }
      if value.type.width >= type(a).width || value.type.width < 62 && inner < 1 << value.type.width { return inner }
    case .reinterpret(let a) where type(a).width == value.type.width: return maximum(a)
    case .mux(_, let a, let b):
      if let left = maximum(a), let right = maximum(b) { return max(left, right) }
    case .binary(.and, let a, let b):
      let sides = [maximum(a), maximum(b)].compactMap { $0 }
      if let least = sides.min() { return least }
    default: break
    }
    return value.type.width < 62 ? (1 << value.type.width) - 1 : nil
  }

  /// `index < count ? body() : zero`, or only `body()` when the index cannot be out of range.
  func guarded(_ index: ValueID, count: Int, zero: Expression, _ frame: Frame?, _ body: () -> Expression) -> Expression {
    guard let condition = rangeCheck(index, count: count, frame) else { return body() }
    return .conditional(condition, body(), zero, dialect)
  }

  /// `index < count`, or nil when that always holds.
  func rangeCheck(_ index: ValueID, count: Int, _ frame: Frame?) -> Expression? {
    if let maximum = maximum(index), maximum < count { return nil }
    let width = type(index).width
    let operand = closed(index, frame).taken(asSigned: false, dialect)
    if count == 1 { return .comparison(.equal, operand, .zero(width: width), isSigned: nil, dialect) }
    return .comparison(.less, operand, .literal(BitVector(count, width: width), isSigned: false), isSigned: false, dialect)
  }

  /// An index that is in range, as it stands between brackets: as many bits as `count` needs.
  func indexExpression(_ index: ValueID, count: Int, _ frame: Frame?) -> Expression {
    if case .constant(let bits) = module[index].operation, let value = bits.unsigned, value < UInt64(count) { return .number(Int(value)) }
    if let loop = rawLoopIndex(index) { return loop }
    if count == 1 { return .number(0) }
    let needed = Int.bitWidth - (count - 1).leadingZeroBitCount
    let width = type(index).width
    if width > needed { return selection(index, offset: 0, width: needed, frame).taken(asSigned: false, dialect) }
    return closed(index, frame).taken(asSigned: false, dialect)
  }

  /// The loop variable itself when `index` is a loop's index, extended or not.
  private func rawLoopIndex(_ index: ValueID) -> Expression? {
    switch module[index].operation {
    case .loopIndex(let loop): return loops[loop]?.index
    case .resize(let a) where !type(a).isSigned && type(index).width >= type(a).width: return rawLoopIndex(a)
    case .reinterpret(let a) where type(index).width == type(a).width: return rawLoopIndex(a)
    default: return nil
    }
  }

  private func element(of vector: ValueID, at index: ValueID, _ frame: Frame?) -> Expression {
    let type = type(vector)
    let count = type.count ?? type.width
    let width = type.width / count
    if case .constant(let bits) = module[index].operation {
      guard let value = bits.unsigned, value < UInt64(count) else { return .zero(width: width) }
      return selection(vector, offset: Int(value) * width, width: width, frame)
    }
    let isSigned = type.isSigned && type.count != nil
    return guarded(index, count: count, zero: .zero(width: width, isSigned: isArray(vector) && isSigned), frame) {
      if count == 1 { return selection(vector, offset: 0, width: width, frame) }
      if isArray(vector), let name = known(vector, frame) {
        markRead(vector)
        return name.element(at: indexExpression(index, count: count, frame), width: width, isSigned: isSigned)
      }
      let start =
        width == 1
        ? indexExpression(index, count: count, frame)
        : Expression.scaled(rawLoopIndex(index) ?? closed(index, frame).taken(asSigned: false, dialect), by: width)
      let (base, offset) = selectable(vector, frame)
      return base.part(start: shifted(start, by: offset), count: width)
    }
  }

  func shifted(_ start: Expression, by offset: Int) -> Expression {
    offset == 0 ? start : Expression(node: .binary(.add, start, .number(offset)), width: 32, ownWidth: 32, isSigned: false)
  }

  /// A name whose bits from `offset` on are the value.
  func selectable(_ id: ValueID, _ frame: Frame?) -> (base: Expression, offset: Int) {
    if let name = known(id, frame) {
      markRead(id)
      return (name, 0)
    }
    if !analysis.isNamed[Int(id.index)] {
      switch module[id].operation {
      case .slice(let a, let offset):
        let inner = selectable(a, frame)
        return (inner.base, inner.offset + offset)
      case .reinterpret(let a), .crossing(let a): return selectable(a, frame)
      case .resize(let a) where type(a).width >= type(id).width: return selectable(a, frame)
      case .constant: return (table(id), 0)
      case .loopIndex(let loop) where type(id).width <= 32:
        if let binding = loops[loop] { return (binding.index, 0) }
      default: break
      }
    }
    return (closed(id, frame), 0)
  }

  /// A constant with a name, because it is indexed.
  private func table(_ id: ValueID) -> Expression {
    let name: String
    if let known = tableNames[id.index] {
      name = known
    } else {
      name = names.unique(module[id].name ?? analysis.hints[id.index] ?? "table")
      tableNames[id.index] = name
      tables.append((name, id.index))
    }
    return .name(name, width: type(id).width, isSigned: false)
  }

  // MARK: Vectors and memories

  private func memoryWord(_ memory: Int, _ address: ValueID, _ frame: Frame?) -> Expression {
    let word = module.memories[memory].word
    readMemories.insert(memory)
    let name = Expression.name(memoryNames[memory], width: word.width, isSigned: false)
    return name.element(
      at: indexExpression(address, count: module.memories[memory].depth, frame), width: word.width,
      isSigned: word.isSigned && word.count == nil)
  }

  /// Element `index` (the variable of a loop over all of them) of a vector, without computing the vector as a whole.
  func element(of vector: ValueID, atLoopIndex index: Expression, _ frame: Frame?) -> Expression {
    let type = type(vector)
    let count = type.count ?? 1
    let width = type.width / count
    if known(vector, frame) == nil, analysis.isNamed[Int(vector.index)], let frame { _ = bind(vector, frame) }
    if let name = known(vector, frame) {
      markRead(vector)
      if isArray(vector) { return name.element(at: index, width: width, isSigned: type.isSigned) }
      if width == type.width { return name }
      return name.part(start: .scaled(index, by: width), count: width)
    }
    switch module[vector].operation {
    case .map(let loop):
      guard let frame else { break }
      let saved = loops[loop]
      loops[loop] = LoopBinding(index: index, frame: frame, accumulator: nil)
      defer { loops[loop] = saved }
      return expression(module.loops[loop].result, frame)
    case .mux(let condition, let a, let b):
      return .conditional(
        closed(condition, frame), element(of: a, atLoopIndex: index, frame), element(of: b, atLoopIndex: index, frame), dialect)
    case .reinterpret(let a), .crossing(let a):
      if self.type(a).count == type.count { return element(of: a, atLoopIndex: index, frame) }
    case .constant(let bits):
      let first = bits.slice(offset: 0, width: width)
      if (1..<count).allSatisfy({ bits.slice(offset: $0 * width, width: width) == first }) {
        return .literal(first, isSigned: type.isSigned)
      }
    case .memoryRead(let memory, let address):
      let isSigned = type.isSigned && analysis.memoryHasElements[memory]
      return guarded(address, count: module.memories[memory].depth, zero: .zero(width: width, isSigned: isSigned), frame) {
        let word = memoryWord(memory, address, frame)
        return analysis.memoryHasElements[memory]
          ? word.element(at: index, width: width, isSigned: type.isSigned)
          : word.part(start: .scaled(index, by: width), count: width)
      }
    default: break
    }
    let (base, offset) = selectable(vector, frame)
    if width == type.width, offset == 0 { return base }
    return base.part(start: shifted(.scaled(index, by: width), by: offset), count: width)
  }
}
