import Netlist

/// Statements of one block, with an identity so that the analysis can say where a local value belongs.
final class Scope {
  /// Index into `Projection.parents`.
  var id = -1
  var statements: [Projected] = []
}

/// A statement as one block sees it: only what concerns the block's targets is left.
enum Projected {
  case assign(Target, ValueID, SourceLocation)
  case when(ValueID, then: Scope, otherwise: Scope, SourceLocation)
  case match(ValueID, cases: [(values: [BitVector], body: Scope)], otherwise: Scope, SourceLocation)
  case check(CheckKind, ValueID, message: String, SourceLocation)
  case display(DisplayText, SourceLocation)
}

/// What becomes one `always` block, or one `assign`.
struct Block {
  enum Kind {
    /// Registers and memories of one domain and one layer, all with a reset value or all without.
    case clocked(domain: Int, hasReset: Bool)
    case combinational(ValueID)
    case checks(domain: Int)
  }
  var kind: Kind
  var root = Scope()
  var registers: [Int] = []
  var memories: [Int] = []
  var location: SourceLocation
}

/// Splits the statements of a module, in which everything is driven side by side, into blocks that each drive one wire or
/// one group of registers. Registers that share a top-level statement share a block, and so do those whose only statements have
/// the same condition.
struct Projection {
  private(set) var blocks: [Block] = []
  /// For each wire and register the block that drives it, or -1.
  private(set) var blockOfValue: [Int32]
  private(set) var blockOfMemory: [Int32]
  /// For each wire: the value of its only driver if that is a top-level assignment to the whole.
  private(set) var soleDriver: [Int32]
  /// Parent of each scope, -1 for roots.
  private(set) var parents: [Int32] = []
  private var blockOfChecks: [Int: Int32] = [:]

  init(_ module: Module, _ checkLayer: CheckLayer) {
    blockOfValue = [Int32](repeating: -1, count: module.values.count)
    blockOfMemory = [Int32](repeating: -1, count: module.memories.count)
    soleDriver = [Int32](repeating: -1, count: module.values.count)
    assignBlocks(module, checkLayer)
    for statement in module.statements { place(statement) }
    for block in blocks { block.root.joinConditions() }
    for block in blocks { number(block.root, parent: -1) }
  }

  // MARK: Grouping

  private mutating func assignBlocks(_ module: Module, _ checkLayer: CheckLayer) {
    var groups = DisjointSets(count: module.registers.count + module.memories.count)
    let memoryBase = module.registers.count
    var driverCount = [Int32](repeating: 0, count: module.values.count)
    var checkDomains: [(domain: Int, location: SourceLocation)] = []
    var driven: [(value: ValueID, location: SourceLocation)] = []
    var drivenNodes: [(node: Int, location: SourceLocation)] = []

    for statement in module.statements {
      var firstOfDomain: [Int: Int] = [:]
      func join(_ node: Int, _ domain: Int) {
        if let first = firstOfDomain[domain] { groups.union(first, node) } else { firstOfDomain[domain] = node }
      }
      func visit(_ target: Target, _ value: ValueID, _ location: SourceLocation, isTop: Bool) {
        switch target {
        case .value(let id), .part(let id, _):
          if case .register(let register) = module[id].operation {
            drivenNodes.append((register, location))
            join(register, module.registers[register].domain)
          } else {
            let index = Int(id.index)
            if driverCount[index] == 0 { driven.append((id, location)) }
            driverCount[index] += 1
            if isTop, driverCount[index] == 1, case .value = target {
              soleDriver[index] = value.index
            } else {
              soleDriver[index] = -1
            }
          }
        case .memory(let memory, _, _):
          drivenNodes.append((memoryBase + memory, location))
          join(memoryBase + memory, module.memories[memory].domain)
        }
      }
      func walk(_ statement: Statement, isTop: Bool) {
        switch statement.kind {
        case .assign(let target, let value): visit(target, value, statement.location, isTop: isTop)
        case .when(_, let then, let otherwise):
          for one in then { walk(one, isTop: false) }
          for one in otherwise { walk(one, isTop: false) }
        case .match(_, let cases, let otherwise):
          for one in cases { for inner in one.body { walk(inner, isTop: false) } }
          for one in otherwise { walk(one, isTop: false) }
        case .check(_, _, _, let domain), .display(_, let domain):
          if !checkDomains.contains(where: { $0.domain == domain }) { checkDomains.append((domain, statement.location)) }
        }
      }
      walk(statement, isTop: true)
    }

    for (first, second) in AlikeRegisters(module).pairs { groups.union(first, second) }

    for (value, location) in driven {
      blockOfValue[Int(value.index)] = Int32(blocks.count)
      blocks.append(Block(kind: .combinational(value), location: location))
    }
    var blockOfGroup: [Int: Int32] = [:]
    for (node, location) in drivenNodes {
      let isMemory = node >= memoryBase
      let domain = isMemory ? module.memories[node - memoryBase].domain : module.registers[node].domain
      let hasReset = !isMemory && module.registers[node].reset != nil && module.domains[domain].reset != nil
      let isForChecks =
        isMemory ? checkLayer.contains(memory: node - memoryBase) : checkLayer.contains(module.registers[node].value)
      let key = groups.find(node) * 4 + (isForChecks ? 2 : 0) + (hasReset ? 1 : 0)
      let block: Int32
      if let known = blockOfGroup[key] {
        block = known
      } else {
        block = Int32(blocks.count)
        blockOfGroup[key] = block
        blocks.append(Block(kind: .clocked(domain: domain, hasReset: hasReset), location: location))
      }
      if isMemory {
        if blockOfMemory[node - memoryBase] < 0 { blocks[Int(block)].memories.append(node - memoryBase) }
        blockOfMemory[node - memoryBase] = block
      } else {
        let value = Int(module.registers[node].value.index)
        if blockOfValue[value] < 0 { blocks[Int(block)].registers.append(node) }
        blockOfValue[value] = block
      }
    }
    for (domain, location) in checkDomains {
      blockOfChecks[domain] = Int32(blocks.count)
      blocks.append(Block(kind: .checks(domain: domain), location: location))
    }
  }

  // MARK: Splitting

  private func block(of target: Target) -> Int {
    switch target {
    case .value(let id), .part(let id, _): Int(blockOfValue[Int(id.index)])
    case .memory(let memory, _, _): Int(blockOfMemory[memory])
    }
  }

  /// Every domain with a check has got a block before any statement is placed.
  private func checks(of domain: Int) -> Int {
    guard let block = blockOfChecks[domain] else { preconditionFailure("no block for the checks of domain \(domain)") }
    return Int(block)
  }

  private func place(_ statement: Statement) {
    switch statement.kind {
    case .assign(let target, let value):
      blocks[block(of: target)].root.statements.append(.assign(target, value, statement.location))
    case .check(let kind, let condition, let message, let domain):
      blocks[checks(of: domain)].root.statements.append(.check(kind, condition, message: message, statement.location))
    case .display(let text, let domain):
      blocks[checks(of: domain)].root.statements.append(.display(text, statement.location))
    case .when, .match:
      for (block, projected) in split(statement) { blocks[block].root.statements.append(projected) }
    }
  }

  /// What each block sees of a statement, in the order in which the blocks first appear.
  private func split(_ statement: Statement) -> [(block: Int, statement: Projected)] {
    let location = statement.location
    switch statement.kind {
    case .assign(let target, let value): return [(block(of: target), .assign(target, value, location))]
    case .check(let kind, let condition, let message, let domain):
      return [(checks(of: domain), .check(kind, condition, message: message, location))]
    case .display(let text, let domain): return [(checks(of: domain), .display(text, location))]
    case .when(let condition, let then, let otherwise):
      let sides = [split(then), split(otherwise)]
      return merge(sides) { bodies in .when(condition, then: bodies[0], otherwise: bodies[1], location) }
    case .match(let subject, let cases, let otherwise):
      let sides = cases.map { split($0.body) } + [split(otherwise)]
      return merge(sides) { bodies in
        .match(
          subject, cases: zip(cases, bodies).map { (values: $0.values, body: $1) }, otherwise: bodies[cases.count], location)
      }
    }
  }

  private func split(_ list: [Statement]) -> [(block: Int, scope: Scope)] {
    var result: [(block: Int, scope: Scope)] = []
    var position: [Int: Int] = [:]
    for statement in list {
      for (block, projected) in split(statement) {
        if let known = position[block] {
          result[known].scope.statements.append(projected)
        } else {
          position[block] = result.count
          let scope = Scope()
          scope.statements.append(projected)
          result.append((block, scope))
        }
      }
    }
    return result
  }

  private func merge(
    _ sides: [[(block: Int, scope: Scope)]], _ make: ([Scope]) -> Projected
  ) -> [(block: Int, statement: Projected)] {
    var position: [Int: Int] = [:]
    var result: [(block: Int, bodies: [Scope])] = []
    for (side, parts) in sides.enumerated() {
      for (block, scope) in parts {
        let index: Int
        if let known = position[block] {
          index = known
        } else {
          index = result.count
          position[block] = index
          result.append((block, sides.map { _ in Scope() }))
        }
        result[index].bodies[side] = scope
      }
    }
    return result.map { ($0.block, make($0.bodies)) }
  }

  private mutating func number(_ scope: Scope, parent: Int) {
    scope.id = newScope(parent: parent)
    for statement in scope.statements {
      switch statement {
      case .assign, .check, .display: break
      case .when(_, let then, let otherwise, _):
        number(then, parent: scope.id)
        number(otherwise, parent: scope.id)
      case .match(_, let cases, let otherwise, _):
        for one in cases { number(one.body, parent: scope.id) }
        number(otherwise, parent: scope.id)
      }
    }
  }

  mutating func newScope(parent: Int) -> Int {
    parents.append(Int32(parent))
    return parents.count - 1
  }

  /// The innermost scope that holds both; -1 when they are in different blocks.
  func commonScope(_ a: Int32, _ b: Int32) -> Int32 {
    var a = a
    var b = b
    // A parent has a smaller number than its children.
    while a != b {
      if a < 0 || b < 0 { return -1 }
      if a > b { a = parents[Int(a)] } else { b = parents[Int(b)] }
    }
    return a
  }
}

extension Scope {
  /// Makes one statement of neighbours with the same condition and no other branch.
  fileprivate func joinConditions() {
    var joined: [Projected] = []
    for statement in statements {
      if case .when(let condition, let then, let otherwise, _) = statement, otherwise.statements.isEmpty,
        case .when(condition, let before, let beforeElse, _)? = joined.last, beforeElse.statements.isEmpty
      {
        before.statements += then.statements
      } else {
        joined.append(statement)
      }
    }
    statements = joined
  }
}

/// Union-find with path halving.
private struct DisjointSets {
  private var parent: [Int32]
  init(count: Int) { parent = (0..<Int32(count)).map { $0 } }
  mutating func find(_ node: Int) -> Int {
    var node = node
    while Int(parent[node]) != node {
      parent[node] = parent[Int(parent[node])]
      node = Int(parent[node])
    }
    return node
  }
  mutating func union(_ a: Int, _ b: Int) {
    let a = find(a)
    let b = find(b)
    if a != b { parent[max(a, b)] = Int32(min(a, b)) }
  }
}
