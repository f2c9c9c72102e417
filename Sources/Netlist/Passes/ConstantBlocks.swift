/// Replaces what statements and loops compute from constants alone by the result: wires that no signal influences, and
/// vectors or sums over loops that read none.
///
/// The language needs no such pass, and text reads better without it; a back end whose processes start when something
/// that they read changes cannot do without.
public enum ConstantBlocks {
  ///
  /// Throws where the module breaks an invariant of the netlist.
  public static func folded(_ original: Module) throws(InvalidNetlist) -> Module {
    var module = original
    // What has become constant may make more constant: an amount that shifts everything out, or a condition.
    var isChanged: Bool
    repeat {
      isChanged = false
      var conditions = ConstantCones(module, readsTables: true)
      module.statements = try decided(module.statements, &conditions)
      var cones = ConstantCones(module, readsTables: true)
      for index in module.values.indices where isComputed(module.values[index].operation) {
        if let bits = try cones.constant(ValueID(index)) {
          module.values[index].operation = .constant(bits)
          isChanged = true
        }
      }
    } while isChanged
    var cones = ConstantCones(module, readsTables: true)
    var result = module
    var folded: Set<ValueID> = []
    for index in module.values.indices where module.values[index].operation == .wire {
      let wire = ValueID(index)
      if !cones.isLiteral(wire), let bits = try cones.constant(wire) {
        folded.insert(wire)
        result.values.append(Value(.constant(bits), module[wire].type, location: module[wire].location))
        let constant = ValueID(result.values.count - 1)
        result.statements.append(
          Statement(.assign(.value(wire), constant), location: cones.sources.location(of: wire) ?? module[wire].location))
      }
    }
    if folded.isEmpty { return result }
    let added = result.statements.suffix(folded.count)
    result.statements = without(folded, module.statements) + added
    return result
  }

  /// Only the loops that read no signal.
  ///
  /// Text with such a loop is correct in every language, but it shows to a tool that unrolls it late that what depends on it is
  /// constant, and Verilator 5.48 stops in its gate optimizer ("Consumer doesn't match lhs of assign") when that
  /// leaves one assignment of a block with several targets.
  public static func foldedLoops(_ original: Module) throws(InvalidNetlist) -> Module {
    guard !original.loops.isEmpty else { return original }
    var module = original
    var cones = ConstantCones(original, readsTables: false)
    for index in module.values.indices where module.values[index].type.width <= longestLiteral {
      switch module.values[index].operation {
      case .map, .fold: if let bits = try cones.constant(ValueID(index)) { module.values[index].operation = .constant(bits) }
      default: break
      }
    }
    return module
  }

  /// Wider tables read better as the loop that fills them.
  private static let longestLiteral = 2048

  private static func isComputed(_ operation: Operation) -> Bool {
    switch operation {
    case .constant, .input, .register, .wire, .instanceOutput, .loopIndex, .loopElement, .loopAccumulator: false
    default: true
    }
  }

  /// Branches on constants give way to what they take: tools look through them.
  private static func decided(_ statements: [Statement], _ cones: inout ConstantCones) throws(InvalidNetlist) -> [Statement] {
    var result: [Statement] = []
    for var statement in statements {
      switch statement.kind {
      case .assign, .check, .display: result.append(statement)
      case .when(let condition, let then, let otherwise):
        if let bits = try cones.constant(condition) {
          result += try decided(bits[0] ? then : otherwise, &cones)
          continue
        }
        statement.kind = .when(condition, then: try decided(then, &cones), otherwise: try decided(otherwise, &cones))
        result.append(statement)
      case .match(let subject, let cases, let otherwise):
        if let bits = try cones.constant(subject) {
          result += try decided(cases.first { $0.values.contains(bits) }?.body ?? otherwise, &cones)
          continue
        }
        var bodies: [Statement.MatchCase] = []
        for one in cases { bodies.append(.init(values: one.values, body: try decided(one.body, &cones))) }
        statement.kind = .match(subject, cases: bodies, otherwise: try decided(otherwise, &cones))
        result.append(statement)
      }
    }
    return result
  }

  /// The statements that drive anything else.
  private static func without(_ wires: Set<ValueID>, _ statements: [Statement]) -> [Statement] {
    statements.compactMap { statement in
      var statement = statement
      switch statement.kind {
      case .assign(.value(let target), _), .assign(.part(let target, _), _): return wires.contains(target) ? nil : statement
      case .assign, .check, .display: return statement
      case .when(let condition, let then, let otherwise):
        let (first, second) = (without(wires, then), without(wires, otherwise))
        if first.isEmpty, second.isEmpty { return nil }
        statement.kind = .when(condition, then: first, otherwise: second)
      case .match(let subject, let cases, let otherwise):
        let bodies = cases.map { Statement.MatchCase(values: $0.values, body: without(wires, $0.body)) }
        let rest = without(wires, otherwise)
        if rest.isEmpty, bodies.allSatisfy({ $0.body.isEmpty }) { return nil }
        statement.kind = .match(subject, cases: bodies, otherwise: rest)
      }
      return statement
    }
  }
}

/// Finds values that depend on no signal, and computes them.
private struct ConstantCones {
  let module: Module
  let sources: WireSources
  /// Memories whose words are constants too.
  private let tables: Set<Int>
  private var varies: [Bool]
  private var known: [ValueID: BitVector] = [:]
  private var indices: [Int: Int] = [:]
  private var accumulators: [Int: BitVector] = [:]
  private var accumulating: [Int: Bool] = [:]

  /// - Parameter readsTables: whether words of memories that nothing writes are looked up
  init(_ module: Module, readsTables: Bool) {
    self.module = module
    tables = readsTables ? module.constantMemories : []
    sources = WireSources(module)
    varies = [Bool](repeating: false, count: module.values.count)
  }

  /// Whether the wire is driven by one constant, or not at all.
  func isLiteral(_ wire: ValueID) -> Bool {
    guard let first = sources[wire].first else { return true }
    if sources[wire].count == 1, case .constant = module[first].operation { return true }
    return false
  }

  /// The value if no signal influences it, and no loop around it.
  mutating func constant(_ root: ValueID) throws(InvalidNetlist) -> BitVector? {
    var seen: Set<ValueID> = [root]
    var stack = [root]
    var used: Set<Int> = [], opened: Set<Int> = []
    while let id = stack.popLast() {
      if varies[Int(id.index)] { return note(root) }
      let operation = module[id].operation
      var next = module.dependencies(of: id)
      switch operation {
      case .memoryRead(let memory, let address) where isBehind(address, module.memories[memory].depth): next = []
      case .memoryRead(let memory, _) where tables.contains(memory): break
      case .input, .register, .instanceOutput, .memoryRead: return note(root)
      case .wire:
        next = sources[id]
        if next.isEmpty { return note(root) }
      case .loopIndex(let loop), .loopAccumulator(let loop), .loopElement(let loop, _): used.insert(loop)
      case .map(let loop): opened.insert(loop)
      case .fold(let loop, _):
        opened.insert(loop)
        if !readsAccumulator(loop) { next = [module.loops[loop].result] }
      case .shift(let shift, let operand, let amount):
        // Nothing is left of the operand.
        if shift != .arithmeticRight, case .constant(let bits) = module[amount].operation,
          bits.unsigned.map({ $0 >= UInt64(module[operand].type.width) }) ?? true
        {
          next = []
        }
      case .mux(let condition, let then, let otherwise):
        if case .constant(let bits) = module[condition].operation { next = [bits[0] ? then : otherwise] }
      case .element(_, let index) where isOutside(index, of: id): next = []
      default: break
      }
      for operand in next where seen.insert(operand).inserted { stack.append(operand) }
    }
    return used.isSubset(of: opened) ? try value(root) : nil
  }

  /// Whether the index of the element `id` is a constant beyond the end.
  private func isOutside(_ index: ValueID, of id: ValueID) -> Bool {
    guard case .element(let vector, _) = module[id].operation else { return false }
    return isBehind(index, module[vector].type.count ?? module[vector].type.width)
  }

  /// Whether the index is a constant that none of `count` elements has.
  private func isBehind(_ index: ValueID, _ count: Int) -> Bool {
    guard case .constant(let bits) = module[index].operation else { return false }
    return bits.unsigned.map { $0 >= UInt64(count) } ?? true
  }

  /// Whether the body of a fold uses what has been folded so far; one that does not gives the last element's value.
  private mutating func readsAccumulator(_ loop: Int) -> Bool {
    if let known = accumulating[loop] { return known }
    var seen: Set<ValueID> = []
    var stack = [module.loops[loop].result]
    var result = false
    while let id = stack.popLast(), !result {
      if module[id].operation == .loopAccumulator(loop: loop) { result = true }
      for operand in module.dependencies(of: id) where seen.insert(operand).inserted { stack.append(operand) }
    }
    accumulating[loop] = result
    return result
  }

  private mutating func note(_ root: ValueID) -> BitVector? {
    varies[Int(root.index)] = true
    return nil
  }

  private mutating func value(_ id: ValueID) throws(InvalidNetlist) -> BitVector {
    if indices.isEmpty, let value = known[id] { return value }
    let result = try compute(id)
    if indices.isEmpty { known[id] = result }
    return result
  }

  private mutating func compute(_ id: ValueID) throws(InvalidNetlist) -> BitVector {
    let type = module[id].type
    switch module[id].operation {
    case .wire:
      var result = BitVector(width: type.width)
      try run(module.statements, id, &result)
      return result
    case .map(let loop):
      var elements: [BitVector] = []
      for index in 0..<module.loops[loop].count { elements.append(try at(loop, index)) }
      return BitVector.concatenated(elements)
    case .fold(let loop, let initial):
      var result = readsAccumulator(loop) ? try value(initial) : BitVector(width: type.width)
      for index in 0..<module.loops[loop].count {
        let outer = accumulators.updateValue(result, forKey: loop)
        result = try at(loop, index)
        accumulators[loop] = outer
      }
      return result
    case .mux(let condition, let then, let otherwise): return try value(try value(condition)[0] ? then : otherwise)
    case .element(_, let index) where isOutside(index, of: id): return BitVector(width: type.width)
    case .memoryRead(let memory, let address):
      // An address beyond the end reads 0.
      guard let place = try value(address).unsigned, place < UInt64(module.memories[memory].depth) else {
        return BitVector(width: type.width)
      }
      guard let words = module.memories[memory].contents else {
        throw InvalidNetlist(
          "\(id) reads '\(module.memories[memory].name)' as a table without words", at: module[id].location, in: module)
      }
      return words[Int(place)]
    case .loopIndex(let loop): return BitVector(try index(of: loop, id), width: type.width)
    case .loopElement(let loop, let vector):
      return try value(vector).slice(offset: index(of: loop, id) * type.width, width: type.width)
    case .loopAccumulator(let loop):
      guard let sum = accumulators[loop] else { throw outside(loop, id) }
      return sum
    case .shift(let shift, let operand, let amount) where shift != .arithmeticRight:
      let by = try value(amount)
      let width = module[operand].type.width
      if by.unsigned.map({ $0 >= UInt64(width) }) ?? true { return BitVector(width: type.width) }
      return shift.apply(try value(operand), by: by)
    case let operation:
      var operands: [Operand] = []
      for operand in operation.operands { operands.append(Operand(try value(operand), module[operand].type)) }
      if let result = operation.evaluate(operands, type: type) { return result }
      throw InvalidNetlist("\(id) is no function of its operands", at: module[id].location, in: module)
    }
  }

  /// The index of the loop that is being computed.
  private func index(of loop: Int, _ id: ValueID) throws(InvalidNetlist) -> Int {
    guard let index = indices[loop] else { throw outside(loop, id) }
    return index
  }

  private func outside(_ loop: Int, _ id: ValueID) -> InvalidNetlist {
    InvalidNetlist("\(id) belongs to loop \(loop) and is used outside it", at: module[id].location, in: module)
  }

  private mutating func at(_ loop: Int, _ index: Int) throws(InvalidNetlist) -> BitVector {
    let outer = indices.updateValue(index, forKey: loop)
    defer { indices[loop] = outer }
    return try value(module.loops[loop].result)
  }

  /// Executes what assigns `wire`.
  private mutating func run(_ statements: [Statement], _ wire: ValueID, _ result: inout BitVector) throws(InvalidNetlist) {
    for statement in statements where Self.drives(statement, wire) {
      switch statement.kind {
      case .assign(.value, let source): result = try value(source)
      case .assign(.part(_, let part), let source):
        if let offset = try part.position({ (id) throws(InvalidNetlist) in try value(id) }) {
          result.replace(offset: offset, with: try value(source))
        }
      case .when(let condition, let then, let otherwise): try run(value(condition)[0] ? then : otherwise, wire, &result)
      case .match(let subject, let cases, let otherwise):
        let tested = try value(subject)
        try run(cases.first { $0.values.contains(tested) }?.body ?? otherwise, wire, &result)
      case .assign, .check, .display: break
      }
    }
  }

  private static func drives(_ statement: Statement, _ wire: ValueID) -> Bool {
    switch statement.kind {
    case .assign(.value(let id), _), .assign(.part(let id, _), _): id == wire
    case .assign, .check, .display: false
    case .when(_, let then, let otherwise): then.contains { drives($0, wire) } || otherwise.contains { drives($0, wire) }
    case .match(_, let cases, let otherwise):
      cases.contains { $0.body.contains { drives($0, wire) } } || otherwise.contains { drives($0, wire) }
    }
  }
}
