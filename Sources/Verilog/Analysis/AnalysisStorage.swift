import Netlist

/// Which vectors become unpacked arrays, and which blocks are printed once for all elements.
extension Analysis {
  /// Whether the elements of `id` can be read one by one without a name of their own.
  private func canReadElements(_ id: ValueID) -> Bool {
    if isNamed[Int(id.index)] || isLeaf(id) { return true }
    switch module[id].operation {
    case .map, .constant: return true
    case .memoryRead(let memory, _): return !constantMemories.contains(memory)
    case .mux(_, let a, let b): return canReadElements(a) && canReadElements(b)
    case .reinterpret(let a), .crossing(let a):
      return module[a].type.count == module[id].type.count ? canReadElements(a) : isLeaf(a) || isNamed[Int(a.index)]
    default: return false
    }
  }

  /// Who reads the elements of each vector: folds and computed indices, or maps.
  mutating func findElementReads() {
    var owner = [Int32](repeating: -1, count: module.loops.count)
    for value in order { if let loop = module.values[Int(value)].operation.loop { owner[loop] = value } }
    func mark(_ id: ValueID, byFold: Bool) {
      if byFold { isReadByFold[Int(id.index)] = true } else { isMapped[Int(id.index)] = true }
    }
    Self.forEachScopeUse(projection) { id, _, role in
      guard case .value(let target) = role else { return }
      switch target {
      case .value(let driven): if case .map = module[id].operation { isMapped[Int(driven.index)] = true }
      case .part(let driven, let part):
        if let part = part.folded(module), !part.indices.isEmpty { isReadByFold[Int(driven.index)] = true }
      case .memory: break
      }
    }
    for value in order.reversed() {
      let index = Int(value)
      switch module.values[index].operation {
      case .loopElement(let loop, let vector):
        let reader = owner[loop]
        guard reader >= 0 else { break }
        if case .fold = module.values[Int(reader)].operation {
          mark(vector, byFold: true)
        } else {
          mark(vector, byFold: isReadByFold[Int(reader)])
        }
      case .element(let vector, let at):
        if module[vector].type.count != nil {
          if case .constant = module[at].operation {} else { mark(vector, byFold: true) }
        }
      case .mux(_, let a, let b):
        if isReadByFold[index] || isMapped[index] {
          mark(a, byFold: isReadByFold[index])
          mark(b, byFold: isReadByFold[index])
        }
      case .reinterpret(let a), .crossing(let a):
        if isReadByFold[index] || isMapped[index] { mark(a, byFold: isReadByFold[index]) }
      default: break
      }
    }
    // A register that takes over a vector whose elements are read one by one belongs to them.
    Self.forEachScopeUse(projection) { id, _, role in
      if case .value(.value(let driven)) = role, isMapped[Int(id.index)] { isMapped[Int(driven.index)] = true }
    }
  }

  /// Whether a wire only ever holds a constant: a block that fills an array with it would read nothing that could start it.
  private func isConstant(drivenBy wire: Int) -> Bool {
    let driver = projection.soleDriver[wire]
    guard driver >= 0, case .constant = module.values[Int(driver)].operation else { return false }
    return true
  }

  mutating func chooseStorage() {
    var candidate = [Bool](repeating: false, count: module.values.count)
    for (index, value) in module.values.enumerated() {
      guard let count = value.type.count, count > 1, !isReadWhole[index] else { continue }
      switch value.operation {
      case .register, .wire: candidate[index] = isReadByFold[index] && !isConstant(drivenBy: index)
      case .map: candidate[index] = isNamed[index]
      default: break
      }
    }
    for (index, memory) in module.memories.enumerated() {
      memoryHasElements[index] = (memory.word.count ?? 1) > 1 && !memory.hasPackedWords && !constantMemories.contains(index)
    }
    for value in order {
      if case .memoryRead(let memory, _) = module.values[Int(value)].operation, isReadWhole[Int(value)] || isNamed[Int(value)] {
        memoryHasElements[memory] = false
      }
    }
    Self.forEachScopeUse(projection) { id, _, role in
      guard case .value(let target) = role else { return }
      switch target {
      case .value(let register):
        // What has no elements of its own cannot fill an array element by element.
        if candidate[Int(register.index)], !canReadElements(id) || module[id].type.count != module[register].type.count {
          candidate[Int(register.index)] = false
        }
      case .part(let register, let part):
        if !part.isInElement(of: module[register].type) { candidate[Int(register.index)] = false }
      case .memory(let memory, _, _): if !canReadElements(id) { memoryHasElements[memory] = false }
      }
    }
    for index in candidate.indices { isUnpacked[index] = candidate[index] }
  }

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
      if module[value].type.count != count || isUnpacked[Int(value.index)] { return nil }
      if isMapped[Int(value.index)] { isUseful = true }
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
        return module[value].type.count == count && canReadElements(value) && !containsIndex[Int(value.index)]
      case .assign, .check, .display: return false
      case .when(_, let then, let otherwise, _): return assignsElements(then, count) && assignsElements(otherwise, count)
      case .match(_, let cases, let otherwise, _):
        return cases.allSatisfy { assignsElements($0.body, count) } && assignsElements(otherwise, count)
      }
    }
  }
}
