import Foundation
import Testing

import Transformer

/// Damaged and hostile files give one clear line: no crash, nothing read outside the file, no memory beyond its size.
///
/// HWGEN_FUZZ_CASES sets the number of cases of each format; 100,000 is the full run, which also bounds the memory and so must
/// run without other tests: `HWGEN_FUZZ_CASES=100000 swift test -c release --filter HostileFileTests`.
@Suite(.serialized) struct HostileFileTests {
  private static let requestedCases = ProcessInfo.processInfo.environment["HWGEN_FUZZ_CASES"].flatMap(Int.init)
  private static let cases = requestedCases ?? 10_000

  private func hostileNumber(_ size: Int, fileSize: Int, _ random: inout SeededGenerator) -> UInt64 {
    let interesting: [UInt64] = [
      0, 1, 2, 3, 8, 9, 31, 32, 255, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x1_0000_0000, UInt64(Int64.max), 1 << 63, .max,
      .max - 31,
      UInt64(fileSize), UInt64(fileSize) - 1, UInt64(fileSize) + 1, UInt64(fileSize) / 2, 1 << 61, 1 << 59, 1 << 28, 1 << 20,
    ]
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return random.next()
    case 1: return UInt64.random(in: 0...UInt64(2 * fileSize), using: &random)
    default: return interesting[Int.random(in: 0..<interesting.count, using: &random)]
    }
  }

  private func residentPeak() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM") })
    return try #require(line.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }.first)
  }

  /// Opens the bytes and uses everything that opens; counts refusals.
  private func use(_ file: MappedFile, refused: inout Int) throws {
    do {
      let model = try LanguageModel(GGUFFile(file))
      for tensor in model.weights.values { _ = tensor.decode(rows: 0..<tensor.rows) }
      _ = model.tokenizer?.encode("abc <|e|> cab")
      var session = model.session(capacity: 2)
      _ = try session.run([0, 1])
    } catch is SessionError {
      // A smaller vocabulary than the tokens run is a valid model.
    } catch let error as ModelFileError {
      refused += 1
      let line = "\(error)"
      #expect(!line.contains("\n") && line.count < 400, "\(line)")
    }
  }

  @Test func hostileGGUF() throws {
    let (bytes, fields) = GGUFWriter.tinyLlama().layout()
    let memory = try GuardedBytes(capacity: bytes.count + 4096)
    var refused = 0
    try use(memory.file(bytes), refused: &refused)
    try #require(refused == 0, "the unchanged file must load")
    let header = fields.map(\.upperBound).max() ?? 0
    var random = SeededGenerator(seed: 2026)
    let peak = try residentPeak()
    for _ in 0..<Self.cases {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: changed.removeLast(Int.random(in: 0...changed.count, using: &random))
        case 1 where !changed.isEmpty:
          changed[Int.random(in: 0..<min(header, changed.count), using: &random)] = UInt8.random(in: 0...255, using: &random)
        case 2: changed += [UInt8](repeating: 0xff, count: Int.random(in: 0...1024, using: &random))
        case 3 where changed.count > 8:
          let start = Int.random(in: 0..<changed.count - 8, using: &random)
          let number = littleEndian(hostileNumber(8, fileSize: bytes.count, &random))
          changed.replaceSubrange(start..<start + 8, with: number)
        default:
          let field = fields[Int.random(in: 0..<fields.count, using: &random)]
          guard field.upperBound <= changed.count else { continue }
          let number = littleEndian(hostileNumber(field.count, fileSize: bytes.count, &random))
          changed.replaceSubrange(field, with: number.prefix(field.count))
        }
        if changed.count > bytes.count + 4096 { changed.removeLast(changed.count - bytes.count) }
      }
      try use(memory.file(changed), refused: &refused)
    }
    #expect(refused > Self.cases / 2)
    if Self.requestedCases != nil { #expect(try residentPeak() - peak < 16 * 1024, "kilobytes") }
  }

  @Test func hostileSafetensors() throws {
    let reference = try TestData.decode(FamilyTests.Reference.self, from: "random-models.json").models
    let bytes = Array(try #require(reference.last?.files["model.safetensors"]))
    let memory = try GuardedBytes(capacity: bytes.count + 4096)
    let headerEnd = 8 + Int(UInt64(bytes[0]) | UInt64(bytes[1]) << 8)
    #expect(try SafetensorsFile(memory.file(bytes)).tensors.count > 20)
    // Where the header has a number.
    var numbers: [Range<Int>] = []
    var start: Int?
    for index in 8..<headerEnd {
      if (48...57).contains(bytes[index]) {
        start = start ?? index
      } else if let begin = start {
        numbers.append(begin..<index); start = nil
      }
    }
    var random = SeededGenerator(seed: 77)
    var refused = 0
    let peak = try residentPeak()
    for _ in 0..<Self.cases {
      var changed = bytes
      switch Int.random(in: 0..<5, using: &random) {
      case 0: changed.removeLast(Int.random(in: 0...changed.count, using: &random))
      case 1: changed.replaceSubrange(0..<8, with: littleEndian(hostileNumber(8, fileSize: bytes.count, &random)))
      case 2: changed[Int.random(in: 0..<headerEnd, using: &random)] = UInt8.random(in: 0...255, using: &random)
      case 3:
        // The same length, so that the rest of the header stays where it is.
        let range = numbers[Int.random(in: 0..<numbers.count, using: &random)]
        for index in range { changed[index] = UInt8.random(in: 48...57, using: &random) }
      default:
        let range = numbers[Int.random(in: 0..<numbers.count, using: &random)]
        let number = Array("\(hostileNumber(8, fileSize: bytes.count, &random))".utf8)
        changed.replaceSubrange(range, with: number)
        changed.replaceSubrange(0..<8, with: littleEndian(UInt64(headerEnd - 8 + number.count - range.count)))
      }
      do {
        let file = try SafetensorsFile(memory.file(changed))
        for tensor in file.tensors.values { _ = tensor.decode(rows: 0..<tensor.rows) }
      } catch {
        refused += 1
        #expect(!"\(error)".contains("\n"))
      }
    }
    #expect(refused > Self.cases / 2)
    if Self.requestedCases != nil { #expect(try residentPeak() - peak < 16 * 1024, "kilobytes") }
  }
}
