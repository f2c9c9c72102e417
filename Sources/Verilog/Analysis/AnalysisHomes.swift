import Netlist

/// Where values are computed: in an instance's port list, in the block that uses them, or for the whole module.
extension Analysis {
  mutating func inlineInputs() {
    var isPort = [Bool](repeating: false, count: module.values.count)
    for port in module.ports { isPort[Int(port.value.index)] = true }
    for instance in module.instances {
      for case let id? in instance.connections {
        let index = Int(id.index)
        guard case .wire = module[id].operation, !isPort[index], module.attributes[id] == nil, uses[index] == 1,
          projection.soleDriver[index] >= 0
        else {
          continue
        }
        let driver = ValueID(Int(projection.soleDriver[index]))
        // In an array, each instance takes its part of what the name stands for.
        if !instance.dimensions.isEmpty, !isLeaf(driver) || isUnpacked[Int(driver.index)] { continue }
        if !containsLoop[Int(driver.index)], module[driver].type.width == module[id].type.width, isShort(driver) {
          isInlinedInput[index] = true
        }
      }
    }
  }

  /// At most three operators deep, nothing long.
  private func isShort(_ id: ValueID, depth: Int = 0) -> Bool {
    if isLeaf(id) || isNamed[Int(id.index)] { return !isUnpacked[Int(id.index)] }
    if depth > 1 { return false }
    switch module[id].operation {
    case .constant: return module[id].type.width <= 64
    case .concatenate(let parts): return parts.count <= 4 && parts.allSatisfy { isShort($0, depth: depth + 1) }
    case .map, .fold, .mux, .memoryRead: return false
    case .binary(.multiply, _, _): return false
    default: return module[id].operation.operands.allSatisfy { isShort($0, depth: depth + 1) }
    }
  }

  mutating func findHomes() {
    func join(_ id: ValueID, _ scope: Int32) {
      let index = Int(id.index)
      home[index] = home[index] == -2 ? scope : projection.commonScope(home[index], scope)
    }
    Self.forEachScopeUse(projection) { id, scope, _ in join(id, scope) }
    for instance in module.instances { for case let id? in instance.connections { join(id, -1) } }
    for id in wiring.roots { join(id, -1) }
    for value in order.reversed() {
      let id = ValueID(Int(value))
      let index = Int(value)
      if isLeaf(id) { continue }
      var scope = home[index]
      if isNamed[index], loopDependencies[index].isEmpty {
        if containsLoop[index] {
          if scope < 0 {
            scope = Int32(projection.newScope(parent: -1))
            ownScope[value] = scope
            home[index] = -1
          }
        } else {
          scope = -1
        }
      }
      for operand in module.dependencies(of: id) { join(operand, scope) }
    }
  }
}
