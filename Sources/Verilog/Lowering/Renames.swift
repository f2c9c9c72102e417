import Netlist

/// Prints nothing that only renames: an output that shows a register, a wire or a named value is that signal, under the port's name,
/// and a wire with one driver is declared with it.
///
/// The result is for printing only: elsewhere an output port is a wire, and values come after their operands.
struct Renames {
  private var module: Module
  private var assignments: [Int32]
  private var isFixed: [Bool]
  private var replacement: [ValueID]
  private var isGone: [Bool]
  /// Values that statements compute.
  private let containsLoop: [Bool]
  /// Values whose elements are read at computed places.
  private let isIndexed: [Bool]

  static func removed(_ module: Module, joinsOutputs: Bool) -> Module {
    var renames = Renames(module)
    if joinsOutputs { renames.mergeOutputs() }
    renames.mergeDrivers()
    return renames.applied()
  }

  private init(_ module: Module) {
    self.module = module
    assignments = [Int32](repeating: 0, count: module.values.count)
    isFixed = [Bool](repeating: false, count: module.values.count)
    isGone = isFixed
    replacement = module.values.indices.map { ValueID($0) }
    isIndexed = module.isReadByElement
    var containsLoop = isFixed
    for index in module.values.indices {
      let operation = module.values[index].operation
      containsLoop[index] = operation.loop != nil || operation.operands.contains { containsLoop[Int($0.index)] }
    }
    self.containsLoop = containsLoop
    Module.walk(module.statements) { statement in
      switch statement.kind {
      case .assign(.value(let id), _), .assign(.part(let id, _), _): assignments[Int(id.index)] += 1
      default: break
      }
    }
    for instance in module.instances {
      for case let id? in instance.connections {
        if case .instanceOutput = module[id].operation, instance.dimensions.isEmpty { continue }
        isFixed[Int(id.index)] = true
      }
    }
    for id in module.attributes.keys { isFixed[Int(id.index)] = true }
    for id in module.domainSignals { isFixed[Int(id.index)] = true }
    for port in module.ports where port.direction == .input { isFixed[Int(port.value.index)] = true }
  }

  /// The wires with one driver for the whole, and the driver.
  private var driven: [(wire: ValueID, source: ValueID)] {
    module.statements.compactMap { statement in
      guard case .assign(.value(let id), let source) = statement.kind, assignments[Int(id.index)] == 1,
        module[id].operation == .wire, !isFixed[Int(id.index)], module[source].type.count == nil,
        isDeclared(id, like: module[source].type)
      else { return nil }
      return (id, source)
    }
  }

  /// Whether the value has that scalar type, or is a vector of one such element of plain bits, which ports may be.
  private func isDeclared(_ id: ValueID, like scalar: ValueType) -> Bool {
    module[id].type == scalar || module[id].type.hasBits(of: scalar) && !isIndexed[Int(id.index)]
  }

  private mutating func mergeOutputs() {
    let ports = Dictionary(module.ports.indices.map { (module.ports[$0].value, $0) }) { first, _ in first }
    var taken: Set<ValueID> = []
    for (wire, source) in driven {
      guard let port = ports[wire], ports[source] == nil, !isFixed[Int(source.index)], taken.insert(source).inserted else {
        continue
      }
      switch module[source].operation {
      // What nothing drives shows its reset in a block of its own.
      case .register where assignments[Int(source.index)] == 0: break
      case .register, .wire, .instanceOutput:
        replacement[Int(wire.index)] = source
        isGone[Int(wire.index)] = true
        module.ports[port].value = source
        module[source].name = module.ports[port].name
      case .constant: break
      default:
        // The output is what the expression is called.
        guard !containsLoop[Int(source.index)], module[source].name != nil else { continue }
        replacement[Int(source.index)] = wire
        module[wire].type = module[source].type
        module[source].name = nil
      }
    }
  }

  /// A wire takes the place of the expression that drives it.
  private mutating func mergeDrivers() {
    let ports = Set(module.ports.map(\.value))
    var candidates: [ValueID: ValueID] = [:]
    var taken: Set<ValueID> = []
    for (wire, source) in driven where !ports.contains(wire) && !isGone[Int(wire.index)] && replacement[Int(wire.index)] == wire {
      switch module[source].operation {
      case .constant, .input, .register, .wire, .instanceOutput: continue
      default: break
      }
      if containsLoop[Int(source.index)] || isFixed[Int(source.index)] || replacement[Int(source.index)] != source { continue }
      if taken.insert(source).inserted { candidates[wire] = source }
    }
    for wire in circular(candidates) { candidates[wire] = nil }
    for (wire, source) in candidates {
      let other = module[source]
      module[wire].operation = other.operation
      module[wire].type = other.type
      if other.name != nil, module[wire].name == nil || other.nameDepth < module[wire].nameDepth {
        module[wire].name = other.name
      }
      module[source].name = nil
      replacement[Int(source.index)] = wire
      isGone[Int(wire.index)] = true
    }
  }

  /// Wires that depend on themselves through others of the candidates: bit by bit they may not.
  private func circular(_ candidates: [ValueID: ValueID]) -> Set<ValueID> {
    var result: Set<ValueID> = []
    var state = [UInt8](repeating: 0, count: module.values.count)
    func next(_ id: ValueID) -> [ValueID] { candidates[id].map { [$0] } ?? module[id].operation.operands }
    for wire in candidates.keys.sorted() where state[Int(wire.index)] == 0 {
      var path: [(id: ValueID, rest: ArraySlice<ValueID>)] = [(wire, next(wire)[...])]
      state[Int(wire.index)] = 1
      while let last = path.last {
        guard let id = last.rest.first else {
          state[Int(last.id.index)] = 2
          path.removeLast()
          continue
        }
        path[path.count - 1].rest.removeFirst()
        switch state[Int(id.index)] {
        case 0:
          state[Int(id.index)] = 1
          path.append((id, next(id)[...]))
        case 1:
          for entry in path.drop(while: { $0.id != id }) where candidates[entry.id] != nil { result.insert(entry.id) }
        default: break
        }
      }
    }
    return result
  }

  private func applied() -> Module {
    var result = module
    let reads: (ValueID) -> ValueID = { replacement[Int($0.index)] }
    for index in result.values.indices where !result.values[index].operation.operands.isEmpty {
      result.values[index].operation = result.values[index].operation.mapOperands(reads)
    }
    for index in result.loops.indices { result.loops[index].result = reads(result.loops[index].result) }
    result.statements = result.statements.compactMap { statement in
      guard case .assign(.value(let id), let source) = statement.kind else { return statement.mapOperands(reads) }
      if isGone[Int(id.index)] { return nil }
      // The driver of an output keeps its own operation.
      return Statement(.assign(.value(id), reads(source) == id ? source : reads(source)), location: statement.location)
    }
    return result
  }
}
