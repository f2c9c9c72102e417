import Foundation
import HDL
import Testing

/// Files of memories' contents that are missing or ill-formed: one line each.
@Suite struct MemoryFileTests {
  struct Table: Module {
    var path: String
    struct IO: HDL.Bundle { let address: In<Unsigned>; let word: Out<Unsigned> }
    var io: IO { IO(address: In(Unsigned(2)), word: Out(Unsigned(8))) }
    @Hardware func build(_ io: IO) {
      let table = Memory(depth: 4, Unsigned(8), contentsOf: path)
      io.word <== table[io.address]
    }
  }

  private func message(_ text: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-\(UUID().uuidString).hex").path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    do {
      _ = try elaborate(Table(path: path))
      return "no error"
    } catch {
      #expect(error.diagnostics.count == 1)
      return (error.diagnostics.first?.message ?? "").replacingOccurrences(of: path, with: "FILE")
    }
  }

  @Test(arguments: [
    ("1 2 3 4", "no error"),
    ("1 2 3 4 // end", "no error"),
    ("@2 3 4 @0 1 2", "no error"),
    ("1 2 3", "the memory's contents 'FILE', word 3 of 4 is missing; every word needs a value"),
    ("1 2 3 4 5", "the memory's contents 'FILE', line 1: more than the memory's 4 words"),
    ("1\n2\n1ff\n4", "the memory's contents 'FILE', line 3: '1ff' does not fit 8 bits"),
    ("1\n2\nxx\n4", "the memory's contents 'FILE', line 3: 'xx' is no hexadecimal word"),
    ("1 2 3 4 /* no end", "the memory's contents 'FILE', line 1: the comment does not end"),
    ("@4 1", "the memory's contents 'FILE', line 1: address '@4' is outside 0 to 3 (hexadecimal)"),
    ("1 2 3 4 @0 9", "the memory's contents 'FILE', line 1: word 0 is given twice"),
    ("1 2 3 4 / 5", "the memory's contents 'FILE', line 1: '/ 5' is no hexadecimal word"),
  ]) func contents(_ text: String, _ expected: String) throws {
    #expect(try message(text) == expected)
  }

  @Test func aMissingFileIsOneLine() throws {
    let error = #expect(throws: ElaborationError.self) { try elaborate(Table(path: "/nowhere/words.hex")) }
    #expect(error?.diagnostics.map(\.message) == ["the memory's contents '/nowhere/words.hex' cannot be read"])
    #expect(error?.diagnostics.map(\.note) == ["paths start at the folder that the program runs in"])
  }
}
