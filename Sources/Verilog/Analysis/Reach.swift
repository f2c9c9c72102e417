import Netlist

/// Which values are used at all, how often and in which order.
struct Reach {
  /// Reachable values, operands before users.
  private(set) var order: [Int32] = []
  /// For each value, by how many others, statements and connections.
  private(set) var uses: [Int32]
  /// Values that the text declares or computes.
  private(set) var isPresent: [Bool]

  init(_ subject: AnalyzedModule) {
    let module = subject.module
    uses = [Int32](repeating: 0, count: module.values.count)
    isPresent = [Bool](repeating: false, count: module.values.count)
    var state = [Bool](repeating: false, count: module.values.count)
    var stack: [(value: Int32, isDone: Bool)] = []
    var roots: [ValueID] = []
    subject.forEachScopeUse { id, _, _ in roots.append(id) }
    for instance in module.instances {
      for case let id? in instance.connections {
        // An output's net is declared by its use, not by the connection.
        if case .instanceOutput = module[id].operation {} else { roots.append(id) }
      }
    }
    roots += subject.wiring.roots
    for id in module.domainSignals where module[id].operation != .input { roots.append(id) }
    for root in roots {
      uses[Int(root.index)] += 1
      stack.append((root.index, false))
      while let (value, isDone) = stack.popLast() {
        if isDone {
          order.append(value)
          continue
        }
        if state[Int(value)] { continue }
        state[Int(value)] = true
        stack.append((value, true))
        for operand in module.dependencies(of: ValueID(Int(value))).reversed() where !state[Int(operand.index)] {
          stack.append((operand.index, false))
        }
      }
    }
    for value in order { for operand in module.dependencies(of: ValueID(Int(value))) { uses[Int(operand.index)] += 1 } }

    for value in order { isPresent[Int(value)] = true }
    for (index, block) in subject.projection.blockOfValue.enumerated() where block >= 0 { isPresent[index] = true }
    for instance in module.instances { for case let id? in instance.connections { isPresent[Int(id.index)] = true } }
  }
}
