import Foundation

/// What `make prove` wrote last: the rows of its table.
struct ProofPage {
  private let rows: [[String]]

  init() throws {
    let text = try String(contentsOf: root.appendingPathComponent("Documentation/Proofs.md"), encoding: .utf8)
    rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
      line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  /// What is proven of a unit, and at which parameters if not at the default ones.
  func summary(of unit: String) -> String {
    func place(_ column: Int, _ what: String, _ isWanted: (String) -> Bool) -> String? {
      let proven = rows.filter { $0.count > 5 && $0[0] == "`\(unit)`" && isWanted($0[column]) }.map { $0[1] }
      if proven.isEmpty { return nil }
      return proven.contains("default") ? what : "\(what) at \(proven[0])"
    }
    let assertions =
      place(2, "assertions") { $0 == "proven" } ?? place(2, "assertions in the first cycles") { $0.hasPrefix("first") }
    return [assertions, place(5, "netlist") { $0.hasPrefix("proven") }].compactMap { $0 }.joined(separator: ", ")
  }
}
