import Foundation
import Testing

/// One spelling in all that people read, code and emitted text included: `-ize`, as in IEEE's standards and Swift's own names.
@Suite struct SpellingTests {
  /// What a word with the other spelling begins with, up to the `s`.
  private static let stems = [
    "author", "canonical", "categor", "character", "custom", "digit", "discret", "emphas", "factor", "final", "general",
    "initial", "legal", "local", "maxim", "memor", "minim", "neutral", "normal", "optim", "organ", "parallel", "quant",
    "random", "real", "recogn", "serial", "special", "stabil", "standard", "summar", "symbol", "synchron", "synthes", "token",
    "util", "vector", "visual",
  ].map { Array($0.utf8) }
  private static let endings = ["ise", "ising", "isation", "isable"].map { Array($0.utf8) }

  /// The words of a text that are spelled otherwise.
  static func misspelled(_ text: [UInt8]) -> Set<String> {
    func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }
    var found: Set<String> = []
    for (index, byte) in text.enumerated() where byte == UInt8(ascii: "i") {
      guard endings.contains(where: { text[index...].starts(with: $0) }) else { continue }
      let start = text[..<index].lastIndex { !isLetter($0) }.map { $0 + 1 } ?? 0
      let word = text[start..<index].map { $0 | 32 }
      guard stems.contains(where: { word.suffix($0.count) == $0[...] }) else { continue }
      let end = text[index...].firstIndex { !isLetter($0) } ?? text.count
      found.insert(String(decoding: text[start..<end], as: UTF8.self))
    }
    return found
  }

  @Test func allTextIsSpelledOneWay() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    var read = 0
    for name in [
      "Sources", "Tests", "Testbenches", "Examples", "Scripts", "Documentation", "RTL", "README.md", "CONTRIBUTING.md",
      "CHANGELOG.md", "Makefile", "Package.swift",
    ] {
      let place = root.appendingPathComponent(name)
      let below = FileManager.default.enumerator(at: place, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
      for file in [place] + below where file.hasDirectoryPath == false {
        guard ["swift", "md", "sv", "v", "json", "c", "h", "cpp", "inc", "py", "sh", ""].contains(file.pathExtension),
          !file.path.contains("/.build/"), !file.path.contains("/Data/"),
          let data = FileManager.default.contents(atPath: file.path)
        else { continue }
        read += 1
        let words = Self.misspelled(Array(data))
        #expect(words.isEmpty, "\(file.path): \(words.sorted())")
      }
    }
    #expect(read > 500)
  }

  @Test func onlyTheOtherSpellingIsFound() {
    let wrong = "quanti" + "sed Normali" + "sation isInitiali" + "sed load_quanti" + "sed"
    #expect(Self.misspelled(Array(wrong.utf8)).count == 3)
    let right = "synthesis, otherwise, precise, optimistic, localIsEmpty, parallelism, raises, realistic, size, legalized"
    #expect(Self.misspelled(Array(right.utf8)).isEmpty)
  }
}
