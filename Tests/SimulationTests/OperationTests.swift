import Netlist
import Simulation
import CircuitBuilding
import Testing

@Suite struct OperationTests {
  /// All operations over two operands of one width, against `Operation.evaluate`.
  @Test(arguments: 1...200) func everyOperation(width: Int) throws {
    var random = RandomSource(seed: UInt64(width))
    for signed in [false, true] {
      var circuit = CircuitBuilder()
      let type = ValueType(width: width, isSigned: signed)
      let other = ValueType(width: 1 + random.below(120), isSigned: signed)
      let vector = ValueType(width: width * (1 + random.below(9)), isSigned: signed, count: nil)
      let elements = vector.width / width
      let a = circuit.input("a", type)
      let b = circuit.input("b", type)
      let c = circuit.input("c", other)
      let s = circuit.input("s", .bit)
      let amount = circuit.input("amount", ValueType(width: 1 + random.below(70)))
      let v = circuit.input("v", ValueType(width: vector.width, isSigned: signed, count: elements))
      let index = circuit.input("index", ValueType(width: 1 + random.below(6)))

      var results: [(name: String, value: ValueID)] = []
      func add(_ operation: Operation, _ type: ValueType) {
        let value = circuit.add(operation, type)
        let name = "y\(results.count)"
        circuit.output(name, value)
        results.append((name, value))
      }
      add(.not(a), type)
      add(.negate(a), type)
      for reduction in ReductionOperator.allCases { add(.reduce(reduction, a), .bit) }
      for binary in BinaryOperator.allCases {
        switch binary {
        case .multiply:
          add(.binary(.multiply, a, b), ValueType(width: 2 * width, isSigned: signed))
          add(.binary(.multiply, a, c), ValueType(width: width + other.width, isSigned: signed))
        case .equal, .less: add(.binary(binary, a, b), .bit)
        default: add(.binary(binary, a, b), type)
        }
      }
      for shift in ShiftOperator.allCases {
        add(.shift(shift, a, by: amount), type)
        let distance = circuit.constant(random.below(width + 3), width: 9)
        add(.shift(shift, a, by: distance), type)
      }
      add(.mux(s, a, b), type)
      for target in [1, width / 2 + 1, width + 1, width + 63, 2 * width, 300] {
        add(.resize(a), ValueType(width: target, isSigned: signed))
      }
      add(.reinterpret(a), ValueType(width: width, isSigned: !signed))
      for _ in 0..<4 {
        let offset = random.below(width)
        add(.slice(a, offset: offset), ValueType(width: 1 + random.below(width - offset)))
      }
      add(.concatenate([a, c, b]), ValueType(width: 2 * width + other.width))
      add(.concatenate([s, a]), ValueType(width: width + 1))
      add(.concatenate([a, a, s, b, c, s]), ValueType(width: 3 * width + 2 + other.width))
      add(.element(v, index: index), type)
      add(.element(a, index: index), .bit)
      add(.element(a, index: amount), .bit)

      let simulator = try BuiltinSimulator(circuit.design)
      let reference = ReferenceSimulator(circuit.module)
      for round in 0..<12 {
        for port in circuit.module.ports where port.direction == .input && port.role == .data {
          let value = random.bits(width: circuit.module[port.value].type.width)
          try simulator.port(port.name).write(value)
          reference.set(port.name, value)
        }
        simulator.evaluate()
        for (name, value) in results {
          let (actual, expected) = (try simulator.port(name).readBits(), reference.get(name))
          #expect(
            actual == expected, "\(circuit.module[value].operation) signed \(signed) round \(round) inputs \(reference.inputs)")
        }
      }
    }
  }
}
