import Netlist

/// What a mutation did.
struct MutationEffect {
  var change: String
  var location: SourceLocation
  /// Values whose meaning changed.
  var changed: [ValueID]
}

/// One kind of mistake: the number of places to try in a module, and what it does at one of them with some random bits;
/// nil where it does not apply.
struct Mutation: Sendable {
  let count: @Sendable (Module) -> Int
  let apply: @Sendable (inout Module, Int, UInt64) -> MutationEffect?

  static let all: [Mutation] = [
    swapOperator, relaxComparison, swapOperands, negateComparison, changeConstant, swapChoices, flipExtension, shiftSlice,
    stuckBit, addressOffByOne,
    invertCondition, dropCondition, dropAssignment, wrongReset, swapCases, invertAssigned,
  ]

  private static func value(_ change: @escaping @Sendable (inout Module, Int, UInt64) -> String?) -> Mutation {
    Mutation(count: { $0.values.count }) { module, index, bits in
      let location = module.values[index].location
      return change(&module, index, bits).map { MutationEffect(change: $0, location: location, changed: [ValueID(index)]) }
    }
  }

  static let swapOperator = value { module, index, bits in
    guard case .binary(let operation, let a, let b) = module.values[index].operation else { return nil }
    let other: BinaryOperator
    switch operation {
    case .add: other = .subtract
    case .subtract: other = .add
    case .and: other = bits & 1 == 0 ? .or : .xor
    case .or: other = bits & 1 == 0 ? .and : .xor
    case .xor: other = bits & 1 == 0 ? .or : .and
    case .equal: other = .less
    case .multiply, .less: return nil
    }
    module.values[index].operation = .binary(other, a, b)
    return "'\(operation)' became '\(other)'"
  }

  /// `a < b` becomes `a <= b`.
  static let relaxComparison = value { module, index, _ in
    guard case .binary(.less, let a, let b) = module.values[index].operation else { return nil }
    let kind = module[a].type.isSigned ? "signed " : ""
    module.values[index].operation = .not(module.insert(.binary(.less, b, a), .bit))
    return "\(kind)'<' became '<='"
  }

  static let swapOperands = value { module, index, _ in
    switch module.values[index].operation {
    case .binary(let operation, let a, let b) where [.subtract, .less].contains(operation) && a != b:
      module.values[index].operation = .binary(operation, b, a)
    case .concatenate(let parts) where parts.count > 1 && parts.first != parts.last:
      module.values[index].operation = .concatenate(parts.reversed())
    default: return nil
    }
    return "operands swapped"
  }

  static let negateComparison = value { module, index, _ in
    guard case .binary(let operation, let a, let b) = module.values[index].operation, [.equal, .less].contains(operation) else {
      return nil
    }
    module.values[index].operation = .not(module.insert(.binary(operation, a, b), .bit))
    return "'\(operation)' negated"
  }

  static let changeConstant = value { module, index, bits in
    guard case .constant(let old) = module.values[index].operation else { return nil }
    var new = old
    switch bits % 3 {
    case 0: new = old.adding(BitVector(1, width: old.width))
    case 1: new = old.adding(BitVector(-1, width: old.width))
    default: new[Int(bits >> 8 % UInt64(old.width))].toggle()
    }
    if new == old { new = ~old }
    module.values[index].operation = .constant(new)
    return "constant 0x\(old.hexadecimal) became 0x\(new.hexadecimal)"
  }

  static let swapChoices = value { module, index, bits in
    guard case .mux(let condition, let a, let b) = module.values[index].operation, a != b else { return nil }
    switch bits % 3 {
    case 0: module.values[index].operation = .mux(condition, b, a)
    case 1: module.values[index].operation = .reinterpret(a)
    default: module.values[index].operation = .reinterpret(b)
    }
    return ["choices swapped", "always the first choice", "always the second choice"][Int(bits % 3)]
  }

  static let flipExtension = value { module, index, _ in
    guard case .resize(let a) = module.values[index].operation, module[a].type.width < module.values[index].type.width,
      module[a].type.count == nil
    else {
      return nil
    }
    var type = module[a].type
    type.isSigned.toggle()
    module.values[index].operation = .resize(module.insert(.reinterpret(a), type))
    return type.isSigned ? "zero extension became sign extension" : "sign extension became zero extension"
  }

  static let shiftSlice = value { module, index, bits in
    guard case .slice(let a, let offset) = module.values[index].operation else { return nil }
    let most = module[a].type.width - module.values[index].type.width
    let wanted = bits & 1 == 0 ? offset + 1 : offset - 1
    let new = (0...most).contains(wanted) ? wanted : (0...most).contains(2 * offset - wanted) ? 2 * offset - wanted : offset
    guard new != offset else { return nil }
    module.values[index].operation = .slice(a, offset: new)
    return "slice from bit \(offset) became from bit \(new)"
  }

  /// One bit of a result inverted.
  static let stuckBit = value { module, index, bits in
    let value = module.values[index]
    switch value.operation {
    case .binary(let operation, _, _) where ![.equal, .less].contains(operation): break
    case .element, .memoryRead, .fold, .shift, .negate: break
    default: return nil
    }
    let inner = module.insert(value.operation, value.type)
    var mask = BitVector(width: value.type.width)
    let bit = Int(bits % UInt64(value.type.width))
    mask[bit] = true
    module.values[index].operation = .binary(.xor, inner, module.insert(.constant(mask), value.type))
    return "bit \(bit) of the result inverted"
  }

  static let addressOffByOne = value { module, index, _ in
    func next(_ id: ValueID) -> ValueID {
      let type = ValueType(width: module[id].type.width)
      return module.insert(
        .binary(.add, module.insert(.reinterpret(id), type), module.insert(.constant(BitVector(1, width: type.width)), type)),
        type)
    }
    switch module.values[index].operation {
    case .memoryRead(let memory, let address):
      module.values[index].operation = .memoryRead(memory: memory, address: next(address))
    case .element(let vector, let position): module.values[index].operation = .element(vector, index: next(position))
    default: return nil
    }
    return "read at the next place"
  }

  static let wrongReset = Mutation(count: { $0.registers.count }) { module, index, bits in
    guard var reset = module.registers[index].reset else { return nil }
    let bit = Int(bits % UInt64(reset.width))
    reset[bit].toggle()
    module.registers[index].reset = reset
    let id = module.registers[index].value
    return MutationEffect(change: "reset value 0x\(reset.hexadecimal)", location: module[id].location, changed: [id])
  }

  // MARK: Statements

  private static func statement(
    _ change: @escaping @Sendable (inout Module, Statement, UInt64) -> (text: String, new: [Statement])?
  ) -> Mutation {
    Mutation(
      count: { module in
        var count = 0
        Module.walk(module.statements) { _ in count += 1 }
        return count
      }
    ) { module, site, bits in
      var number = 0
      var found: Statement?
      Module.walk(module.statements) { statement in
        if number == site { found = statement }
        number += 1
      }
      guard let found, let (text, new) = change(&module, found, bits) else { return nil }
      number = 0
      module.statements = StatementEdit.rewrite(module.statements) { _ in
        defer { number += 1 }
        return number == site ? new : nil
      }
      return MutationEffect(change: text, location: found.location, changed: driven([found], in: module))
    }
  }

  /// The wires and registers that statements drive, and what reads the memories that they write.
  static func driven(_ statements: [Statement], in module: Module) -> [ValueID] {
    var result: [ValueID] = []
    Module.walk(statements) { statement in
      switch statement.kind {
      case .assign(.value(let id), _), .assign(.part(let id, _), _): result.append(id)
      case .assign(.memory(let memory, _, _), _):
        for (index, value) in module.values.enumerated() {
          if case .memoryRead(memory, _) = value.operation { result.append(ValueID(index)) }
        }
      default: break
      }
    }
    return result
  }

  static let invertCondition = statement { module, statement, _ in
    guard case .when(let condition, let then, let otherwise) = statement.kind else { return nil }
    let inverse = module.insert(.not(condition), .bit)
    return ("condition inverted", [Statement(.when(inverse, then: then, otherwise: otherwise), location: statement.location)])
  }

  static let dropCondition = statement { _, statement, bits in
    guard case .when(_, let then, let otherwise) = statement.kind else { return nil }
    if bits & 1 == 0 || otherwise.isEmpty { return ("condition dropped: always", then) }
    return ("condition dropped: never", otherwise)
  }

  static let dropAssignment = statement { module, statement, _ in
    guard case .assign(let target, _) = statement.kind else { return nil }
    switch target {
    case .memory: break
    case .value(let id), .part(let id, _):
      // A wire without its assignment would have no driver.
      guard case .register = module[id].operation else { return nil }
    }
    return ("assignment dropped", [])
  }

  static let swapCases = statement { _, statement, bits in
    guard case .match(let subject, var cases, let otherwise) = statement.kind, cases.count > 1 else { return nil }
    let first = Int(bits % UInt64(cases.count)), second = (first + 1) % cases.count
    (cases[first].body, cases[second].body) = (cases[second].body, cases[first].body)
    return (
      "bodies of two cases swapped",
      [Statement(.match(subject, cases: cases, otherwise: otherwise), location: statement.location)]
    )
  }

  /// The assigned value with one bit inverted.
  static let invertAssigned = statement { module, statement, bits in
    guard case .assign(let target, let value) = statement.kind else { return nil }
    let type = module[value].type
    let bit = Int(bits % UInt64(type.width))
    var mask = BitVector(width: type.width)
    mask[bit] = true
    let inverted = module.insert(.binary(.xor, value, module.insert(.constant(mask), type)), type)
    return ("bit \(bit) of the assigned value inverted", [Statement(.assign(target, inverted), location: statement.location)])
  }
}

extension Module {
  mutating func insert(_ operation: Operation, _ type: ValueType) -> ValueID {
    values.append(Value(operation, type))
    return ValueID(values.count - 1)
  }
}
