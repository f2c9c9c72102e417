import Netlist

/// What serves assertions, assumptions, covers and displays alone: values, registers, memories and instances that reach no port and
/// nothing that has to stay.
///
/// It is printed with the checks, under their guard: a synthesis tool never reads it.
struct CheckLayer {
  private var values: [Bool] = []
  private var memories: [Bool] = []
  private var instances: [Bool] = []

  init(_ module: Module, _ wiring: ArrayWiring, _ roles: CheckRoles) {
    var hasChecks = module.instances.contains { roles.hasChecks[$0.module] }
    Module.walk(module.statements) { statement in
      switch statement.kind {
      case .check, .display: hasChecks = true
      default: break
      }
    }
    guard hasChecks else { return }
    let sources = WireSources(module)
    values = [Bool](repeating: true, count: module.values.count)
    memories = module.memories.map(\.attributes.isEmpty)
    instances = [Bool](repeating: true, count: module.instances.count)
    // What has an attribute is wanted for its own sake.
    var work = module.ports.map(\.value) + module.domainSignals + module.attributes.keys.sorted()
    for (index, memory) in module.memories.enumerated() where !memory.attributes.isEmpty {
      work += sources.sources(ofMemory: index)
    }
    func keep(_ number: Int) {
      guard instances[number] else { return }
      instances[number] = false
      work += module.instances[number].connections.compactMap { $0 } + wiring.roots(of: number)
    }
    for (number, instance) in module.instances.enumerated() where !instance.attributes.isEmpty || roles.isKept[instance.module] {
      keep(number)
    }
    while let id = work.popLast() {
      guard values[Int(id.index)] else { continue }
      values[Int(id.index)] = false
      work += module.dependencies(of: id)
      switch module[id].operation {
      case .wire, .register: work += sources[id]
      case .instanceOutput(let number, _): keep(number)
      case .memoryRead(let memory, _) where memories[memory]:
        memories[memory] = false
        work += sources.sources(ofMemory: memory)
      default: break
      }
    }
  }

  /// Whether nothing but checks depends on the value.
  func contains(_ id: ValueID) -> Bool { !values.isEmpty && values[Int(id.index)] }
  func contains(memory: Int) -> Bool { !memories.isEmpty && memories[memory] }
  func contains(instance: Int) -> Bool { !instances.isEmpty && instances[instance] }

  func contains(_ block: Block, _ module: Module) -> Bool {
    switch block.kind {
    case .combinational(let wire): contains(wire)
    case .checks: true
    case .clocked:
      block.registers.first.map { contains(module.registers[$0].value) } ?? block.memories.first.map { contains(memory: $0) }
        ?? false
    }
  }
}

/// What the modules of a design are for the instances of them.
struct CheckRoles {
  /// For each module: whether there are checks in it or below.
  private(set) var hasChecks: [Bool] = []
  /// For each module: whether it does something that is nobody's business here: text of others, what has an attribute.
  private(set) var isKept: [Bool] = []

  init(_ design: Design) {
    for module in design.modules {
      var found = module.instances.contains { hasChecks[$0.module] }
      Module.walk(module.statements) { statement in
        switch statement.kind {
        case .check, .display: found = true
        default: break
        }
      }
      hasChecks.append(found)
      isKept.append(
        module.blackBox != nil || module.macro != nil || !module.attributes.isEmpty
          || module.memories.contains { !$0.attributes.isEmpty }
          || module.instances.contains { !$0.attributes.isEmpty || isKept[$0.module] })
    }
  }
}
