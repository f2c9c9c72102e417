import HDL
import Testing

/// What beginners do, and what elaboration tells them; mistakes that the compiler sees are in `CompileErrorTests`, those that the
/// passes see in `PassDiagnostics`.
@Suite struct MistakeDiagnostics {
  @Test func widths() throws {
    try expectErrors(
      impossibleWidths,
      """
      MistakeDiagnostics.swift:{shift}:17: error: '>>' by 9 leaves nothing of 'a', which is 8 bits
        note: use extended(to:) first if it shall hold more bits
      MistakeDiagnostics.swift:{saturated}:3: error: saturated(to: 0) would leave no bit of 'wide'; a signal has at least 1
      MistakeDiagnostics.swift:{truncated}:3: error: truncated(to: 0) would leave no bit of 'wide'; a signal has at least 1
      """)
  }

  @Test func withoutHardware() throws {
    try expectErrors(
      of: Bare(),
      """
      Bare: error: '<==' needs equal widths: 'y' is 9 bits, 'a' is 8
        note: use a.extended(to: 9); put @Hardware before 'func build' of Bare: then messages have lines, and signals their names
      """)
    let said = try elaborateWithWarnings(Unused()).warnings.map(\.description)
    #expect(
      said == [
        "Unused: warning: 'b' is never used\n  note: put @Hardware before 'func build' of Unused: then messages have lines, and signals their names"
      ])
  }

  @Test func twoReceivers() throws {
    try expectErrors(
      of: DoublyConnected(),
      """
      MistakeDiagnostics.swift:{second}:14: error: 'words_ready' has a driver already: line {first} connects the stream to another receiver
        note: a stream has one receiver: choose one with when, or drive valid and ready of both by hand
      """)
    _ = try elaborate(Switch())
  }

  @Test func clocks() throws {
    try expectErrors(
      of: WrongBlock(),
      """
      MistakeDiagnostics.swift:{block}:13: error: 'count' is a register of 'clock', and this is a block of 'fast', which does not change its clock
        note: make it with clocked(by: fast) { Reg(...) }, or drive it outside of the block
      """)
  }
}

@Hardware private func impossibleWidths(_ io: ProbeIO) {
  driveRest(io, y: false)
  io.y <== io.a >> 9  // {shift}
  _ = io.a >> 8
  _ = io.wide.saturated(to: 0)  // {saturated}
  _ = io.wide.truncated(to: 0)  // {truncated}
}

private struct Bare: Module {
  struct IO: Bundle {
    let a: In<Signed>
    let y: Out<Signed>
  }
  var io: IO { IO(a: In(Signed(8)), y: Out(Signed(9))) }
  func build(_ io: IO) { io.y <== io.a }
}

private struct Unused: Module {
  struct IO: Bundle {
    let a, b: In<Signed>
    let y: Out<Signed>
  }
  var io: IO { IO(a: In(Signed(8)), b: In(Signed(8)), y: Out(Signed(8))) }
  func build(_ io: IO) { io.y <== io.a }
}

private struct TwoOutputs: Bundle {
  let words: In<Stream<Operand>>
  let left, right: Out<Stream<Operand>>
  let goesLeft: In<Bit>

  init() {
    words = In(Stream(Operand(a: 8, b: 8)))
    left = Out(Stream(Operand(a: 8, b: 8)))
    right = Out(Stream(Operand(a: 8, b: 8)))
    goesLeft = In(Bit())
  }
}

private struct DoublyConnected: Module {
  var io: TwoOutputs { TwoOutputs() }
  @Hardware func build(_ io: TwoOutputs) {
    io.left <== io.words  // {first}
    io.right <== io.words  // {second}
  }
}

/// One receiver at a time is no mistake.
private struct Switch: Module {
  var io: TwoOutputs { TwoOutputs() }
  @Hardware func build(_ io: TwoOutputs) {
    when(io.goesLeft) {
      io.left <== io.words
      io.right.valid <== 0
      io.right.payload <== io.words.payload
    }.otherwise {
      io.right <== io.words
      io.left.valid <== 0
      io.left.payload <== io.words.payload
    }
  }
}

private struct WrongBlock: Module {
  struct IO: Bundle { let y: Out<Unsigned> }
  var io: IO { IO(y: Out(Unsigned(4))) }
  @Hardware func build(_ io: IO) {
    let count = Reg(Unsigned(4), reset: 0)
    clocked(by: ClockDomain("fast")) {
      count <== count + 1  // {block}
    }
    io.y <== count
  }
}
