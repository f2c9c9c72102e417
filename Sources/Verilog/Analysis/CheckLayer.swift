import Netlist

/// What serves assertions, assumptions, covers and displays alone: values, registers and memories that reach no port and no instance.
///
/// It is printed with the checks, under their guard: a synthesis tool never reads it.
struct CheckLayer {
  private var values: [Bool] = []
  private var memories: [Bool] = []

  /// `roots` are what arrays of instances read besides their connections.
  init(_ module: Module, _ roots: [ValueID]) {
    var hasChecks = false
    Module.walk(module.statements) { statement in
      switch statement.kind {
      case .check, .display: hasChecks = true
      default: break
      }
    }
    guard hasChecks else { return }
    let sources = WireSources(module)
    values = [Bool](repeating: true, count: module.values.count)
    memories = [Bool](repeating: true, count: module.memories.count)
    var work = module.ports.map(\.value) + roots
    for instance in module.instances { work += instance.connections.compactMap { $0 } }
    while let id = work.popLast() {
      guard values[Int(id.index)] else { continue }
      values[Int(id.index)] = false
      work += module.dependencies(of: id)
      switch module[id].operation {
      case .wire, .register: work += sources[id]
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
