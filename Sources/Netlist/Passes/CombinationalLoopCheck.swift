/// No signal depends on itself without a register in between, through instances too.
enum CombinationalLoopCheck {
  static func run(_ design: Design) throws(InvalidNetlist) -> [Diagnostic] {
    var found: [Diagnostic] = []
    // For each module and output port: the input ports that it depends on combinationally.
    var summaries: [[Int: [Int]]] = []
    for module in design.modules {
      var (summary, loop) = check(module, design: design, summaries: summaries)
      if loop != nil, let finer = try Elementwise.module(module, in: design) {
        // What seems a loop may be a chain through the elements of a vector or through the instances of an array.
        let (finerSummary, finerLoop) = check(finer, design: design, summaries: summaries)
        summary = finerSummary
        if finerLoop == nil { loop = nil }
      }
      summaries.append(summary)
      if let loop { found.append(loop) }
    }
    return found
  }

  private static func check(_ module: Module, design: Design, summaries: [[Int: [Int]]]) -> ([Int: [Int]], Diagnostic?) {
    let wires = WireSources(module)
    func dependencies(of id: ValueID) -> [ValueID] {
      switch module[id].operation {
      case .wire where module.isOpaque: return module.combinationalPaths.filter { $0.to == id }.map(\.from)
      case .wire: return wires[id]
      case .register: return []
      case .instanceOutput(let number, let port):
        let instance = module.instances[number]
        return summaries[instance.module][port, default: []].compactMap { instance.connections[$0] }
      default: return module.dependencies(of: id)
      }
    }

    // Depth first, without recursion: state 1 is on the path, 2 is done.
    var state = [UInt8](repeating: 0, count: module.values.count)
    var order: [ValueID] = []
    order.reserveCapacity(module.values.count)
    for index in module.values.indices where state[index] == 0 {
      var path: [(id: ValueID, rest: ArraySlice<ValueID>)] = [(ValueID(index), dependencies(of: ValueID(index))[...])]
      state[index] = 1
      while let last = path.last {
        guard let next = last.rest.first else {
          state[Int(last.id.index)] = 2
          order.append(last.id)
          path.removeLast()
          continue
        }
        path[path.count - 1].rest.removeFirst()
        switch state[Int(next.index)] {
        case 0:
          state[Int(next.index)] = 1
          path.append((next, dependencies(of: next)[...]))
        case 1:
          return ([:], report(path.drop { $0.id != next }.map(\.id), module, wires))
        default: break
        }
      }
    }

    // Which inputs reach each output, for the modules above.
    let inputs = module.ports.indices.filter { module.ports[$0].direction == .input && module.ports[$0].role == .data }
    let outputs = module.ports.indices.filter { module.ports[$0].direction == .output }
    var summary: [Int: [Int]] = [:]
    if inputs.isEmpty || outputs.isEmpty { return (summary, nil) }
    let portOfInput = Dictionary(inputs.map { (module.ports[$0].value, $0) }) { first, _ in first }
    for output in outputs {
      var seen: Set<ValueID> = [], work = [module.ports[output].value], reached: [Int] = []
      while let id = work.popLast() {
        guard seen.insert(id).inserted else { continue }
        if let port = portOfInput[id] { reached.append(port) }
        work += dependencies(of: id)
      }
      if !reached.isEmpty { summary[output] = reached.sorted() }
    }
    return (summary, nil)
  }

  private static func report(_ loop: [ValueID], _ module: Module, _ wires: WireSources) -> Diagnostic {
    var names: [String] = []
    for id in loop { if let name = module[id].name, names.last != name { names.append(name) } }
    if names.isEmpty { names = ["an unnamed signal"] }
    let place = loop.lazy.compactMap { wires.location(of: $0) }.first ?? module[loop[0]].location
    let path = (names.reversed() + [names[names.count - 1]]).joined(separator: " -> ")
    // A vector counts as one signal, although its elements may depend on each other in order.
    let vector = loop.first { module[$0].operation == .wire && (module[$0].type.count ?? 1) > 1 }
    let note =
      vector == nil
      ? "put a Reg into it"
      : "put a Reg into it; if only its elements depend on each other, make an array of wires: (0..<n).map { _ in Wire(...) }"
    return Diagnostic(.error, "combinational loop: \(path)", note: note, at: place, in: module)
  }
}
