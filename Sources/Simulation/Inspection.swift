import Netlist

/// Names of the design's values, by scope.
struct NameTable {
  struct Entry {
    var name: String
    var node: NodeID
    var type: ValueType
    var enumeration: Enumeration?
    var isPort: Bool
  }
  /// For each scope of the flat design, its named values: ports first, then in the order of the module.
  private(set) var scopes: [[Entry]] = []
  private var byPath: [String: Entry] = [:]

  init(_ compiled: CompiledDesign, _ modules: [Module]) {
    let flat = compiled.flat
    for (index, scope) in flat.scopes.enumerated() {
      let module = modules[scope.module]
      var entries: [Entry] = []
      var seen: Set<String> = []
      func add(_ name: String, _ local: ValueID, isPort: Bool) {
        let id = ValueID(Int(local.index) + scope.base)
        let node = compiled.graph.nodeOfValue[Int(id.index)]
        guard !compiled.isInsideLoop(node), seen.insert(name).inserted else { return }
        let type = module[local].type
        let entry = Entry(
          name: name, node: node, type: type, enumeration: type.enumeration.map { module.enumerations[$0] }, isPort: isPort)
        entries.append(entry)
        byPath[flat.path(index, name)] = entry
      }
      for port in module.ports { add(port.name, port.value, isPort: true) }
      for (local, value) in module.values.enumerated() {
        if let name = value.name { add(name, ValueID(local), isPort: false) }
      }
      scopes.append(entries)
    }
  }

  subscript(path: String) -> Entry? { byPath[path] ?? byPath[NameStyle.path(path)] }
  var paths: [String] { byPath.keys.sorted() }
}

extension BuiltinSimulator {
  /// The value of a port, register or named value: `name`, or `instance.name` below the top. Not for inner loops: it
  /// computes all named values.
  public func peek(_ path: String) throws(SimulationError) -> BitVector {
    guard let entry = names[path] else { throw .noSuchValue(name: path, existing: names.paths) }
    computeEverything()
    return load(entry.node, width: entry.type.width)
  }

  /// A word of any memory, by the memory's path.
  public func peek(memory path: String, word: Int) throws(SimulationError) -> BitVector {
    guard let index = compiled.flat.memories.firstIndex(where: { $0.path == path || $0.path == NameStyle.path(path) }) else {
      throw .noSuchMemory(name: path, existing: compiled.flat.memories.map(\.path))
    }
    let memory = compiled.memories[index]
    guard memory.depth > word, word >= 0 else { return BitVector(width: memory.width) }
    return memory.bits(word)
  }

  public func memory(_ path: String) throws(SimulationError) -> SimulatorMemory {
    let filled = compiled.flat.memories.indices.filter { compiled.flat.memories[$0].memory.isHostFilled }
    guard let index = filled.first(where: { [path, NameStyle.path(path)].contains(compiled.flat.memories[$0].path) }) else {
      throw .noSuchMemory(name: path, existing: filled.map { compiled.flat.memories[$0].path })
    }
    let storage = compiled.memories[index]
    return SimulatorMemory(
      depth: storage.depth, elementCount: storage.elementCount, elementWidth: storage.elementWidth, wordStride: storage.rowStride,
      elementStride: storage.elementStride, address: storage.base)
  }
}

extension BuiltinSimulator {
  /// Sizes of what was compiled: operations, words of storage, and instructions of the programs for one cycle.
  public var statistics: [String: Int] {
    [
      "operations": compiled.graph.nodes.count, "words": compiled.layout.wordCount,
      "settle": compiled.settle.instructions.count, "inputs": compiled.inputs.instructions.count,
      "edge": compiled.edge(domains: 1).instructions.count,
    ]
  }

  /// How many instructions of each kind the programs for one cycle have, all kinds included: what is worth fusing, and
  /// whether tests reach everything.
  public var instructionCounts: [String: Int] {
    var counts: [String: Int] = [:]
    for opcode in Opcode.allCases { counts["\(opcode)"] = 0 }
    for program in [compiled.settle, compiled.inputs, compiled.edge(domains: 1)] {
      for instruction in program.instructions { counts["\(instruction.opcode)", default: 0] += 1 }
    }
    return counts
  }
}
