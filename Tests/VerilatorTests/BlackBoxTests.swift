import HDL
import Simulation
import Testing
import Verilator

/// A black box as its text under Verilator, and as its Swift model in the built-in simulator.
@Suite struct BlackBoxTests {
  @Test func theModelDoesWhatTheTextDoes() throws {
    let design = try elaborate(TwoSizes())
    let simulators: [any Simulator] = [try BuiltinSimulator(design), try VerilatorSimulator.make(design)]
    for simulator in simulators { try simulator.reset() }
    var random = SplitMix64(seed: 3)
    var seen: Set<UInt64> = []
    for _ in 0..<200 {
      let word = random.next() & 15
      for simulator in simulators {
        try simulator.port("d").write(word)
        try simulator.step()
      }
      let values = try simulators.map { simulator in try ["two", "five"].map { try simulator.port($0).read() } }
      #expect(values[0] == values[1])
      seen.insert(values[0][1])
    }
    #expect(seen.count == 16)
  }

  @Test func parametersAreSetByInstances() throws {
    let design = try elaborate(TwoSizes())
    // One text serves both, and each instance sets what it needs.
    let boxes = design.modules.filter { $0.blackBox != nil }
    #expect(boxes.map(\.name) == ["delay_line", "delay_line"])
    #expect(boxes.map(\.blackBoxParameters.first?.value) == ["2", "5"])
  }
}

/// Text with a parameter and a clock, and the same in Swift.
private struct DelayLine: BlackBox {
  let stages: Int
  struct IO: Bundle { let d: In<Bits>; let q: Out<Bits> }
  var io: IO { IO(d: In(Bits(4)), q: Out(Bits(4))) }
  var verilogName: String { "delay_line" }
  var verilogParameters: [VerilogParameter] { [.init("STAGES", stages)] }
  var clocks: [BlackBoxClock] { [.init(clock: "clk", reset: "rst")] }
  var verilog: String {
    """
    module delay_line #(parameter STAGES = 1) (
      input wire clk, input wire rst, input wire [3:0] d, output wire [3:0] q
    );
      reg [4*STAGES-1:0] line;
      wire [4*STAGES+3:0] next = {line, d};
      always @(posedge clk) line <= rst ? {STAGES{4'd0}} : next[4*STAGES-1:0];
      assign q = line[4*STAGES-1 -: 4];
    endmodule
    """
  }
  @Hardware func build(_ io: IO) {
    var bits = io.d.value
    for _ in 0..<stages { bits = Reg(next: bits, reset: 0).value }
    io.q <== bits
  }
}
private struct TwoSizes: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Bits>; let two, five: Out<Bits> }
  var io: IO { IO(d: In(Bits(4)), two: Out(Bits(4)), five: Out(Bits(4))) }
  @Hardware func build(_ io: IO) {
    let short = Instance(DelayLine(stages: 2)), long = Instance(DelayLine(stages: 5))
    short.d <== io.d
    long.d <== io.d
    io.two <== short.q
    io.five <== long.q
  }
}
