import Foundation
import HDL
import Simulation
import Testing
import Verilator

/// Two read ports and byte masks on a memory of five 16-bit words.
struct ScratchPad: Module {
  /// A file of `$readmemh` with the words at the start.
  var path: String

  struct IO: HDL.Bundle {
    let write: In<Bit>
    let mask: In<Bits>
    let writeAddress, readAddress: In<Unsigned>
    let data: In<Unsigned>
    let read: In<Bit>
    let earlier, later, steady: Out<Unsigned>
  }
  var io: IO {
    IO(
      write: In(Bit()), mask: In(Bits(2)), writeAddress: In(Unsigned(4)), readAddress: In(Unsigned(3)), data: In(Unsigned(16)),
      read: In(Bit()), earlier: Out(Unsigned(16)), later: Out(Unsigned(16)), steady: Out(Unsigned(16)))
  }

  @Hardware func build(_ io: IO) {
    let words = Memory(depth: 5, Unsigned(16), contentsOf: path, writeGranularity: 8)
    annotate(words, .ramStyle("distributed"))
    when(io.write) { words.write(io.writeAddress, io.data, mask: io.mask) }
    let old = words.readPort(io.readAddress, enable: io.read, whileWriting: .old, reset: .guarded)
    let new = words.readPort(io.readAddress, enable: io.read, whileWriting: .new, reset: .guarded)
    let always = words.readPort(io.readAddress, whileWriting: .new, reset: .guarded)
    io.earlier <== old
    io.later <== new
    io.steady <== always
  }
}

@Suite struct MemoryPortTests {
  static let contents = [0x1234, 0xABCD, 0, 0xFFFF, 0x0F0F]

  /// A file that says `contents` with all that the format allows.
  static func file() throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-words-\(UUID().uuidString).hex").path
    let text = "// two words\n1_234 aBcD /* and\n more */ @3 ffff\nf0f\n@2\n0\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test func readPortsGiveTheWordThatTheirRuleSays() throws {
    let path = try Self.file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let design = try elaborate(ScratchPad(path: path))
    let simulators: [any Simulator] = [
      try VerilatorSimulator.make(design, options: BuildOptions(profile: .checked)), try BuiltinSimulator(design),
    ]
    for simulator in simulators {
      var random = SplitMix64(seed: 11)
      var words = Self.contents.map { UInt64($0) }
      var expected: (old: UInt64, new: UInt64, always: UInt64)?
      var collisions = 0
      for _ in 0..<2000 {
        let write = random.chance(60), read = random.chance(60), mask = random.next(below: 4)
        let to = random.next(below: 8), from = random.chance(50) ? to : random.next(below: 8), data = random.next() & 0xFFFF
        for (name, value) in [
          ("write", write ? 1 : 0), ("read", read ? 1 : 0), ("mask", UInt64(mask)), ("writeAddress", UInt64(to)),
          ("readAddress", UInt64(from)), ("data", data),
        ] { try simulator.port(name).write(value) }
        try simulator.step()

        let before = from < 5 ? words[from] : 0
        if write, to < 5 {
          let bits: UInt64 = (mask & 1 == 1 ? 0xFF : 0) | (mask & 2 == 2 ? 0xFF00 : 0)
          words[to] = words[to] & ~bits | data & bits
        }
        let after = from < 5 ? words[from] : 0
        if before != after, read { collisions += 1 }
        if read { expected = (before, after, after) } else { expected?.always = after }
        guard let expected else { continue }
        #expect(try simulator.port("earlier").read() == expected.old)
        #expect(try simulator.port("later").read() == expected.new)
        #expect(try simulator.port("steady").read() == expected.always)
      }
      #expect(collisions > 200)
    }
  }

  @Test func aFileThatChangedItsWordsIsReadAgainByBothSimulators() throws {
    let path = try Self.file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    for words in [Self.contents, [1, 2, 3, 4, 5]] {
      try Data(words.map { String($0, radix: 16) }.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
      let design = try elaborate(ScratchPad(path: path))
      let simulators: [any Simulator] = [
        try VerilatorSimulator.make(design, options: BuildOptions(profile: .checked)), try BuiltinSimulator(design),
      ]
      for simulator in simulators {
        try simulator.port("read").write(1)
        for (address, word) in words.enumerated() {
          try simulator.port("readAddress").write(UInt64(address))
          try simulator.step()
          #expect(try simulator.port("earlier").read() == UInt64(word))
        }
      }
    }
  }
}
