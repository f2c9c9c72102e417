import CircuitBuilding
import Netlist
import Testing

/// Which of several names for one value stays.
@Suite struct AliasTests {
  private let byte = ValueType(width: 8)

  /// A second name for an expression goes, and so does one for a signal; what only has the same bits keeps its own.
  @Test func oneNameIsEnough() throws {
    var circuit = CircuitBuilder()
    let a = circuit.input("a", byte)
    let word = circuit.add(.not(a), byte, name: "word")
    let address = circuit.add(.reinterpret(word), byte, name: "address")
    let copy = circuit.add(.slice(address, offset: 0), byte, name: "copy")
    let signed = circuit.add(.reinterpret(word), ValueType(width: 8, isSigned: true), name: "signed")
    let shown = circuit.add(.reinterpret(a), byte, name: "shown")
    circuit.output("y", circuit.add(.binary(.xor, copy, shown), byte))
    circuit.output("z", signed)
    var design = circuit.design
    _ = try #require(Pipeline.standard.passes.first { $0.name == "aliases" }).run(&design)
    let assigned = design.top.statements.compactMap { statement -> Netlist.Operation? in
      if case .assign(_, let value) = statement.kind { design.top[value].operation } else { nil }
    }
    #expect(assigned == [.binary(.xor, word, a), .reinterpret(word)])
    #expect(design.top[word].name == "word")
  }

  /// But at a computed place, where a vector has an element and a scalar a bit.
  @Test func vectorsOfOneElementAreScalars() throws {
    var circuit = CircuitBuilder()
    let vector = ValueType(width: 8, count: 1)
    let x = circuit.input("x", vector), place = circuit.input("place", .bit)
    let inner = circuit.wire(vector, name: "inner"), indexed = circuit.wire(vector, name: "indexed")
    circuit.assign(inner, x)
    circuit.assign(indexed, x)
    let zero = circuit.constant(0, width: 1)
    let element = circuit.add(.element(inner, index: zero), byte)
    circuit.output("y", circuit.add(.not(element), byte))
    circuit.output("z", circuit.add(.element(indexed, index: place), byte))
    var design = circuit.design
    _ = try #require(Pipeline.standard.passes.first { $0.name == "single-element vectors" }).run(&design)
    #expect(design.top[inner].type == byte && design.top[indexed].type == vector && design.top[x].type == vector)
    #expect(design.top[element].operation == .reinterpret(inner))
    _ = try #require(Pipeline.standard.passes.first { $0.name == "aliases" }).run(&design)
    #expect(design.top[element].operation == .reinterpret(x))
  }
}
