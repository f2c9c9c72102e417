import Netlist

/// Wires that are printed as their drivers in an instance's port list.
struct InlinedInputs {
  private(set) var isInlined: [Bool]

  init(_ subject: AnalyzedModule, _ reach: Reach, _ extents: Extents, _ names: NameChoice, _ storage: StorageChoice) {
    let module = subject.module
    isInlined = [Bool](repeating: false, count: module.values.count)

    /// At most three operators deep, nothing long.
    func isShort(_ id: ValueID, depth: Int) -> Bool {
      if module.isLeaf(id) || names[Int(id.index)].isNamed { return !storage.isUnpacked[Int(id.index)] }
      if depth > 1 { return false }
      switch module[id].operation {
      case .constant: return module[id].type.width <= 64
      case .concatenate(let parts): return parts.count <= 4 && parts.allSatisfy { isShort($0, depth: depth + 1) }
      case .map, .fold, .mux, .memoryRead: return false
      case .binary(.multiply, _, _): return false
      default: return module[id].operation.operands.allSatisfy { isShort($0, depth: depth + 1) }
      }
    }

    var isPort = [Bool](repeating: false, count: module.values.count)
    for port in module.ports { isPort[Int(port.value.index)] = true }
    for instance in module.instances {
      for case let id? in instance.connections {
        let index = Int(id.index)
        guard case .wire = module[id].operation, !isPort[index], module.attributes[id] == nil, reach.uses[index] == 1,
          subject.projection.soleDriver[index] >= 0
        else {
          continue
        }
        let driver = ValueID(Int(subject.projection.soleDriver[index]))
        // In an array, each instance takes its part of what the name stands for.
        if !instance.dimensions.isEmpty, !module.isLeaf(driver) || storage.isUnpacked[Int(driver.index)] { continue }
        if !extents[Int(driver.index)].containsLoop, module[driver].type.width == module[id].type.width, isShort(driver, depth: 0)
        {
          isInlined[index] = true
        }
      }
    }
  }
}
