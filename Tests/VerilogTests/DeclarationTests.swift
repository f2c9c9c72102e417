import HDL
import Testing
import Verilog

/// What designers decide about declarations and names: attributes, names of modules and ports, hard macros, layers.
@Suite struct DeclarationTests {
  private func text(_ module: some Module, _ dialect: Dialect = .systemVerilog) throws -> String {
    try VerilogEmitter(dialect: dialect).emit(elaborate(module)).text
  }

  // MARK: Attributes

  struct Annotated: Module {
    struct IO: Bundle { let a, b: In<Unsigned>; let sum: Out<Unsigned> }
    var io: IO { IO(a: In(Unsigned(8)), b: In(Unsigned(8)), sum: Out(Unsigned(8))) }
    @Hardware func build(_ io: IO) {
      let total = io.a + io.b
      let unread = Reg(next: io.a, reset: 0)
      let store = Memory(depth: 4, Unsigned(8), contents: [0, 1, 2, 3])
      let inner = Instance(Inner())
      annotate(total, .keep)
      annotate(unread, .keep, Attribute("mark", 3))
      annotate(store, .ramStyle("block"))
      annotate(inner, .keep)
      inner.a <== total
      io.sum <== store[inner.b[0..<2].asUnsigned]
    }
  }
  struct Inner: Module {
    struct IO: Bundle { let a: In<Unsigned>; let b: Out<Unsigned> }
    var io: IO { IO(a: In(Unsigned(8)), b: Out(Unsigned(8))) }
    @Hardware func build(_ io: IO) { io.b <== io.a }
  }

  @Test(arguments: Dialect.allCases) func attributesStandBeforeTheirDeclarations(_ dialect: Dialect) throws {
    let text = try text(Annotated(), dialect)
    let variable = dialect == .systemVerilog ? "logic" : "reg"
    #expect(text.contains("(* keep *) wire [7:0] total;"))
    #expect(text.contains("assign total = a + b;"))
    #expect(text.contains("(* keep, mark = 3 *) \(variable) [7:0] unread;"))
    #expect(text.contains("(* ram_style = \"block\" *) \(variable) [7:0] store [0:3];"))
    #expect(text.contains("(* keep *) inner inner"))
  }

  // MARK: Names

  struct Named: Module {
    var name: String
    var width = 8
    var moduleName: String? { name }
    struct IO: Bundle { let a: In<Unsigned>; let b: Out<Unsigned> }
    var io: IO { IO(a: In(Unsigned(width)), b: Out(Unsigned(width))) }
    @Hardware func build(_ io: IO) { io.b <== io.a }
  }
  struct Pair: Module {
    var names: [String]
    struct IO: Bundle { let a: In<Unsigned>; let b: Out<Unsigned> }
    var io: IO { IO(a: In(Unsigned(8)), b: Out(Unsigned(8))) }
    @Hardware func build(_ io: IO) {
      let first = Instance(Named(name: names[0]))
      let second = Instance(Named(name: names[1], width: 9))
      first.a <== io.a
      second.a <== first.b.extended(to: 9)
      io.b <== second.b.truncated(to: 8)
    }
  }

  @Test func aModuleMayChooseItsName() throws {
    #expect(try text(Named(name: "my_block")).contains("module my_block ("))
    #expect(try elaborate(Pair(names: ["one", "two"])).modules.map(\.name).prefix(2) == ["one", "two"])
    for (names, message) in [
      (["one", "one"], "Named: another module is called 'one'; make moduleName depend on the parameters"),
      (["one", "always"], "Named: a module cannot be called 'always' in Verilog; 'always_value' would do"),
      (["one", "a b"], "Named: a module cannot be called 'a b' in Verilog; 'a_b' would do"),
    ] {
      let error = #expect(throws: ElaborationError.self) { try elaborate(Pair(names: names)) }
      #expect(error?.diagnostics.map(\.message) == [message])
    }
  }

  @Bundle struct Address { let addr: Unsigned; let prot: Bits }
  struct FlatNames: Module {
    struct IO: Bundle {
      let read: In<Stream<Address>>
      let irq: Out<Bit>
      let status: In<Unsigned>
    }
    var io: IO {
      IO(
        read: In(Stream(Address(addr: 12, prot: 3)), prefix: "s_axi_ar"), irq: Out(Bit(), prefix: "s_irq"),
        status: In(Unsigned(4)))
    }
    @Hardware func build(_ io: IO) {
      io.read.ready <== io.status == 0
      io.irq <== io.read.valid
    }
  }

  @Test func portsMayHaveFlatNames() throws {
    let design = try elaborate(FlatNames())
    #expect(
      design.top.ports.map(\.name) == ["s_axi_arvalid", "s_axi_arready", "s_axi_araddr", "s_axi_arprot", "s_irq", "status"])
    #expect(design.top.streams.map(\.name) == ["read"])
  }

  // MARK: Macros

  struct StaticMemory: HardMacroModule {
    var pins = [
      HardMacro.Pin("CLK", .port("clock")), .init("CEN", .inverted("read")), .init("A", .port("address")),
      .init("Q", .port("word")), .init("TEST", .constant(0, width: 2)),
    ]
    var hardMacro: HardMacro { HardMacro("SRAM_16X8", pins: pins) }
    struct IO: Bundle { let read: In<Bit>; let address: In<Unsigned>; let word: Out<Unsigned> }
    var io: IO { IO(read: In(Bit()), address: In(Unsigned(4)), word: Out(Unsigned(8))) }
    @Hardware func build(_ io: IO) {
      let words = Memory(depth: 16, Unsigned(8), contents: Array(0..<16))
      io.word <== words.readPort(io.address, enable: io.read, whileWriting: .old, reset: .guarded)
    }
  }

  @Test func aModuleMayStandForAMacro() throws {
    let text = try text(StaticMemory())
    let expected = """
      `ifdef HWGEN_HARD_MACROS
        SRAM_16X8 hard_macro (
          .CLK  (clock),
          .CEN  (~read),
          .A    (address),
          .Q    (word),
          .TEST (2'd0)
        );
      `else
      """
    #expect(text.contains(expected), "\(text)")
    #expect(text.contains("WORDS = {"))
    for (pins, message) in [
      (
        [.init("Q", .port("data"))],
        "pin 'Q' of macro 'SRAM_16X8': the module has no port 'data', but 'clock', 'read', 'address', 'word'"
      ),
      ([.init("CLK", .port("clock"))], "no pin of macro 'SRAM_16X8' drives 'word'"),
      ([.init("Q", .port("word")), .init("Q", .port("clock"))], "macro 'SRAM_16X8' has two pins 'Q'"),
      ([.init("Q", .port("word")), .init("T", .constant(4, width: 2))], "pin 'T' of macro 'SRAM_16X8': 4 does not fit 2 bits"),
    ] as [([HardMacro.Pin], String)] {
      let error = #expect(throws: ElaborationError.self) { try elaborate(StaticMemory(pins: pins)) }
      #expect(error?.diagnostics.map(\.message) == [message])
    }
  }

  // MARK: Layers

  struct Watched: Module {
    struct IO: Bundle { let a, b: In<Unsigned>; let out: Out<Unsigned> }
    var io: IO { IO(a: In(Unsigned(8)), b: In(Unsigned(8)), out: Out(Unsigned(8))) }
    @Hardware func build(_ io: IO) {
      let shown = Reg(Unsigned(8), reset: 0)
      let area = io.a * io.b
      let largest = Reg(Unsigned(16), reset: 0)
      let last = Reg(Unsigned(16))
      when(io.a > 3) {
        shown <== io.a
        last <== area
        when(area > largest) { largest <== area }
      }
      io.out <== shown
      assume(area < 1000, "small areas only")
      assert(largest >= last || largest == 0, "the largest")
    }
  }

  @Test(arguments: Dialect.allCases) func whatServesChecksAloneStandsUnderTheirGuard(_ dialect: Dialect) throws {
    let text = try text(Watched(), dialect)
    let guarded = try #require(text.range(of: "`ifdef HWGEN_CHECKS"))
    let data = text[..<guarded.lowerBound]
    for word in ["*", "area", "largest", "last", "assert", "initial"] where word != "assert" {
      let body = data[(try #require(data.range(of: "module watched"))).lowerBound...]
      #expect(!body.contains(word), "\(word) in the data path")
    }
    #expect(data.contains("shown") || data.contains("out <="))
    // The whole guarded part is the end of the module.
    let end = try #require(text.range(of: "`endif\nendmodule"))
    #expect(end.lowerBound > guarded.lowerBound)
    #expect(text[guarded.lowerBound..<end.lowerBound].contains("area"))
  }

  /// Counts, and complains when it is told too much.
  struct Monitor: Module {
    struct IO: Bundle { let value: In<Unsigned>, largest: Out<Unsigned> }
    var io: IO { IO(value: In(Unsigned(8)), largest: Out(Unsigned(8))) }
    @Hardware func build(_ io: IO) {
      let largest = Reg(Unsigned(8), reset: 0)
      when(io.value > largest) { largest <== io.value }
      io.largest <== largest
      assert(largest < 200, "not too large")
    }
  }
  struct Monitored: Module {
    var isKept = false
    struct IO: Bundle { let a: In<Unsigned>, lanes: In<Vec<Unsigned>>, out, seen: Out<Unsigned> }
    var io: IO {
      IO(a: In(Unsigned(8)), lanes: In(Vec(3, Unsigned(8))), out: Out(Unsigned(8)), seen: Out(Unsigned(8)))
    }
    @Hardware func build(_ io: IO) {
      let doubled = io.a + io.a
      let watcher = Instance(Monitor())
      watcher.value <== doubled
      let each = Instances(Monitor(), 3)
      each.value <== io.lanes
      let used = Instance(Monitor())
      used.value <== io.a
      if isKept { annotate(watcher, .keep) }
      io.out <== Reg(next: doubled, reset: 0)
      io.seen <== used.largest
      assert(each.largest[1] < 100, "small in the middle")
    }
  }

  /// Modules that only watch are not there for synthesis, whether they check by themselves or are read by checks.
  @Test(arguments: Dialect.allCases) func instancesForChecksStandUnderTheirGuard(_ dialect: Dialect) throws {
    func parts(_ module: Monitored) throws -> (data: Substring, checks: Substring) {
      let text = try #require(VerilogEmitter(dialect: dialect).emit(elaborate(module)).files.last).text
      let guarded = try #require(text.range(of: "`ifdef HWGEN_CHECKS\n  "))
      return (text[..<guarded.lowerBound], text[guarded.lowerBound...])
    }
    let (data, checks) = try parts(Monitored())
    #expect(data.contains("monitor used (") && !data.contains("watcher") && !data.contains("each"))
    #expect(checks.contains("monitor watcher (") && checks.contains("monitor each ("))
    let kept = try parts(Monitored(isKept: true))
    #expect(kept.data.contains("monitor watcher (") && !kept.data.contains("monitor each ("))
  }
}
