import Netlist

/// Where values are computed: in the block that uses them, or for the whole module.
struct Homes {
  /// For each value the scope to compute it in, -1 for the module, or -2 for one that nothing uses.
  private(set) var home: [Int32]
  /// The scope of the block that computes a named value for the whole module, of values that need one.
  private(set) var ownScope: [Int32: Int32] = [:]
  /// With those scopes.
  private(set) var projection: Projection

  init(_ subject: AnalyzedModule, _ reach: Reach, _ extents: Extents, _ names: NameChoice) {
    let module = subject.module
    var projection = subject.projection, home = [Int32](repeating: -2, count: module.values.count)
    func join(_ id: ValueID, _ scope: Int32) {
      let index = Int(id.index)
      home[index] = home[index] == -2 ? scope : projection.commonScope(home[index], scope)
    }
    subject.forEachScopeUse { id, scope, _ in join(id, scope) }
    for instance in module.instances { for case let id? in instance.connections { join(id, -1) } }
    for id in subject.wiring.roots { join(id, -1) }
    for value in reach.order.reversed() {
      let id = ValueID(Int(value))
      let index = Int(value)
      if module.isLeaf(id) { continue }
      var scope = home[index]
      if names[index].isNamed, extents[index].loopDependencies.isEmpty {
        if extents[index].containsLoop {
          if scope < 0 {
            scope = Int32(projection.newScope(parent: -1))
            ownScope[value] = scope
            home[index] = -1
          }
        } else {
          scope = -1
        }
      }
      for operand in module.dependencies(of: id) { join(operand, scope) }
    }
    self.projection = projection
    self.home = home
  }
}
