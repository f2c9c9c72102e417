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
}
