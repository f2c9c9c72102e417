import HDL
import Netlist
import Testing

/// A netlist that breaks an invariant is an error which says what broke, in every pass: never plausible hardware.
@Suite struct InvariantTests {
  @Test func soundDesignsPass() throws { try elaborate(Everything()).validate() }

  @Test func flatteningRefusesAClockFromNowhere() throws {
    var design = try elaborate(Around())
    let top = design.modules.count - 1
    // Any net can be a clock, but something must be.
    design.modules[top].instances[0].connections[0] = nil
    let error = #expect(throws: InvalidNetlist.self) { try Flattening.flatten(design) }
    #expect(error?.reason == "clock 'clock' of instance 'inner' is not connected")
    #expect(error?.place.hasPrefix("InvariantTests.swift:") == true)
  }

  /// An index of another loop in an array's input, and what a fold has folded where nothing is folded.
  @Test func expandingRefusesLoopsFromNowhere() throws {
    let sound = try elaborate(ArrayAround())
    #expect(try InstanceArrays.expanded(sound).top.instances.count == 3)
    func broken(_ operation: Netlist.Operation) throws -> String? {
      var design = sound
      let top = design.modules.count - 1
      let index = try #require(design.top.values.firstIndex { if case .loopElement = $0.operation { true } else { false } })
      design.modules[top].values[index].operation = operation
      return #expect(throws: InvalidNetlist.self) { try InstanceArrays.expanded(design) }?.reason
    }
    #expect(try broken(.loopIndex(loop: 1))?.contains("belongs to loop 1 and is used outside it") == true)
    #expect(try broken(.loopAccumulator(loop: 0))?.contains("stands in no fold of it") == true)
  }

  /// The check of clock crossings runs before anything else looks at a design: what brings in an input it must know.
  @Test func clocksOfNothingAreAnError() throws {
    let design = try elaborate(TwoClocks())
    #expect(throws: Never.self) { try Pipeline.clocksOnly(design) }
    var broken = design
    broken.modules[broken.modules.count - 1].ports.removeAll { $0.name == "a" }
    let error = #expect(throws: InvalidNetlist.self) { try Pipeline.clocksOnly(broken) }
    #expect(error?.reason == "'a' is an input without a port")
  }

  @Test(arguments: Damage.allCases)
  func damageIsNamed(_ damage: Damage) throws {
    var design = try elaborate(Everything())
    damage.apply(to: &design.modules[design.modules.count - 1])
    let error = #expect(throws: InvalidNetlist.self) { try design.validate() }
    #expect(error?.reason.contains(damage.message) == true, "\(error?.reason ?? "nothing")")
    #expect(error?.module == "everything")
  }
}

/// One broken invariant each.
enum Damage: CaseIterable {
  case loop, register, memory, domain, width, target, port, input, output, contents, codes, code, cases

  var message: String {
    switch self {
    case .loop: "refers to a missing loop"
    case .register: "refers to a missing register"
    case .memory: "reads a missing memory"
    case .domain: "belongs to a missing domain"
    case .width: "operands of other widths"
    case .target: "neither wire nor register"
    case .port: "has no value"
    case .input: "'a' is an input without a port"
    case .output: "output 'y' is no wire"
    case .contents: "contents of another size"
    case .codes: "not one code of its own for each case"
    case .code: "another width than the codes of its cases"
    case .cases: "has no cases"
    }
  }

  func apply(to module: inout Netlist.Module) {
    func first(_ matches: (Netlist.Operation) -> Bool) -> ValueID {
      ValueID(module.values.firstIndex { matches($0.operation) } ?? 0)
    }
    switch self {
    case .loop: module.loops = []
    case .register: module.registers = []
    case .memory: module.memories = []
    case .domain: module.registers[0].domain = 9
    case .width: module[first { if case .binary(.add, _, _) = $0 { true } else { false } }].type.width += 1
    case .target:
      let input = first { $0 == .input }
      module.statements.append(Statement(.assign(.value(input), input), location: .unknown))
    case .port: module.ports[module.ports.count - 1].value = ValueID(1 << 20)
    case .input: module.ports.removeAll { $0.name == "a" }
    case .output:
      let sum = first { if case .mux = $0 { true } else { false } }
      for index in module.ports.indices where module.ports[index].name == "y" { module.ports[index].value = sum }
    case .contents: module.memories[0].contents?.removeLast()
    case .codes: module.enumerations[0].codes[1] = module.enumerations[0].codes[0]
    case .code: module.enumerations[0].codes = module.enumerations[0].codes.map { $0.resized(to: 9, signed: false) }
    case .cases: (module.enumerations[0].cases, module.enumerations[0].codes) = ([], [])
    }
  }
}

private struct Everything: HDL.Module, DefaultInitializable {
  struct IO: Bundle { let a: In<Unsigned>; let row: In<Vec<Unsigned>>; let y: Out<Unsigned>; let sums: Out<Vec<Unsigned>> }
  var io: IO {
    IO(a: In(Unsigned(4)), row: In(Vec(3, Unsigned(4))), y: Out(Unsigned(4)), sums: Out(Vec(3, Unsigned(4))))
  }
  @Hardware func build(_ io: IO) {
    let table = HDL.Memory(depth: 4, Unsigned(4), contents: [1, 2, 3, 4])
    let held = Reg(Unsigned(4), reset: 0)
    held <== held + io.a
    let light = Reg(Enum<Light>(), reset: .off)
    when(io.a == 3) { light <== .on }
    io.y <== mux(light == .on, table[held.truncated(to: 2)], 0)
    let addend = held.value
    io.sums <== io.row.map { $0 + addend }
  }
}

private enum Light: CaseIterable { case off, on }

extension Pipeline {
  fileprivate static func clocksOnly(_ design: Design) throws {
    var design = design
    for pass in standard.passes where pass.name == "clock crossings" { #expect(try pass.run(&design).isEmpty) }
  }
}

private struct TwoClocks: HDL.Module {
  static let fast = HDL.ClockDomain("fast")
  struct IO: Bundle { let a: In<Bit>; let b: In<Bit>; let x, y: Out<Bit> }
  var io: IO { IO(a: In(Bit()), b: In(Bit(), clock: Self.fast), x: Out(Bit()), y: Out(Bit(), clock: Self.fast)) }
  @Hardware func build(_ io: IO) {
    io.x <== Reg(next: io.a, reset: 0)
    io.y <== clocked(by: Self.fast) { Reg(next: io.b, reset: 0) }
  }
}

private struct Cell: HDL.Module, DefaultInitializable {
  struct IO: Bundle { let a: In<Unsigned>; let y: Out<Unsigned> }
  var io: IO { IO(a: In(Unsigned(4)), y: Out(Unsigned(4))) }
  @Hardware func build(_ io: IO) { io.y <== io.a + 1 }
}
private struct ArrayAround: HDL.Module, DefaultInitializable {
  struct IO: Bundle { let a: In<Vec<Unsigned>>; let y: Out<Vec<Unsigned>> }
  var io: IO { IO(a: In(Vec(3, Unsigned(4))), y: Out(Vec(3, Unsigned(4)))) }
  @Hardware func build(_ io: IO) {
    let cell = Instances(Cell(), 3)
    cell.a <== io.a.map { $0 + 2 }
    io.y <== cell.y.map { $0 + 3 }
  }
}

private struct Inner: HDL.Module, DefaultInitializable {
  struct IO: Bundle { let a: In<Bit>; let y: Out<Bit> }
  var io: IO { IO(a: In(Bit()), y: Out(Bit())) }
  @Hardware func build(_ io: IO) { io.y <== Reg(next: io.a, reset: 0) }
}
private struct Around: HDL.Module, DefaultInitializable {
  struct IO: Bundle { let a: In<Bit>; let y: Out<Bit> }
  var io: IO { IO(a: In(Bit()), y: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let inner = Instance(Inner())
    inner.a <== io.a
    io.y <== inner.y
  }
}
