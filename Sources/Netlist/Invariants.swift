/// A netlist that is not what passes and back ends may rely on: a defect of what made it, never of the design.
public struct InvalidNetlist: Error, Sendable, Hashable, CustomStringConvertible {
  public var module: String
  /// Which invariant of which value broke.
  public var reason: String
  /// `File.swift:27:21` of what concerns it, or empty.
  public var place: String

  public init(_ reason: String, at location: SourceLocation = .unknown, in module: Module) {
    self.module = module.name
    self.reason = reason
    place = module.files.indices.contains(Int(location.file)) ? Self.place(location, module.files[Int(location.file)]) : ""
  }
  private static func place(_ location: SourceLocation, _ file: String) -> String {
    "\(file.split(separator: "/").last.map(String.init) ?? file):\(location.line):\(location.column)"
  }

  public var description: String {
    (place.isEmpty ? "" : place + ": ")
      + "netlist of module '\(module)' is invalid: \(reason); please report this as a defect of hwgen"
  }
}

extension Design {
  /// Checks what every pass and back end relies on: that all indices exist and all widths agree.
  public func validate() throws(InvalidNetlist) {
    for index in modules.indices { try Invariants(module: modules[index], children: modules[..<index]).check() }
  }
}

extension Module {
  /// An input value is what a port brings in.
  func requirePortsOfInputs() throws(InvalidNetlist) {
    let ports = Set(ports.map(\.value))
    for (index, value) in values.enumerated() where value.operation == .input && !ports.contains(ValueID(index)) {
      throw InvalidNetlist(
        "\(value.name.map { "'\($0)'" } ?? ValueID(index).description) is an input without a port", at: value.location, in: self)
    }
  }
}

/// The check of one module.
private struct Invariants {
  let module: Module
  /// The modules that it may have instances of.
  let children: ArraySlice<Module>

  func check() throws(InvalidNetlist) {
    for one in module.enumerations {
      try require(!one.codes.isEmpty, "enumeration '\(one.name)' has no cases")
      try require(
        one.codes.count == one.cases.count && Set(one.codes).count == one.codes.count
          && one.codes.allSatisfy { $0.width == one.width },
        "enumeration '\(one.name)' has not one code of its own for each case")
    }
    for index in module.values.indices { try check(ValueID(index)) }
    try checkPorts()
    try checkState()
    for instance in module.instances { try check(instance) }
    try check(module.statements)
  }

  private func require(_ holds: Bool, _ reason: @autoclosure () -> String, at location: SourceLocation = .unknown)
    throws(InvalidNetlist)
  {
    if !holds { throw InvalidNetlist(reason(), at: location, in: module) }
  }

  /// Whether the value is one bit that has a name in the text.
  private func isNet(_ id: ValueID) -> Bool {
    guard exists(id), module[id].type.width == 1 else { return false }
    switch module[id].operation {
    case .input, .wire, .register, .instanceOutput: return true
    default: return false
    }
  }

  private func exists(_ id: ValueID) -> Bool { module.values.indices.contains(Int(id.index)) }

  private func check(_ id: ValueID) throws(InvalidNetlist) {
    let value = module[id], type = value.type
    let name = value.name.map { "'\($0)' (\(id))" } ?? id.description
    func require(_ holds: Bool, _ reason: @autoclosure () -> String) throws(InvalidNetlist) {
      if !holds { throw InvalidNetlist("\(name) \(reason())", at: value.location, in: module) }
    }
    try require(type.width >= 1, "has no bits")
    try require(type.count.map { $0 >= 1 && type.width % $0 == 0 } ?? true, "has elements of unequal widths")
    if let enumeration = type.enumeration {
      try require(module.enumerations.indices.contains(enumeration), "refers to a missing enumeration")
      try require(type.element.width == module.enumerations[enumeration].width, "has another width than the codes of its cases")
    }
    for operand in value.operation.operands {
      try require(exists(operand), "refers to \(operand), which does not exist")
    }
    func width(_ id: ValueID) -> Int { module[id].type.width }
    switch value.operation {
    case .input, .wire: break
    case .constant(let bits): try require(bits.width == type.width, "is a constant of \(bits.width) bits in \(type.width)")
    case .register(let index):
      try require(
        module.registers.indices.contains(index) && module.registers[index].value == id, "refers to a missing register")
    case .instanceOutput(let number, let port):
      try require(module.instances.indices.contains(number), "refers to a missing instance")
      let instance = module.instances[number]
      try require(children.indices.contains(instance.module), "refers to an instance of a missing module")
      let ports = children[instance.module].ports
      try require(
        ports.indices.contains(port) && ports[port].direction == .output, "refers to a missing output of '\(instance.name)'")
      try require(
        instance.connections.indices.contains(port) && instance.connections[port] == id, "is not what '\(instance.name)' connects"
      )
    case .memoryRead(let memory, _):
      try require(module.memories.indices.contains(memory), "reads a missing memory")
      try require(module.memories[memory].word.width == type.width, "reads words of another width")
    case .map(let loop), .fold(let loop, _), .loopIndex(let loop), .loopElement(let loop, _), .loopAccumulator(let loop):
      try require(module.loops.indices.contains(loop), "refers to a missing loop")
      let body = module.loops[loop]
      try require(body.count >= 1 && exists(body.result), "refers to a loop without a body")
      if case .map = value.operation {
        try require(width(body.result) * body.count == type.width, "has not the width of its elements together")
      }
      if case .loopElement(_, let vector) = value.operation {
        try require(width(vector) == type.width * body.count, "is an element of a vector of another length")
      }
    case .mux(let condition, let a, let b):
      try require(width(condition) == 1 && width(a) == type.width && width(b) == type.width, "chooses between other widths")
    case .binary(let operation, let a, let b):
      switch operation {
      case .multiply: try require(width(a) + width(b) == type.width, "is no exact product")
      case .equal, .less: try require(width(a) == width(b) && type.width == 1, "compares other widths")
      default: try require(width(a) == type.width && width(b) == type.width, "has operands of other widths")
      }
    case .not(let a), .negate(let a), .shift(_, let a, _), .reinterpret(let a), .crossing(let a):
      try require(width(a) == type.width, "has an operand of another width")
    case .reduce: try require(type.width == 1, "is more than one bit")
    case .slice(let a, let offset):
      try require(offset >= 0 && offset + type.width <= width(a), "selects bits outside its operand")
    case .concatenate(let parts):
      try require(parts.reduce(0) { $0 + width($1) } == type.width, "has not the width of its parts together")
    case .element(let a, _):
      let vector = module[a].type
      try require(type.width == vector.width / (vector.count ?? vector.width), "is an element of another width")
    case .resize: break
    }
  }

  private func checkPorts() throws(InvalidNetlist) {
    try module.requirePortsOfInputs()
    for port in module.ports {
      try require(exists(port.value), "port '\(port.name)' has no value")
      try require(
        module[port.value].operation == (port.direction == .output ? .wire : .input),
        port.direction == .output
          ? "output '\(port.name)' is no wire, so that nothing would drive it"
          : "input '\(port.name)' is no input value",
        at: module[port.value].location)
      if port.role != .data {
        try require(module.domains.indices.contains(port.domain), "port '\(port.name)' belongs to a missing domain")
      }
    }
    for domain in module.domains {
      try require(isNet(domain.clock), "domain '\(domain.name)' has no net as its clock")
      try require(domain.reset.map(isNet) ?? true, "domain '\(domain.name)' has no net as its reset")
    }
    for stream in module.streams {
      try require(
        ([stream.valid, stream.ready] + stream.payload).allSatisfy(module.ports.indices.contains),
        "stream '\(stream.name)' has a missing port")
    }
  }

  private func checkState() throws(InvalidNetlist) {
    for (index, register) in module.registers.enumerated() {
      try require(
        exists(register.value) && module[register.value].operation == .register(index),
        "register \(index) has no value of its own")
      let value = module[register.value]
      let name = value.name ?? register.value.description
      try require(
        module.domains.indices.contains(register.domain), "register '\(name)' belongs to a missing domain", at: value.location)
      try require(
        register.reset.map { $0.width == value.type.width } ?? true, "register '\(name)' has a reset value of another width",
        at: value.location)
    }
    for memory in module.memories {
      let place = memory.location
      try require(memory.depth >= 1 && memory.word.width >= 1, "memory '\(memory.name)' has no words", at: place)
      try require(
        memory.word.count.map { $0 >= 1 && memory.word.width % $0 == 0 } ?? true, "memory '\(memory.name)' has unequal elements",
        at: place)
      try require(
        module.domains.indices.contains(memory.domain), "memory '\(memory.name)' belongs to a missing domain", at: place)
      try require(
        memory.contents.map { $0.count == memory.depth && $0.allSatisfy { $0.width == memory.word.width } } ?? true,
        "memory '\(memory.name)' has contents of another size", at: place)
    }
  }

  private func check(_ instance: Instance) throws(InvalidNetlist) {
    let place = instance.location
    try require(children.indices.contains(instance.module), "instance '\(instance.name)' has no module before its own", at: place)
    let child = children[instance.module]
    try require(
      instance.connections.count == child.ports.count,
      "instance '\(instance.name)' has \(instance.connections.count) connections, its module \(child.ports.count) ports",
      at: place)
    for (port, connection) in zip(child.ports, instance.connections) {
      guard let connection else { continue }
      try require(exists(connection), "'\(instance.name).\(port.name)' is connected to a missing value", at: place)
      try require(
        module[connection].type.width == child[port.value].type.width * (port.role == .data ? instance.count : 1),
        "'\(instance.name).\(port.name)' has another width",
        at: place)
    }
  }

  private func check(_ statements: [Statement]) throws(InvalidNetlist) {
    for statement in statements {
      let place = statement.location
      for operand in statement.operands {
        try require(exists(operand), "a statement reads \(operand), which does not exist", at: place)
      }
      switch statement.kind {
      case .assign(let target, let value): try check(target, value, at: place)
      case .when(let condition, let then, let otherwise):
        try require(module[condition].type.width == 1, "a condition has more than one bit", at: place)
        try check(then)
        try check(otherwise)
      case .match(let subject, let cases, let otherwise):
        let width = module[subject].type.width
        for one in cases {
          try require(one.values.allSatisfy { $0.width == width }, "a case has another width than its subject", at: place)
          try check(one.body)
        }
        try check(otherwise)
      case .check(_, let condition, _, let domain):
        try require(module[condition].type.width == 1, "a check has more than one bit", at: place)
        try require(module.domains.indices.contains(domain), "a check belongs to a missing domain", at: place)
      case .display(_, let domain):
        try require(module.domains.indices.contains(domain), "a display belongs to a missing domain", at: place)
      }
    }
  }

  private func check(_ target: Target, _ value: ValueID, at place: SourceLocation) throws(InvalidNetlist) {
    let width = module[value].type.width
    switch target {
    case .value(let id), .part(let id, _):
      try require(exists(id), "a statement drives \(id), which does not exist", at: place)
      let driven = module[id]
      switch driven.operation {
      case .wire, .register: break
      default: throw InvalidNetlist("a statement drives \(id), which is neither wire nor register", at: place, in: module)
      }
      let wanted: Int
      if case .part(_, let part) = target {
        try require(
          part.offset >= 0 && part.reach.upperBound <= driven.type.width, "a part of \(id) lies outside it", at: place)
        wanted = part.width
      } else {
        wanted = driven.type.width
      }
      try require(width == wanted, "\(id) of \(wanted) bits is driven by \(width)", at: place)
    case .memory(let memory, _, _):
      try require(module.memories.indices.contains(memory), "a statement writes a missing memory", at: place)
      try require(
        width == module.memories[memory].word.width, "memory '\(module.memories[memory].name)' takes other widths", at: place)
    }
  }
}
