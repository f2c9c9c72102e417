import Netlist

/// Loops of at most this many operations in all are unrolled: straight code folds the index and fuses the slices.
private let unrollLimit = 1024

extension GraphBuilder {
  /// The loop as straight operations, or nil when it is too long or has a loop inside.
  mutating func unrolled(_ loop: Int, initial: NodeID?, width: Int) -> NodeID? {
    let (count, result) = graph.loops[loop]
    guard let body = bodySize(loop), body * count <= unrollLimit else { return nil }
    var accumulator = initial ?? 0
    var elements: [NodeID] = []
    for index in 0..<count {
      var copies: [NodeID: NodeID] = [:]
      let copy = copied(result, loop, index, accumulator, &copies)
      if initial != nil { accumulator = copy } else { elements.append(copy) }
    }
    if initial != nil { return accumulator }
    return make(.concatenate(elements, widths: elements.map { _ in width / count }), width: width)
  }

  /// The number of operations that depend on the loop; nil if one is itself a loop.
  private func bodySize(_ loop: Int) -> Int? {
    var seen: Set<NodeID> = []
    var work = [graph.loops[loop].result]
    while let id = work.popLast() {
      guard graph.loopDependencies[id]?.contains(loop) ?? false, seen.insert(id).inserted else { continue }
      switch graph.nodes[id].operation {
      case .map, .fold: return nil
      case let operation: work += operation.operands
      }
    }
    return max(1, seen.count)
  }

  /// The body's node for one index.
  private mutating func copied(
    _ id: NodeID, _ loop: Int, _ index: Int, _ accumulator: NodeID, _ copies: inout [NodeID: NodeID]
  ) -> NodeID {
    guard graph.loopDependencies[id]?.contains(loop) ?? false else { return id }
    if let copy = copies[id] { return copy }
    let node = graph.nodes[id]
    let copy: NodeID
    switch node.operation {
    case .loopIndex(loop): copy = constant(index, width: node.width)
    case .loopAccumulator(loop): copy = accumulator
    case .loopElement(loop, let vector): copy = make(.slice(vector, offset: index * node.width), width: node.width)
    default:
      var operands: [NodeID] = []
      for operand in node.operation.operands { operands.append(copied(operand, loop, index, accumulator, &copies)) }
      var next = 0
      let operation = node.operation.mapOperands { _ in
        defer { next += 1 }
        return operands[next]
      }
      copy = make(operation, width: node.width)
    }
    copies[id] = copy
    return copy
  }
}
