import Foundation
import HDL
import Simulation
import Testing
import Verilator

/// Prints what it is given.
struct Talker: Module {
  struct IO: HDL.Bundle {
    let a: In<Signed>
    let wide: In<Unsigned>
    let flag: In<Bit>
    let out: Out<Signed>
  }
  var io: IO { IO(a: In(Signed(8)), wide: In(Unsigned(70)), flag: In(Bit()), out: Out(Signed(8))) }
  @Hardware func build(_ io: IO) {
    let last = Reg(next: io.a, reset: 5)
    io.out <== last
    when(io.flag) { display("100%% \"last\" %d, next %d (%h), sum %d", last, io.a, io.a, last +^ io.a) }
    display("%b %d %h", io.flag, io.wide, io.wide)
  }
}

@Suite struct DisplayTests {
  /// What `body` prints on standard error.
  private func printed(_ body: () throws -> Void) throws -> [String] {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-printed-\(UUID().uuidString)").path
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try #require(FileHandle(forWritingAtPath: path))
    fflush(nil)
    let saved = dup(2)
    dup2(file.fileDescriptor, 2)
    let result = Result { try body() }
    fflush(nil)
    dup2(saved, 2)
    close(saved)
    try result.get()
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  @Test func bothSimulatorsPrintTheSameLines() throws {
    let design = try elaborate(Talker())
    let stimuli: [(a: Int, wide: BitVector, flag: UInt64)] = [
      (-1, .ones(width: 70), 1), (127, BitVector(0, width: 70), 0), (-128, BitVector(words: [7, 1], width: 70), 1),
    ]
    let expected = [
      "100% \"last\" 5, next -1 (ff), sum 4", "1 1180591620717411303423 3fffffffffffffffff",
      "0 0 000000000000000000",
      "100% \"last\" 127, next -128 (80), sum -1", "1 18446744073709551623 010000000000000007",
    ]
    let simulators: [any Simulator] = [
      try VerilatorSimulator.make(design, options: BuildOptions(profile: .checked)), try BuiltinSimulator(design),
    ]
    for simulator in simulators {
      let lines = try printed {
        try simulator.reset()
        for one in stimuli {
          try simulator.port("a").write(signed: one.a)
          try simulator.port("wide").write(one.wide)
          try simulator.port("flag").write(one.flag)
          try simulator.step()
        }
      }
      #expect(lines == expected)
    }
  }

  struct Wrong: Module {
    var format: String
    struct IO: HDL.Bundle { let a: In<Signed>; let b: Out<Signed> }
    var io: IO { IO(a: In(Signed(8)), b: Out(Signed(8))) }
    @Hardware func build(_ io: IO) {
      io.b <== io.a
      display(format, io.a)
    }
  }

  @Test(arguments: [
    ("none", "display: the text has 0 formats for 1 value"), ("%d %d", "display: the text has 2 formats for 1 value"),
    ("%s", "display has no format '%s'"), ("%d %", "display: the text ends in '%'"),
    ("%d\n", "display prints one line of plain characters"),
  ]) func aFormatThatDoesNotFitIsAnError(_ format: String, _ message: String) throws {
    let error = #expect(throws: ElaborationError.self) { try elaborate(Wrong(format: format)) }
    #expect(error?.diagnostics.map(\.message) == [message])
  }
}
