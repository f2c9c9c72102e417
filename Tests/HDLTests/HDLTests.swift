import HDL
import Testing

@Suite struct ElaborationTests {
  @Test func multiplyAccumulateElement() throws {
    let design = try elaborate(Accumulator())
    #expect(design.top.name == "accumulator")
    #expect(design.top.ports.map(\.name) == ["clock", "reset", "operand_valid", "operand_ready", "operand_a", "operand_b", "operand_last", "sum"])
    #expect(design.top.registers.count == 1)
    #expect(design.top[design.top.registers[0].value].name == "total")
  }

  @Test func equalModulesAreElaboratedOnce() throws {
    let design = try elaborate(Row(count: 100))
    #expect(design.modules.map(\.name) == ["accumulator", "row_count100"])
    #expect(design.top.instances.count == 100)
    #expect(design.top.instances[99].name == "cell_99")
  }

  @Test func widthsOfOperandsAreReportedAtTheOperator() throws {
    let error = #expect(throws: ElaborationError.self) { try elaborate(Mismatch()) }
    #expect(error?.description == """
      HDLTests.swift:59:21: error: '+' needs equal widths: 'sum' is 32 bits, 'product' is 16
        note: use product.extended(to: 32)
      """)
  }
}

@Bundle struct Operand { let a, b: Signed; let last: Bit }

struct Accumulator: Module, DefaultInitializable {
  struct IO: Bundle { let operand: In<Stream<Operand>>; let sum: Out<Signed> }
  var io: IO { IO(operand: In(Stream(Operand(a: 8, b: 8))), sum: Out(Signed(32))) }
  @Hardware func build(_ io: IO) {
    let total = Reg(Signed(32), reset: 0)
    io.operand.ready <== 1
    io.sum <== total
    when(io.operand.fire) { total <== total + (io.operand.a * io.operand.b).extended(to: 32) }
  }
}
struct Row: Module, DefaultInitializable {
  var count = 2
  struct IO: Bundle { let operand: In<Stream<Operand>>; let sum: Out<Signed> }
  var io: IO { IO(operand: In(Stream(Operand(a: 8, b: 8))), sum: Out(Signed(32))) }
  @Hardware func build(_ io: IO) {
    let cell = (0..<count).map { _ in Instance(Accumulator()) }
    for one in cell { one.operand <== io.operand }
    let sums = cell.map { $0.sum }
    io.sum <== Vec(of: sums).reduce(+)
  }
}
struct Mismatch: Module {
  struct IO: Bundle { let a, b: In<Signed>; let y: Out<Signed> }
  var io: IO { IO(a: In(Signed(8)), b: In(Signed(8)), y: Out(Signed(32))) }
  @Hardware func build(_ io: IO) {
    let sum = Reg(Signed(32), reset: 0)
    let product = io.a * io.b
    sum <== 1 + 0 == 1 ? 3 : 2
    let total = sum + product
    io.y <== total
  }
}
