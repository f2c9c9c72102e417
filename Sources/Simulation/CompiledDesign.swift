import Netlist

/// A design made ready to run: the graph, its layout, and the programs that compute it.
///
/// - `settle` computes what outputs need from the state, after an edge.
/// - `inputs` repeats the part of that which depends on inputs, after inputs were written.
/// - `edge(domains:)` computes the next state; it relies on what the other two have left.
/// - `everything` computes all named values, for waveforms and for looking inside.
struct CompiledDesign {
  let top: Module
  let flat: FlatDesign
  let graph: Graph
  let layout: Layout
  let memories: [MemoryStorage]
  let settle: Program
  let inputs: Program
  /// Whether the host can change what `inputs` computes without a port.
  let hasHostFilledReads: Bool
  private let isAvailableAtEdge: [Bool]
  let checks: Bool

  init(
    _ flat: FlatDesign, _ graph: Graph, _ layout: Layout, top: Module, memories: [MemoryStorage], checks: Bool
  ) {
    self.top = top
    self.flat = flat
    self.graph = graph
    self.layout = layout
    self.memories = memories
    self.checks = checks

    let count = graph.nodes.count
    var onInputs = [Bool](repeating: false, count: count)
    var onState = [Bool](repeating: false, count: count)
    var hostReads = false
    for id in 0..<count {
      switch graph.nodes[id].operation {
      case .input: onInputs[id] = true
      case .register: onState[id] = true
      case .memoryRead(let memory, _):
        onState[id] = true
        onInputs[id] = flat.memories[memory].memory.isHostFilled
        hostReads = hostReads || onInputs[id]
      default: break
      }
      for operand in graph.dependencies(id) {
        onInputs[id] = onInputs[id] || onInputs[operand]
        onState[id] = onState[id] || onState[operand]
      }
    }
    hasHostFilledReads = hostReads

    let outputs = top.ports.filter { $0.direction == .output }.map { graph.nodeOfValue[Int($0.value.index)] }
    let settleSchedule = Schedule(graph, roots: outputs.filter { onState[$0] }, steps: []) {
      !onState[$0] && graph.loopDependencies[$0] == nil
    }
    let settled = ProgramGenerator.generate(settleSchedule, layout: layout, flat: flat, memories: memories)
    settle = settled.program
    // What depends on a loop's index is computed anew in each body.
    func isSettled(_ id: NodeID) -> Bool { settleSchedule.placement[id] == 0 && !settled.absorbed.contains(id) }

    // Values that do not depend on the state are not computed again after an edge, so they are computed here in any case.
    var roots = outputs.filter { onInputs[$0] || !onState[$0] }
    for id in 0..<count
    where !onState[id] && settleSchedule.uses[id] > 0 && !graph.isLeaf(id) && graph.loopDependencies[id] == nil {
      roots.append(id)
    }
    let inputSchedule = Schedule(graph, roots: roots, steps: []) { onState[$0] && !onInputs[$0] && isSettled($0) }
    let computed = ProgramGenerator.generate(inputSchedule, layout: layout, flat: flat, memories: memories)
    inputs = computed.program
    isAvailableAtEdge = (0..<count).map { id in
      let fromInputs = inputSchedule.placement[id] == 0 && !computed.absorbed.contains(id)
      return (!onState[id] || isSettled(id)) && (onState[id] && !onInputs[id] || fromInputs)
    }
  }

  /// The program for the edges of the domains in `mask`.
  func edge(domains mask: UInt64) -> Program {
    func isHit(_ domain: Int) -> Bool { mask >> UInt64(domain) & 1 == 1 }
    var steps: [Step] = []
    for domain in graph.edges.indices where isHit(domain) {
      steps += checks ? graph.edges[domain] : Step.withoutChecks(graph.edges[domain])
    }
    var resets: [NodeID: [Int]] = [:]
    for (index, register) in flat.registers.enumerated() where isHit(register.domain) && register.reset != nil {
      guard let signal = register.resetSignal, let node = graph.resetNodes[signal] else { continue }
      resets[node, default: []].append(index)
    }
    var roots = Array(resets.keys)
    if checks { roots += flat.checks.compactMap { $0.resetSignal.flatMap { graph.resetNodes[$0] } } }
    roots += flat.displays.compactMap { $0.resetSignal.flatMap { graph.resetNodes[$0] } }
    let schedule = Schedule(graph, roots: Set(roots).sorted(), steps: steps) { isAvailableAtEdge[$0] }
    let ordered = resets.sorted { $0.key < $1.key }.map { (signal: $0.key, registers: $0.value) }
    return ProgramGenerator.generate(schedule, layout: layout, flat: flat, memories: memories, resets: ordered).program
  }

  /// Computes the values of some nodes from the state and the inputs.
  func program(for nodes: [NodeID]) -> Program {
    let schedule = Schedule(graph, roots: Set(nodes).sorted(), steps: []) { _ in false }
    return ProgramGenerator.generate(schedule, layout: layout, flat: flat, memories: memories).program
  }

  /// Computes all values that have a name.
  func everything() -> Program {
    var roots: Set<NodeID> = []
    for (index, value) in flat.values.enumerated() where value.name != nil && !isInsideLoop(graph.nodeOfValue[index]) {
      roots.insert(graph.nodeOfValue[index])
    }
    for port in top.ports { roots.insert(graph.nodeOfValue[Int(port.value.index)]) }
    return program(for: Array(roots))
  }

  /// Whether a value exists only for one index of a loop at a time.
  func isInsideLoop(_ id: NodeID) -> Bool {
    switch graph.nodes[id].operation {
    case .loopIndex, .loopElement, .loopAccumulator: true
    default: graph.loopDependencies[id] != nil
    }
  }
}

extension Step {
  static func withoutChecks(_ steps: [Step]) -> [Step] {
    steps.compactMap { step in
      switch step {
      case .check: nil
      case .when(let condition, let then, let otherwise):
        .when(condition, then: withoutChecks(then), otherwise: withoutChecks(otherwise))
      case .match(let subject, let cases, let otherwise):
        .match(
          subject, cases: cases.map { (values: $0.values, body: withoutChecks($0.body)) }, otherwise: withoutChecks(otherwise))
      default: step
      }
    }
  }
}
