import HDL
import Testing
import Testbenches
import Units
import Verilog

/// Two Swift modules that differ by lines that do nothing.
private enum Before {
  struct Tally: Module {
    struct IO: Bundle {
      let enable: In<Bit>
      let count: Out<Unsigned>
    }
    var io: IO { IO(enable: In(Bit()), count: Out(Unsigned(8))) }

    @Hardware
    func build(_ io: IO) {
      let count = Reg(Unsigned(8), reset: 0)
      let next = count + 1
      when(io.enable) { count <== next }
      assert(count != 255, "the tally never overflows")
      io.count <== next
    }
  }
}

private enum After {
  struct Tally: Module {
    struct IO: Bundle {
      let enable: In<Bit>
      let count: Out<Unsigned>
    }
    var io: IO { IO(enable: In(Bit()), count: Out(Unsigned(8))) }

    @Hardware
    func build(_ io: IO) {
      let unrelated = 3
      _ = unrelated

      let count = Reg(Unsigned(8), reset: 0)
      _ = count + 2
      let next = count + 1

      when(io.enable) { count <== next }

      assert(count != 255, "the tally never overflows")
      io.count <== next
    }
  }
}

/// A module whose signal is called as its instance is outside.
private struct Inner: Module {
  struct IO: Bundle {
    let entry: In<Unsigned>
    let exit: Out<Unsigned>
  }
  var io: IO { IO(entry: In(Unsigned(8)), exit: Out(Unsigned(8))) }

  @Hardware
  func build(_ io: IO) {
    let root = Reg(Unsigned(8), reset: 0)
    root <== io.entry
    io.exit <== root
  }
}

private struct Outer: Module {
  var io: Inner.IO { Inner().io }

  @Hardware
  func build(_ io: Inner.IO) {
    let root = Instance(Inner())
    root.entry <== io.entry
    io.exit <== root.exit
  }
}

/// What holds for every emitted text.
@Suite struct EmissionTests {
  @Test(arguments: Dialect.allCases) func unrelatedLinesChangeOnlyTheSourceMap(_ dialect: Dialect) throws {
    let before = try VerilogEmitter(dialect: dialect).emit(elaborate(Before.Tally()))
    let after = try VerilogEmitter(dialect: dialect).emit(elaborate(After.Tally()))
    #expect(before.text == after.text)
    #expect(before.sourceMap.files[0].lines.keys.sorted() == after.sourceMap.files[0].lines.keys.sorted())
    #expect(before.sourceMap.files[0].names != after.sourceMap.files[0].names)
  }

  @Test(arguments: UnitCatalog.all.map { $0.unitName }, Dialect.allCases)
  func emissionsAreEqual(_ name: String, _ dialect: Dialect) throws {
    let type = try UnitCatalog.unit(named: name)
    func emit(_ unit: some Units.Unit) throws -> VerilogOutput { try VerilogEmitter(dialect: dialect).emit(elaborate(unit)) }
    let first = try emit(type.init()), second = try emit(type.init())
    #expect(first.files == second.files)
    #expect(first.sourceMap.sources == second.sourceMap.sources)
  }

  @Test(arguments: [1, 2, 3, 16, 64, 128]) func flashPEHasNoEmptyBlockAndConstantsOnTheRight(_ lanes: Int) throws {
    for dialect in Dialect.allCases {
      let lines = try VerilogEmitter(dialect: dialect).emit(elaborate(FlashPE(lanes: lanes))).text.split(separator: "\n")
      let text = lines.filter { !$0.hasPrefix("`define") }.joined(separator: "\n")
      #expect(text.firstMatch(of: #/begin( : \w+)?\s+end\b/#) == nil)
      #expect(text.firstMatch(of: #/always_ff @\(posedge \w+\)\s+(always|endmodule|end\b)/#) == nil)
      #expect(text.firstMatch(of: #/\d's?[bdh][0-9a-f]+ (<|<=|>|>=|==|!=) /#) == nil)
    }
    let text = try VerilogEmitter().emit(elaborate(FlashPE())).text
    #expect(text.contains("ends_row = columns_left <= 10'd2;"))
  }

  /// Verilator warns of a signal that hides the instance which it is in (VARHIDDEN).
  @Test func noSignalHidesItsInstance() throws {
    let text = try VerilogEmitter().emit(elaborate(Outer())).text
    #expect(text.contains("Inner root_instance (") || text.contains("inner root_instance ("))
    #expect(text.contains("exit <= entry;"))
  }

  /// An output that shows a register, or what an instance gives, is that.
  @Test func outputsAreRegisters() throws {
    let text = try VerilogEmitter().emit(elaborate(FlashPE())).text
    #expect(text.contains("busy_cycles <= busy_cycles + 32'd1;"))
    #expect(!text.contains("busy_cycles_1"))
    #expect(!text.contains("assign results_row =") && text.contains("(results_row)"))
  }
}
