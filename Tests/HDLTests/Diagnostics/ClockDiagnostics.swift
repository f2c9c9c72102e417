import HDL
import Testing

private let fast = ClockDomain("fast")
private let remedy = "use synchronized() for one bit, an asynchronous FIFO for data, or unsafeCrossing(...) where it is safe"
private let portRemedy = "a port belongs to the clock that In(..., clock:) names, else to 'clock'; \(remedy)"

/// Clocks belong to values: what is refused, and what is not.
@Suite struct ClockDiagnostics {
  /// The module has registers of one clock only.
  @Test func aPortOfAnotherClock() throws {
    try expectErrors(
      of: Body("fed", fedByAPort),
      """
      ClockDiagnostics.swift:{fed}:3: error: 'slow' in domain 'clock' takes 'quick' of domain 'fast'
        note: \(portRemedy)
      """)
    try expectErrors(
      of: Body("enabled", enabledByAPort),
      """
      ClockDiagnostics.swift:{enabled}:20: error: 'slow' in domain 'clock' takes 'quick' of domain 'fast'
        note: \(portRemedy)
      """)
    try expectErrors(
      of: Body("unmarked", unmarkedPort),
      """
      ClockDiagnostics.swift:{unmarked}:3: error: 'held' in domain 'fast' takes 'a' of domain 'clock'
        note: \(portRemedy)
      """)
  }

  @Test func aBlackBoxOfAnotherClock() throws {
    try expectErrors(
      of: Body("box", fedByABox),
      """
      ClockDiagnostics.swift:{box}:3: error: 'slow' in domain 'clock' takes 'source_q' of domain 'fast'
        note: \(remedy)
      """)
  }

  @Test func moreThanSixtyFourClocks() throws {
    try expectErrors(
      of: Body("many", manyClocks),
      """
      ClockDiagnostics.swift:{many}:3: error: 'slow' in domain 'clock' takes 'last' of domain 'last'
        note: \(remedy)
      """)
  }

  @Test func twoClocksInFrontOfASynchronizer() throws {
    try expectErrors(
      of: Body("glitch", glitch),
      """
      ClockDiagnostics.swift:{glitch}:3: error: a register synchronizes logic of the domains 'fast' and 'other'
        note: synchronize each signal by itself, or put a register of one domain in front
      """)
  }

  /// Logic without registers has the clock of what it is given, wherever it was made.
  @Test func combinationalModulesTakeAnyClock() throws {
    _ = try elaborate(
      Body("inside", combinationalInside))
    _ = try elaborate(
      Body("outside", combinationalOutside))
    try expectErrors(
      of: Body("through", combinationalThrough),
      """
      ClockDiagnostics.swift:{through}:3: error: a register in domain 'clock' takes 'quick' of domain 'fast'
        note: \(portRemedy)
      """)
  }

  /// A child's register takes the input: it must come from the child's clock.
  @Test func aClockedModuleTakesItsOwnClock() throws {
    try expectErrors(
      of: Body("child", childOfAnotherClock),
      """
      ClockDiagnostics.swift:{child}:3: error: 'delay.a' in domain 'clock' takes 'quick' of domain 'fast'
        note: \(portRemedy)
      """)
    _ = try elaborate(
      Body("same", childOfThatClock))
  }

  @Test func aBlackBoxInAClockTakesThatClock() throws {
    _ = try elaborate(
      Body("ambient", boxInAClock))
  }

  @Test func aMemoryHasOneClockOfWrites() throws {
    try expectErrors(
      of: Body("memory", memoryOfAnotherClock),
      """
      ClockDiagnostics.swift:{memory}:23: error: memory 'words' is written at the clock 'clock', not at 'fast'
        note: make the memory inside clocked(by:) of 'fast', or move the write to 'clock'
      """)
  }
}

private struct BodyIO: Bundle { let a, quick: In<Bit>; let y: Out<Bit> }
/// A module of one function, with an input of another clock.
private struct Body: Module {
  let name: String
  let body: @Sendable (BodyIO) -> Void
  init(_ name: String, _ body: @escaping @Sendable (BodyIO) -> Void) {
    self.name = name
    self.body = body
  }
  static func == (left: Body, right: Body) -> Bool { left.name == right.name }
  func hash(into hasher: inout Hasher) { hasher.combine(name) }
  var io: BodyIO { BodyIO(a: In(Bit()), quick: In(Bit(), clock: fast), y: Out(Bit())) }
  func build(_ io: BodyIO) { body(io) }
}

private struct FastSource: BlackBox, DefaultInitializable {
  struct IO: Bundle { let d: In<Bit>; let q: Out<Bit> }
  var io: IO { IO(d: In(Bit(), clock: fast), q: Out(Bit(), clock: fast)) }
  var verilogName: String { "fast_source" }
  var verilog: String { "module fast_source (input wire d, output wire q);\n  assign q = d;\nendmodule\n" }
}
private struct PlainBox: BlackBox, DefaultInitializable {
  struct IO: Bundle { let d: In<Bit>; let q: Out<Bit> }
  var io: IO { IO(d: In(Bit()), q: Out(Bit())) }
  var verilogName: String { "plain_box" }
  var verilog: String { "module plain_box (input wire d, output wire q);\n  assign q = d;\nendmodule\n" }
}
private struct Invert: Module, DefaultInitializable {
  struct IO: Bundle { let a: In<Bit>; let y: Out<Bit> }
  var io: IO { IO(a: In(Bit()), y: Out(Bit())) }
  func build(_ io: IO) { io.y <== !io.a }
}
private struct DelayBit: Module, DefaultInitializable {
  struct IO: Bundle { let a: In<Bit>; let y: Out<Bit> }
  var io: IO { IO(a: In(Bit()), y: Out(Bit())) }
  func build(_ io: IO) { io.y <== Reg(next: io.a, reset: 0) }
}

@Hardware private func fedByAPort(_ io: BodyIO) {
  let slow = Reg(Bit(), reset: 0)
  slow <== io.quick  // {fed}
  io.y <== slow
}

@Hardware private func enabledByAPort(_ io: BodyIO) {
  let slow = Reg(Bit(), reset: 0)
  when(io.quick) { slow <== io.a }  // {enabled}
  io.y <== slow
}

@Hardware private func unmarkedPort(_ io: BodyIO) {
  let held = clocked(by: fast) { Reg(next: io.a, reset: 0) }  // {unmarked}
  io.y <== held.synchronized()
}

@Hardware private func fedByABox(_ io: BodyIO) {
  let source = Instance(FastSource())
  source.d <== io.quick
  let slow = Reg(Bit(), reset: 0)
  slow <== source.q  // {box}
  io.y <== slow
}

@Hardware private func manyClocks(_ io: BodyIO) {
  for index in 0..<70 {
    clocked(by: ClockDomain("c\(index)")) {
      let held = Reg(Bit(), reset: 0)
      held <== !held
      cover(held, "held")
    }
  }
  let last = clocked(by: ClockDomain("last")) { Reg(Bit(), reset: 0) }
  last <== !last  // {last}
  let slow = Reg(Bit(), reset: 0)
  slow <== last  // {many}
  io.y <== slow
}

@Hardware private func glitch(_ io: BodyIO) {
  let other = clocked(by: ClockDomain("other")) { Reg(Bit(), reset: 0) }
  other <== !other
  io.y <== (io.quick & other).synchronized()  // {glitch}
}

@Hardware private func combinationalInside(_ io: BodyIO) {
  let invert = clocked(by: fast) { Instance(Invert()) }
  invert.a <== io.quick
  let held = clocked(by: fast) { Reg(next: invert.y, reset: 0) }
  io.y <== held.synchronized()
}

@Hardware private func combinationalOutside(_ io: BodyIO) {
  let invert = Instance(Invert())
  invert.a <== io.quick
  let held = clocked(by: fast) { Reg(next: invert.y, reset: 0) }
  io.y <== held.synchronized()
}

@Hardware private func combinationalThrough(_ io: BodyIO) {
  let invert = clocked(by: fast) { Instance(Invert()) }
  invert.a <== io.quick
  io.y <== Reg(next: invert.y, reset: 0)  // {through}
}

@Hardware private func childOfAnotherClock(_ io: BodyIO) {
  let delay = Instance(DelayBit())
  delay.a <== io.quick  // {child}
  io.y <== delay.y
}

@Hardware private func childOfThatClock(_ io: BodyIO) {
  let delay = clocked(by: fast) { Instance(DelayBit()) }
  delay.a <== io.quick
  io.y <== delay.y.synchronized()
}

@Hardware private func boxInAClock(_ io: BodyIO) {
  let box = clocked(by: fast) { Instance(PlainBox()) }
  box.d <== io.quick
  let held = clocked(by: fast) { Reg(Bit(), reset: 0) }
  held <== box.q
  io.y <== held.synchronized()
}

@Hardware private func memoryOfAnotherClock(_ io: BodyIO) {
  let words = Memory(depth: 2, Bit(), contents: [0, 0])
  let address = clocked(by: fast) { Reg(Unsigned(1), reset: 0) }
  clocked(by: fast) { words.write(address, io.quick) }  // {memory}
  io.y <== io.a
}
