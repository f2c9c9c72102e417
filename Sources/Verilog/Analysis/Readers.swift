import Netlist

/// Who reads each value.
struct Readers {
  /// The value that is the only driver of a wire.
  var driver: [ValueID: ValueID] = [:]
  var values: [ValueID: [ValueID]] = [:]
  /// Readers of each value, statements and connections included.
  var count: [ValueID: Int] = [:]
  var isReadByStatements: Set<ValueID> = []

  init(_ module: Module) {
    for index in module.values.indices {
      let id = ValueID(index)
      for operand in module.dependencies(of: id) {
        values[operand, default: []].append(id)
        count[operand, default: 0] += 1
      }
    }
    var assignments: [ValueID: Int] = [:]
    Module.walk(module.statements) { statement in
      for id in statement.operands {
        count[id, default: 0] += 1
        isReadByStatements.insert(id)
      }
      switch statement.kind {
      case .assign(.value(let id), _), .assign(.part(let id, _), _): assignments[id, default: 0] += 1
      default: break
      }
    }
    for instance in module.instances { for case let id? in instance.connections { count[id, default: 0] += 1 } }
    for port in module.ports { count[port.value, default: 0] += 1 }
    for id in module.domainSignals { count[id, default: 0] += 1 }
    for statement in module.statements {
      if case .assign(.value(let id), let source) = statement.kind, assignments[id] == 1, module[id].operation == .wire {
        driver[id] = source
      }
    }
  }
}
