import Netlist

/// Where each value of a program is computed: in the innermost block that all its uses share, outside loops it does not
/// depend on. So what only one branch needs is computed only when the branch is taken.
struct Schedule {
  struct Block {
    var parent: Int
    var depth: Int
    /// The loop whose body this is.
    var loop: Int?
    /// Loops around, this one included.
    var loopDepth: Int
    /// Computed at the block's start, in this order.
    var nodes: [NodeID] = []
    var steps: [PlacedStep] = []
  }

  indirect enum PlacedStep {
    case leaf(Step)
    case when(NodeID, then: Int, otherwise: Int?)
    case match(NodeID, cases: [(values: [BitVector], block: Int)], otherwise: Int?)
  }

  let graph: Graph
  private(set) var blocks = [Block(parent: -1, depth: 0, loop: nil, loopDepth: 0)]
  /// The block of a process' statements, or of a loop's body, by its node.
  private(set) var bodies: [NodeID: Int] = [:]
  /// The block of each node; -1 for those that the program does not compute.
  private(set) var placement: [Int32]
  /// Uses in this program; a root has one more.
  private(set) var uses: [Int32]

  /// `roots` are computed in any case, `isAvailable` nodes have been computed by another program.
  init(_ graph: Graph, roots: [NodeID], steps: [Step], isAvailable: (NodeID) -> Bool) {
    self.graph = graph
    placement = [Int32](repeating: -1, count: graph.nodes.count)
    uses = [Int32](repeating: 0, count: graph.nodes.count)

    var needed: [NodeID] = []
    var isNeeded = [Bool](repeating: false, count: graph.nodes.count)
    var work = roots + Step.allOperands(steps)
    while let id = work.popLast() {
      guard !isNeeded[id], !graph.isLeaf(id), !isAvailable(id) else { continue }
      isNeeded[id] = true
      needed.append(id)
      work += graph.dependencies(id)
    }
    needed.sort(by: >)

    for root in roots { use(root, 0) }
    place(steps, in: 0)
    for id in needed {
      let block = hoisted(id, Int(placement[id]))
      placement[id] = Int32(block)
      blocks[block].nodes.append(id)
      switch graph.nodes[id].operation {
      case .process(let process):
        let body = addBlock(in: block)
        bodies[id] = body
        place(graph.processes[process], in: body)
      case .map(let loop):
        let body = addBlock(in: block, loop: loop)
        bodies[id] = body
        use(graph.loops[loop].result, body)
      case .fold(let loop, let initial):
        let body = addBlock(in: block, loop: loop)
        bodies[id] = body
        use(initial, block)
        use(graph.loops[loop].result, body)
      case let operation: for operand in operation.operands { use(operand, block) }
      }
    }
    for block in blocks.indices { blocks[block].nodes.reverse() }
    for id in placement.indices where !isNeeded[id] { placement[id] = -1 }
  }

  private mutating func addBlock(in parent: Int, loop: Int? = nil) -> Int {
    let outer = blocks[parent]
    blocks.append(Block(parent: parent, depth: outer.depth + 1, loop: loop, loopDepth: outer.loopDepth + (loop == nil ? 0 : 1)))
    return blocks.count - 1
  }

  private mutating func place(_ steps: [Step], in block: Int) {
    for step in steps {
      for operand in step.operands { use(operand, block) }
      switch step {
      case .when(let condition, let then, let otherwise):
        let first = addBlock(in: block)
        place(then, in: first)
        var second: Int?
        if !otherwise.isEmpty {
          let added = addBlock(in: block)
          place(otherwise, in: added)
          second = added
        }
        blocks[block].steps.append(.when(condition, then: first, otherwise: second))
      case .match(let subject, let cases, let otherwise):
        var placed: [(values: [BitVector], block: Int)] = []
        for one in cases {
          let body = addBlock(in: block)
          place(one.body, in: body)
          placed.append((one.values, body))
        }
        var last: Int?
        if !otherwise.isEmpty {
          let added = addBlock(in: block)
          place(otherwise, in: added)
          last = added
        }
        blocks[block].steps.append(.match(subject, cases: placed, otherwise: last))
      default: blocks[block].steps.append(.leaf(step))
      }
    }
  }

  private mutating func use(_ id: NodeID, _ block: Int) {
    uses[id] += 1
    placement[id] = placement[id] < 0 ? Int32(block) : Int32(common(Int(placement[id]), block))
  }

  private func common(_ first: Int, _ second: Int) -> Int {
    var (a, b) = (first, second)
    while a != b {
      if blocks[a].depth >= blocks[b].depth { a = blocks[a].parent } else { b = blocks[b].parent }
    }
    return a
  }

  private func hoisted(_ id: NodeID, _ block: Int) -> Int {
    guard blocks[block].loopDepth > 0 else { return block }
    let loops = graph.loopDependencies[id] ?? []
    var (result, current) = (block, block)
    while current >= 0 {
      if let loop = blocks[current].loop {
        if loops.contains(loop) { break }
        result = blocks[current].parent
      }
      current = blocks[current].parent
    }
    return result
  }
}

extension Graph {
  /// Whether a node has its value without being computed.
  func isLeaf(_ id: NodeID) -> Bool {
    switch nodes[id].operation {
    case .constant, .input, .register, .loopIndex, .loopAccumulator: true
    default: false
    }
  }
}
