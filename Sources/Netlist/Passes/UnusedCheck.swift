/// Warns of named signals and registers that nothing reads; of a bundle's only if nothing reads any of them.
enum UnusedCheck {
  static func run(_ design: Design) -> [Diagnostic] { design.modules.flatMap(check) }

  private static func check(_ module: Module) -> [Diagnostic] {
    if module.blackBox != nil { return [] }
    var isRead = [Bool](repeating: false, count: module.values.count)
    Module.walk(module.statements) { for id in $0.operands { isRead[Int(id.index)] = true } }
    for id in module.domainSignals { isRead[Int(id.index)] = true }
    for instance in module.instances { for case let id? in instance.connections { isRead[Int(id.index)] = true } }
    for port in module.ports where port.direction == .output || port.role != .data { isRead[Int(port.value.index)] = true }
    // What nobody reads reads nothing itself: a part is selected where it is driven, too. Operands come before their readers.
    for index in module.values.indices.reversed() where isRead[index] || module.values[index].name != nil {
      for id in module.dependencies(of: ValueID(index)) { isRead[Int(id.index)] = true }
    }
    // The fields of a bundle come from one place.
    var readBundles = Set<SourceLocation>()
    for (index, value) in module.values.enumerated() where value.isField && isRead[index] { readBundles.insert(value.location) }
    return module.values.indices.compactMap { index in
      let value = module.values[index]
      guard !isRead[index], let name = value.name else { return nil }
      if value.isField, readBundles.contains(value.location) { return nil }
      switch value.operation {
      case .instanceOutput, .constant: return nil
      case .wire where !module.ports.isEmpty && value.location == .unknown: return nil
      default: return Diagnostic(.warning, "'\(name)' is never used", at: value.location, in: module)
      }
    }
  }
}
