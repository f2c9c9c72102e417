import HDL
import Testing

@Suite struct ElaborationTests {
  @Test func multiplyAccumulateElement() throws {
    let design = try elaborate(Accumulator())
    #expect(design.top.name == "accumulator")
    #expect(
      design.top.ports.map(\.name) == [
        "clock", "reset", "operand_valid", "operand_ready", "operand_a", "operand_b", "operand_last", "sum",
      ])
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
    #expect(
      error?.description == """
        HDLTests.swift:\(Mismatch.line):21: error: '+' needs equal widths: 'sum' is 32 bits, 'product' is 16
          note: use product.extended(to: 32)
        """)
  }

  @Test func whatFollowsACallBelongsToTheCaller() throws {
    let error = #expect(throws: ElaborationError.self) { try elaborate(AfterCall()) }
    #expect(error?.diagnostics.map(\.line) == [AfterCall.line], "\(error?.description ?? "")")
  }

  @Test func aPortForProofsExistsInThemOnly() throws {
    func ports(_ design: Design) -> [String] { design.top.ports.filter { $0.direction == .output }.map(\.name) }
    #expect(try ports(elaborate(Observed())) == ["out"])
    #expect(try ports(elaborateForProof(Observed())) == ["out", "count"])
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
  /// Where the sum is.
  static let line = #line - 4
}

/// A wrong width that shows after a function of several statements has returned.
struct AfterCall: Module {
  struct IO: Bundle { let a: In<Signed>; let y: Out<Signed> }
  var io: IO { IO(a: In(Signed(8)), y: Out(Signed(8))) }
  @Hardware func build(_ io: IO) {
    io.y <== doubled(io.a)
  }
  @Hardware private func doubled(_ a: some Readable<Signed>) -> Signed {
    let wide = a.extended(to: 9)
    let sum = wide + wide
    return sum
  }
  /// Where `doubled` is called.
  static let line = #line - 8
}

/// A counter that shows its value to proofs.
struct Observed: Module {
  struct IO: Bundle { let out: Out<Bit>; let count: Out<Unsigned> }
  var io: IO { IO(out: Out(Bit()), count: Out(proof: Unsigned(4))) }
  @Hardware func build(_ io: IO) {
    let count = Reg(Unsigned(4), reset: 0)
    count <== count + 1
    io.out <== count == 15
    proof { io.count <== count }
  }
}

@Suite struct ArrayAndClockTests {
  @Test func arraysOfStreamsBecomePortsOfTheirOwn() throws {
    let design = try elaborate(Fork())
    #expect(design.top.ports.map(\.name).contains("outputs_1_ready"))
    #expect(design.top.streams.map(\.name) == ["input", "outputs_0", "outputs_1"])
    #expect(design.top.streams[2].direction == .output)
  }

  @Test func anArrayIndexBeyondTheEndIsReported() throws {
    let error = #expect(throws: ElaborationError.self) { try elaborate(Fork(used: 3)) }
    #expect(error?.diagnostics.first?.message == "index 2 is outside the array's 0 to 1")
  }

  /// A child without registers of the standard clock keeps its own clocks, whatever clock surrounds it.
  @Test func aNamedClockIsConnectedByItsName() throws {
    let design = try elaborate(Surround())
    #expect(design.top.domains.map(\.name) == ["fast"])
    #expect(design.top.ports.filter { $0.role == .clock }.map(\.name) == ["fast_clock"])
  }
}

struct Fork: Module, DefaultInitializable {
  var used = 2
  struct IO: Bundle { let input: In<Stream<Operand>>; let outputs: Out<[Stream<Operand>]> }
  var io: IO { IO(input: In(Stream(Operand(a: 4, b: 4))), outputs: Out((0..<2).map { _ in Stream(Operand(a: 4, b: 4)) })) }
  @Hardware func build(_ io: IO) {
    io.input.ready <== io.outputs[0].ready & io.outputs[1].ready
    for index in 0..<used {
      io.outputs[index].valid <== io.input.valid
      io.outputs[index].payload <== io.input.payload
    }
  }
}
struct FastRegister: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Bit>; let q: Out<Bit> }
  var io: IO { IO(d: In(Bit(), clock: ClockDomain("fast")), q: Out(Bit(), clock: ClockDomain("fast"))) }
  @Hardware func build(_ io: IO) {
    let held = clocked(by: ClockDomain("fast")) { Reg(next: io.d, reset: 0) }
    io.q <== held
  }
}
struct Surround: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Bit>; let q: Out<Bit> }
  var io: IO { IO(d: In(Bit(), clock: ClockDomain("fast")), q: Out(Bit(), clock: ClockDomain("fast"))) }
  @Hardware func build(_ io: IO) {
    let one = Instance(FastRegister())
    one.d <== io.d
    io.q <== one.q
  }
}
