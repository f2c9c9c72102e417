import Netlist

/// Which vectors become unpacked arrays.
struct StorageChoice {
  /// The value is printed as an unpacked array.
  let isUnpacked: [Bool]
  /// The memory is an array of arrays of elements.
  let memoryHasElements: [Bool]

  init(_ subject: AnalyzedModule, _ reach: Reach, _ names: NameChoice, _ reads: ElementReads) {
    let module = subject.module
    let isNamed: (ValueID) -> Bool = { names[Int($0.index)].isNamed }
    var memoryHasElements = [Bool](repeating: false, count: module.memories.count)
    var candidate = [Bool](repeating: false, count: module.values.count)
    for (index, value) in module.values.enumerated() {
      guard let count = value.type.count, count > 1, !names[index].isReadWhole else { continue }
      switch value.operation {
      case .register, .wire: candidate[index] = reads[index].byFold && !subject.isConstant(drivenBy: index)
      case .map: candidate[index] = names[index].isNamed
      default: break
      }
    }
    for (index, memory) in module.memories.enumerated() {
      memoryHasElements[index] =
        (memory.word.count ?? 1) > 1 && !memory.hasPackedWords && !subject.constantMemories.contains(index)
    }
    for value in reach.order {
      if case .memoryRead(let memory, _) = module.values[Int(value)].operation,
        names[Int(value)].isReadWhole || names[Int(value)].isNamed
      {
        memoryHasElements[memory] = false
      }
    }
    subject.forEachScopeUse { id, _, role in
      guard case .value(let target) = role else { return }
      switch target {
      case .value(let register):
        // What has no elements of its own cannot fill an array element by element.
        if candidate[Int(register.index)],
          !subject.canReadElements(id, isNamed: isNamed) || module[id].type.count != module[register].type.count
        {
          candidate[Int(register.index)] = false
        }
      case .part(let register, let part):
        if !part.isInElement(of: module[register].type) { candidate[Int(register.index)] = false }
      case .memory(let memory, _, _):
        if !subject.canReadElements(id, isNamed: isNamed) { memoryHasElements[memory] = false }
      }
    }
    isUnpacked = candidate
    self.memoryHasElements = memoryHasElements
  }
}

extension AnalyzedModule {
  /// Whether the elements of `id` can be read one by one without a name of their own.
  func canReadElements(_ id: ValueID, isNamed: (ValueID) -> Bool) -> Bool {
    if isNamed(id) || module.isLeaf(id) { return true }
    switch module[id].operation {
    case .map, .constant: return true
    case .memoryRead(let memory, _): return !constantMemories.contains(memory)
    case .mux(_, let a, let b): return canReadElements(a, isNamed: isNamed) && canReadElements(b, isNamed: isNamed)
    case .reinterpret(let a), .crossing(let a):
      return module[a].type.count == module[id].type.count ? canReadElements(a, isNamed: isNamed) : module.isLeaf(a) || isNamed(a)
    default: return false
    }
  }

  /// Whether a wire only ever holds a constant: a block that fills an array with it would read nothing that could start it.
  fileprivate func isConstant(drivenBy wire: Int) -> Bool {
    let driver = projection.soleDriver[wire]
    guard driver >= 0, case .constant = module.values[Int(driver)].operation else { return false }
    return true
  }
}
