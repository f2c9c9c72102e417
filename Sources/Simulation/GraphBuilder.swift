import Netlist

/// Turns the flat design into a `Graph`: orders it, folds constants, drops operations that only rename bits.
struct GraphBuilder {
  let flat: FlatDesign
  var graph = Graph()
  private var ids: [Node: NodeID] = [:]
  private var state: [VisitState]
  private let portOfInput: [ValueID: Int]

  private enum VisitState { case unseen, open, done }

  static func build(_ flat: FlatDesign, top: Module) throws(SimulationError) -> Graph {
    var builder = GraphBuilder(flat, top: top)
    for index in flat.values.indices { try builder.visit(ValueID(index)) }
    let resets =
      flat.registers.compactMap(\.resetSignal) + flat.checks.compactMap(\.resetSignal) + flat.displays.compactMap(\.resetSignal)
    for reset in resets where builder.graph.resetNodes[reset] == nil {
      let signal = builder.node(reset.signal)
      builder.graph.resetNodes[reset] = reset.style.isActiveLow ? builder.make(.not(signal), width: 1) : signal
    }
    for edge in flat.edges {
      let steps = builder.steps(edge)
      builder.graph.edges.append(steps)
    }
    for register in flat.registers {
      let reset = register.reset.map { builder.make(.constant($0), width: $0.width) }
      builder.graph.resets.append(reset)
    }
    return builder.graph
  }

  private init(_ flat: FlatDesign, top: Module) {
    self.flat = flat
    state = [VisitState](repeating: .unseen, count: flat.values.count)
    var ports: [ValueID: Int] = [:]
    for (index, port) in top.ports.enumerated() where port.direction == .input { ports[port.value] = index }
    portOfInput = ports
    graph.nodeOfValue = [NodeID](repeating: 0, count: flat.values.count)
    graph.loops = flat.loops.map { (count: $0.count, result: 0) }
    ids.reserveCapacity(flat.values.count)
  }

  func node(_ value: ValueID) -> NodeID { graph.nodeOfValue[Int(value.index)] }

  // MARK: Order

  private func dependencies(_ id: ValueID) -> [ValueID] {
    let operation = flat[id].operation
    switch operation {
    case .wire: return flat.drivers[id].map(Action.operands) ?? []
    case .map(let loop): return [flat.loops[loop].result]
    case .fold(let loop, let initial): return [initial, flat.loops[loop].result]
    default: return operation.operands
    }
  }

  private mutating func visit(_ root: ValueID) throws(SimulationError) {
    guard state[Int(root.index)] == .unseen else { return }
    var stack: [(value: ValueID, dependencies: [ValueID], next: Int)] = [(root, dependencies(root), 0)]
    state[Int(root.index)] = .open
    while let top = stack.last {
      guard top.next < top.dependencies.count else {
        graph.nodeOfValue[Int(top.value.index)] = translate(top.value)
        state[Int(top.value.index)] = .done
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].next += 1
      let operand = top.dependencies[top.next]
      switch state[Int(operand.index)] {
      case .done: break
      case .unseen:
        state[Int(operand.index)] = .open
        stack.append((operand, dependencies(operand), 0))
      case .open:
        let start = stack.lastIndex { $0.value == operand } ?? 0
        throw .combinationalLoop(values: loopNames(stack[start...].map(\.value)))
      }
    }
  }

  private func loopNames(_ values: [ValueID]) -> [String] {
    var names: [String] = []
    for value in values.reversed() {
      guard let name = flat[value].name else { continue }
      let scope = flat.scopes.lastIndex { $0.base <= Int(value.index) } ?? 0
      let path = flat.path(scope, name)
      if names.last != path { names.append(path) }
    }
    return names.isEmpty ? values.map(\.description) : names
  }

  // MARK: Nodes

  /// Adds an operation in its simplest form, or finds the equal one that exists.
  mutating func make(_ operation: NodeOperation, width: Int) -> NodeID {
    switch simplified(operation, width: width) {
    case .node(let id): return id
    case .operation(let operation, let width):
      let node = Node(operation: operation, width: width)
      if let id = ids[node] { return id }
      let id = graph.nodes.count
      graph.nodes.append(node)
      ids[node] = id
      noteLoops(id)
      return id
    }
  }

  private mutating func noteLoops(_ id: NodeID) {
    guard !graph.loops.isEmpty else { return }
    var loops: Set<Int> = []
    switch graph.nodes[id].operation {
    case .loopIndex(let loop), .loopElement(let loop, _), .loopAccumulator(let loop): loops.insert(loop)
    default: break
    }
    for operand in graph.dependencies(id) { if let more = graph.loopDependencies[operand] { loops.formUnion(more) } }
    switch graph.nodes[id].operation {
    case .map(let loop), .fold(let loop, _): loops.remove(loop)
    default: break
    }
    if !loops.isEmpty { graph.loopDependencies[id] = loops }
  }

  func width(_ id: NodeID) -> Int { graph.nodes[id].width }

  func constant(_ id: NodeID) -> BitVector? {
    if case .constant(let value) = graph.nodes[id].operation { value } else { nil }
  }

  mutating func constant(_ value: Int, width: Int) -> NodeID { make(.constant(BitVector(value, width: width)), width: width) }

  // MARK: Values

  private mutating func translate(_ id: ValueID) -> NodeID {
    let value = flat[id]
    let width = value.type.width
    func type(_ operand: ValueID) -> ValueType { flat[operand].type }
    func isSigned(_ operand: ValueID) -> Bool { type(operand).isSigned && type(operand).count == nil }

    let operands = value.operation.operands
    if !operands.isEmpty, value.operation.loop == nil {
      let constants = operands.compactMap { operand in
        constant(node(operand)).map { Operand($0.resized(to: type(operand).width, signed: false), type(operand)) }
      }
      if constants.count == operands.count, let result = value.operation.evaluate(constants, type: value.type) {
        return make(.constant(result), width: width)
      }
    }
    switch value.operation {
    case .constant(let bits): return make(.constant(bits), width: width)
    case .input: return portOfInput[id].map { make(.input(port: $0), width: width) } ?? constant(0, width: width)
    case .register(let register): return make(.register(register), width: width)
    case .wire: return wire(id)
    case .instanceOutput: return constant(0, width: width)
    case .not(let a): return make(.not(node(a)), width: width)
    case .negate(let a): return make(.negate(node(a)), width: width)
    case .reduce(let reduction, let a): return make(.reduce(reduction, node(a), width: type(a).width), width: 1)
    case .binary(let binary, let a, let b):
      let (left, right) = (node(a), node(b))
      switch binary {
      case .add: return make(.add(left, right), width: width)
      case .subtract: return make(.subtract(left, right), width: width)
      case .multiply where isSigned(a):
        return make(.multiplySigned(left, right, leftWidth: type(a).width, rightWidth: type(b).width), width: width)
      case .multiply: return make(.multiply(left, right), width: width)
      case .and: return make(.and(left, right), width: width)
      case .or: return make(.or(left, right), width: width)
      case .xor: return make(.xor(left, right), width: width)
      case .equal: return make(.equal(left, right), width: 1)
      case .less where isSigned(a): return make(.lessSigned(left, right, width: type(a).width), width: 1)
      case .less: return make(.less(left, right), width: 1)
      }
    case .shift(let shift, let a, let amount): return make(.shift(shift, node(a), by: node(amount)), width: width)
    case .mux(let condition, let a, let b): return make(.mux(node(condition), node(a), node(b)), width: width)
    case .resize(let a):
      if width > type(a).width, isSigned(a) { return make(.signExtend(node(a), offset: 0, from: type(a).width), width: width) }
      return make(.slice(node(a), offset: 0), width: width)
    case .reinterpret(let a), .crossing(let a): return node(a)
    case .slice(let a, let offset): return make(.slice(node(a), offset: offset), width: width)
    case .concatenate(let parts):
      return make(.concatenate(parts.map { node($0) }, widths: parts.map { type($0).width }), width: width)
    case .element(let a, let index):
      return make(.element(node(a), index: node(index), count: type(a).count ?? type(a).width), width: width)
    case .memoryRead(let memory, let address): return make(.memoryRead(memory: memory, address: node(address)), width: width)
    case .map(let loop):
      graph.loops[loop].result = node(flat.loops[loop].result)
      return unrolled(loop, initial: nil, width: width) ?? make(.map(loop: loop), width: width)
    case .fold(let loop, let initial):
      graph.loops[loop].result = node(flat.loops[loop].result)
      return unrolled(loop, initial: node(initial), width: width) ?? make(.fold(loop: loop, initial: node(initial)), width: width)
    case .loopIndex(let loop): return make(.loopIndex(loop: loop), width: width)
    case .loopElement(let loop, let vector): return make(.loopElement(loop: loop, vector: node(vector)), width: width)
    case .loopAccumulator(let loop): return make(.loopAccumulator(loop: loop), width: width)
    }
  }
}

extension Action {
  /// All values that the statements read.
  static func operands(_ actions: [Action]) -> [ValueID] {
    var result: [ValueID] = []
    for action in actions {
      switch action {
      case .assign(_, let value): result.append(value)
      case .assignPart(_, let part, let value): result += part.indices.map(\.value) + [value]
      case .write(_, let address, let mask, let value): result += [address, value] + (mask.map { [$0] } ?? [])
      case .when(let condition, let then, let otherwise): result += [condition] + operands(then) + operands(otherwise)
      case .match(let subject, let cases, let otherwise):
        result.append(subject)
        for one in cases { result += operands(one.body) }
        result += operands(otherwise)
      case .check(_, let condition): result.append(condition)
      case .display(_, let values): result += values
      }
    }
    return result
  }
}
