/// What each wire depends on through its statements, for passes that follow signals.
///
/// Conditions are kept once for each branch, not once for each assignment under them: a long chain of conditions would
/// otherwise take space that grows with its square.
package struct WireSources {
  /// For each value: what its assignments read, without the conditions around them. Registers are listed too.
  private var sources: [[ValueID]]
  /// For each value: the conditional statements around its assignments.
  private var branches: [[Int32]]
  /// The same for writes of each memory.
  private var memories: [Int: (sources: [ValueID], branches: [Int32])] = [:]
  /// The condition of each conditional statement, and the one around it or -1.
  private var conditions: [(value: ValueID, parent: Int32)] = []
  /// The first assignment's place.
  private var locations: [SourceLocation]

  package init(_ module: Module) {
    sources = [[ValueID]](repeating: [], count: module.values.count)
    branches = [[Int32]](repeating: [], count: module.values.count)
    locations = [SourceLocation](repeating: .unknown, count: module.values.count)
    visit(module.statements, under: -1)
  }

  private mutating func visit(_ statements: [Statement], under branch: Int32) {
    for statement in statements {
      switch statement.kind {
      case .assign(.memory(let memory, _, _), _):
        memories[memory, default: ([], [])].sources += statement.operands
        if branch >= 0 { memories[memory]?.branches.append(branch) }
      case .assign(.value(let id), _), .assign(.part(let id, _), _):
        sources[Int(id.index)] += statement.operands
        if branch >= 0, branches[Int(id.index)].last != branch { branches[Int(id.index)].append(branch) }
        if locations[Int(id.index)] == .unknown { locations[Int(id.index)] = statement.location }
      case .when(let condition, let then, let otherwise):
        let inner = enter(condition, in: branch)
        visit(then, under: inner)
        visit(otherwise, under: inner)
      case .match(let subject, let cases, let otherwise):
        let inner = enter(subject, in: branch)
        for one in cases { visit(one.body, under: inner) }
        visit(otherwise, under: inner)
      case .check, .display: break
      }
    }
  }

  private mutating func enter(_ condition: ValueID, in parent: Int32) -> Int32 {
    conditions.append((condition, parent))
    return Int32(conditions.count - 1)
  }

  /// What the assignments of a value read, conditions around them included.
  package subscript(id: ValueID) -> [ValueID] {
    let around = branches[Int(id.index)]
    return around.isEmpty ? sources[Int(id.index)] : sources[Int(id.index)] + conditions(around)
  }

  /// The memories that something writes.
  package var writtenMemories: [Int] { memories.keys.sorted() }
  /// What the writes of a memory read, conditions around them included.
  package func sources(ofMemory memory: Int) -> [ValueID] {
    guard let entry = memories[memory] else { return [] }
    return entry.sources + conditions(entry.branches)
  }

  /// The conditions of statements and of those around them, each once.
  private func conditions(_ branches: [Int32]) -> [ValueID] {
    var result: [ValueID] = []
    var seen: Set<Int32> = []
    for branch in branches {
      var current = branch
      while current >= 0, seen.insert(current).inserted {
        result.append(conditions[Int(current)].value)
        current = conditions[Int(current)].parent
      }
    }
    return result
  }

  /// The place of the first assignment; nil if there is none.
  func location(of id: ValueID) -> SourceLocation? {
    let location = locations[Int(id.index)]
    return location == .unknown ? nil : location
  }
}
