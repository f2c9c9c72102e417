import HDL
import Testing

/// What the passes report of a design that elaborates.
@Suite struct PassDiagnostics {
  @Test func undriven() throws {
    try expectErrors(
      undrivenPlaces,
      """
      PassDiagnostics.swift:{undriven}:24: error: 'y' is never driven
        note: drive it with <==
      PassDiagnostics.swift:{wire}:3: error: 'forgotten' is never driven
        note: drive it with <==
      PassDiagnostics.swift:{instance}:3: error: 'cell_operand_a' is never driven
        note: drive it with <==
      PassDiagnostics.swift:{instance}:3: error: 'cell_operand_b' is never driven
        note: drive it with <==
      PassDiagnostics.swift:{instance}:3: error: 'cell_operand_last' is never driven
        note: drive it with <==
      PassDiagnostics.swift:{instance}:3: error: 'cell_operand_valid' is never driven
        note: drive it with <==
      """)
  }

  @Test func missingPaths() throws {
    try expectErrors(
      latches,
      """
      PassDiagnostics.swift:{when}:5: error: 'y' is not driven on every path: not when 'go' is 0
        note: drive it before the conditions, or add the missing branch
      PassDiagnostics.swift:{nested0}:18: error: 'yes' is not driven on every path: not when '!go' is 0 and 'isSmall' is 1
        note: drive it before the conditions, or add the missing branch
      PassDiagnostics.swift:{element}:5: error: 'rows' is not driven on every path: not element 2
        note: drive that too, or the whole before its parts
      PassDiagnostics.swift:{switch}:19: error: 'level' is not driven on every path: not when 'phase' is .open
        note: drive it before the conditions, or add the missing branch
      """)
  }

  @Test func missingBits() throws {
    try expectErrors(
      partlyDriven,
      """
      PassDiagnostics.swift:{bits}:3: error: 'nibbles' is not driven on every path: not bit 3
        note: drive that too, or the whole before its parts
      PassDiagnostics.swift:{flag}:3: error: 'flags' is not driven on every path: not bit 1 when 'go' is 0
        note: drive it before the conditions, or add the missing branch
      """)
  }

  @Test func combinationalLoops() throws {
    try expectErrors(
      combinationalLoop,
      """
      PassDiagnostics.swift:{loop}:3: error: combinational loop: sum -> x -> sum
        note: put a Reg into it
      """)
    try expectErrors(
      loopThroughInstances,
      """
      PassDiagnostics.swift:{through}:3: error: combinational loop: second_a -> second_y -> first_a -> first_y -> second_a
        note: put a Reg into it
      """)
  }

  @Test func clockCrossings() throws {
    try expectErrors(
      of: Crossings(),
      """
      PassDiagnostics.swift:{register0}:9: error: 'slow' in domain 'clock' takes 'quick' of domain 'fast'
        note: use synchronized() for one bit, an asynchronous FIFO for data, or unsafeCrossing(...) where it is safe
      PassDiagnostics.swift:{memory}:5: error: memory 'words' in domain 'clock' takes 'quick' of domain 'fast'
        note: use synchronized() for one bit, an asynchronous FIFO for data, or unsafeCrossing(...) where it is safe
      PassDiagnostics.swift:{output}:7: error: output 'y' in domain 'clock' takes 'quick' of domain 'fast'
        note: use synchronized() for one bit, an asynchronous FIFO for data, or unsafeCrossing(...) where it is safe
      """)
  }

  @Test func initialState() throws {
    try expectErrors(
      unresetState,
      """
      PassDiagnostics.swift:{unreset}:3: error: output 'y' shows 'held' before its first write
        note: give it a reset value, guard the output, or write Reg(..., reset: .guarded)
      """)
    try expectErrors(
      unresetMemory,
      """
      PassDiagnostics.swift:{unwritten}:3: error: output 'y' shows 'table' before its first write
        note: give it a reset value, guard the output, or write Reg(..., reset: .guarded)
      """)
    try expectErrors(
      of: ShowsChild(),
      """
      PassDiagnostics.swift:{child}:5: error: output 'y' shows 'delay.held' before its first write
        note: give it a reset value, guard the output, or write Reg(..., reset: .guarded)
      """)
  }

  @Test func names() throws {
    try expectErrors(
      of: BadNames(),
      """
      PassDiagnostics.swift:{names}:18: error: two ports are called 'a_b'
        note: rename one of them
      PassDiagnostics.swift:{names}:18: error: port 'module' cannot have that name in Verilog
        note: rename it; 'module_value' would do
      """)
  }

  @Test func unused() throws {
    try expectWarnings(
      unusedSignals,
      """
      PassDiagnostics.swift:{unusedIn}:24: warning: 'b' is never used
      PassDiagnostics.swift:{unusedIn}:24: warning: 'wide' is never used
      PassDiagnostics.swift:{unusedIn}:24: warning: 'count' is never used
      PassDiagnostics.swift:{unusedIn}:24: warning: 'three' is never used
      PassDiagnostics.swift:{unusedIn}:24: warning: 'words_valid' is never used
      PassDiagnostics.swift:{unusedIn}:24: warning: 'sums_ready' is never used
      PassDiagnostics.swift:{spare}:3: warning: 'spare' is never used
      PassDiagnostics.swift:{pair}:3: warning: 'pair_low' is never used
      PassDiagnostics.swift:{pair}:3: warning: 'pair_high' is never used
      """)
  }
}

@Hardware private func undrivenPlaces(_ io: ProbeIO) {  // {undriven}
  driveRest(io, y: false, yes: false)
  let forgotten = Wire(Bit())  // {wire}
  io.yes <== forgotten
  let cell = Instance(Accumulator())  // {instance}
  _ = cell.sum
}

private enum Door: CaseIterable { case closed, open }

@Hardware private func latches(_ io: ProbeIO) {
  driveRest(io, y: false, yes: false, rows: false)
  when(io.go) {
    io.y <== io.a  // {when}
  }
  let isSmall = io.a < 4
  when(!io.go) { io.yes <== 1 }.elsewhen(isSmall) {}.otherwise { io.yes <== 0 }  // {nested0}
  for index in [0, 1, 3] {
    io.rows[index] <== io.a  // {element}
  }
  let phase = Reg(Enum<Door>(), reset: .closed)
  let level = Wire(Bit())
  switchOn(phase) {
    on(.closed) { level <== 1 }  // {switch}
    on(.open) { phase <== .closed }
  }
  when(level) { phase <== .open }
}

@Hardware private func partlyDriven(_ io: ProbeIO) {
  driveRest(io, yes: false)
  let nibbles = Wire(Bits(8))
  nibbles[0..<3] <== io.a[0..<3]  // {bits}
  nibbles[4..<8] <== io.a[4..<8]
  let flags = Wire(Bits(2))
  flags[0] <== io.go  // {flag}
  when(io.go) { flags[1] <== 1 }
  io.yes <== nibbles.any & flags.any
}

@Hardware private func combinationalLoop(_ io: ProbeIO) {
  driveRest(io, y: false)
  let x = Wire(Signed(8))
  let sum = x + io.a
  x <== sum  // {loop}
  io.y <== x
}

private struct Increment: Module, DefaultInitializable {
  struct IO: Bundle { let a: In<Signed>; let y: Out<Signed> }
  var io: IO { IO(a: In(Signed(8)), y: Out(Signed(8))) }
  @Hardware func build(_ io: IO) { io.y <== io.a + 1 }
}

@Hardware private func loopThroughInstances(_ io: ProbeIO) {
  driveRest(io, y: false)
  let first = Instance(Increment()), second = Instance(Increment())
  second.a <== first.y
  first.a <== second.y  // {through}
  io.y <== first.y
}

private struct Crossings: Module {
  struct IO: Bundle { let address: In<Unsigned>; let y: Out<Bit> }
  var io: IO { IO(address: In(Unsigned(1)), y: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let words = Memory(depth: 2, Bit(), contents: [0, 0])  // {memory}
    let slow = Reg(Bit(), reset: 0)
    clocked(by: ClockDomain("fast")) {
      let quick = Reg(Bit(), reset: 0)
      quick <== !quick
      clocked(by: .standard) {
        words.write(io.address, quick)
        slow <== quick | slow  // {register0}
      }
      io.y <== quick  // {output}
    }
    _ = slow
  }
}

@Hardware private func unresetState(_ io: ProbeIO) {
  driveRest(io, y: false)
  let held = Reg(next: io.a)
  io.y <== held + 1  // {unreset}
  io.sums.a <== held  // A stream's payload is guarded by its valid.
}

@Hardware private func unresetMemory(_ io: ProbeIO) {
  driveRest(io, y: false)
  let table = Memory(depth: 16, Signed(8))
  when(io.go) { table.write(io.count, io.a) }
  io.y <== table[io.count]  // {unwritten}
}

private struct Delay: Module, DefaultInitializable {
  struct IO: Bundle { let a: In<Signed>; let y: Out<Signed> }
  var io: IO { IO(a: In(Signed(8)), y: Out(Signed(8))) }
  @Hardware func build(_ io: IO) {
    let held = Reg(next: io.a)
    io.y <== held
  }
}
private struct ShowsChild: Module {
  struct IO: Bundle { let a: In<Signed>; let y: Out<Signed> }
  var io: IO { IO(a: In(Signed(8)), y: Out(Signed(8))) }
  @Hardware func build(_ io: IO) {
    let delay = Instance(Delay())
    delay.a <== io.a
    io.y <== delay.y  // {child}
  }
}

private struct BadNames: Module {
  struct Pair: Bundle { let b: Bit }
  struct IO: Bundle { let a: In<Pair>; let a_b: In<Bit>; let module: Out<Bit> }
  var io: IO { IO(a: In(Pair(b: Bit())), a_b: In(Bit()), module: Out(Bit())) }
  @Hardware func build(_ io: IO) { io.module <== io.a.b & io.a_b }  // {names}
}

@Hardware private func unusedSignals(_ io: ProbeIO) {  // {unusedIn}
  driveRest(io)
  let spare = io.a + 1  // {spare}
  let pair = Reg(Pair(low: 4, high: 4), reset: 0)  // {pair}
  pair.low <== 1
  pair.high <== 2
  // Nobody needs to read every field of a bundle.
  let half = Reg(Pair(low: 4, high: 4), reset: 0)
  half.low <== 1
  half.high <== 2
  cover(half.low == 1, "one field read")
}

@Bundle
private struct Pair {
  let low, high: Unsigned
}
