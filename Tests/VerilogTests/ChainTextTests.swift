import HDL
import Netlist
import Testing
import Verilog

/// Long chains of conditions cost what they say: four times the branches, four times the netlist and the text.
@Suite struct ChainTextTests {
  @Test(arguments: Dialect.allCases) func chainsGrowLinearly(_ dialect: Dialect) throws {
    func sizes(_ length: Int) throws -> (values: Int, statements: Int, bytes: Int) {
      let design = try elaborate(Chain(length: length))
      var statements = 0
      Netlist.Module.walk(design.top.statements) { _ in statements += 1 }
      let text = try VerilogEmitter(dialect: dialect).emit(design).text
      return (design.top.values.count, statements, text.utf8.count)
    }
    let small = try sizes(2000), large = try sizes(8000)
    #expect(large.values <= 4 * small.values && large.statements <= 4 * small.statements)
    // Numbers have a digit more.
    #expect(large.bytes <= 5 * small.bytes)
  }
}

private struct Chain: HDL.Module {
  let length: Int
  struct IO: Bundle { let a: In<Unsigned>; let y: Out<Unsigned> }
  var io: IO { IO(a: In(Unsigned(14)), y: Out(Unsigned(14))) }
  @Hardware func build(_ io: IO) {
    var chain = when(io.a == 0) { io.y <== 1 }
    for branch in 1..<length { chain = chain.elsewhen(io.a == branch) { io.y <== branch + 1 } }
    chain.otherwise { io.y <== 0 }
  }
}
