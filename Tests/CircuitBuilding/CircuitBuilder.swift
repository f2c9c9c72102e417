import Netlist

/// Makes netlists by hand: values get names from their numbers unless one is given.
public struct CircuitBuilder {
  public var module: Module

  public init(_ name: String = "circuit", clocks: [String] = ["clock"], resets: Bool = true) {
    module = Module(name: name, typeName: name)
    for (index, clock) in clocks.enumerated() {
      let value = add(.input, .bit)
      module.ports.append(Port(name: clock, direction: .input, role: .clock, value: value, domain: index))
      var resetValue: ValueID?
      if resets {
        let reset = add(.input, .bit)
        resetValue = reset
        let name = index == 0 ? "reset" : "reset_\(clock)"
        module.ports.append(Port(name: name, direction: .input, role: .reset, value: reset, domain: index))
      }
      module.domains.append(ClockDomain(name: clock, clock: value, reset: resetValue))
    }
  }

  public var design: Design { Design(modules: [module]) }

  public mutating func add(_ operation: Operation, _ type: ValueType, name: String? = nil) -> ValueID {
    module.values.append(Value(operation, type, name: name))
    return ValueID(module.values.count - 1)
  }

  public mutating func constant(_ value: Int, width: Int, signed: Bool = false) -> ValueID {
    add(.constant(BitVector(value, width: width)), ValueType(width: width, isSigned: signed))
  }

  public mutating func input(_ name: String, _ type: ValueType, domain: Int = 0) -> ValueID {
    let value = add(.input, type, name: name)
    module.ports.append(Port(name: name, direction: .input, role: .data, value: value, domain: domain))
    return value
  }

  public mutating func wire(_ type: ValueType, name: String? = nil) -> ValueID { add(.wire, type, name: name) }

  public mutating func register(_ name: String, _ type: ValueType, reset: BitVector?, domain: Int = 0) -> ValueID {
    let value = add(.register(module.registers.count), type, name: name)
    module.registers.append(Register(value: value, domain: domain, reset: reset))
    return value
  }

  public mutating func memory(_ name: String, depth: Int, word: ValueType, domain: Int = 0, contents: [BitVector]? = nil) -> Int {
    module.memories.append(Memory(name: name, depth: depth, word: word, domain: domain, contents: contents, location: .unknown))
    return module.memories.count - 1
  }

  @discardableResult
  public mutating func output(_ name: String, _ value: ValueID, domain: Int = 0) -> ValueID {
    let wire = outputWire(name, module[value].type, domain: domain)
    assign(wire, value)
    return wire
  }

  public mutating func outputWire(_ name: String, _ type: ValueType, domain: Int = 0) -> ValueID {
    let wire = add(.wire, type, name: name)
    module.ports.append(Port(name: name, direction: .output, role: .data, value: wire, domain: domain))
    return wire
  }

  public mutating func assign(_ target: ValueID, _ value: ValueID) { module.statements.append(assigned(target, value)) }
  public mutating func append(_ kind: Statement.Kind) { module.statements.append(Statement(kind, location: .unknown)) }

  public func assigned(_ target: ValueID, _ value: ValueID) -> Statement {
    Statement(.assign(.value(target), value), location: .unknown)
  }
}
