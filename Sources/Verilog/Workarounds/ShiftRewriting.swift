import Netlist

/// The two spellings of `NestedShifts`, in the netlist.
extension Module {
  /// Makes `a << (b + c)` of `(a << b) << c` where nothing else reads the inner shift, which has no name.
  mutating func joinShifts() throws(InvalidNetlist) {
    let nested = values.indices.filter { index in
      if case .shift(let direction, let operand, let amount) = values[index].operation, isVariable(amount) {
        inside(operand, direction) != nil
      } else {
        false
      }
    }
    if nested.isEmpty { return }
    let readers = Readers(self).count
    var insertion = Insertion(self)
    var taken: Set<ValueID> = []
    // Outer ones first: nothing reads what they take in any more.
    for index in nested.reversed() where !taken.contains(ValueID(index)) {
      guard case .shift(let direction, var operand, let last) = values[index].operation else { continue }
      var amounts = [last]
      while let (next, amount) = inside(operand, direction), readers[operand] == 1, self[operand].name == nil,
        (amounts + [amount]).allSatisfy({ self[$0].type.width <= 24 && !self[$0].type.isSigned })
      {
        taken.insert(operand)
        amounts.append(amount)
        operand = next
      }
      if amounts.count == 1 { continue }
      let widest = amounts.map { self[$0].type.width }.max() ?? 1
      let type = ValueType(width: widest + Int.bitWidth - (amounts.count - 1).leadingZeroBitCount)
      let extended = amounts.map { insertion.add(.resize($0), type, before: index) }
      let sum = extended.dropFirst().reduce(extended[0]) { insertion.add(.binary(.add, $0, $1), type, before: index) }
      insertion.module.values[index].operation = .shift(direction, operand, by: sum)
    }
    self = try insertion.applied()
  }

  /// Gives shifts a bit more where zeros come in, and takes it off again.
  mutating func widenShifts(_ shifts: Set<ValueID>) throws(InvalidNetlist) {
    var insertion = Insertion(self)
    for id in shifts.sorted() {
      let index = Int(id.index)
      guard case .shift(let direction, let operand, let amount) = self[id].operation else { continue }
      let type = ValueType(width: self[id].type.width + 1)
      let zero = insertion.add(.constant(BitVector(0, width: 1)), .bit, before: index)
      let parts = direction == .left ? [zero, operand] : [operand, zero]
      let longer = insertion.add(.concatenate(parts), type, before: index)
      let shifted = insertion.add(.shift(direction, longer, by: amount), type, before: index)
      insertion.module.values[index].operation = .slice(shifted, offset: direction == .left ? 1 : 0)
    }
    self = try insertion.applied()
  }

  /// What a logical shift by a signal shifts, and how far.
  private func inside(_ id: ValueID, _ direction: ShiftOperator) -> (operand: ValueID, amount: ValueID)? {
    guard direction != .arithmeticRight, case .shift(direction, let operand, let amount) = self[id].operation, isVariable(amount)
    else { return nil }
    return (operand, amount)
  }

  private func isVariable(_ id: ValueID) -> Bool { if case .constant = self[id].operation { false } else { true } }
}

/// New values of a module, each before the one that it is for: the text declares them in this order.
private struct Insertion {
  var module: Module
  private let count: Int
  private var added: [Int: [Int]] = [:]

  init(_ module: Module) {
    self.module = module
    count = module.values.count
  }

  mutating func add(_ operation: Operation, _ type: ValueType, before index: Int) -> ValueID {
    added[index, default: []].append(module.values.count)
    module.values.append(Value(operation, type, location: module.values[index].location))
    return ValueID(module.values.count - 1)
  }

  func applied() throws(InvalidNetlist) -> Module {
    if added.isEmpty { return module }
    var result = module
    try result.keep((0..<count).flatMap { (added[$0] ?? []) + [$0] }, memories: Set(module.memories.indices))
    return result
  }
}
