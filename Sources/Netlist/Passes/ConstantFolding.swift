/// Replaces operations whose operands are constants, and those that change nothing, by their result.
enum ConstantFolding {
  static func run(_ design: inout Design) -> [Diagnostic] {
    for index in design.modules.indices where design.modules[index].blackBox == nil { fold(&design.modules[index]) }
    return []
  }

  private static func fold(_ module: inout Module) {
    // Values come after their operands, except wires and registers, which are never folded.
    var replacement = [ValueID](repeating: ValueID(0), count: module.values.count)
    var isChanged = false
    for index in module.values.indices { replacement[index] = ValueID(index) }
    for index in module.values.indices {
      let id = ValueID(index)
      let operation = module.values[index].operation
      let operands = operation.operands
      guard !operands.isEmpty else { continue }
      if operands.contains(where: { replacement[Int($0.index)] != $0 }) {
        module.values[index].operation = operation.mapOperands { replacement[Int($0.index)] }
        isChanged = true
      }
      if let simpler = simplify(id, module) {
        isChanged = true
        switch simpler {
        case .constant(let bits): module.values[index].operation = .constant(bits)
        case .same(let other): replacement[index] = other
        }
      }
    }
    defer { module.statements = prune(module.statements, module) }
    guard isChanged else { return }
    let move: (ValueID) -> ValueID = { replacement[Int($0.index)] }
    for index in module.values.indices where !module.values[index].operation.operands.isEmpty {
      module.values[index].operation = module.values[index].operation.mapOperands(move)
    }
    for index in module.loops.indices { module.loops[index].result = move(module.loops[index].result) }
    module.statements = module.statements.map { $0.mapOperands(move) }
  }

  private enum Simpler {
    case constant(BitVector)
    case same(ValueID)
  }

  private static func simplify(_ id: ValueID, _ module: Module) -> Simpler? {
    let value = module[id]
    let operands = value.operation.operands
    func constant(_ id: ValueID) -> BitVector? {
      if case .constant(let bits) = module[id].operation { bits } else { nil }
    }
    if case .loopElement = value.operation { return nil }
    if value.operation.loop == nil, operands.allSatisfy({ constant($0) != nil }) {
      let constants = operands.compactMap { id in constant(id).map { Operand($0, module[id].type) } }
      if let result = value.operation.evaluate(constants, type: value.type) {
        return .constant(result)
      }
    }
    // A read behind the last word: only a constant address shows it.
    if case .memoryRead(let memory, let address) = value.operation, let bits = constant(address),
      bits.unsigned.map({ $0 >= UInt64(module.memories[memory].depth) }) ?? true
    {
      return .constant(BitVector(width: value.type.width))
    }
    // A named value keeps its name: only anonymous ones give way to an operand.
    guard value.name == nil else { return nil }
    func isOnes(_ id: ValueID) -> Bool { constant(id).map { $0 == .ones(width: $0.width) } ?? false }
    func same(_ other: ValueID) -> Simpler? { module[other].type == value.type ? .same(other) : nil }
    switch value.operation {
    case .resize(let a) where module[a].type == value.type: return .same(a)
    case .reinterpret(let a) where module[a].type == value.type: return .same(a)
    case .slice(let a, 0) where module[a].type == value.type: return .same(a)
    case .mux(let condition, let a, let b):
      if let bits = constant(condition) { return same(bits.isZero ? b : a) }
      if a == b { return same(a) }
    case .not(let a):
      if case .not(let inner) = module[a].operation, module[a].name == nil { return same(inner) }
    case .binary(let operation, let a, let b):
      let zeroA = constant(a)?.isZero ?? false, zeroB = constant(b)?.isZero ?? false
      switch operation {
      case .add, .or, .xor:
        if operation == .or, isOnes(a) || isOnes(b) { return .constant(.ones(width: value.type.width)) }
        if zeroB { return same(a) }
        if zeroA { return same(b) }
      case .subtract: if zeroB { return same(a) }
      case .and:
        if zeroA || zeroB { return .constant(BitVector(width: value.type.width)) }
        if isOnes(b) { return same(a) }
        if isOnes(a) { return same(b) }
      default: break
      }
    case .shift(let shift, let a, let by):
      if constant(by)?.isZero ?? false { return same(a) }
      if shift != .arithmeticRight, let bits = constant(by), bits.unsigned.map({ $0 >= UInt64(value.type.width) }) ?? true {
        return .constant(BitVector(width: value.type.width))
      }
    default: break
    }
    return nil
  }

  /// The branch that is taken, where a condition is constant, and the place that is driven, where an index is.
  private static func prune(_ statements: [Statement], _ module: Module) -> [Statement] {
    statements.flatMap { statement -> [Statement] in
      var statement = statement
      switch statement.kind {
      case .assign(.part(let id, let part), let value):
        guard let known = part.folded(module) else { return [] }
        statement.kind = .assign(.part(id, known), value)
      case .assign, .check, .display: break
      case .when(let condition, let then, let otherwise):
        if case .constant(let bits) = module[condition].operation { return prune(bits.isZero ? otherwise : then, module) }
        statement.kind = .when(condition, then: prune(then, module), otherwise: prune(otherwise, module))
      case .match(let subject, let cases, let otherwise):
        if case .constant(let bits) = module[subject].operation {
          return prune(cases.first { $0.values.contains(bits) }?.body ?? otherwise, module)
        }
        let bodies = cases.map { Statement.MatchCase(values: $0.values, body: prune($0.body, module)) }
        statement.kind = .match(subject, cases: bodies, otherwise: prune(otherwise, module))
      }
      return [statement]
    }
  }
}
