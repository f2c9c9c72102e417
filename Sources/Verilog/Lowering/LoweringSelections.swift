import Netlist

/// Slices, elements and words: what is read out of vectors and memories.
extension ModuleLowering {
  /// `width` bits of `id` from bit `offset` on: selections of selections become one.
  func selection(_ id: ValueID, offset: Int, width: Int, _ frame: Frame?) -> Expression {
    let value = module[id]
    if let chain = analysis.wiring.chainOfOutput[id] { return output(of: chain, offset: offset, width: width) }
    if let name = isArray(id) ? array(id, frame) : known(id, frame) {
      if isArray(id) {
        let element = elementWidth(id)
        let whole = name.element(at: .number(offset / element), width: element, isSigned: value.type.isSigned)
        return whole.bits(offset: offset % element, count: width)
      }
      if offset == 0, width == value.type.width { markRead(id) } else { markRead(id, offset...(offset + width - 1)) }
      return name.bits(offset: offset, count: width)
    }
    let isInline = !analysis.values[Int(id.index)].isNamed
    switch value.operation {
    case .slice(let a, let inner) where isInline: return selection(a, offset: offset + inner, width: width, frame)
    case .reinterpret(let a) where isInline, .crossing(let a) where isInline:
      return selection(a, offset: offset, width: width, frame)
    case .resize(let a) where isInline && type(a).width >= value.type.width:
      return selection(a, offset: offset, width: width, frame)
    case .constant(let bits): return .literal(bits.slice(offset: offset, width: width), isSigned: false)
    case .loopIndex(let loop):
      guard let binding = loops[loop], offset + width <= 32 else { break }
      let node: Expression.Node =
        width == 1 ? .index(binding.index, .number(offset)) : .range(binding.index, high: offset + width - 1, low: offset)
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

  /// `index < count ? body() : zero`, or only `body()` when the index cannot be out of range.
  func guarded(_ index: ValueID, count: Int, zero: Expression, _ frame: Frame?, _ body: () -> Expression) -> Expression {
    guard let condition = rangeCheck(index, count: count, frame) else { return body() }
    return .conditional(condition, body(), zero, dialect)
  }

  /// `index < count`, or nil when that always holds.
  func rangeCheck(_ index: ValueID, count: Int, _ frame: Frame?) -> Expression? {
    if let maximum = maximum(index), maximum < UInt64(count) { return nil }
    let width = type(index).width
    let operand = closed(index, frame).taken(asSigned: false, dialect)
    if count == 1 { return .comparison(.equal, operand, .zero(width: width), isSigned: nil, dialect) }
    return .comparison(.less, operand, .literal(BitVector(count, width: width), isSigned: false), isSigned: false, dialect)
  }

  /// An index that is in range, as it stands between brackets: as many bits as `count` needs.
  func indexExpression(_ index: ValueID, count: Int, _ frame: Frame?) -> Expression {
    if case .constant(let bits) = module[index].operation, let value = bits.unsigned, value < UInt64(count) {
      return .number(Int(value))
    }
    if let loop = rawLoopIndex(index) { return loop }
    if count == 1 { return .number(0) }
    let needed = Int.bitWidth - (count - 1).leadingZeroBitCount
    let width = type(index).width
    if width > needed { return selection(index, offset: 0, width: needed, frame).taken(asSigned: false, dialect) }
    return closed(index, frame).taken(asSigned: false, dialect)
  }

  /// The index as it stands alone between brackets: as wide as tools want it.
  func padded(_ index: Expression, count: Int) -> Expression {
    let needed = max(1, Int.bitWidth - (count - 1).leadingZeroBitCount)
    guard index.width < needed else { return index }
    return .concatenation([.zero(width: needed - index.width), index.closed(dialect)])
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

  func element(of vector: ValueID, at index: ValueID, _ frame: Frame?) -> Expression {
    let type = type(vector)
    let count = type.count ?? type.width
    let width = type.width / count
    if case .constant(let bits) = module[index].operation {
      guard let value = bits.unsigned, value < UInt64(count) else { return .zero(width: width) }
      return selection(vector, offset: Int(value) * width, width: width, frame)
    }
    let isSigned = type.isSigned && type.count != nil, array = array(behind: vector)
    return guarded(index, count: count, zero: .zero(width: width, isSigned: array != nil && isSigned), frame) {
      if count == 1 { return selection(vector, offset: 0, width: width, frame) }
      if let array {
        guard let name = self.array(array, frame) else {
          fail("\(array) is an array that nothing declares where its elements are read", at: array)
          return .zero(width: width, isSigned: isSigned)
        }
        markRead(array)
        return name.element(
          at: padded(indexExpression(index, count: count, frame), count: count), width: width, isSigned: self.type(array).isSigned
        ).taken(asSigned: isSigned, dialect)
      }
      let (base, offset) = selectable(vector, frame)
      var start = Expression.scaled(indexExpression(index, count: count, frame), by: width)
      if width == 1, offset == 0 { start = padded(start, count: base.width) }
      return base.part(start: shifted(start, by: offset), count: width)
    }
  }

  /// The name of an unpacked array, which the first read in a block declares.
  private func array(_ id: ValueID, _ frame: Frame?) -> Expression? {
    if known(id, frame) == nil, let frame { _ = bind(id, frame) }
    return known(id, frame)
  }

  /// The unpacked array whose elements a vector shows, itself or under other types, if it is one.
  private func array(behind vector: ValueID) -> ValueID? {
    if isArray(vector) { return vector }
    if analysis.values[Int(vector.index)].isNamed { return nil }
    switch module[vector].operation {
    case .reinterpret(let a) where type(a).count == type(vector).count, .crossing(let a): return array(behind: a)
    default: return nil
    }
  }

  func shifted(_ start: Expression, by offset: Int) -> Expression {
    if offset == 0 { return start }
    return Expression(node: .binary(.add, start.withinIndex, .number(offset)), width: 32, ownWidth: 32, isSigned: false)
  }

  /// A name whose bits from `offset` on are the value.
  func selectable(_ id: ValueID, _ frame: Frame?) -> (base: Expression, offset: Int) {
    if let name = known(id, frame) {
      markRead(id)
      return (name, 0)
    }
    if !analysis.values[Int(id.index)].isNamed {
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

  func memoryWord(_ memory: Int, _ address: ValueID, _ frame: Frame?) -> Expression {
    let word = module.memories[memory].word
    if analysis.constantMemories.contains(memory) { return tableWord(memory, address, frame) }
    readMemories.insert(memory)
    let name = Expression.name(memoryNames[memory], width: word.width, isSigned: false)
    return name.element(
      at: padded(indexExpression(address, count: module.memories[memory].depth, frame), count: module.memories[memory].depth),
      width: word.width,
      isSigned: word.isSigned && word.count == nil)
  }

  /// Element `index` (the variable of a loop over all of them) of a vector, without computing the vector as a whole.
  func element(of vector: ValueID, atLoopIndex index: Expression, _ frame: Frame?) -> Expression {
    let type = type(vector)
    let count = type.count ?? 1
    let width = type.width / count
    if known(vector, frame) == nil, analysis.values[Int(vector.index)].isNamed, let frame { _ = bind(vector, frame) }
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
