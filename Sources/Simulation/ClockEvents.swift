import Netlist

/// Follows the clocks and asynchronous resets of a design in which more moves registers than rising edges of the top's clocks:
/// falling edges, clocks made by registers and black boxes, resets that act at once.
///
/// In one round all clocks that changed have their edges with the values before them, then registers whose reset has become
/// active take their reset values, and what follows from the new state settles; a clock or reset that changed in this way has its
/// round next. A clock that logic makes of other clocks is looked at when one of those changes and at no other time, so that an
/// enable that moves while the clock is high makes no edge: a model of a clock gate is `io.gated <== runningClock() & io.enable`.
final class ClockEvents {
  private struct Clock {
    var node: NodeID
    /// Clocks, by their positions here, that it is made of.
    var sources: [Int] = []
    var rising: UInt64 = 0
    var falling: UInt64 = 0
    var value: Bool = false
  }
  private struct Reset {
    var node: NodeID
    var registers: [(slot: Int, next: Int, value: BitVector)] = []
    var isActive = false
  }

  /// In the order of the graph: each after those it is made of.
  private var clocks: [Clock] = []
  private var resets: [Reset] = []
  /// The storage of the top's clock inputs.
  private let inputs: [Int]
  private let slots: [Int]
  private let program: LoadedProgram
  private(set) var isOscillating = false
  private static let longestChain = 1000

  /// Nil if the design needs none of it.
  init?(_ compiled: CompiledDesign) throws(SimulationError) {
    let flat = compiled.flat, graph = compiled.graph
    let inputNodes = compiled.top.clockPorts.map { graph.nodeOfValue[Int($0.port.value.index)] }
    let isPlain =
      flat.domains.count == inputNodes.count && !flat.registers.contains { $0.resetSignal?.style.isAsynchronous ?? false }
      && !Self.isRead(inputNodes, compiled)
    if isPlain { return nil }
    guard flat.domains.count <= UInt64.bitWidth else {
      throw .model(
        "the built-in simulator knows \(UInt64.bitWidth) clock edges, not \(flat.domains.count): use the Verilator backend")
    }

    var byNode: [NodeID: Clock] = [:]
    for node in inputNodes { byNode[node] = Clock(node: node) }
    for (number, domain) in flat.domains.enumerated() {
      let node = graph.nodeOfValue[Int(domain.clock.index)]
      var clock = byNode[node] ?? Clock(node: node)
      if domain.edge == .rising { clock.rising |= 1 << UInt64(number) } else { clock.falling |= 1 << UInt64(number) }
      byNode[node] = clock
    }
    clocks = byNode.values.sorted { $0.node < $1.node }
    let position = Dictionary(uniqueKeysWithValues: clocks.enumerated().map { ($1.node, $0) })
    for index in clocks.indices { clocks[index].sources = Self.sources(of: clocks[index].node, position, graph) }

    var byReset: [NodeID: Reset] = [:]
    for (index, register) in flat.registers.enumerated() {
      guard let signal = register.resetSignal, signal.style.isAsynchronous, let value = register.reset,
        let node = graph.resetNodes[signal]
      else { continue }
      let slot = compiled.layout.slots[graph.nodeOfValue[Int(register.value.index)]]
      byReset[node, default: Reset(node: node)].registers.append((slot, compiled.layout.next[index], value))
    }
    resets = byReset.values.sorted { $0.node < $1.node }
    slots = compiled.layout.slots
    inputs = inputNodes.map { compiled.layout.slots[$0] }
    program = LoadedProgram(compiled.program(for: clocks.map(\.node) + resets.map(\.node)))
  }

  /// Whether anything looks at the level of the top's clocks.
  private static func isRead(_ inputs: [NodeID], _ compiled: CompiledDesign) -> Bool {
    let graph = compiled.graph, clocks = Set(inputs)
    let outputs = compiled.top.ports.filter { $0.direction == .output }.map { graph.nodeOfValue[Int($0.value.index)] }
    return outputs.contains(where: clocks.contains)
      || graph.nodes.indices.contains { graph.dependencies($0).contains(where: clocks.contains) }
      || graph.edges.contains { Step.allOperands($0).contains(where: clocks.contains) }
  }

  /// The nearest clocks that a node is computed from.
  private static func sources(of node: NodeID, _ position: [NodeID: Int], _ graph: Graph) -> [Int] {
    var seen: Set<NodeID> = [], work = graph.dependencies(node), result: [Int] = []
    while let id = work.popLast() {
      guard seen.insert(id).inserted else { continue }
      if let clock = position[id] { result.append(clock) } else { work += graph.dependencies(id) }
    }
    return result
  }

  /// Takes the levels as they are for what was before.
  func start(_ simulator: BuiltinSimulator) {
    simulator.run(program)
    for index in clocks.indices { clocks[index].value = level(clocks[index].node, simulator) }
    for index in resets.indices { resets[index].isActive = level(resets[index].node, simulator) }
  }

  private func level(_ node: NodeID, _ simulator: BuiltinSimulator) -> Bool { simulator.storage[slots[node]] & 1 == 1 }

  /// Gives the top's clocks in `mask` a level.
  func set(clocks mask: UInt32, to level: UInt64, _ simulator: BuiltinSimulator) {
    for (index, slot) in inputs.enumerated() where mask >> UInt32(truncatingIfNeeded: index) & 1 == 1 {
      simulator.storage[slot] = level
    }
    simulator.run(simulator.inputsProgram)
    follow(simulator)
  }

  /// Rounds until nothing changes any more.
  func follow(_ simulator: BuiltinSimulator) {
    isOscillating = false
    for _ in 0..<Self.longestChain {
      simulator.run(program)
      var edges: UInt64 = 0
      var isChanged = [Bool](repeating: false, count: clocks.count)
      for index in clocks.indices {
        let clock = clocks[index]
        guard clock.sources.isEmpty || clock.sources.contains(where: { isChanged[$0] }) else { continue }
        let value = level(clock.node, simulator)
        guard value != clock.value else { continue }
        clocks[index].value = value
        isChanged[index] = true
        edges |= value ? clock.rising : clock.falling
      }
      let started = resets.indices.filter { index in
        let isActive = level(resets[index].node, simulator)
        defer { resets[index].isActive = isActive }
        return isActive && !resets[index].isActive
      }
      if edges == 0, started.isEmpty { return }
      if edges != 0 { _ = simulator.move(edges) }
      for reset in started {
        for (slot, next, value) in resets[reset].registers {
          simulator.store(value, at: slot)
          simulator.store(value, at: next)
        }
      }
      simulator.run(simulator.settleProgram)
    }
    isOscillating = true
  }

  /// The names of the clocks, for messages.
  func names(_ compiled: CompiledDesign) -> String {
    compiled.flat.domains.compactMap { compiled.flat[$0.clock].name }.joined(separator: ", ")
  }
}
