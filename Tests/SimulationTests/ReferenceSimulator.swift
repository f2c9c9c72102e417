import Netlist

/// The semantics of the intermediate representation in the plainest form, for one module without instances: every value
/// is evaluated recursively with `Operation.evaluate`, statements are walked one by one.
final class ReferenceSimulator {
  let module: Module
  var inputs: [ValueID: BitVector] = [:]
  var registers: [BitVector]
  var memories: [[BitVector]]
  /// How often each cover held, by its message.
  private(set) var covers: [String: UInt64] = [:]
  private var check: ((String, Int, Bool) -> Void)?
  private var known: [ValueID: BitVector] = [:]
  /// The loops whose index each value depends on.
  private var loops: [Set<Int>] = []
  private var indices: [Int: Int] = [:]
  private var accumulators: [Int: BitVector] = [:]

  init(_ module: Module) {
    self.module = module
    registers = module.registers.map {
      let width = module[$0.value].type.width
      return $0.reset == nil ? InitialState.word(index: 0, width: width) : BitVector(width: width)
    }
    memories = module.memories.map { memory in
      memory.contents ?? (0..<memory.depth).map { InitialState.word(index: $0, width: memory.word.width) }
    }
    for value in module.values {
      var set: Set<Int> = []
      switch value.operation {
      case .loopIndex(let loop), .loopElement(let loop, _), .loopAccumulator(let loop): set.insert(loop)
      default: break
      }
      for operand in value.operation.operands { set.formUnion(loops[Int(operand.index)]) }
      if let loop = value.operation.loop { set.formUnion(loops[Int(module.loops[loop].result.index)].subtracting([loop])) }
      loops.append(set)
    }
  }

  func set(_ port: String, _ value: BitVector) {
    for one in module.ports where one.name == port { inputs[one.value] = value }
    known = [:]
  }

  func get(_ port: String) -> BitVector { value(module.ports.first { $0.name == port }!.value) }

  func value(_ id: ValueID) -> BitVector {
    if let value = known[id] { return value }
    let result = compute(id)
    if loops[Int(id.index)].isEmpty { known[id] = result }
    return result
  }

  func isInsideLoop(_ id: ValueID) -> Bool { !loops[Int(id.index)].isEmpty }

  private func compute(_ id: ValueID) -> BitVector {
    let type = module[id].type
    switch module[id].operation {
    case .input: return inputs[id] ?? BitVector(width: type.width)
    case .register(let index): return registers[index]
    case .wire:
      var result = BitVector(width: type.width)
      run(driving(id)) { target, value in
        if case .part(_, let part) = target { self.replace(&result, part, value) } else { result = value }
      }
      return result
    case .memoryRead(let memory, let address):
      guard let row = value(address).unsigned, row < UInt64(memories[memory].count) else { return BitVector(width: type.width) }
      return memories[memory][Int(row)]
    case .map(let loop):
      let parts = (0..<module.loops[loop].count).map { index in at(loop, index) { self.value(self.module.loops[loop].result) } }
      return BitVector.concatenated(parts)
    case .fold(let loop, let initial):
      var result = value(initial)
      for index in 0..<module.loops[loop].count {
        let outer = accumulators[loop]
        accumulators[loop] = result
        result = at(loop, index) { self.value(self.module.loops[loop].result) }
        accumulators[loop] = outer
      }
      return result
    case .loopIndex(let loop): return BitVector(indices[loop]!, width: type.width)
    case .loopElement(let loop, let vector): return value(vector).slice(offset: indices[loop]! * type.width, width: type.width)
    case .loopAccumulator(let loop): return accumulators[loop]!
    case let operation:
      return operation.evaluate(operation.operands.map { Operand(value($0), module[$0].type) }, type: type)!
    }
  }

  private func at(_ loop: Int, _ index: Int, _ body: () -> BitVector) -> BitVector {
    let outer = indices[loop]
    indices[loop] = index
    defer { indices[loop] = outer }
    return body()
  }

  private func replace(_ word: inout BitVector, _ part: Part, _ value: BitVector) {
    var offset = part.offset
    for index in part.indices {
      guard let position = self.value(index.value).unsigned, position < UInt64(index.count) else { return }
      offset += Int(position) * index.stride
    }
    word.replace(offset: offset, with: value)
  }

  /// Calls `assign` for every assignment that executes and matters to the caller.
  private func run(_ statements: [Statement], _ assign: (Target, BitVector) -> Void) {
    for statement in statements {
      switch statement.kind {
      case .assign(let target, let source): assign(target, value(source))
      case .when(let condition, let then, let otherwise):
        run(value(condition)[0] ? then : otherwise, assign)
      case .match(let subject, let cases, let otherwise):
        let value = value(subject)
        run(cases.first { $0.values.contains(value) }?.body ?? otherwise, assign)
      case .check(_, let condition, let message, let domain): check?(message, domain, value(condition)[0])
      case .display: break
      }
    }
  }

  /// The statements that drive a wire, with the conditions around them: a wire must not depend on what others need.
  private func driving(_ wire: ValueID) -> [Statement] { only(wire, module.statements) }
  private func only(_ wire: ValueID, _ statements: [Statement]) -> [Statement] {
    statements.compactMap { statement in
      switch statement.kind {
      case .assign(.value(wire), _), .assign(.part(wire, _), _): return statement
      case .assign, .check, .display: return nil
      case .when(let condition, let then, let otherwise):
        let (a, b) = (only(wire, then), only(wire, otherwise))
        return a.isEmpty && b.isEmpty ? nil : Statement(.when(condition, then: a, otherwise: b), location: .unknown)
      case .match(let subject, let cases, let otherwise):
        let bodies = cases.map { Statement.MatchCase(values: $0.values, body: only(wire, $0.body)) }
        let rest = only(wire, otherwise)
        if rest.isEmpty, bodies.allSatisfy({ $0.body.isEmpty }) { return nil }
        return Statement(.match(subject, cases: bodies, otherwise: rest), location: .unknown)
      }
    }
  }

  /// A rising edge of the clocks in `domains`.
  func step(domains: UInt32 = 1) {
    func isHit(_ domain: Int) -> Bool { domains >> UInt32(domain) & 1 == 1 }
    var next = registers
    var nextMemories = memories
    check = { message, domain, holds in
      guard isHit(domain), holds else { return }
      if let reset = self.module.domains[domain].reset, self.value(reset)[0] { return }
      self.covers[message, default: 0] += 1
    }
    defer { check = nil }
    run(module.statements) { target, value in
      switch target {
      case .value(let id), .part(let id, _):
        guard case .register(let index) = module[id].operation, isHit(module.registers[index].domain) else { return }
        if case .part(_, let part) = target {
          replace(&next[index], part, value)
        } else {
          next[index] = value
        }
      case .memory(let index, let address, let mask):
        let memory = module.memories[index]
        guard isHit(memory.domain), let row = self.value(address).unsigned, row < UInt64(memory.depth) else { return }
        let count = memory.word.count ?? 1
        let width = memory.word.width / count
        for element in 0..<count where mask.map({ self.value($0)[element] }) ?? true {
          nextMemories[index][Int(row)].replace(
            offset: element * width, with: value.slice(offset: element * width, width: width))
        }
      }
    }
    for (index, register) in module.registers.enumerated() where isHit(register.domain) {
      guard let reset = register.reset, let signal = module.domains[register.domain].reset else { continue }
      if value(signal)[0] { next[index] = reset }
    }
    registers = next
    memories = nextMemories
    known = [:]
  }
}
