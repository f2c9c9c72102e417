import HDL
import Testing

/// What modules say of their parameters, and what they are called by it.
@Suite struct ModuleParameterTests {
  @Test func aListNamesTheModule() throws {
    let design = try elaborate(Pair(first: Listed(width: 4, kind: .round), second: Listed(width: 9, kind: .round)))
    let modules = design.modules.filter { $0.typeName == "Listed" }
    #expect(modules.map(\.name) == ["listed_bits4_kindround", "listed_bits9_kindround"])
    #expect(modules[0].parameters.map { "\($0.name) = \($0.value)" } == ["bits = 4", "kind = round"])
  }

  @Test func propertiesAreShownWithoutAList() throws {
    let design = try elaborate(Pair(first: Plain(width: 4), second: Plain(width: 9)))
    #expect(design.modules.filter { $0.typeName == "Plain" }.map(\.name) == ["plain_4", "plain_9"])
  }

  /// Two modules of one name and header would leave the reader, and the file, to chance.
  @Test func whatDiffersMustBeListed() throws {
    let error = #expect(throws: ElaborationError.self) {
      try elaborate(Pair(first: Silent(width: 4), second: Silent(width: 9)))
    }
    #expect(
      error?.diagnostics.contains {
        $0.message == "Silent: two different modules have the same parameters; list in parameterList all in which they differ"
      } == true, "\(String(describing: error))")
  }
}

private struct Wires: Bundle {
  let a: In<Unsigned>
  let y: Out<Unsigned>
  init(_ width: Int) { (a, y) = (In(Unsigned(width)), Out(Unsigned(width))) }
}

private protocol Inverting: HDL.Module where IO == Wires { var width: Int { get } }
extension Inverting {
  var io: Wires { Wires(width) }
  func build(_ io: Wires) { io.y <== ~io.a }
}

private enum Kind: String { case round, square }

private struct Listed: Inverting {
  let width: Int
  let kind: Kind
  var parameterList: [ModuleParameter] { [.init("bits", width), .init("kind", kind)] }
}

private struct Plain: Inverting { let width: Int }

private struct Silent: Inverting {
  let width: Int
  var parameterList: [ModuleParameter] { [] }
}

/// Two modules of one type.
private struct Pair<M: Inverting>: HDL.Module {
  let first: M, second: M
  struct IO: Bundle { let a: In<Unsigned>; let b: In<Unsigned>; let y: Out<Unsigned>; let z: Out<Unsigned> }
  var io: IO {
    IO(a: In(Unsigned(first.width)), b: In(Unsigned(second.width)), y: Out(Unsigned(first.width)), z: Out(Unsigned(second.width)))
  }
  @Hardware func build(_ io: IO) {
    let one = Instance(first)
    let other = Instance(second)
    one.a <== io.a
    other.a <== io.b
    io.y <== one.y
    io.z <== other.y
  }
}
