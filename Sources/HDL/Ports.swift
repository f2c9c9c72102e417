import Netlist

extension Builder {
  /// Turns the fields of `io` into ports, in their order.
  func addPorts(_ io: some Bundle) {
    for field in Mirror(reflecting: io).children {
      guard let port = field.value as? any PortField else {
        error("'\(field.label ?? "")' of IO is neither In nor Out")
        continue
      }
      if port.isForProof, !elaboration.isForProof { continue }
      if let array = port.portShape as? any AnyArrayShape, array.elementShapes.isEmpty {
        error("'\(field.label ?? "")' is an array of no ports", note: "give it at least one element, or leave the port out")
        isImpossible = true
      }
      if port.portShape is any StreamVector {
        error(
          "'\(field.label ?? "")' is a vector of streams, which no port can be",
          note: "make it an array of streams, [Stream(...), ...]: simulations check each one's contract")
      }
      let domain = port.portClock.map { domainIndex($0) } ?? 0
      let first = module.ports.count
      let prefix = port.namePrefix
      let leaves = port.portShape.leaves(prefix == nil ? field.label ?? "" : "")
      for leaf in leaves {
        let direction: PortDirection = (port.portDirection == .input) != leaf.isFlipped ? .input : .output
        claim(leaf.ref, as: direction == .input ? "In" : "Out")
        module[leaf.ref.id].operation = direction == .input ? .input : .wire
        let name = (prefix ?? "") + leaf.name
        module[leaf.ref.id].name = name
        module.ports.append(
          Port(
            name: name, direction: direction, role: .data, value: leaf.ref.id, domain: domain, clock: self.name(ofDomain: domain))
        )
      }
      for (name, stream) in Self.streams(in: port.portShape, name: field.label ?? "") {
        let position = { (ref: Ref) in first + (leaves.firstIndex { $0.ref == ref } ?? 0) }
        module.streams.append(
          StreamPort(
            name: name, direction: port.portDirection, valid: position(stream.validRef), ready: position(stream.readyRef),
            payload: stream.payloadRefs.map(position)))
      }
    }
  }

  /// The shape itself if it is a stream, or the streams of an array, by the names of their ports.
  private static func streams(in shape: any Shape, name: String) -> [(name: String, stream: any AnyStream)] {
    if let stream = shape as? any AnyStream { return [(name, stream)] }
    guard let array = shape as? any AnyArrayShape else { return [] }
    return array.elementShapes.enumerated().flatMap { streams(in: $1, name: join(name, String($0))) }
  }

  /// Wires up an instance whose `io` has just made its values from `base` on.
  func addInstance(of child: Elaboration.Child, base: Int) {
    guard !child.isBroken else {
      for index in base..<module.values.count { unclaimed.remove(ValueID(index)) }
      return
    }
    if loopDepth > 0 {
      error(
        "an instance cannot be made inside the closure of a vector operation",
        note: "make an array of instances: (0..<count).map { _ in Instance(...) }")
    }
    let number = module.instances.count
    var connections: [ValueID?] = []
    connections.reserveCapacity(child.offsets.count)
    elaboration.modules.withUnsafeBufferPointer { modules in
      let ports = modules[child.index].ports
      for position in ports.indices {
        if let offset = child.offsets[position] {
          let id = ValueID(base + offset)
          unclaimed.remove(id)
          if ports[position].direction == .output { module[id].operation = .instanceOutput(instance: number, port: position) }
          connections.append(id)
        } else {
          connections.append(clockOrReset(of: modules[child.index], ports[position]))
        }
      }
    }
    module.instances.append(
      Netlist.Instance(
        name: child.instanceName, module: child.index, connections: connections, clock: domainName, location: location))
  }

  /// Adds the clock and reset ports that the module turned out to need, and closes the recording.
  func finish() {
    closeChains(inFrame: 0)
    forwardWrites()
    module.statements = frames[0]
    checkUnclaimed()
    // What `io` complained about before `build` was entered.
    diagnostics = diagnostics.map {
      $0.file.isEmpty ? Diagnostic($0.severity, $0.message, note: $0.note, at: entry, in: module) : $0
    }
    for port in module.ports where module[port.value].location == .unknown { module[port.value].location = entry }
    // A domain of the ports alone (a combinational module, a black box) keeps its name but has no clock.
    let (domains, added, position) = finishDomains()
    let shift = added.count
    module.domains = domains
    module.ports =
      added
      + module.ports.map { port in
        var port = port
        port.domain = position[port.domain] ?? 0
        return port
      }
    for index in module.streams.indices {
      module.streams[index].valid += shift
      module.streams[index].ready += shift
      module.streams[index].payload = module.streams[index].payload.map { $0 + shift }
    }
    for index in module.registers.indices { module.registers[index].domain = position[module.registers[index].domain] ?? 0 }
    for index in module.memories.indices { module.memories[index].domain = position[module.memories[index].domain] ?? 0 }
    module.statements = Self.renumber(module.statements) { position[$0] ?? 0 }
    nameInstanceValues()
  }

  /// Reports kinds that expressions read although nothing gives them a value.
  private func checkUnclaimed() {
    if unclaimed.isEmpty { return }
    var isRead: Set<ValueID> = []
    for index in module.values.indices { isRead.formUnion(module.dependencies(of: ValueID(index))) }
    Netlist.Module.walk(module.statements) { isRead.formUnion($0.operands) }
    for id in unclaimed.intersection(isRead).sorted() {
      let value = module[id]
      error(
        "\(value.name.map { "'\($0)'" } ?? "a signal") is only a kind and has no value",
        note: "make it a place: \(value.type.isSigned ? "Wire(Signed(\(value.type.width)))" : "Wire(...)"), or a Reg",
        place: value.location)
    }
  }

  private static func renumber(_ statements: [Statement], _ domain: (Int) -> Int) -> [Statement] {
    statements.map { statement in
      var statement = statement
      switch statement.kind {
      case .assign: break
      case .when(let condition, let then, let otherwise):
        statement.kind = .when(condition, then: renumber(then, domain), otherwise: renumber(otherwise, domain))
      case .match(let subject, let cases, let otherwise):
        statement.kind = .match(
          subject, cases: cases.map { .init(values: $0.values, body: renumber($0.body, domain)) },
          otherwise: renumber(otherwise, domain))
      case .check(let kind, let condition, let message, let old):
        statement.kind = .check(kind, condition, message: message, domain: domain(old))
      case .display(let text, let old): statement.kind = .display(text, domain: domain(old))
      }
      return statement
    }
  }

  private func nameInstanceValues() {
    for instance in module.instances {
      let ports = elaboration.modules[instance.module].ports
      for (position, value) in instance.connections.enumerated() where ports[position].role == .data {
        guard let value, module[value].name == nil else { continue }
        module[value].name = instance.name + "_" + ports[position].name
        module[value].nameDepth = Value.derivedNameDepth
      }
    }
  }
}

protocol PortField {
  var portDirection: PortDirection { get }
  var portShape: any Shape { get }
  var portClock: ClockDomain? { get }
  /// Whether the port exists in proofs only.
  var isForProof: Bool { get }
  /// What the ports' names begin with, if not with the field's name and an underscore.
  var namePrefix: String? { get }
}
extension In: PortField {
  var portDirection: PortDirection { .input }
  var portShape: any Shape { _value }
  var portClock: ClockDomain? { clock }
  var isForProof: Bool { false }
}
extension Out: PortField {
  var portDirection: PortDirection { .output }
  var portShape: any Shape { _value }
  var portClock: ClockDomain? { clock }
}
