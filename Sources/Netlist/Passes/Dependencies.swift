/// What each wire depends on through its statements, for passes that follow signals.
package struct WireSources {
  /// For each value: the values that its assignments read, conditions around them included. Registers are listed too.
  private var sources: [[ValueID]]
  /// The same for writes of each memory.
  package private(set) var memorySources: [Int: [ValueID]] = [:]
  /// The first assignment's place.
  private var locations: [SourceLocation]

  package init(_ module: Module) {
    sources = [[ValueID]](repeating: [], count: module.values.count)
    locations = [SourceLocation](repeating: .unknown, count: module.values.count)
    visit(module.statements, conditions: [])
  }

  private mutating func visit(_ statements: [Statement], conditions: [ValueID]) {
    for statement in statements {
      switch statement.kind {
      case .assign(.memory(let memory, _, _), _): memorySources[memory, default: []] += statement.operands + conditions
      case .assign(.value(let id), let source):
        sources[Int(id.index)].append(source)
        if !conditions.isEmpty { sources[Int(id.index)] += conditions }
        if locations[Int(id.index)] == .unknown { locations[Int(id.index)] = statement.location }
      case .assign(.element(let id, _), _):
        sources[Int(id.index)] += statement.operands + conditions
        if locations[Int(id.index)] == .unknown { locations[Int(id.index)] = statement.location }
      case .when(let condition, let then, let otherwise):
        visit(then, conditions: conditions + [condition])
        visit(otherwise, conditions: conditions + [condition])
      case .match(let subject, let cases, let otherwise):
        for one in cases { visit(one.body, conditions: conditions + [subject]) }
        visit(otherwise, conditions: conditions + [subject])
      case .check, .display: break
      }
    }
  }

  package subscript(id: ValueID) -> [ValueID] { sources[Int(id.index)] }

  /// The place of the first assignment; nil if there is none.
  func location(of id: ValueID) -> SourceLocation? {
    let location = locations[Int(id.index)]
    return location == .unknown ? nil : location
  }
}
