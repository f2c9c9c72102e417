/// A clock gate without glitches: `gated` follows the clock in the cycles at whose start `enable` is 1, and else stays 0.
///
///     let gate = Instance(ClockGate())
///     gate.enable <== isBusy
///     let gated = ClockDomain("gated", clock: gate.gated)
///
/// The text is a latch and an AND; a technology's own cell is a black box like this one. `enable` comes from the gated clock's own
/// domain, at its rising edge.
public struct ClockGate: BlackBox, DefaultInitializable {
  public init() {}
  public struct IO: Bundle {
    public let enable: In<Bit>
    public let gated: Out<Bit>
  }
  public var io: IO { IO(enable: In(Bit()), gated: Out(Bit())) }
  public var verilogName: String { "clock_gate" }
  public var clocks: [BlackBoxClock] { [.init(clock: "clock")] }
  public var verilog: String {
    """
    module clock_gate (
      input  wire clock,
      input  wire enable,
      output wire gated
    );
      // Transparent while the clock is low: what changes while it is high makes no edge.
      reg is_enabled;
    `ifdef SYNTHESIS
    `elsif YOSYS
    `else
      // What never changes starts no block.
      initial is_enabled = enable;
    `endif
      // verilator lint_off LATCH
      always @* if (!clock) is_enabled = enable;
      // verilator lint_on LATCH
      assign gated = clock & is_enabled;
    endmodule

    """
  }
  /// The simulator looks at a clock that is made of another one at that one's edges only.
  public func build(_ io: IO) { io.gated <== runningClock() & io.enable }
}
