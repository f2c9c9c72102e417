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
    func place(_ column: Int, _ what: String, _ isWanted: (String) -> Bool) -> (what: String, at: String)? {
      let proven = rows.filter { $0.count > 5 && $0[0] == "`\(unit)`" && isWanted($0[column]) }.map { $0[1] }
      return proven.first.map { (what, proven.contains("default") ? "" : " at \($0)") }
    }
    let assertions =
      place(2, "assertions") { $0 == "proven" } ?? place(2, "assertions in the first cycles") { $0.hasPrefix("first") }
    let netlist = place(5, "netlist") { $0.hasPrefix("proven") }
    if let assertions, let netlist, assertions.at == netlist.at { return "\(assertions.what) and netlist\(netlist.at)" }
    return [assertions, netlist].compactMap { $0.map { $0.what + $0.at } }.joined(separator: ", ")
  }
}
