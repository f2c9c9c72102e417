import Netlist

/// One kind of simplification: how many places it has in a case, and what it makes of each.
struct Edit: Sendable {
  let count: @Sendable (FuzzCase) -> Int
  let apply: @Sendable (FuzzCase, Int) -> FuzzCase?

  static let allKinds: [Edit] = [
    removeCycle, removeOutput, removeInstance, removeStatement, replaceByThen, replaceByOtherwise, zeroValue, operand(0),
    operand(1), operand(2),
    narrow, removeInput, removeName, zeroInput,
  ]

  /// An edit of the top module.
  private static func top(_ count: @escaping @Sendable (Module) -> Int, _ change: @escaping @Sendable (inout Module, Int) -> Bool)
    -> Edit
  {
    Edit(count: { count($0.design.top) }, apply: { one, index in one.replacingTop { change(&$0, index) } })
  }

  static let removeCycle = Edit(
    count: { $0.stimulus.cycles.count },
    apply: { one, index in
      guard index > 0 else { return nil }
      var copy = one
      copy.stimulus.cycles.remove(at: index)
      return copy
    })

  static let removeOutput = top({ $0.ports.count }) { module, index in
    guard module.ports[index].direction == .output, module.ports.count(where: { $0.direction == .output }) > 1 else {
      return false
    }
    module.removePort(index)
    return true
  }

  /// Outputs of the instance become 0.
  static let removeInstance = top({ $0.instances.count }) { module, index in
    for value in module.values.indices {
      guard case .instanceOutput(let instance, let port) = module.values[value].operation else { continue }
      if instance == index { module.values[value].operation = .constant(BitVector(width: module.values[value].type.width)) }
      if instance > index { module.values[value].operation = .instanceOutput(instance: instance - 1, port: port) }
    }
    module.instances.remove(at: index)
    return true
  }

  static let removeStatement = statement { _ in [] }
  static let replaceByThen = statement { kind in
    switch kind {
    case .when(_, let then, _): then
    case .match(_, let cases, _): cases.first?.body
    default: nil
    }
  }
  static let replaceByOtherwise = statement { kind in
    switch kind {
    case .when(_, _, let otherwise), .match(_, _, let otherwise): otherwise
    default: nil
    }
  }

  private static func statement(_ replacement: @escaping @Sendable (Statement.Kind) -> [Statement]?) -> Edit {
    top({ module in
      var count = 0
      Module.walk(module.statements) { _ in count += 1 }
      return count
    }) { module, index in
      var number = 0
      var isChanged = false
      module.statements = StatementEdit.rewrite(module.statements) { statement in
        defer { number += 1 }
        guard number == index, let new = replacement(statement.kind) else { return nil }
        isChanged = true
        return new
      }
      return isChanged
    }
  }

  static let zeroValue = top({ $0.values.count }) { module, index in
    let value = module.values[index]
    switch value.operation {
    case .constant(let bits) where bits.isZero: return false
    case .input, .register, .wire, .instanceOutput:
      // Readers see 0 instead; what drives it stays, or is dead then.
      let zero = ValueID(module.values.count)
      module.values.append(Value(.constant(BitVector(width: value.type.width)), value.type))
      return module.replaceReads(of: ValueID(index), by: zero)
    default: module.values[index].operation = .constant(BitVector(width: value.type.width))
    }
    return true
  }

  /// Operand `position` instead of the operation, resized where it must be.
  static func operand(_ position: Int) -> Edit {
    top({ $0.values.count }) { module, index in
      let value = module.values[index]
      let operands = value.operation.operands
      guard position < operands.count else { return false }
      switch value.operation {
      case .loopElement, .resize, .reinterpret: return false
      default: break
      }
      let type = module[operands[position]].type
      if type.width == value.type.width {
        module.values[index].operation = .reinterpret(operands[position])
      } else if value.type.count == nil {
        module.values[index].operation = .resize(operands[position])
      } else {
        return false
      }
      return true
    }
  }

  /// Registers and inner values of half the width, extended again.
  static let narrow = top({ $0.values.count }) { module, index in
    let value = module.values[index]
    let width = value.type.width / 2
    guard width > 0, value.type.count == nil else { return false }
    let small = ValueType(width: width, isSigned: value.type.isSigned)
    func part(_ id: ValueID) -> ValueID {
      module.values.append(Value(.resize(id), ValueType(width: width, isSigned: module[id].type.isSigned)))
      return ValueID(module.values.count - 1)
    }
    let inner: Operation
    switch value.operation {
    case .not(let a): inner = .not(part(a))
    case .negate(let a): inner = .negate(part(a))
    case .binary(let operation, let a, let b) where ![.multiply, .equal, .less].contains(operation):
      inner = .binary(operation, part(a), part(b))
    case .mux(let condition, let a, let b): inner = .mux(condition, part(a), part(b))
    case .shift(let operation, let a, let by): inner = .shift(operation, part(a), by: by)
    default: return false
    }
    module.values.append(Value(inner, small))
    module.values[index].operation = .resize(ValueID(module.values.count - 1))
    return true
  }

  /// An input that nothing reads, with its stimulus.
  static let removeInput = Edit(
    count: { $0.design.top.ports.count },
    apply: { one, index in
      let top = one.design.top
      guard top.ports[index].direction == .input, top.ports[index].role == .data else { return nil }
      let column = top.ports[..<index].count { $0.direction == .input && $0.role == .data }
      var copy = one.replacingTop { module in
        let id = module.ports[index].value
        module.removePort(index)
        // Nothing may drive what has no port.
        module[id].operation = .constant(BitVector(width: module[id].type.width))
        return true
      }
      for cycle in one.stimulus.cycles.indices { copy?.stimulus.cycles[cycle].inputs.remove(at: column) }
      return copy
    })

  static let removeName = top({ $0.values.count }) { module, index in
    guard module.values[index].name != nil, !module.ports.contains(where: { $0.value == ValueID(index) }) else { return false }
    module.values[index].name = nil
    return true
  }

  /// Clears one input in one cycle.
  static let zeroInput = Edit(
    count: { $0.stimulus.cycles.count * ($0.stimulus.cycles.first?.inputs.count ?? 0) },
    apply: { one, index in
      var copy = one
      let columns = one.stimulus.cycles[0].inputs.count
      let old = one.stimulus.cycles[index / columns].inputs[index % columns]
      guard !old.isZero else { return nil }
      copy.stimulus.cycles[index / columns].inputs[index % columns] = BitVector(width: old.width)
      return copy
    })
}

extension Module {
  mutating func removePort(_ index: Int) {
    ports.remove(at: index)
  }

  /// Whether anything read it.
  mutating func replaceReads(of old: ValueID, by new: ValueID) -> Bool {
    var isChanged = false
    let move = { (id: ValueID) -> ValueID in
      if id == old { isChanged = true }
      return id == old ? new : id
    }
    for index in values.indices { values[index].operation = values[index].operation.mapOperands(move) }
    for index in loops.indices { loops[index].result = move(loops[index].result) }
    statements = statements.map { $0.mapOperands(move) }
    return isChanged
  }
}
