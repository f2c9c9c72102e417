import CircuitBuilding
import Netlist

/// A counter that counts while `enable` is 1, with a comparison and a history of two words.
func counterCircuit() -> CircuitBuilder {
  var circuit = CircuitBuilder("counter")
  let enable = circuit.input("enable", .bit)
  let four = ValueType(width: 4)
  let count = circuit.register("count", four, reset: BitVector(0, width: 4))
  let history = circuit.memory("history", depth: 2, word: four, contents: [BitVector(0, width: 4), BitVector(0, width: 4)])
  let one = circuit.constant(1, width: 4)
  let next = circuit.add(.binary(.add, count, one), four, name: "next")
  let low = circuit.add(.slice(count, offset: 0), .bit)
  circuit.append(
    .when(
      enable,
      then: [
        circuit.assigned(count, next), Statement(.assign(.memory(history, address: low, mask: nil), count), location: .unknown),
      ], otherwise: []))
  circuit.output("value", count)
  let three = circuit.constant(3, width: 4)
  circuit.output("is_three", circuit.add(.binary(.equal, count, three), .bit))
  return circuit
}
