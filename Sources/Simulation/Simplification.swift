import Netlist

/// What an operation simplifies to.
enum Simplified {
  case node(NodeID)
  case operation(NodeOperation, width: Int)
}

extension GraphBuilder {
  /// One step of simplification over operands that are simple already.
  mutating func simplified(_ operation: NodeOperation, width: Int) -> Simplified {
    switch operation {
    case .not(let a):
      if case .not(let inner) = graph.nodes[a].operation, graph.nodes[a].width == width { return .node(inner) }
      if let value = constant(a) { return fold(~value.resized(to: width, signed: false)) }
    case .and(let a, let b):
      if a == b { return .node(a) }
      if isZero(a) || isZero(b) { return fold(BitVector(width: width)) }
      if isOnes(a, width) { return .node(b) }
      if isOnes(b, width) { return .node(a) }
    case .or(let a, let b):
      if a == b || isZero(b) { return .node(a) }
      if isZero(a) { return .node(b) }
      if isOnes(a, width) || isOnes(b, width) { return fold(.ones(width: width)) }
    case .xor(let a, let b):
      if isZero(a) { return .node(b) }
      if isZero(b) { return .node(a) }
      if isOnes(a, width) { return simplified(.not(b), width: width) }
      if isOnes(b, width) { return simplified(.not(a), width: width) }
    case .add(let a, let b):
      if isZero(a), self.width(b) <= width { return .node(b) }
      if isZero(b), self.width(a) <= width { return .node(a) }
    case .subtract(let a, let b):
      if isZero(b) { return .node(a) }
    case .equal(let a, let b):
      if a == b { return fold(BitVector(1, width: 1)) }
      if self.width(a) == 1, self.width(b) == 1 {
        if let value = constant(b) { return value.isZero ? simplified(.not(a), width: 1) : .node(a) }
        if let value = constant(a) { return value.isZero ? simplified(.not(b), width: 1) : .node(b) }
      }
      if let x = constant(a), let y = constant(b) {
        let width = max(x.width, y.width)
        return fold(BitVector(x.resized(to: width, signed: false) == y.resized(to: width, signed: false) ? 1 : 0, width: 1))
      }
      // The constant comes second, which is where fused instructions look for it.
      if constant(a) != nil { return .operation(.equal(b, a), width: 1) }
    case .mux(let condition, let a, let b):
      if let value = constant(condition) { return .node(value[0] ? a : b) }
      if a == b { return .node(a) }
      if width == 1 {
        switch (constant(a)?[0], constant(b)?[0]) {
        case (true, false): return .node(condition)
        case (false, true): return simplified(.not(condition), width: 1)
        case (true, nil): return simplified(.or(condition, b), width: 1)
        case (nil, false): return simplified(.and(condition, a), width: 1)
        default: break
        }
      }
      if case .not(let inner) = graph.nodes[condition].operation { return .operation(.mux(inner, b, a), width: width) }
    case .shift(let shift, let a, let amount):
      guard let value = constant(amount) else { break }
      let distance = value.unsigned.map { Int(min($0, UInt64(width))) } ?? width
      if distance == 0 { return .node(a) }
      switch shift {
      case .left where distance >= width, .logicalRight where distance >= width: return fold(BitVector(width: width))
      case .left: return .operation(.shiftLeft(a, by: distance), width: width)
      case .logicalRight: return slice(a, offset: distance, width: width)
      case .arithmeticRight:
        let offset = min(distance, width - 1)
        return .operation(.signExtend(a, offset: offset, from: width - offset), width: width)
      }
    case .signExtend(let a, let offset, let from):
      if let value = constant(a) { return fold(value.slice(offset: offset, width: from).resized(to: width, signed: true)) }
      if self.width(a) < offset + from { return simplified(.slice(a, offset: offset), width: width) }
      if case .slice(let inner, let innerOffset) = graph.nodes[a].operation, offset + from <= self.width(a) {
        return .operation(.signExtend(inner, offset: innerOffset + offset, from: from), width: width)
      }
    case .slice(let a, let offset): return slice(a, offset: offset, width: width)
    case .concatenate(let parts, let widths): return concatenation(parts, widths)
    case .element(let a, let index, let count):
      guard let value = constant(index) else { break }
      guard let position = value.unsigned, position < UInt64(count) else { return fold(BitVector(width: width)) }
      return slice(a, offset: Int(position) * width, width: width)
    default: break
    }
    return .operation(operation, width: width)
  }

  private mutating func fold(_ value: BitVector) -> Simplified { .operation(.constant(value), width: value.width) }
  private func isZero(_ id: NodeID) -> Bool { constant(id)?.isZero ?? false }
  private func isOnes(_ id: NodeID, _ width: Int) -> Bool { constant(id) == .ones(width: width) }

  private mutating func slice(_ a: NodeID, offset: Int, width: Int) -> Simplified {
    let available = self.width(a)
    if offset >= available { return fold(BitVector(width: width)) }
    if let value = constant(a) { return fold(value.slice(offset: offset, width: width)) }
    // A node may be narrower than what it stands for, as long as both have the same number of words.
    if offset == 0, available <= width, (available + 63) / 64 == (width + 63) / 64 { return .node(a) }
    if available <= offset + width, available - offset < width, available - offset <= 64, width <= 64 {
      return .node(make(.slice(a, offset: offset), width: available - offset))
    }
    switch graph.nodes[a].operation {
    case .slice(let inner, let innerOffset) where offset + width <= available:
      return slice(inner, offset: innerOffset + offset, width: width)
    case .concatenate(let parts, let widths):
      var start = 0
      for (part, partWidth) in zip(parts, widths) {
        if offset >= start, offset + width <= start + partWidth { return slice(part, offset: offset - start, width: width) }
        start += partWidth
      }
    default: break
    }
    return .operation(.slice(a, offset: offset), width: width)
  }

  private mutating func concatenation(_ parts: [NodeID], _ widths: [Int]) -> Simplified {
    var merged: [(node: NodeID, width: Int)] = []
    for (part, width) in zip(parts, widths) {
      // Neighbouring slices of one value are one slice.
      if let last = merged.last, let (source, offset) = sliceSource(last.node), let (next, nextOffset) = sliceSource(part),
        source == next, self.width(last.node) == last.width, self.width(part) == width, offset + last.width == nextOffset
      {
        merged[merged.count - 1] = (make(.slice(source, offset: offset), width: last.width + width), last.width + width)
      } else if let last = merged.last, let low = constant(last.node), let high = constant(part) {
        let both = BitVector.concatenated([
          low.resized(to: last.width, signed: false), high.resized(to: width, signed: false),
        ])
        merged[merged.count - 1] = (make(.constant(both), width: both.width), both.width)
      } else {
        merged.append((part, width))
      }
    }
    let width = widths.reduce(0, +)
    if merged.count == 1 { return .node(merged[0].node) }
    if merged.count == 2, isZero(merged[1].node), width <= 64 { return .node(merged[0].node) }
    return .operation(.concatenate(merged.map(\.node), widths: merged.map(\.width)), width: width)
  }

  private func sliceSource(_ id: NodeID) -> (NodeID, Int)? {
    if case .slice(let source, let offset) = graph.nodes[id].operation { (source, offset) } else { nil }
  }
}
