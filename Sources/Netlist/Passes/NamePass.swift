/// Makes the names of a module snake_case, legal and unique: first those of ports, then of instances, memories and named values in
/// the order of the source. Values keep what Swift calls them beside it. The names of a black box are its text's.
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
    for index in module.ports.indices {
      let swiftName = module.ports[index].name
      module.ports[index].name = NameStyle.snakeCase(swiftName)
      let port = module.ports[index]
      module[port.value].name = port.name
      if swiftName != port.name { module[port.value].swiftName = swiftName }
      isPort[Int(port.value.index)] = true
      if !Names.isLegal(port.name) {
        found.append(
          Diagnostic(
            .error, "port '\(port.name)' cannot have that name in Verilog",
            note: "rename it; '\(Names.legalize(swiftName))' would do",
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
    for index in module.streams.indices { module.streams[index].name = NameStyle.snakeCase(module.streams[index].name) }
    for index in module.instances.indices {
      module.instances[index].name = names.unique(NameStyle.snakeCase(module.instances[index].name))
    }
    for index in module.memories.indices {
      module.memories[index].name = names.unique(NameStyle.snakeCase(module.memories[index].name))
    }
    for index in module.values.indices {
      guard let name = module.values[index].name, !isPort[index] else { continue }
      if case .constant = module.values[index].operation {
        module.values[index].name = nil
      } else {
        var wanted = NameStyle.snakeCase(name)
        // A register that takes over a port has the port's name in Swift.
        if case .register = module.values[index].operation, names.contains(wanted) { wanted += "_reg" }
        let unique = names.unique(wanted)
        module.values[index].name = unique
        if unique != name { module.values[index].swiftName = name }
      }
    }
    return found
  }
}
