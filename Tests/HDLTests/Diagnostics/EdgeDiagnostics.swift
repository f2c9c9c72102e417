import HDL
import Testing

/// Numbers, names and arrays at their limits.
@Suite struct EdgeDiagnostics {
  @Test func numbersBeyondTheirKind() throws {
    try expectErrors(
      wideNumbers,
      """
      EdgeDiagnostics.swift:{narrow}:3: error: -9223372036854775808 does not fit 63 signed bits
        note: the range is -4611686018427387904 to 4611686018427387903
      EdgeDiagnostics.swift:{unsigned}:3: error: -1 does not fit 63 unsigned bits
        note: the range is 0 to 2^63 - 1
      """)
  }

  @Test func numbersThatAreNoCase() throws {
    try expectErrors(
      noCase,
      """
      EdgeDiagnostics.swift:{cases}:3: error: 3 stands for no case of Light
        note: its cases are 0 to 2; better write one by its name
      """)
  }

  @Test func arraysWithoutElements() {
    let error = #expect(throws: ElaborationError.self) { try elaborate(NoInputs()) }
    #expect(error?.diagnostics.map(\.message) == ["'inputs' is an array of no ports"])
  }

  /// A class of SystemVerilog's own package, and a method of the class that Verilator makes.
  @Test func namesOfTools() throws {
    let error = #expect(throws: ElaborationError.self) { try elaborate(ToolNames()) }
    #expect(
      error?.diagnostics.map(\.message) == [
        "port 'process' cannot have that name in Verilog", "port 'eval' cannot have that name in Verilog",
      ])
  }

  /// A chain through the elements of one vector is no loop, and neither is one through an array of wires.
  @Test func traversalsThroughElements() throws {
    #expect(throws: Never.self) { try elaborate(Probe("vector") { io in carryInAVector(io) }) }
    #expect(throws: Never.self) { try elaborate(Probe("wires") { io in carryInWires(io) }) }
  }
}

@Hardware private func wideNumbers(_ io: ProbeIO) {
  driveRest(io)
  let narrow = Reg(Signed(63), reset: 0)
  let isLeast = narrow == Int.min  // {narrow}
  let count = Reg(Unsigned(63), reset: 0)
  let isLess = count == -1  // {unsigned}
  cover(isLeast | isLess, "both")
}

private enum Light: CaseIterable { case red, amber, green }

@Hardware private func noCase(_ io: ProbeIO) {
  driveRest(io)
  let lights = Reg(Vec(2, Enum<Light>()), reset: 3)  // {cases}
  lights <== lights
}

private struct NoInputs: Module {
  struct IO: Bundle { let inputs: In<[Stream<Operand>]>; let y: Out<Bit> }
  var io: IO { IO(inputs: In([]), y: Out(Bit())) }
  @Hardware func build(_ io: IO) { io.y <== io.inputs[0].valid }
}

private struct ToolNames: Module {
  struct IO: Bundle { let process: In<Bit>; let eval: Out<Bit> }
  var io: IO { IO(process: In(Bit()), eval: Out(Bit())) }
  @Hardware func build(_ io: IO) { io.eval <== io.process }
}

@Hardware private func carryInAVector(_ io: ProbeIO) {
  driveRest(io, yes: false)
  let carry = Wire(Vec(4, Bit()))
  carry[0] <== io.go
  for index in 0..<3 { carry[index + 1] <== carry[index] & io.a[index] }
  io.yes <== carry[3]
}

@Hardware private func carryInWires(_ io: ProbeIO) {
  driveRest(io, yes: false)
  let carry = (0..<4).map { _ in Wire(Bit()) }
  carry[0] <== io.go
  for index in 0..<3 { carry[index + 1] <== carry[index] & io.a[index] }
  io.yes <== carry[3]
}
