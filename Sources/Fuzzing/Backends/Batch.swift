import Netlist

/// Several circuits side by side in one design: `fuzz_batch`, with the ports `c3_in` … of circuit 3. They share the clocks
/// and resets.
struct Batch {
  let cases: [PreparedCase]
  let design: Design
  static let clocks = ["clock", "slow_clock"], resets = ["reset", "slow_reset"]

  /// Inputs and outputs of circuit `index`, by the names of the batch's ports.
  static func portName(_ index: Int, _ port: Port) -> String { "c\(index)_\(port.name)" }

  /// - Parameter isFlattened: whether each circuit becomes one module first.
  init(_ cases: [PreparedCase], isFlattened: Bool = false) throws {
    self.cases = cases
    var modules: [Module] = []
    var top = Module(name: "fuzz_batch", typeName: "FuzzBatch")
    func add(_ operation: Operation, _ type: ValueType, name: String? = nil) -> ValueID {
      top.values.append(Value(operation, type, name: name))
      return ValueID(top.values.count - 1)
    }
    for domain in 0..<2 {
      top.ports.append(Port(name: Self.clocks[domain], direction: .input, role: .clock, value: add(.input, .bit), domain: domain))
      top.ports.append(Port(name: Self.resets[domain], direction: .input, role: .reset, value: add(.input, .bit), domain: domain))
      top.domains.append(
        ClockDomain(
          name: ["clock", "slow"][domain], clock: top.ports[domain * 2].value, reset: top.ports[domain * 2 + 1].value))
    }
    for (index, one) in cases.enumerated() {
      let base = modules.count
      let circuit = isFlattened ? try Flattening.flatten(one.design) : one.design
      modules += circuit.modules.map { module in
        var module = module
        for instance in module.instances.indices { module.instances[instance].module += base }
        return module
      }
      var connections: [ValueID?] = []
      let number = top.instances.count
      for (position, port) in circuit.top.ports.enumerated() {
        var type = circuit.top[port.value].type
        // The batch has no enumerations of its own.
        type.enumeration = nil
        switch (port.direction, port.role) {
        case (.input, .clock): connections.append(top.ports[port.domain * 2].value)
        case (.input, .reset):
          let reset = top.ports[port.domain * 2 + 1].value
          if circuit.top.isActiveLow(port) {
            let wire = add(.wire, .bit)
            top.statements.append(Statement(.assign(.value(wire), add(.not(reset), .bit)), location: .unknown))
            connections.append(wire)
          } else {
            connections.append(reset)
          }
        case (.input, .data):
          let name = Self.portName(index, port)
          let input = add(.input, type, name: name)
          top.ports.append(Port(name: name, direction: .input, role: .data, value: input, domain: 0))
          let wire = add(.wire, type)
          top.statements.append(Statement(.assign(.value(wire), input), location: .unknown))
          connections.append(wire)
        case (.output, _):
          let name = Self.portName(index, port)
          let output = add(.instanceOutput(instance: number, port: position), type)
          let wire = add(.wire, type, name: name)
          top.ports.append(Port(name: name, direction: .output, role: .data, value: wire, domain: 0))
          top.statements.append(Statement(.assign(.value(wire), output), location: .unknown))
          connections.append(output)
        }
      }
      top.instances.append(Instance(name: "u\(index)", module: modules.count - 1, connections: connections, location: .unknown))
    }
    design = Design(modules: modules + [top])
  }
}
