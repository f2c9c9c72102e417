import Foundation
import Testing

/// The repository's root.
let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The generated parts of the documentation, `<!-- begin NAME -->` to `<!-- end -->`, hold what the sources say now.
///
/// `HWGEN_UPDATE_DOCUMENTATION=1 swift test -c release --filter DocumentationTests` writes them anew.
@Suite struct RegionTests {
  static let isUpdating = ProcessInfo.processInfo.environment["HWGEN_UPDATE_DOCUMENTATION"] == "1"

  /// README.md and every page, by their paths.
  static let pages: [String] = {
    let folder = root.appendingPathComponent("Documentation")
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return ["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "Documentation/" + $0 }
  }()

  @Test(arguments: pages)
  func generatedPartsAreCurrent(_ page: String) throws {
    let url = root.appendingPathComponent(page)
    let text = try String(contentsOf: url, encoding: .utf8)
    let wanted = try Self.generated(text, page: page)
    if Self.isUpdating {
      if wanted != text { try wanted.write(to: url, atomically: true, encoding: .utf8) }
    } else {
      let difference = zip(text.split(separator: "\n"), wanted.split(separator: "\n")).first { $0 != $1 }
      #expect(
        text == wanted,
        "\(page) is not current (first: '\(difference?.1 ?? "the end")'); run HWGEN_UPDATE_DOCUMENTATION=1 swift test -c release --filter DocumentationTests"
      )
    }
  }

  /// `text` with each generated part replaced.
  static func generated(_ text: String, page: String) throws -> String {
    var lines: [Substring] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("<!-- begin "), line.hasSuffix(" -->") {
        if isInside { throw DocumentationError("\(page): '\(line)' stands inside another generated part") }
        let words = line.dropFirst(11).dropLast(4).split(separator: " ").map(String.init)
        lines.append(line)
        lines += try Generators.text(words).split(separator: "\n", omittingEmptySubsequences: false)
        isInside = true
      } else if line == "<!-- end -->" {
        lines.append(line)
        isInside = false
      } else if !isInside {
        lines.append(line)
      }
    }
    if isInside { throw DocumentationError("\(page): a generated part has no '<!-- end -->'") }
    return lines.joined(separator: "\n")
  }

  /// Links between pages lead to files.
  @Test(arguments: pages)
  func linksLeadSomewhere(_ page: String) throws {
    let url = root.appendingPathComponent(page)
    let text = try String(contentsOf: url, encoding: .utf8)
    for match in text.matches(of: /\]\(([^)#\s]+)[^)]*\)/) where !match.1.contains("://") {
      let target = url.deletingLastPathComponent().appendingPathComponent(String(match.1))
      #expect(FileManager.default.fileExists(atPath: target.path), "\(page) links to \(match.1), which does not exist")
    }
  }
}

struct DocumentationError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
