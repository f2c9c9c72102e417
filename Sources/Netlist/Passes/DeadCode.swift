/// Removes values, registers, memories, loops and statements that reach no output, instance, assertion or host.
enum DeadCode {
  static func run(_ design: inout Design) throws(InvalidNetlist) -> [Diagnostic] {
    for index in design.modules.indices where design.modules[index].blackBox == nil { try sweep(&design.modules[index]) }
    return []
  }

  private static func sweep(_ module: inout Module) throws(InvalidNetlist) {
    let wires = WireSources(module)
    var live = [Bool](repeating: false, count: module.values.count)
    var liveMemories = Set<Int>()
    var work: [ValueID] = []
    func mark(_ id: ValueID) {
      if !live[Int(id.index)] {
        live[Int(id.index)] = true
        work.append(id)
      }
    }
    for port in module.ports { mark(port.value) }
    for id in module.attributes.keys.sorted() { mark(id) }
    for id in module.domainSignals { mark(id) }
    for instance in module.instances { for case let id? in instance.connections where module[id].operation == .wire { mark(id) } }
    for instance in module.instances {
      for case let id? in instance.connections where module[id].operation == .input { mark(id) }
    }
    markChecks(module.statements, conditions: [], mark)
    while let id = work.popLast() {
      for dependency in module.dependencies(of: id) { mark(dependency) }
      switch module[id].operation {
      case .wire, .register: for source in wires[id] { mark(source) }
      case .memoryRead(let memory, _):
        if liveMemories.insert(memory).inserted { for source in wires.sources(ofMemory: memory) { mark(source) } }
      default: break
      }
    }
    if live.allSatisfy({ $0 }), liveMemories.count == module.memories.count { return }
    try module.keep(live.indices.filter { live[$0] }, memories: liveMemories)
  }

  private static func markChecks(_ statements: [Statement], conditions: [ValueID], _ mark: (ValueID) -> Void) {
    for statement in statements {
      switch statement.kind {
      case .assign: break
      case .check, .display: for id in conditions + statement.operands { mark(id) }
      case .when(let condition, let then, let otherwise):
        markChecks(then, conditions: conditions + [condition], mark)
        markChecks(otherwise, conditions: conditions + [condition], mark)
      case .match(let subject, let cases, let otherwise):
        for one in cases { markChecks(one.body, conditions: conditions + [subject], mark) }
        markChecks(otherwise, conditions: conditions + [subject], mark)
      }
    }
  }
}
