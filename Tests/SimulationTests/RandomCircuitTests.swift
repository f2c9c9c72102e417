import Netlist
import Simulation
import CircuitBuilding
import Testing

@Suite struct RandomCircuitTests {
  /// Random circuits agree with the plain semantics at every cycle, before and after the edge.
  @Test(arguments: 1...300) func agreesWithReference(seed: Int) throws {
    try compare(RandomCircuit(seed: UInt64(seed), widest: seed % 3 == 0 ? 30 : 150).circuit, seed: UInt64(seed))
  }

  @Test(arguments: 1...20) func largeRegistersAgreeWithReference(seed: Int) throws {
    try compare(RandomCircuit(seed: UInt64(1000 + seed), widest: 1500).circuit, seed: UInt64(seed))
  }

  /// The circuits above use every kind of instruction.
  @Test func everyInstructionIsExercised() throws {
    var unused: Set<String>?
    for seed in 1...300 {
      let circuit = RandomCircuit(seed: UInt64(seed), widest: seed % 3 == 0 ? 30 : 150).circuit
      let counts = try BuiltinSimulator(circuit.design).instructionCounts
      let missing = Set(counts.filter { $0.value == 0 }.keys)
      unused = unused.map { $0.intersection(missing) } ?? missing
    }
    // Assertions have a test of their own.
    #expect(unused == ["check"])
  }

  private func compare(_ circuit: CircuitBuilder, seed: UInt64) throws {
    let simulator = try BuiltinSimulator(circuit.design)
    let reference = ReferenceSimulator(circuit.module)
    var random = RandomSource(seed: seed)
    let inputs = circuit.module.ports.filter { $0.direction == .input && $0.role != .clock }
    let outputs = try circuit.module.ports.filter { $0.direction == .output }.map {
      (port: $0, actual: try simulator.port($0.name))
    }
    /// The first value that differs, for the report.
    func culprit() -> String {
      for (index, value) in circuit.module.values.enumerated() {
        guard let name = value.name, !reference.isInsideLoop(ValueID(index)), let actual = try? simulator.peek(name) else {
          continue
        }
        let expected = reference.value(ValueID(index))
        if actual == expected { continue }
        let operands = value.operation.operands.map { "\($0): \(circuit.module[$0].operation) \(circuit.module[$0].type.width)" }
        return
          "; %\(index) = \(value.operation) width \(value.type.width) is \(actual.hexadecimal), not \(expected.hexadecimal); \(operands)"
      }
      return "; no single value differs"
    }
    func check(_ place: String) -> Bool {
      for (port, actual) in outputs {
        let expected = reference.value(port.value)
        guard actual.readBits() == expected else {
          Issue.record(
            "seed \(seed), \(place): \(port.name) is \(actual.readBits().hexadecimal), not \(expected.hexadecimal)\(culprit())")
          return false
        }
      }
      return true
    }
    guard check("at the start") else { return }
    for cycle in 0..<20 {
      for port in inputs where random.below(3) != 0 {
        var value = random.bits(width: circuit.module[port.value].type.width)
        if port.role == .reset { value = BitVector(random.below(5) == 0 ? 1 : 0, width: 1) }
        try simulator.port(port.name).write(value)
        reference.set(port.name, value)
      }
      if random.below(2) == 0 {
        simulator.evaluate()
        guard check("cycle \(cycle) before the edge") else { return }
      }
      let domains = UInt32([1, 1, 2, 3][random.below(4)])
      try simulator.step(domains: domains)
      reference.step(domains: domains)
      guard check("cycle \(cycle) after edge \(domains)") else { return }
    }
    for (index, memory) in circuit.module.memories.enumerated() {
      for row in 0..<memory.depth {
        #expect(try simulator.peek(memory: memory.name, word: row) == reference.memories[index][row])
      }
    }
    for cover in simulator.coverCounts {
      #expect(cover.count == reference.covers[cover.message, default: 0], "seed \(seed): \(cover.message)")
    }
    for register in circuit.module.registers {
      let name = circuit.module[register.value].name ?? ""
      #expect(try simulator.peek(name) == reference.value(register.value), "seed \(seed): peek \(name)")
    }
  }
}
