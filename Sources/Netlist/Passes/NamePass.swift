/// Makes the names of a module legal and unique: ports keep theirs, then instances, memories and named values in the
/// order of the source.
enum NamePass {
  static func run(_ design: inout Design) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for index in design.modules.indices where design.modules[index].blackBox == nil { found += name(&design.modules[index]) }
    return found
  }

  private static func name(_ module: inout Module) -> [Diagnostic] {
    var names = Names.Uniquifier(capacity: module.instances.count + module.values.count)
    var found: [Diagnostic] = []
    var isPort = [Bool](repeating: false, count: module.values.count)
    for port in module.ports {
      isPort[Int(port.value.index)] = true
      if !Names.isLegal(port.name) {
        found.append(
          Diagnostic(
            .error, "port '\(port.name)' cannot have that name in Verilog",
            note: "rename it; '\(Names.legalise(port.name))' would do",
            at: module[port.value].location, in: module))
      } else if names.contains(port.name) {
        found.append(
          Diagnostic(
            .error, "two ports are called '\(port.name)'", note: "rename one of them", at: module[port.value].location, in: module
          ))
      }
      names.reserve(port.name)
    }
    names.reserve(module.name)
    for index in module.instances.indices { module.instances[index].name = names.unique(module.instances[index].name) }
    for index in module.memories.indices { module.memories[index].name = names.unique(module.memories[index].name) }
    for index in module.values.indices {
      guard let name = module.values[index].name, !isPort[index] else { continue }
      if case .constant = module.values[index].operation {
        module.values[index].name = nil
      } else {
        module.values[index].name = names.unique(name)
      }
    }
    return found
  }
}
