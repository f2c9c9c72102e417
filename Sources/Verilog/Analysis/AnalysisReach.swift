import Netlist

/// Which values are used at all, in which order, and what they depend on.
extension Analysis {
  mutating func reach() {
    var state = [Bool](repeating: false, count: module.values.count)
    var stack: [(value: Int32, isDone: Bool)] = []
    var roots: [ValueID] = []
    Self.forEachScopeUse(projection) { id, _, _ in roots.append(id) }
    for instance in module.instances {
      for case let id? in instance.connections {
        // An output's net is declared by its use, not by the connection.
        if case .instanceOutput = module[id].operation {} else { roots.append(id) }
      }
    }
    roots += wiring.roots
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
  }

  /// What a statement's operand is for.
  enum Role { case value(Target), index, address, mask, condition, subject, check, displayed }

  /// Every use of a value by a statement, with the scope of the statement's list.
  static func forEachScopeUse(_ projection: Projection, _ body: (ValueID, Int32, Role) -> Void) {
    func walk(_ scope: Scope) {
      let id = Int32(scope.id)
      for statement in scope.statements {
        switch statement {
        case .assign(let target, let value, _):
          switch target {
          case .value: break
          case .part(_, let part): for index in part.indices { body(index.value, id, .index) }
          case .memory(_, let address, let mask):
            body(address, id, .address)
            if let mask { body(mask, id, .mask) }
          }
          body(value, id, .value(target))
        case .when(let condition, let then, let otherwise, _):
          body(condition, id, .condition)
          walk(then)
          walk(otherwise)
        case .match(let subject, let cases, let otherwise, _):
          body(subject, id, .subject)
          for one in cases { walk(one.body) }
          walk(otherwise)
        case .check(_, let condition, _, _): body(condition, id, .check)
        case .display(let text, _): for value in text.values { body(value, id, .displayed) }
        }
      }
    }
    for block in projection.blocks { walk(block.root) }
  }

  mutating func forward() {
    var size = [Int32](repeating: 1, count: module.values.count)
    for value in order {
      let id = ValueID(Int(value))
      let operation = module[id].operation
      var dependencies: [Int32] = []
      var containsLoop = false
      var total: Int32 = 1
      for operand in module.dependencies(of: id) {
        let index = Int(operand.index)
        for loop in loopDependencies[index] where !dependencies.contains(loop) { dependencies.append(loop) }
        if self.containsLoop[index] { containsLoop = true }
        if self.containsIndex[index] { containsIndex[Int(value)] = true }
        if module[operand].name == nil, uses[index] == 1 { total += isTooLarge[index] ? 1 : size[index] } else { total += 1 }
      }
      switch operation {
      case .loopIndex(let loop), .loopElement(let loop, _), .loopAccumulator(let loop):
        if case .loopIndex = operation { containsIndex[Int(value)] = true }
        if !dependencies.contains(Int32(loop)) { dependencies.append(Int32(loop)) }
      case .map(let loop), .fold(let loop, _):
        dependencies.removeAll { $0 == Int32(loop) }
        containsLoop = true
        total = 1
      case .concatenate: total = 1
      default: break
      }
      if dependencies.count > 1 { dependencies.sort() }
      loopDependencies[Int(value)] = dependencies
      self.containsLoop[Int(value)] = containsLoop
      size[Int(value)] = total
      isTooLarge[Int(value)] = total > Self.maximumSize
    }
  }
}
