import HDL

// The modules of `ClockDomainTests` and `ClockTextTests`.

struct Styled: Module {
  let edge: ClockEdge
  let style: ResetStyle
  struct IO: Bundle { let d: In<Unsigned>; let count, previous: Out<Unsigned> }
  var io: IO { IO(d: In(Unsigned(8)), count: Out(Unsigned(8)), previous: Out(Unsigned(8))) }
  var clockDomain: ClockDomain { ClockDomain("clock", edge: edge, reset: style) }
  @Hardware func build(_ io: IO) {
    let total = Reg(Unsigned(8), reset: 5)
    let last = Reg(Unsigned(8), reset: .guarded)
    total <== total + io.d
    last <== io.d
    io.count <== total
    io.previous <== last
  }
}

struct BothEdges: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Bits>; let y: Out<Bits> }
  var io: IO { IO(d: In(Bits(4)), y: Out(Bits(4))) }
  @Hardware func build(_ io: IO) {
    let captured = clocked(by: ClockDomain("clock", edge: .falling)) { Reg(next: io.d, reset: 0) }
    let taken = Reg(next: captured, reset: 0)
    io.y <== taken
  }
}

struct WithoutReset: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Bit>; let y: Out<Bit> }
  static let scan = ClockDomain("scan", reset: .none)
  var io: IO { IO(d: In(Bit(), clock: Self.scan), y: Out(Bit(), clock: Self.scan)) }
  @Hardware func build(_ io: IO) {
    let held = clocked(by: Self.scan) { Reg(next: io.d, reset: .guarded) }
    let settled = clocked(by: Self.scan) { held.synchronized() }
    io.y <== settled
  }
}

struct Clearable: Module, DefaultInitializable {
  struct IO: Bundle { let clear: In<Bit>; let count, whole: Out<Unsigned> }
  var io: IO { IO(clear: In(Bit()), count: Out(Unsigned(4)), whole: Out(Unsigned(4))) }
  @Hardware func build(_ io: IO) {
    let part = resetting(by: runningReset() | io.clear) { Reg(Unsigned(4), reset: 1) }
    let all = Reg(Unsigned(4), reset: 2)
    part <== part + 1
    all <== all + part
    io.count <== part
    io.whole <== all
  }
}

struct Accumulate: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Unsigned>; let sum: Out<Unsigned> }
  var io: IO { IO(d: In(Unsigned(8)), sum: Out(Unsigned(8))) }
  @Hardware func build(_ io: IO) {
    let sum = Reg(Unsigned(8), reset: 3)
    sum <== sum + io.d
    io.sum <== sum
  }
}
struct TwoStyles: Module, DefaultInitializable {
  static let fast = ClockDomain("fast", reset: .asynchronous(activeLow: true))
  struct IO: Bundle { let d: In<Unsigned>; let e: In<Unsigned>; let x: Out<Unsigned>; let y: Out<Unsigned> }
  var io: IO {
    IO(
      d: In(Unsigned(8)), e: In(Unsigned(8), clock: Self.fast), x: Out(Unsigned(8)), y: Out(Unsigned(8), clock: Self.fast))
  }
  @Hardware func build(_ io: IO) {
    let slow = Instance(Accumulate())
    let quick = clocked(by: Self.fast) { Instance(Accumulate()) }
    slow.d <== io.d
    quick.d <== io.e
    io.x <== slow.sum
    io.y <== quick.sum
  }
}

struct Inverter: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Bit>; let y: Out<Bit> }
  var io: IO { IO(d: In(Bit()), y: Out(Bit())) }
  @Hardware func build(_ io: IO) { io.y <== !io.d }
}
struct TwoInverters: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Bit>; let y: Out<Bit> }
  var io: IO { IO(d: In(Bit()), y: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let first = Instance(Inverter())
    let second = clocked(by: TwoStyles.fast) { Instance(Inverter()) }
    first.d <== io.d
    second.d <== first.y
    io.y <== second.y
  }
}

struct Peripheral: Module, DefaultInitializable {
  var clockDomain: ClockDomain {
    ClockDomain("clock", reset: .asynchronous(activeLow: true), clockPort: "aclk", resetPort: "aresetn")
  }
  struct IO: Bundle { let d: In<Bit>; let y: Out<Bit> }
  var io: IO { IO(d: In(Bit()), y: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let held = Reg(next: io.d, reset: 1)
    io.y <== held
  }
}
struct WithPeripheral: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Bit>; let y: Out<Bit> }
  var io: IO { IO(d: In(Bit()), y: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let peripheral = Instance(Peripheral())
    peripheral.d <== io.d
    io.y <== peripheral.y
  }
}

struct Divided: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Unsigned>; let y: Out<Unsigned> }
  var io: IO { IO(d: In(Unsigned(4)), y: Out(Unsigned(4))) }
  @Hardware func build(_ io: IO) {
    let half = Reg(Bit(), reset: 0)
    half <== !half
    let slow = ClockDomain("slow", clock: half)
    let total = clocked(by: slow) { Reg(Unsigned(4), reset: 0) }
    total <== total + unsafeCrossing(io.d)
    // Both clocks come from one source.
    io.y <== unsafeCrossing(total)
  }
}

struct Gated: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Unsigned>; let run: In<Bit>; let y: Out<Unsigned> }
  var io: IO { IO(d: In(Unsigned(4)), run: In(Bit()), y: Out(Unsigned(4))) }
  @Hardware func build(_ io: IO) {
    let isRunning = Reg(next: io.run, reset: 0)
    let gate = Instance(ClockGate())
    gate.enable <== isRunning
    let gated = ClockDomain("gated", clock: gate.gated)
    let total = clocked(by: gated) { Reg(Unsigned(4), reset: 0) }
    total <== total + unsafeCrossing(io.d)
    io.y <== unsafeCrossing(total)
  }
}

struct Forwarded: Module, DefaultInitializable {
  struct IO: Bundle { let d: In<Bit>; let y: Out<Bit>; let clock_out: Out<Bit> }
  var io: IO { IO(d: In(Bit()), y: Out(Bit()), clock_out: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let held = Reg(next: io.d, reset: 0)
    io.y <== held
    io.clock_out <== runningClock()
  }
}

struct Released: Module, DefaultInitializable {
  struct IO: Bundle { let powerOn: In<Bit>; let y: Out<Unsigned> }
  var io: IO { IO(powerOn: In(Bit(), prefix: "power_on"), y: Out(Unsigned(4))) }
  @Hardware func build(_ io: IO) {
    let reset = io.powerOn.resetSynchronized()
    let count = resetting(by: reset, .asynchronous) { Reg(Unsigned(4), reset: 9) }
    count <== count + 1
    io.y <== count
  }
}

struct Checked: Module {
  let style: ResetStyle
  var clockDomain: ClockDomain { ClockDomain("clock", reset: style) }
  struct IO: Bundle { let d: In<Bit>; let y: Out<Bit> }
  var io: IO { IO(d: In(Bit()), y: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let held = Reg(next: io.d, reset: 0)
    assert(!io.d, "no one")
    io.y <== held
  }
}

/// An asynchronous reset that registers at the clock's edge look at too, as data and in a reset of their own.
struct LooksAtReset: Module {
  let style: ResetStyle
  var clockDomain: ClockDomain { ClockDomain("clock", reset: style) }
  struct IO: Bundle { let clear: In<Bit>; let d: In<Unsigned>; let y, z: Out<Unsigned>; let wasReset: Out<Bit> }
  var io: IO {
    IO(clear: In(Bit()), d: In(Unsigned(4)), y: Out(Unsigned(4)), z: Out(Unsigned(4)), wasReset: Out(Bit()))
  }
  @Hardware func build(_ io: IO) {
    let sum = Reg(Unsigned(4), reset: 3)
    let cleared = resetting(by: runningReset() | io.clear) { Reg(Unsigned(4), reset: 1) }
    let wasReset = Reg(next: runningReset(), reset: .guarded)
    sum <== sum + io.d
    cleared <== cleared + sum
    io.y <== sum
    io.z <== cleared
    io.wasReset <== wasReset
  }
}
