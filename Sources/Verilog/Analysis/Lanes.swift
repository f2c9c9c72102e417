import Netlist

/// Which blocks are printed once for all elements.
extension Analysis {
  /// The number of elements when a clocked block only gives packed vectors new elements that do not depend on each other:
  /// it is printed once, in a `generate` loop over the elements, which simulates best when the vectors change at every
  /// edge as in a systolic array.
  func laneCount(of block: Block) -> Int? {
    guard block.memories.isEmpty, let first = block.registers.first, let count = module[module.registers[first].value].type.count,
      count > 1
    else { return nil }
    var isUseful = false
    for register in block.registers {
      let value = module.registers[register].value
      if module[value].type.count != count || values[Int(value.index)].isUnpacked { return nil }
      if values[Int(value.index)].isMapped { isUseful = true }
      if let reset = module.registers[register].reset {
        let width = reset.width / count
        let element = reset.slice(offset: 0, width: width)
        if !(1..<count).allSatisfy({ reset.slice(offset: $0 * width, width: width) == element }) { return nil }
      }
    }
    return isUseful && assignsElements(block.root, count) ? count : nil
  }

  private func assignsElements(_ scope: Scope, _ count: Int) -> Bool {
    scope.statements.allSatisfy { statement in
      switch statement {
      case .assign(.value, let value, _):
        return module[value].type.count == count && subject.canReadElements(value) { values[Int($0.index)].isNamed }
          && !values[Int(value.index)].containsIndex
      case .assign, .check, .display: return false
      case .when(_, let then, let otherwise, _): return assignsElements(then, count) && assignsElements(otherwise, count)
      case .match(_, let cases, let otherwise, _):
        return cases.allSatisfy { assignsElements($0.body, count) } && assignsElements(otherwise, count)
      }
    }
  }
}
