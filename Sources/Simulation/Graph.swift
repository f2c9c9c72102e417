import Netlist

/// Index into `Graph.nodes`.
typealias NodeID = Int

/// An operation whose meaning does not depend on the types of its operands: signs, counts and widths are spelled out.
///
/// A node's width bounds its significant bits. An operand may be narrower than an operation's `width` says: it counts as
/// extended with zeros.
enum NodeOperation: Hashable {
  case constant(BitVector)
  /// Input port of the top module.
  case input(port: Int)
  case register(Int)
  /// Runs `Graph.processes[i]`.
  case process(Int)

  case not(NodeID)
  case negate(NodeID)
  case reduce(ReductionOperator, NodeID, width: Int)
  case add(NodeID, NodeID)
  case subtract(NodeID, NodeID)
  case multiply(NodeID, NodeID)
  /// The operands are two's-complement numbers of these widths.
  case multiplySigned(NodeID, NodeID, leftWidth: Int, rightWidth: Int)
  case and(NodeID, NodeID)
  case or(NodeID, NodeID)
  case xor(NodeID, NodeID)
  case equal(NodeID, NodeID)
  case less(NodeID, NodeID)
  case lessSigned(NodeID, NodeID, width: Int)
  case shift(ShiftOperator, NodeID, by: NodeID)
  case shiftLeft(NodeID, by: Int)
  case mux(NodeID, NodeID, NodeID)
  /// `from` bits from bit `offset` on as a two's-complement number, extended to the node's width.
  case signExtend(NodeID, offset: Int, from: Int)
  /// The node's width of bits from bit `offset` on, zeros above the operand.
  case slice(NodeID, offset: Int)
  /// The lowest part first.
  case concatenate([NodeID], widths: [Int])
  case element(NodeID, index: NodeID, count: Int)
  case memoryRead(memory: Int, address: NodeID)

  case map(loop: Int)
  case fold(loop: Int, initial: NodeID)
  case loopIndex(loop: Int)
  case loopElement(loop: Int, vector: NodeID)
  case loopAccumulator(loop: Int)

  var operands: [NodeID] {
    switch self {
    case .constant, .input, .register, .process, .map, .loopIndex, .loopAccumulator: []
    case .not(let a), .negate(let a), .reduce(_, let a, _), .shiftLeft(let a, _), .signExtend(let a, _, _), .slice(let a, _): [a]
    case .memoryRead(_, let a), .fold(_, let a), .loopElement(_, let a): [a]
    case .add(let a, let b), .subtract(let a, let b), .multiply(let a, let b), .multiplySigned(let a, let b, _, _): [a, b]
    case .and(let a, let b), .or(let a, let b), .xor(let a, let b), .equal(let a, let b), .less(let a, let b): [a, b]
    case .lessSigned(let a, let b, _), .shift(_, let a, let b), .element(let a, let b, _): [a, b]
    case .mux(let a, let b, let c): [a, b, c]
    case .concatenate(let parts, _): parts
    }
  }

  func mapOperands(_ f: (NodeID) -> NodeID) -> NodeOperation {
    switch self {
    case .constant, .input, .register, .process, .map, .loopIndex, .loopAccumulator: self
    case .not(let a): .not(f(a))
    case .negate(let a): .negate(f(a))
    case .reduce(let o, let a, let w): .reduce(o, f(a), width: w)
    case .shiftLeft(let a, let n): .shiftLeft(f(a), by: n)
    case .signExtend(let a, let o, let w): .signExtend(f(a), offset: o, from: w)
    case .slice(let a, let o): .slice(f(a), offset: o)
    case .memoryRead(let m, let a): .memoryRead(memory: m, address: f(a))
    case .fold(let l, let a): .fold(loop: l, initial: f(a))
    case .loopElement(let l, let a): .loopElement(loop: l, vector: f(a))
    case .add(let a, let b): .add(f(a), f(b))
    case .subtract(let a, let b): .subtract(f(a), f(b))
    case .multiply(let a, let b): .multiply(f(a), f(b))
    case .multiplySigned(let a, let b, let x, let y): .multiplySigned(f(a), f(b), leftWidth: x, rightWidth: y)
    case .and(let a, let b): .and(f(a), f(b))
    case .or(let a, let b): .or(f(a), f(b))
    case .xor(let a, let b): .xor(f(a), f(b))
    case .equal(let a, let b): .equal(f(a), f(b))
    case .less(let a, let b): .less(f(a), f(b))
    case .lessSigned(let a, let b, let w): .lessSigned(f(a), f(b), width: w)
    case .shift(let o, let a, let b): .shift(o, f(a), by: f(b))
    case .element(let a, let b, let n): .element(f(a), index: f(b), count: n)
    case .mux(let a, let b, let c): .mux(f(a), f(b), f(c))
    case .concatenate(let parts, let w): .concatenate(parts.map(f), widths: w)
    }
  }
}

struct Node: Hashable {
  var operation: NodeOperation
  var width: Int
}

/// A statement over nodes.
indirect enum Step {
  /// The target of a process; a register in an edge.
  case assign(register: Int?, NodeID)
  case assignElement(register: Int?, index: NodeID, NodeID, count: Int, width: Int)
  /// `width` bits from bit `position` on; nothing if the position is `limit` or more.
  case assignPart(register: Int?, position: NodeID, NodeID, limit: Int, width: Int)
  case write(memory: Int, address: NodeID, mask: NodeID?, NodeID)
  case when(NodeID, then: [Step], otherwise: [Step])
  case match(NodeID, cases: [(values: [BitVector], body: [Step])], otherwise: [Step])
  case check(Int, NodeID)
  /// `FlatDesign.displays[i]`, over these values of these types.
  case display(Int, [(node: NodeID, type: ValueType)])

  /// What the step reads itself, without what is nested in it.
  var operands: [NodeID] {
    switch self {
    case .assign(_, let value): [value]
    case .assignElement(_, let index, let value, _, _), .assignPart(_, let index, let value, _, _): [index, value]
    case .write(_, let address, let mask, let value): [address, value] + (mask.map { [$0] } ?? [])
    case .when(let condition, _, _): [condition]
    case .match(let subject, _, _): [subject]
    case .check(_, let condition): [condition]
    case .display(_, let values): values.map(\.node)
    }
  }

  var bodies: [[Step]] {
    switch self {
    case .assign, .assignElement, .assignPart, .write, .check, .display: []
    case .when(_, let then, let otherwise): [then, otherwise]
    case .match(_, let cases, let otherwise): cases.map(\.body) + [otherwise]
    }
  }

  static func allOperands(_ steps: [Step]) -> [NodeID] {
    var result: [NodeID] = []
    var work = steps
    while let step = work.popLast() {
      result += step.operands
      for body in step.bodies { work += body }
    }
    return result
  }
}

/// The simplified design: pure operations in topological order, each operand before its users.
struct Graph {
  var nodes: [Node] = []
  /// Statements that drive a wire which no expression can replace.
  var processes: [[Step]] = []
  var loops: [(count: Int, result: NodeID)] = []
  /// The loops that a node's value depends on, where there are any: such a node belongs into their bodies.
  var loopDependencies: [NodeID: Set<Int>] = [:]
  /// The node of each value of the flat design.
  var nodeOfValue: [NodeID] = []
  /// Statements at the edge of each domain.
  var edges: [[Step]] = []
  /// For each register, its value under reset.
  var resets: [NodeID?] = []
  /// What is 1 while a reset is active.
  var resetNodes: [FlatReset: NodeID] = [:]

  /// Everything that a node needs to have been evaluated.
  func dependencies(_ id: NodeID) -> [NodeID] {
    switch nodes[id].operation {
    case .process(let process): Step.allOperands(processes[process])
    case .map(let loop): [loops[loop].result]
    case .fold(let loop, let initial): [initial, loops[loop].result]
    case let operation: operation.operands
    }
  }
}
