/// What registers and memories hold before their first write never reaches an output of the top module.
///
/// A stream's payload is guarded by its `valid`; everything else must come from state that has a reset value or contents,
/// or from registers that the designer vouches for.
enum InitialStateCheck {
  static func run(_ design: Design) -> [Diagnostic] {
    // For each module: the outputs that show unreset state, with the name of its source.
    var exposed: [[Int: String]] = []
    for module in design.modules.dropLast() { exposed.append(outputs(of: module, exposed)) }
    let top = design.top
    let assignments = WireSources(top)
    return outputs(of: top, exposed).sorted { $0.key < $1.key }.map { port, source in
      Diagnostic(
        .error, "output '\(top.ports[port].name)' shows '\(source)' before its first write",
        note: "give it a reset value, guard the output, or write Reg(..., reset: .guarded)",
        at: assignments.location(of: top.ports[port].value) ?? top[top.ports[port].value].location, in: top)
    }
  }

  private static func outputs(of module: Module, _ exposed: [[Int: String]]) -> [Int: String] {
    if module.isOpaque { return [:] }
    var source = [Int32: String]()
    var work: [Int32] = []
    func mark(_ id: ValueID, _ name: String) {
      if source[id.index] == nil {
        source[id.index] = name
        work.append(id.index)
      }
    }
    for register in module.registers where register.reset == nil && !register.isUnresetMarked {
      mark(register.value, module[register.value].name ?? "a register")
    }
    for (index, value) in module.values.enumerated() {
      switch value.operation {
      case .memoryRead(let memory, _) where module.memories[memory].contents == nil && !module.memories[memory].isHostFilled:
        mark(ValueID(index), module.memories[memory].name)
      case .instanceOutput(let number, let port):
        if let inner = exposed[module.instances[number].module][port] {
          mark(ValueID(index), module.instances[number].name + "." + inner)
        }
      default: break
      }
    }
    if work.isEmpty { return [:] }
    let wires = WireSources(module)
    // Readers of each value, to push what is found forward.
    var readers = [[Int32]](repeating: [], count: module.values.count)
    for index in module.values.indices {
      let id = ValueID(index)
      let reads: [ValueID]
      switch module[id].operation {
      case .wire, .register: reads = wires[id]
      default: reads = module.dependencies(of: id)
      }
      for read in reads { readers[Int(read.index)].append(Int32(index)) }
    }
    while let index = work.popLast() {
      guard let name = source[index] else { continue }
      for reader in readers[Int(index)] { mark(ValueID(Int(reader)), name) }
    }
    let guarded = Set(module.streams.filter { $0.direction == .output }.flatMap(\.payload))
    var result: [Int: String] = [:]
    for (index, port) in module.ports.enumerated() where port.direction == .output && !guarded.contains(index) {
      if let name = source[port.value.index] { result[index] = name }
    }
    return result
  }
}
