import Netlist

/// Outputs that show a register of the same name become that register: `output logic [7:0] count`, assigned where it is
/// clocked, instead of `count_1` and an `assign`.
///
/// A register with a name of its own keeps it. The result is for printing only: elsewhere an output port is a wire.
enum OutputRegisters {
  static func merged(_ module: Module) -> Module {
    var portOfWire: [ValueID: Int] = [:]
    for (index, port) in module.ports.enumerated() where port.direction == .output { portOfWire[port.value] = index }
    // Only plain assignments to the whole, the output's only one.
    var sources: [Int: ValueID] = [:]
    var assignments: [Int: Int] = [:]
    Module.walk(module.statements) { statement in
      guard case .assign(let target, _) = statement.kind else { return }
      switch target {
      case .value(let id), .part(let id, _): if let port = portOfWire[id] { assignments[port, default: 0] += 1 }
      case .memory: break
      }
    }
    for statement in module.statements {
      guard case .assign(.value(let id), let source) = statement.kind, let port = portOfWire[id], assignments[port] == 1 else {
        continue
      }
      if isCandidate(source, for: module.ports[port], module) { sources[port] = source }
    }
    if sources.isEmpty { return module }
    let read = readValues(module)
    let driven = drivenRegisters(module)
    var result = module
    var taken: Set<ValueID> = []
    var merged: Set<ValueID> = []
    for (port, source) in sources.sorted(by: { $0.key < $1.key }) {
      let wire = module.ports[port].value
      guard !read.contains(wire), module.attributes[wire] == nil, driven.contains(source), taken.insert(source).inserted else {
        continue
      }
      merged.insert(wire)
      result.ports[port].value = source
      result[source].name = module.ports[port].name
    }
    result.statements.removeAll { if case .assign(.value(let id), _) = $0.kind { merged.contains(id) } else { false } }
    return result
  }

  /// A scalar register of the port's type, called after the port: the port's name with the number that keeps them apart.
  private static func isCandidate(_ source: ValueID, for port: Port, _ module: Module) -> Bool {
    guard case .register = module[source].operation, let name = module[source].name else { return false }
    let type = module[source].type, wanted = module[port.value].type
    guard type.count == nil, type.width == wanted.width, type.isSigned == wanted.isSigned, wanted.count == nil else {
      return false
    }
    return name == port.name || name == port.name + "_1"
  }

  private static func readValues(_ module: Module) -> Set<ValueID> {
    var result: Set<ValueID> = []
    for value in module.values { result.formUnion(value.operation.operands) }
    for loop in module.loops { result.insert(loop.result) }
    for instance in module.instances { for case let id? in instance.connections { result.insert(id) } }
    result.formUnion(module.domainSignals)
    Module.walk(module.statements) { result.formUnion($0.operands) }
    return result
  }

  private static func drivenRegisters(_ module: Module) -> Set<ValueID> {
    var result: Set<ValueID> = []
    Module.walk(module.statements) { statement in
      guard case .assign(let target, _) = statement.kind else { return }
      switch target {
      case .value(let id), .part(let id, _): result.insert(id)
      case .memory: break
      }
    }
    return result
  }
}
