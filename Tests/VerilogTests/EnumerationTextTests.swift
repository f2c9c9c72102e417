import HDL
import Testing
import Verilog

/// How enumerations read in the text.
@Suite struct EnumerationTextTests {
  private enum Hot: HardwareEnum {
    case idle, loading, running
    static let encoding = CaseEncoding.oneHot
  }
  private enum Gray: HardwareEnum {
    case idle, loading, running
    static let encoding = CaseEncoding.gray
  }
  private enum Opcode: UInt8, HardwareEnum { case load = 0x03, immediate = 0x13, branch = 0x63 }
  private enum State: CaseIterable { case idle, loading, running }

  private struct Machine<E: CaseIterable & Hashable & Sendable>: Module {
    struct IO: Bundle { let go: In<Bit>, busy: Out<Bit> }
    var io: IO { IO(go: In(Bit()), busy: Out(Bit())) }
    @Hardware func build(_ io: IO) {
      let cases = Array(E.allCases)
      let state = Reg(Enum<E>(), reset: cases[0])
      switchOn(state) {
        on(cases[0]) { when(io.go) { state <== cases[1] } }
        on(cases[1]) { state <== cases[2] }
        on(cases[2]) { state <== cases[0] }
      }
      io.busy <== state != cases[0]
    }
  }

  private func expect(_ module: some Module, _ lines: [String]) throws {
    for dialect in Dialect.allCases {
      let text = try VerilogEmitter(dialect: dialect).emit(elaborate(module)).text
      for line in lines { #expect(text.contains(line), "\(line)\n\(text)") }
    }
  }

  @Test func oneHotMachinesReadAsSuch() throws {
    try expect(
      Machine<Hot>(),
      [
        "  // Hot, one-hot: idle bit 0, loading bit 1, running bit 2\n",
        "[2:0] HOT_IDLE = 3'b001;\n", "[2:0] HOT_LOADING = 3'b010;\n",
        "[2:0] HOT_RUNNING = 3'b100;\n", "case (state)", "HOT_LOADING: state <= HOT_RUNNING;",
        "busy = state != HOT_IDLE;",
      ])
  }

  @Test func otherCodesReadInTheirRadix() throws {
    try expect(
      Machine<Gray>(),
      ["  // Gray, Gray code: idle = 00, loading = 01, running = 11\n", "[1:0] GRAY_RUNNING = 2'b11;\n"])
    try expect(
      Machine<Opcode>(),
      ["  // Opcode: load = 03, immediate = 13, branch = 63\n", "[6:0] OPCODE_BRANCH = 7'h63;\n"])
    try expect(
      Machine<State>(),
      ["  // State: idle = 0, loading = 1, running = 2\n", "[1:0] STATE_RUNNING = 2'd2;\n"])
  }
}
