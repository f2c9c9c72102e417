import HDL
import Testing

/// Places, control, modules, instances and clocks: what the language reports while a module's body runs.
@Suite struct StructureDiagnostics {
  @Test func claims() throws {
    try expectErrors(
      doubleClaims,
      """
      StructureDiagnostics.swift:{register}:3: error: Reg needs a new signal, but 'kind' already belongs to something
        note: write the kind once more: Reg(Signed(8))
      StructureDiagnostics.swift:{wire}:3: error: Wire needs a new signal, but 'a' already belongs to something
        note: write the kind once more: Wire(Signed(8))
      StructureDiagnostics.swift:{bare}:3: error: 'bare' is only a kind and has no value
        note: make it a place: Wire(Signed(8)), or a Reg
      """)
  }

  @Test func computedTargets() throws {
    try expectErrors(
      drivenExpression,
      """
      StructureDiagnostics.swift:{fire}:16: error: '<==' cannot drive the 1-bit operand, which is computed from other signals
        note: drive a Wire, a Reg or an output
      """)
  }

  @Test func switches() throws {
    try expectErrors(
      incompleteSwitch,
      """
      StructureDiagnostics.swift:{twice}:5: error: switchOn names .idle twice
      StructureDiagnostics.swift:{switch}:3: error: switchOn misses .full
        note: add on(.full) { }
      """)
  }

  @Test func signalsOfOtherModules() throws {
    try expectErrors(
      of: Outer(),
      """
      StructureDiagnostics.swift:{foreignSignal}:5: error: a signal of another module is used here
        note: pass signals between modules through ports, and make instances inside build
      StructureDiagnostics.swift:{foreignMemory}:5: error: a memory of another module is used here
        note: pass words between modules through ports
      """)
  }

  @Test func hardwareAtFileScope() throws {
    // What stands outside says so on standard error; its use in a module is an error of that module.
    _ = instanceOfNoModule
    try expectErrors(
      usesInstanceOfNoModule,
      """
      StructureDiagnostics.swift:{outside}:3: error: a signal of another module is used here
        note: pass signals between modules through ports, and make instances inside build
      """)
    let register = Reg(Signed(8), reset: 0)
    register <== register + 1
    when(register == 0) { register <== 1 }.otherwise { register[0].any.synchronized() |> ignore }
    let memory = Memory(depth: 2, Signed(8))
    memory.write(Unsigned(1), Signed(8))
    memory[Unsigned(1)] |> ignore
    Vec(of: [Signed(8)]).map { $0 + 1 }.reduce(+) |> ignore
  }

  @Test func instances() throws {
    try expectErrors(
      impossibleInstances,
      """
      StructureDiagnostics.swift:{parameter}:3: error: Sized: width must be at least 1, not 0
      """)
    try expectErrors(of: Sized(width: 0), "Sized: error: width must be at least 1, not 0")
    try expectErrors(
      of: Endless(depth: 0),
      "StructureDiagnostics.swift:{endless}:5: error: Endless lies more than 128 modules deep; does a recursive module never end?"
    )
    try expectErrors(of: SelfContained(), "StructureDiagnostics.swift:{self}:5: error: SelfContained contains itself")
  }

  @Test func interfaces() throws {
    try expectErrors(of: Undirected(), "StructureDiagnostics.swift:{undirected}:18: error: 'plain' of IO is neither In nor Out")
  }

  @Test func blackBoxes() throws {
    try expectErrors(
      of: TwoBoxes(),
      """
      Box: error: two modules are called 'vendor_ram'
        note: make verilogName depend on the parameters
      Box: error: black box 'module' cannot have that name in Verilog
        note: rename it; 'module_value' would do
      """)
  }

  @Test func synchronizers() throws {
    try expectErrors(
      stagelessSynchronizer,
      """
      StructureDiagnostics.swift:{stages}:3: error: synchronized(stages: 0) needs at least 1 stage
        note: 2 is usual, 3 at very high clocks
      """)
  }

  /// A mistake in a Swift loop is one mistake, and one run reports those of all modules.
  @Test func onceAndAll() throws {
    try expectErrors(
      repeatedMistake,
      """
      StructureDiagnostics.swift:{inner}:22: error: '+' needs equal widths: 'a' is 4 bits, 'b' is 5
        note: use a.extended(to: 5)
      StructureDiagnostics.swift:{loop}:22: error: '+' needs equal widths: 'a' is 8 bits, 'wide' is 16
        note: use a.extended(to: 16)
      """)
  }
}

infix operator |> : AssignmentPrecedence
func |> <T>(_: T, use: (T) -> Void) {}
func ignore<T>(_: T) {}

@Hardware private func doubleClaims(_ io: ProbeIO) {
  let kind = Signed(8)
  let first = Reg(kind, reset: 0)
  _ = Reg(kind, reset: 0)  // {register}
  _ = Wire(io.a.value)  // {wire}
  let bare = Signed(8)  // {bare}
  io.y <== bare + first
}

@Hardware private func drivenExpression(_ io: ProbeIO) {
  io.sums.fire <== 1  // {fire}
}

private enum Phase: CaseIterable { case idle, busy, full }

@Hardware private func incompleteSwitch(_ io: ProbeIO) {
  let phase = Reg(Enum<Phase>(), reset: .idle)
  switchOn(phase) {  // {switch}
    on(.idle) { phase <== .busy }
    on(.busy, .idle) { phase <== .idle }  // {twice}
  }
}

private final class Shelf: @unchecked Sendable {
  var signal: Signed?
  var memory: Memory<Signed>?
}

private struct Inner: Module {
  let shelf: Shelf
  static func == (left: Inner, right: Inner) -> Bool { true }
  func hash(into hasher: inout Hasher) {}
  struct IO: Bundle { let y: Out<Signed> }
  var io: IO { IO(y: Out(Signed(8))) }
  @Hardware func build(_ io: IO) {
    let secret = Reg(Signed(8), reset: 0)
    shelf.signal = secret.value
    shelf.memory = Memory(depth: 2, Signed(8))
    io.y <== secret
  }
}

private struct Outer: Module {
  struct IO: Bundle { let address: In<Unsigned>; let y, z: Out<Signed> }
  var io: IO { IO(address: In(Unsigned(1)), y: Out(Signed(8)), z: Out(Signed(8))) }
  @Hardware func build(_ io: IO) {
    let shelf = Shelf()
    let inner = Instance(Inner(shelf: shelf))
    io.y <== inner.y + (shelf.signal ?? inner.y)  // {foreignSignal}
    io.z <== shelf.memory?[io.address] ?? inner.y  // {foreignMemory}
  }
}

private let instanceOfNoModule = Instance(Accumulator())

@Hardware private func usesInstanceOfNoModule(_ io: ProbeIO) {
  io.y <== instanceOfNoModule.sum.truncated(to: 8)  // {outside}
}

private struct Sized: Module {
  var width: Int
  var parameterError: String? { width < 1 ? "width must be at least 1, not \(width)" : nil }
  struct IO: Bundle { let a: In<Signed>; let y: Out<Signed> }
  var io: IO { IO(a: In(Signed(width)), y: Out(Signed(width))) }
  @Hardware func build(_ io: IO) { io.y <== io.a }
}

@Hardware private func impossibleInstances(_ io: ProbeIO) {
  let sized = Instance(Sized(width: 0))  // {parameter}
  sized.a <== io.a[0..<1].asSigned
  _ = sized.y + sized.y
}

private struct Endless: Module {
  var depth: Int
  struct IO: Bundle { let y: Out<Bit> }
  var io: IO { IO(y: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let next = Instance(Endless(depth: depth + 1))  // {endless}
    io.y <== next.y
  }
}

private struct SelfContained: Module {
  struct IO: Bundle { let y: Out<Bit> }
  var io: IO { IO(y: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let again = Instance(SelfContained())  // {self}
    io.y <== again.y
  }
}

private struct Undirected: Module {
  struct IO: Bundle { let plain: Signed; let y: Out<Bit> }
  var io: IO { IO(plain: Signed(8), y: Out(Bit())) }
  @Hardware func build(_ io: IO) { io.y <== 1 }  // {undirected}
}

private struct Box: BlackBox {
  var size: Int
  var verilogName: String { size > 2 ? "module" : "vendor_ram" }
  var verilog: String { "module \(verilogName)(output y); assign y = \(size); endmodule\n" }
  struct IO: Bundle { let y: Out<Bit> }
  var io: IO { IO(y: Out(Bit())) }
}

private struct TwoBoxes: Module {
  struct IO: Bundle { let y: Out<Bit> }
  var io: IO { IO(y: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let boxes = (1...3).map { Instance(Box(size: $0)) }
    io.y <== boxes[0].y & boxes[1].y & boxes[2].y
  }
}

@Hardware private func stagelessSynchronizer(_ io: ProbeIO) {
  _ = io.go.synchronized(stages: 0)  // {stages}
}

private struct Wrong: Module {
  struct IO: Bundle { let a, b: In<Signed>; let y: Out<Signed> }
  var io: IO { IO(a: In(Signed(4)), b: In(Signed(5)), y: Out(Signed(4))) }
  @Hardware func build(_ io: IO) {
    let total = io.a + io.b  // {inner}
    io.y <== total
  }
}

@Hardware private func repeatedMistake(_ io: ProbeIO) {
  let wrong = Instance(Wrong())
  _ = wrong
  for _ in 0..<10 {
    let total = io.a + io.wide  // {loop}
    io.y <== total
  }
}
