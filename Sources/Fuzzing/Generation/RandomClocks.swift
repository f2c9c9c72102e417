import Netlist
import Simulation

extension Module {
  /// A latch that is open while the clock is low, and an AND: `ClockGate` of the language.
  static func clockGate(name: String) -> Module {
    var module = Module(name: name, typeName: "ClockGate")
    func add(_ operation: Operation) -> ValueID {
      module.values.append(Value(operation, .bit))
      return ValueID(module.values.count - 1)
    }
    let clock = add(.input), enable = add(.input), gated = add(.wire)
    module.ports = [
      Port(name: "clock", direction: .input, role: .clock, value: clock, domain: 0),
      Port(name: "enable", direction: .input, role: .data, value: enable, domain: 0),
      Port(name: "gated", direction: .output, role: .data, value: gated, domain: 0),
    ]
    module.domains = [ClockDomain(name: "clock", clock: clock, reset: nil)]
    // What simulators of the netlist run.
    module.statements = [Statement(.assign(.value(gated), add(.binary(.and, clock, enable))), location: .unknown)]
    module.blackBox = """
      module \(name) (input wire clock, input wire enable, output wire gated);
        reg is_enabled;
      `ifdef SYNTHESIS
      `elsif YOSYS
      `else
        // What never changes starts no block.
        initial is_enabled = enable;
      `endif
        always @* if (!clock) is_enabled = enable;
        assign gated = clock & is_enabled;
      endmodule

      """
    return module
  }
}

extension Design {
  /// Clocks that are made inside, those of each instance counted apart.
  var derivedClockCount: Int {
    var counts: [Int] = []
    for module in modules {
      let ports = Set(module.clockPorts.map(\.port.value))
      counts.append(
        module.instances.reduce(Set(module.domains.map(\.clock)).subtracting(ports).count) { $0 + $1.count * counts[$1.module] })
    }
    return counts.last ?? 0
  }
}

/// Clocks made inside: by a clock gate, and by registers that halve a clock.
extension ModuleBuilder {
  mutating func addDerivedClocks() {
    guard let enable else { return }
    if let gate, random.chance(60) { addGatedClock(gate, enable) }
    for domain in hasReset.indices where hasReset[domain] && random.chance(20) { addDividedClock(domain) }
  }

  /// Registers behind a clock gate. They move with those of its clock, so that they may read everything.
  private mutating func addGatedClock(_ gate: Int, _ enable: ValueID) {
    guard let domain = hasReset.indices.randomElement(using: &random) else { return }
    let base = module.domains[domain]
    // Closed in the first cycle, whatever else is unknown there.
    let isOpen = add(.wire, .bit)
    assign(isOpen, add(.binary(.and, enable, value(.bit)), .bit))
    let gated = add(.instanceOutput(instance: module.instances.count, port: 2), .bit, name: "gated")
    module.instances.append(
      Instance(name: "gate_of_clock", module: gate, connections: [base.clock, isOpen, gated], location: location()))
    // A reset that waits for the clock would leave unknown bits.
    let reset = base.resetStyle.isAsynchronous ? base.reset : nil
    // A gate that begins to be low has a falling edge where levels are unknown before.
    module.domains.append(ClockDomain(name: "gated", clock: gated, reset: reset, resetStyle: base.resetStyle))
    for id in addRegisters(hasReset: reset != nil) {
      drive(id)
      show(id)
    }
  }

  /// Registers at a clock that a register makes of `domain`'s.
  ///
  /// They change after those of that clock, and logic between would race with their edge in simulators of events, as it would race
  /// on a chip: they read one another, and the top's inputs.
  private mutating func addDividedClock(_ domain: Int) {
    // Reset to 0 in the first cycle: from an unknown level, that is no rising edge.
    let half = add(.register(module.registers.count), .bit, name: "half")
    module.registers.append(Register(value: half, domain: domain, reset: BitVector(width: 1)))
    let toggle = Statement(.assign(.value(half), add(.not(half), .bit)), location: location())
    module.statements.append(
      random.chance(50) ? Statement(.when(value(.bit), then: [toggle], otherwise: []), location: location()) : toggle)
    module.domains.append(ClockDomain(name: "divided_\(module.domains.count)", clock: half, reset: nil))
    let everything = pool
    readsMemories = false
    let own = addRegisters(hasReset: false)
    pool = own
    if isTop { pool += module.ports.filter { $0.direction == .input && $0.role == .data }.map(\.value) }
    for _ in 0..<random.below(4) { pool.append(operation()) }
    for id in own { drive(id) }
    pool = everything
    readsMemories = true
    for id in own { show(id) }
  }

  /// A port that shows a register.
  private mutating func show(_ register: ValueID) {
    let name = reserved("derived_out")
    let wire = add(.wire, module[register].type, name: name)
    module.ports.append(Port(name: name, direction: .output, role: .data, value: wire, domain: anyDomain()))
    assign(wire, register)
  }

  /// Registers of the domain that was made last.
  private mutating func addRegisters(hasReset: Bool) -> [ValueID] {
    (0..<(1 + random.below(3))).map { _ in
      let type = randomType()
      let reset = hasReset && random.chance(60) ? random.bits(width: type.width) : nil
      let id = add(.register(module.registers.count), type, name: "derived")
      module.registers.append(Register(value: id, domain: module.domains.count - 1, reset: reset))
      return id
    }
  }

  private mutating func drive(_ register: ValueID) {
    let next = Statement(.assign(.value(register), value(module[register].type)), location: location())
    module.statements.append(
      random.chance(40) ? Statement(.when(value(.bit), then: [next], otherwise: []), location: location()) : next)
  }
}
