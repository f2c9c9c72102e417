import CircuitBuilding
import Netlist

/// Units that are slower than they should be, in the netlists from which their Verilog is emitted.
enum PlantedDelay {
  /// A flattened unit that idles every second cycle: its registers and memories stand still, and no stream moves.
  static func everySecondCycle(in design: Design) throws -> Design {
    var design = design
    let top = design.modules.count - 1
    var module = design.modules[top]
    let domain = module.registers[0].domain

    let phase = module.add(.register(module.registers.count), .bit)
    module[phase].name = "works"
    module.registers.append(Register(value: phase, domain: domain, reset: BitVector(words: [0], width: 1)))
    func isState(_ target: Target) -> Bool {
      switch target {
      case .memory: true
      case .value(let value), .part(let value, _): if case .register = module[value].operation { true } else { false }
      }
    }
    let combinational = StatementEdit.rewrite(module.statements) { statement in
      if case .assign(let target, _) = statement.kind, isState(target) { [] } else { nil }
    }
    let clocked = StatementEdit.rewrite(module.statements) { statement in
      switch statement.kind {
      case .assign(let target, _): isState(target) ? nil : []
      case .check, .display: []
      case .when, .match: nil
      }
    }
    let location = module.statements[0].location
    module.statements = combinational + [Statement(.when(phase, then: clocked, otherwise: []), location: location)]
    let next = module.add(.not(phase), .bit)
    module.statements.append(Statement(.assign(.value(phase), next), location: location))
    for stream in module.streams {
      module.replace(port: stream.direction == .input ? stream.ready : stream.valid) { module, value in
        module.add(.binary(.and, value, phase), .bit)
      }
    }
    design.modules[top] = module
    return design
  }

  /// A unit some of whose outputs come a cycle later.
  static func later(_ ports: [String], in design: Design) throws -> Design {
    var design = design
    let top = design.modules.count - 1
    var module = design.modules[top]
    for name in ports {
      guard let port = module.ports.firstIndex(where: { $0.name == name && $0.direction == .output }) else {
        throw PlantedFault.NoSuchOutput(port: name)
      }
      module.replace(port: port) { module, value in
        let register = module.add(.register(module.registers.count), module[value].type)
        module[register].name = "later_\(name)"
        let reset = BitVector(
          words: .init(repeating: 0, count: (module[value].type.width + 63) / 64), width: module[value].type.width)
        module.registers.append(Register(value: register, domain: module.registers[0].domain, reset: reset))
        module.statements.append(Statement(.assign(.value(register), value), location: module[value].location))
        return register
      }
    }
    design.modules[top] = module
    return design
  }
}

extension Module {
  fileprivate mutating func add(_ operation: Operation, _ type: ValueType) -> ValueID {
    values.append(Value(operation, type))
    return ValueID(values.count - 1)
  }

  /// Gives an output port a wire of its own with what `change` makes of the value that it had.
  fileprivate mutating func replace(port: Int, _ change: (inout Module, ValueID) -> ValueID) {
    let inner = ports[port].value, changed = change(&self, inner)
    let wire = add(.wire, self[inner].type)
    self[wire].name = self[inner].name
    self[inner].name = "inner_\(ports[port].name)"
    ports[port].value = wire
    statements.append(Statement(.assign(.value(wire), changed), location: self[inner].location))
  }
}
