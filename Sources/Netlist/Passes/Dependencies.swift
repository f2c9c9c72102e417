/// What each wire depends on through its statements, for passes that follow signals.
struct WireSources {
  /// For each value: the values that its assignments read, conditions around them included. Registers are listed too.
  private(set) var sources: [Int32: [ValueID]] = [:]
  /// The same for writes of each memory.
  private(set) var memorySources: [Int: [ValueID]] = [:]
  /// The first assignment's place.
  private(set) var locations: [Int32: SourceLocation] = [:]

  init(_ module: Module) {
    sources.reserveCapacity(module.statements.count)
    visit(module.statements, conditions: [])
  }

  private mutating func visit(_ statements: [Statement], conditions: [ValueID]) {
    for statement in statements {
      switch statement.kind {
      case .assign(.memory(let memory, _, _), _): memorySources[memory, default: []] += statement.operands + conditions
      case .assign(.value(let id), let source):
        if conditions.isEmpty { sources[id.index, default: []].append(source) } else { sources[id.index, default: []] += [source] + conditions }
        if locations[id.index] == nil { locations[id.index] = statement.location }
      case .assign(.element(let id, _), _):
        sources[id.index, default: []] += statement.operands + conditions
        if locations[id.index] == nil { locations[id.index] = statement.location }
      case .when(let condition, let then, let otherwise):
        visit(then, conditions: conditions + [condition])
        visit(otherwise, conditions: conditions + [condition])
      case .match(let subject, let cases, let otherwise):
        for one in cases { visit(one.body, conditions: conditions + [subject]) }
        visit(otherwise, conditions: conditions + [subject])
      case .check: break
      }
    }
  }

  subscript(id: ValueID) -> [ValueID] { sources[id.index] ?? [] }
}
