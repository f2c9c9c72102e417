import HDL

// begin watch
/// The other clock of the chip: its registers are reset at once while `slow_reset_n` is 0.
let slow = ClockDomain("slow", reset: .asynchronous(activeLow: true))

/// Counts pulses of the slow clock and shows them at the fast one; the count sleeps while nobody watches.
struct Watch: Module, DefaultInitializable {
  struct IO: Bundle {
    let pulse: In<Bit>
    let watch, clear: In<Bit>
    let count, halves: Out<Unsigned>
  }
  var io: IO {
    IO(
      pulse: In(Bit(), clock: slow), watch: In(Bit()), clear: In(Bit()), count: Out(Unsigned(8)), halves: Out(Unsigned(8)))
  }

  @Hardware func build(_ io: IO) {
    // Registers of the slow clock, and the way to the fast one: two flip-flops.
    let toggle = clocked(by: slow) { Reg(Bit(), reset: 0) }
    when(io.pulse) { toggle <== !toggle }
    let now = toggle.synchronized()

    // Reset by a signal of its own as well.
    let count = resetting(by: runningReset() | io.clear) { Reg(Unsigned(8), reset: 0) }
    let before = Reg(next: now, reset: 0)
    when(now ^ before) { count <== count + 1 }
    io.count <== count

    // The same clock's other edge: half a cycle earlier.
    let early = clocked(by: ClockDomain("clock", edge: .falling)) { Reg(next: io.watch, reset: 0) }

    let isWatched = Reg(next: early, reset: 0)

    // A clock that stands still while nobody watches. To the check of crossings it is another clock.
    let gate = Instance(ClockGate())
    gate.enable <== isWatched
    let gated = ClockDomain("gated", clock: gate.gated)
    let halves = clocked(by: gated) { Reg(Unsigned(8), reset: 0) }
    halves <== halves + 1
    io.halves <== unsafeCrossing(halves)
  }
}
// end watch

// begin pll
/// A part of the technology: Verilog text, here without an inside, and a model for the built-in simulator.
struct PLL: BlackBox, DefaultInitializable {
  struct IO: Bundle {
    let core, locked: Out<Bit>
  }
  var io: IO { IO(core: Out(Bit()), locked: Out(Bit())) }
  var verilogName: String { "pll_x1" }
  var clocks: [BlackBoxClock] { [.init(clock: "reference")] }
  var verilog: String {
    """
    module pll_x1 (input wire reference, output wire core, output wire locked);
      assign core = reference;
      assign locked = 1'b1;
    endmodule
    """
  }
  func build(_ io: IO) {
    io.core <== runningClock()
    io.locked <== 1
  }
}

/// Runs at the clock that a black box makes, reset until it is locked.
struct Locked: Module, DefaultInitializable {
  struct IO: Bundle { let count: Out<Unsigned> }
  var io: IO { IO(count: Out(Unsigned(8))) }

  @Hardware func build(_ io: IO) {
    let pll = Instance(PLL())
    let core = ClockDomain("core", clock: pll.core, reset: pll.locked, resetStyle: .asynchronous(activeLow: true))
    let count = clocked(by: core) { Reg(Unsigned(8), reset: 0) }
    count <== count + 1
    io.count <== unsafeCrossing(count)
  }
}
// end pll
