import Accelerators
import Foundation
import HDL
import HwgenTool
import Netlist
import Testbenches
import Units
import Verilog

/// What the generated parts of the pages hold, by the words of their opening line.
enum Generators {
  static func text(_ words: [String]) throws -> String {
    switch (words.first, words.dropFirst().first) {
    case ("units", _): return try units()
    case ("passes", _): return passes()
    case ("quantization-table", _): return QuantizationTable.markdown
    case ("unit", let name?): return try UnitPage.text(UnitCatalog.unit(named: name))
    case ("function-tables", _): return NumberPages.functionTables()
    case ("function-values", _): return NumberPages.functionValues()
    case ("example", let name?): return try NumberExamples.text(name)
    case ("trace", _): return try TracePage.text()
    case ("reproduction", let name?): return try reproduction(name)
    case ("error", let name?): return try ErrorTables.text(name)
    case ("flash-areas", _): return try UnitCosts.flashAreas()
    case ("flash-clocks", _): return flashClocks()
    case ("swift", let marker?): return try "```swift\n" + Snippets.text(marker) + "\n```"
    case ("template", let name?): return try template(name)
    case ("verilog", let name?): return try "```systemverilog\n" + Snippets.verilog(name) + "```"
    case ("diagnostics", let name?): return try "```text\n" + Snippets.diagnostics(name) + "\n```"
    default: throw DocumentationError("there is no generated part '\(words.joined(separator: " "))'")
    }
  }

  /// The figures of a paper beside ours.
  private static func reproduction(_ name: String) throws -> String {
    guard let paper = PaperCatalog.all.first(where: { $0.name == name }) else {
      throw DocumentationError("there is no paper '\(name)' with figures")
    }
    return try Reproduction(of: paper).markdown
  }

  /// A file of the package that `hwgen new moving-sum` writes.
  private static func template(_ name: String) throws -> String {
    let template = PackageTemplate(name: "moving-sum", source: .path("/home/me/hwgen"))
    guard let file = template.files.first(where: { $0.name == name }) else {
      throw DocumentationError("'hwgen new' writes no \(name)")
    }
    return "```swift\n" + file.text + "```"
  }

  /// One line for each unit of the catalog.
  static func units() throws -> String {
    let proofs = try ProofPage()
    return table(
      ["unit", "what it is", "[proven](Documentation/Proofs.md)"],
      UnitCatalog.all.map {
        ["[`\($0.unitName)`](Documentation/Units/\($0.unitName).md)", $0.summary, proofs.summary(of: $0.unitName)]
      })
  }

  static func passes() -> String {
    Pipeline.standard.passes.enumerated().map { "\($0 + 1). \($1.name)" }.joined(separator: "\n")
  }

  /// The clock at which a page's beats take no longer than the array's read time.
  static func flashClocks() -> String {
    let page = FlashPE().pageBytes
    let rows = [1, 2, 4, 8, 16, 32, 64, 128].map { lanes -> [String] in
      let cycles = (page + lanes - 1) / lanes
      // Megahertz are cycles per microsecond; tenths rounded up, so that the page fits.
      return ["\(lanes)", "\(cycles)"]
        + [30, 20].map { microseconds in
          let tenths = (cycles * 10 + microseconds - 1) / microseconds
          return "\(tenths / 10).\(tenths % 10) MHz"
        }
    }
    return table(["lanes", "cycles a page", "clock for tR = 30 us", "clock for tR = 20 us"], rows)
  }

  static func table(_ header: [String], _ rows: [[String]]) -> String {
    ([header, header.map { _ in "---" }] + rows)
      .map { "| " + $0.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }
}
