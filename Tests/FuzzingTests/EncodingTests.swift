import HDL
import Simulation
import Testing

/// Enumerations by their encodings, in both simulators and in the text.
@Suite struct EncodingTests {
  @Test func allBackEndsAgree() async throws {
    try await expectAgreementEverywhere([
      elaborate(Sequencer<Hot>()), elaborate(Sequencer<Gray>()), elaborate(Sequencer<Raw>()), elaborate(Sequencer<Plain>()),
      elaborate(Decoder<Hot>()), elaborate(Decoder<Raw>()), elaborate(Decoder<Plain>()), elaborate(WideCases()),
    ])
  }

  @Test func codesFollowTheEncoding() throws {
    func codes(_ module: some Module) throws -> [UInt64?] { try elaborate(module).top.enumerations[0].codes.map(\.unsigned) }
    #expect(try codes(Sequencer<Hot>()) == [1, 2, 4, 8, 16])
    #expect(try codes(Sequencer<Gray>()) == [0, 1, 3, 2, 6])
    #expect(try codes(Sequencer<Raw>()) == [0x13, 0x33, 0x03, 0x23, 0x63])
    #expect(try codes(Sequencer<Plain>()) == [0, 1, 2, 3, 4])
  }

  /// A field that is an enumeration resets to its case, in one bundle and in each of a vector.
  @Test func fieldsResetToTheirCases() throws {
    let top = try elaborate(TwoTasks()).top
    let resets = top.registers.map { register in (top[register.value].name ?? "", register.reset?.unsigned) }
    #expect(resets.map(\.0) == ["one_phase", "one_left", "both_phase", "both_left"])
    #expect(resets.map(\.1) == [0b00100, 7, 0b01000_01000, 0])
    let error = #expect(throws: ElaborationError.self) { try elaborate(TwoTasks(isNamed: false)) }
    #expect(error?.diagnostics.map(\.message) == ["0 stands for no case of Hot"])
  }

  /// Every machine goes round its cases; only the codes at its port differ.
  @Test func machinesDoTheSame() throws {
    try expectRound(Sequencer<Hot>(), [1, 2, 4, 8, 16])
    try expectRound(Sequencer<Gray>(), [0, 1, 3, 2, 6])
    try expectRound(Sequencer<Raw>(), [0x13, 0x33, 0x03, 0x23, 0x63])
    try expectRound(Sequencer<Plain>(), [0, 1, 2, 3, 4])
  }

  private func expectRound(_ module: some Module, _ codes: [UInt64]) throws {
    let simulator = try BuiltinSimulator(elaborate(module))
    try simulator.reset()
    try simulator.port("go").write(1)
    try simulator.port("i").write(3)
    // The machine starts at its last case but one, since that is what it resets to.
    for step in 0..<12 {
      simulator.evaluate()
      let position = (step + 3) % 5
      #expect(try simulator.port("state").read() == codes[position])
      #expect(try simulator.port("number").read() == UInt64(position))
      #expect(try simulator.port("isLast").read() == (position == 4 ? 1 : 0))
      try simulator.step()
    }
  }

  @Test func patternsAreDecoded() throws {
    func expect(_ module: some Module, bits: Int, codes: [UInt64]) throws {
      let simulator = try BuiltinSimulator(elaborate(module))
      for pattern in 0..<UInt64(1 << bits) {
        try simulator.port("bits").write(pattern)
        simulator.evaluate()
        let isCase = codes.contains(pattern)
        #expect(try simulator.port("isValid").read() == (isCase ? 1 : 0), "\(pattern)")
        #expect(try simulator.port("state").read() == (isCase ? pattern : codes[0]), "\(pattern)")
      }
    }
    try expect(Decoder<Hot>(), bits: 5, codes: [1, 2, 4, 8, 16])
    try expect(Decoder<Gray>(), bits: 3, codes: [0, 1, 3, 2, 6])
    try expect(Decoder<Raw>(), bits: 7, codes: [0x13, 0x33, 0x03, 0x23, 0x63])
    try expect(Decoder<Plain>(), bits: 3, codes: [0, 1, 2, 3, 4])
    // Where all patterns are cases, nothing is checked.
    let full = try elaborate(Decoder<Quarter>()).top
    #expect(!full.values.contains { if case .mux = $0.operation { true } else { false } })
  }

  /// More cases than a word of the simulator has bits; and numbers that agree in their low bits.
  @Test func widePatternsAreToldApart() throws {
    let simulator = try BuiltinSimulator(elaborate(WideCases()))
    let word = try simulator.port("word")
    for (high, low, expected): (UInt64, UInt64, UInt64) in [(0, 5, 1), (1, 5, 0), (0, 6, 2), (7, 6, 0), (0, 7, 3), (3, 7, 0)] {
      word.write(BitVector(words: [low, high], width: 80))
      simulator.evaluate()
      #expect(try simulator.port("chosen").read() == expected, "\(high), \(low)")
    }
    try simulator.reset()
    for step in 0..<70 {
      #expect(try simulator.peek("state") == oneHot(step, of: 70))
      try simulator.step()
    }
  }
}

private func oneHot(_ position: Int, of width: Int) -> BitVector {
  var code = BitVector(width: width)
  code[position] = true
  return code
}

private protocol FiveCases: HardwareEnum, Hashable { static var five: [Self] { get } }
extension FiveCases { static var five: [Self] { Array(allCases) } }

private enum Hot: FiveCases {
  case idle, load, run, drain, done
  static let encoding = CaseEncoding.oneHot
}
private enum Gray: FiveCases {
  case idle, load, run, drain, done
  static let encoding = CaseEncoding.gray
}
private enum Raw: UInt8, FiveCases { case immediate = 0x13, register = 0x33, load = 0x03, store = 0x23, branch = 0x63 }
private enum Plain: FiveCases { case idle, load, run, drain, done }
private enum Quarter: FiveCases { case a, b, c, d }

/// Goes from case to case while told to.
private struct Sequencer<E: FiveCases>: Module {
  struct IO: Bundle {
    let go: In<Bit>, i: In<Unsigned>
    let state: Out<Enum<E>>, number: Out<Unsigned>, isLast: Out<Bit>, held: Out<Bits>
  }
  var io: IO {
    IO(
      go: In(Bit()), i: In(Unsigned(2)), state: Out(Enum<E>()), number: Out(Unsigned(3)), isLast: Out(Bit()),
      held: Out(Bits(3 * Enum<E>.width)))
  }
  @Hardware func build(_ io: IO) {
    let five = E.five
    let state = Reg(Enum<E>(), reset: five[3])
    // Elements, bundles and memories of cases keep their codes too.
    let held = Reg(Vec(3, Enum<E>()), reset: five[1])
    let number = Wire(Unsigned(3))
    when(io.go) {
      switchOn(state) {
        for (position, one) in five.enumerated() { on(one) { state <== five[(position + 1) % 5] } }
      }
      held[io.i] <== state
    }
    switchOn(state) {
      on(five[1]) { number <== 1 }
      on(five[2], five[3]) { number <== mux(state == five[2], Unsigned.constant(2, width: 3), 3) }
      on(five[4]) { number <== 4 }
      otherwise { number <== 0 }
    }
    io.state <== state
    io.number <== number
    io.isLast <== select(state, [five[4]: Bit.one], otherwise: (held[2] == five[4]) & !io.go)
    io.held <== held.asBits
  }
}

@Bundle private struct Task { let phase: Enum<Hot>; let left: Unsigned }

private struct TwoTasks: Module {
  var isNamed = true
  struct IO: Bundle { let go: In<Bit>, done: Out<Bit> }
  var io: IO { IO(go: In(Bit()), done: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let one = Reg(Task(left: 3), reset: isNamed ? .zero.with(\.phase, .run).with(\.left, 7) : .zero)
    let both = Reg(Vec(2, Task(left: 3)), reset: .zero.with(\.phase, .drain))
    when(io.go) {
      one <== both[0]
      both[1] <== one
    }
    io.done <== (one.phase == .done) & (one.left == 0)
  }
}

private struct Decoder<E: FiveCases>: Module {
  struct IO: Bundle { let bits: In<Bits>, state: Out<Enum<E>>, isValid: Out<Bit> }
  var io: IO { IO(bits: In(Bits(Enum<E>.width)), state: Out(Enum<E>()), isValid: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let (state, isValid) = io.bits.decoded(as: E.self)
    io.state <== state
    io.isValid <== isValid
  }
}

/// 70 cases, none of which has a name in Swift's sense.
private struct Seat: HardwareEnum {
  var number: Int
  static let allCases = (0..<70).map { Seat(number: $0) }
  static let encoding = CaseEncoding.oneHot
}

private struct WideCases: Module {
  struct IO: Bundle { let word: In<Bits>, chosen: Out<Unsigned>, state: Out<Enum<Seat>> }
  var io: IO { IO(word: In(Bits(80)), chosen: Out(Unsigned(2)), state: Out(Enum<Seat>())) }
  @Hardware func build(_ io: IO) {
    switchOn(io.word) {
      on(5) { io.chosen <== 1 }
      on(6) { io.chosen <== 2 }
      on(7) { io.chosen <== 3 }
      otherwise { io.chosen <== 0 }
    }
    let state = Reg(Enum<Seat>(), reset: Seat(number: 0))
    for seat in Seat.allCases { when(state == seat) { state <== Seat(number: (seat.number + 1) % 70) } }
    io.state <== state
  }
}
