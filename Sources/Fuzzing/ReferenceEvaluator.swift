import Netlist

/// The semantics of the intermediate representation in the plainest form: every value is computed on demand with
/// `Operation.evaluate`, statements are walked one by one, instances are evaluators of their own.
///
/// Slow, and shares nothing with a simulator's code.
final class ReferenceEvaluator {
  let module: Module
  var inputs: [ValueID: BitVector] = [:]
  var registers: [BitVector]
  var memories: [[BitVector]]
  /// For each instance, or array of them, the evaluators.
  let children: [[ReferenceEvaluator]]
  /// Where the parent has an input's value, and from which bit on; nil for the top.
  private var parentValue: [ValueID: (id: ValueID, offset: Int)] = [:]
  private unowned var parent: ReferenceEvaluator?
  /// The level of each domain's clock when it was last looked at, and the edge that it has had since.
  var levels: [Bool]
  var edges: [ClockEdge?]
  /// Of a clock gate: such a module is no logic here.
  let gate: ReferenceGate?
  /// What the latch of a clock gate holds: the output is the clock while this is 1.
  var isGateOpen = false
  private var known: [ValueID: BitVector] = [:]
  private var indices: [Int: Int] = [:]
  private var accumulators: [Int: BitVector] = [:]
  private let driving: [ValueID: [Statement]]

  convenience init(_ design: Design) {
    self.init(design, design.modules.count - 1)
    _ = sawEdges()
    settle()
  }

  private init(_ design: Design, _ index: Int) {
    let module = design.modules[index]
    self.module = module
    gate = ReferenceGate(module)
    levels = module.domains.map { _ in false }
    edges = module.domains.map { _ in nil }
    registers = module.registers.map {
      let width = module[$0.value].type.width
      return $0.reset == nil ? InitialState.word(index: 0, width: width) : BitVector(width: width)
    }
    memories = module.memories.map { memory in
      memory.contents ?? (0..<memory.depth).map { InitialState.word(index: $0, width: memory.word.width) }
    }
    children = module.instances.map { instance in
      (0..<instance.count).map { _ in ReferenceEvaluator(design, instance.module) }
    }
    let wires = module.values.indices.map(ValueID.init).filter { module[$0].operation == .wire }
    driving = Dictionary(uniqueKeysWithValues: wires.map { ($0, Self.only($0, module.statements)) })
    for (instance, group) in zip(module.instances, children) {
      for (number, child) in group.enumerated() {
        child.parent = self
        for (port, connection) in zip(child.module.ports, instance.connections) where port.direction == .input {
          let width = child.module[port.value].type.width
          child.parentValue[port.value] = connection.map { ($0, port.role == .data ? number * width : 0) }
        }
      }
    }
  }

  // MARK: From outside

  /// Sets the top module's input port number `port`.
  func set(port: Int, _ value: BitVector) { inputs[module.ports[port].value] = value }

  func forget() {
    known.removeAll(keepingCapacity: true)
    for child in children.joined() { child.forget() }
  }

  func get(port: Int) -> BitVector { value(module.ports[port].value) }

  // MARK: Values

  func value(_ id: ValueID) -> BitVector {
    if indices.isEmpty, let value = known[id] { return value }
    let result = compute(id)
    if indices.isEmpty { known[id] = result }
    return result
  }

  private func compute(_ id: ValueID) -> BitVector {
    let type = module[id].type
    if let gate, gate.output == id { return isGateOpen ? value(gate.clock) : BitVector(width: 1) }
    switch module[id].operation {
    case .input:
      if let parent, let outer = parentValue[id] {
        return parent.outside(outer.id).slice(offset: outer.offset, width: type.width)
      }
      return inputs[id] ?? BitVector(width: type.width)
    case .register(let index): return registers[index]
    case .wire:
      var result = BitVector(width: type.width)
      run(driving[id] ?? []) { target, value in
        if case .part(_, let part) = target { self.replace(&result, part, value) } else { result = value }
      }
      return result
    case .instanceOutput(let instance, let port):
      return BitVector.concatenated(children[instance].map { $0.outside($0.module.ports[port].value) })
    case .memoryRead(let memory, let address):
      guard let row = value(address).unsigned, row < UInt64(memories[memory].count) else { return BitVector(width: type.width) }
      return memories[memory][Int(row)]
    case .map(let loop):
      return BitVector.concatenated((0..<module.loops[loop].count).map { at(loop, $0) })
    case .fold(let loop, let initial):
      var result = value(initial)
      for index in 0..<module.loops[loop].count {
        let outer = accumulators.updateValue(result, forKey: loop)
        result = at(loop, index)
        accumulators[loop] = outer
      }
      return result
    case .loopIndex(let loop): return BitVector(indices[loop] ?? 0, width: type.width)
    case .loopElement(let loop, let vector):
      return value(vector).slice(offset: (indices[loop] ?? 0) * type.width, width: type.width)
    case .loopAccumulator(let loop): return accumulators[loop] ?? BitVector(width: type.width)
    case let operation:
      return operation.evaluate(operation.operands.map { Operand(value($0), module[$0].type) }, type: type)
        ?? BitVector(width: type.width)
    }
  }

  /// A value that another module asks for: it lies outside every loop's body, whatever is being evaluated here.
  private func outside(_ id: ValueID) -> BitVector {
    let (outerIndices, outerAccumulators) = (indices, accumulators)
    (indices, accumulators) = ([:], [:])
    defer { (indices, accumulators) = (outerIndices, outerAccumulators) }
    return value(id)
  }

  /// The body's result for one index.
  private func at(_ loop: Int, _ index: Int) -> BitVector {
    let outer = indices.updateValue(index, forKey: loop)
    defer { indices[loop] = outer }
    return value(module.loops[loop].result)
  }

  func replace(_ word: inout BitVector, _ part: Part, _ value: BitVector) {
    if let position = part.position({ self.value($0) }) { word.replace(offset: position, with: value) }
  }

  // MARK: Statements

  /// Calls `assign` for every assignment that executes, in order.
  func run(_ statements: [Statement], _ assign: (Target, BitVector) -> Void) {
    for statement in statements {
      switch statement.kind {
      case .assign(let target, let source): assign(target, value(source))
      case .when(let condition, let then, let otherwise): run(value(condition)[0] ? then : otherwise, assign)
      case .match(let subject, let cases, let otherwise):
        let value = value(subject)
        run(cases.first { $0.values.contains(value) }?.body ?? otherwise, assign)
      case .check, .display: break
      }
    }
  }

  /// The statements that drive a wire, with the conditions around them: a wire does not depend on what others need.
  private static func only(_ wire: ValueID, _ statements: [Statement]) -> [Statement] {
    statements.compactMap { statement in
      switch statement.kind {
      case .assign(.value(wire), _), .assign(.part(wire, _), _): return statement
      case .assign, .check, .display: return nil
      case .when(let condition, let then, let otherwise):
        let (a, b) = (only(wire, then), only(wire, otherwise))
        return a.isEmpty && b.isEmpty ? nil : Statement(.when(condition, then: a, otherwise: b), location: statement.location)
      case .match(let subject, let cases, let otherwise):
        let bodies = cases.map { Statement.MatchCase(values: $0.values, body: only(wire, $0.body)) }
        let rest = only(wire, otherwise)
        if rest.isEmpty, bodies.allSatisfy({ $0.body.isEmpty }) { return nil }
        return Statement(.match(subject, cases: bodies, otherwise: rest), location: statement.location)
      }
    }
  }
}
