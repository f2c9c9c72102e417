import HDL
import Testing

private let fast = ClockDomain("fast", reset: .asynchronous(activeLow: true))
private let remedy = "use synchronized() for one bit, an asynchronous FIFO for data, or unsafeCrossing(...) where it is safe"

/// What domains, resets and clocks made inside refuse.
@Suite struct DomainDiagnostics {
  @Test func aClockMadeByLogic() throws {
    try expectErrors(
      of: Part("logic", clockOfLogic),
      """
      DomainDiagnostics.swift:{logic}:3: error: the clock of domain 'gated' is made by logic, which can glitch
        note: take it from a register or a black box, such as ClockGate
      """)
  }

  @Test func anAsynchronousResetMadeByLogic() throws {
    try expectErrors(
      of: Part("reset", resetOfLogic),
      """
      DomainDiagnostics.swift:{reset}:3: error: the asynchronous reset of domain 'clock' is made by logic, which can glitch
        note: put a register in front, or reset at the clock's edge: .synchronous
      """)
    try expectErrors(
      of: Part("instance", resetOfLogicInside),
      """
      DomainDiagnostics.swift:{inside}:5: error: 'toggle.reset', an asynchronous reset, is made by logic, which can glitch
        note: put a register in front, or reset at the clock's edge: .synchronous
      """)
  }

  /// The derived clock is one of its own: what it is made of is another one.
  @Test func aDerivedClockIsAnotherOne() throws {
    try expectErrors(
      of: Part("derived", derivedCrossing),
      """
      DomainDiagnostics.swift:{derived}:3: error: 'count' in domain 'half' takes 'a' of domain 'clock'
        note: a port belongs to the clock that In(..., clock:) names, else to 'clock'; \(remedy)
      """)
    try expectErrors(
      of: Part("back", derivedCrossingBack),
      """
      DomainDiagnostics.swift:{back}:3: error: output 'y' in domain 'clock' takes 'count' of domain 'half'
        note: \(remedy)
      """)
  }

  @Test func aResetOfAnotherClock() throws {
    try expectErrors(
      of: Part("foreign", resetOfAnotherClock),
      """
      DomainDiagnostics.swift:{foreign}:3: error: the reset of domain 'clock' takes 'quick' of domain 'fast'
        note: a port belongs to the clock that In(..., clock:) names, else to 'clock'; use resetSynchronized(), or synchronized() for one that acts at the clock's edge
      """)
  }

  @Test func aDomainHasOneReset() throws {
    try expectErrors(
      of: Part("two", twoResets),
      """
      DomainDiagnostics.swift:{two}:3: error: two domains are called 'fast' and have different resets
        note: declare the domain once, before the instances that use it, and pass that value around
      """)
    try expectErrors(
      of: Part("twice", twoClocks),
      """
      DomainDiagnostics.swift:{twice}:3: error: the domain 'half' has a clock already
        note: give each clock a name of its own
      """)
  }

  @Test func aDomainWithoutReset() throws {
    try expectErrors(
      of: Part("none", resetWithoutOne),
      """
      DomainDiagnostics.swift:{none}:3: error: 'held' has a reset value, but the domain 'scan' has no reset
        note: leave reset: out, or give the domain a reset
      """)
    try expectErrors(
      of: Part("running", runningWithoutOne),
      """
      DomainDiagnostics.swift:{running}:52: error: the domain 'scan' has no reset
      """)
  }

  @Test func theDomainOfAModuleIsTheStandardOne() throws {
    do {
      _ = try elaborate(Misnamed())
      Issue.record("nothing was reported")
    } catch {
      #expect(
        error.description.contains(
          "Misnamed: the clock domain of a module is called 'clock', not 'axi'; say its ports with clockPort: and resetPort:"))
    }
  }
}

private struct PartIO: Bundle { let a, quick: In<Bit>; let y: Out<Bit> }
/// A module of one function, with an input of another clock.
private struct Part: Module {
  let name: String
  let body: @Sendable (PartIO) -> Void
  init(_ name: String, _ body: @escaping @Sendable (PartIO) -> Void) {
    self.name = name
    self.body = body
  }
  static func == (left: Part, right: Part) -> Bool { left.name == right.name }
  func hash(into hasher: inout Hasher) { hasher.combine(name) }
  var io: PartIO { PartIO(a: In(Bit()), quick: In(Bit(), clock: fast), y: Out(Bit())) }
  func build(_ io: PartIO) { body(io) }
}
private struct Toggle: Module, DefaultInitializable {
  struct IO: Bundle { let y: Out<Bit> }
  var io: IO { IO(y: Out(Bit())) }
  func build(_ io: IO) {
    let held = Reg(Bit(), reset: 0)
    held <== !held
    io.y <== held
  }
}
private struct Misnamed: Module, DefaultInitializable {
  struct IO: Bundle { let a: In<Bit>; let y: Out<Bit> }
  var io: IO { IO(a: In(Bit()), y: Out(Bit())) }
  var clockDomain: ClockDomain { ClockDomain("axi", reset: .asynchronous) }
  func build(_ io: IO) { io.y <== io.a }
}

@Hardware private func clockOfLogic(_ io: PartIO) {
  let gated = ClockDomain("gated", clock: runningClock() & io.a)  // {logic}
  let held = clocked(by: gated) { Reg(Bit(), reset: 0) }
  held <== !held
  io.y <== held.synchronized()
}

@Hardware private func resetOfLogic(_ io: PartIO) {
  let held = resetting(by: runningReset() | io.a, .asynchronous) { Reg(Bit(), reset: 0) }  // {reset}
  held <== !held
  io.y <== held
}

@Hardware private func resetOfLogicInside(_ io: PartIO) {
  let isCleared = runningReset() | io.a
  resetting(by: isCleared, .asynchronous) {
    let toggle = Instance(Toggle())  // {inside}
    io.y <== toggle.y
  }
}

@Hardware private func derivedCrossing(_ io: PartIO) {
  let toggle = Reg(Bit(), reset: 0)
  toggle <== !toggle
  let half = ClockDomain("half", clock: toggle)
  let count = clocked(by: half) { Reg(Bit(), reset: 0) }
  count <== io.a  // {derived}
  io.y <== count.synchronized()
}

@Hardware private func derivedCrossingBack(_ io: PartIO) {
  let toggle = Reg(Bit(), reset: 0)
  toggle <== !toggle
  let half = ClockDomain("half", clock: toggle)
  let count = clocked(by: half) { Reg(Bit(), reset: 0) }
  count <== !count
  io.y <== count  // {back}
}

@Hardware private func resetOfAnotherClock(_ io: PartIO) {
  let held = resetting(by: io.quick) { Reg(Bit(), reset: 0) }  // {foreign}
  held <== !held
  io.y <== held
}

@Hardware private func twoResets(_ io: PartIO) {
  let other = ClockDomain("fast", reset: .synchronous)
  let held = clocked(by: other) { Reg(next: io.quick, reset: 0) }  // {two}
  io.y <== held.synchronized()
}

@Hardware private func twoClocks(_ io: PartIO) {
  let toggle = Reg(Bit(), reset: 0)
  toggle <== !toggle
  let half = ClockDomain("half", clock: toggle)
  let again = ClockDomain("half", clock: io.a)  // {twice}
  let held = clocked(by: half) { Reg(Bit(), reset: 0) }
  let other = clocked(by: again) { Reg(Bit(), reset: 0) }
  held <== !held
  other <== !other
  io.y <== held.synchronized() & other.synchronized()
}

@Hardware private func resetWithoutOne(_ io: PartIO) {
  let held = clocked(by: ClockDomain("scan", reset: .none)) { Reg(Bit(), reset: 0) }  // {none}
  held <== !held
  io.y <== held.synchronized()
}

@Hardware private func runningWithoutOne(_ io: PartIO) {
  clocked(by: ClockDomain("scan", reset: .none)) { io.y <== runningReset() }  // {running}
}
