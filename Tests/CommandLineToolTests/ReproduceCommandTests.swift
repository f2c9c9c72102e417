import Foundation
import HwgenTool
import Testing

/// `hwgen reproduce`: one object, a table for people, a page, or one line.
@Suite(.serialized) struct ReproduceCommandTests {
  @Test func fieldsAreThere() async throws {
    let folder = try TemporaryFolder()
    let arguments = [
      "reproduce", "--paper", "cambricon-llm", "--table", "decode", "--json", "--report", folder.path + "/page.md",
    ]
    let outcome = await run(arguments, catalog: .hwgen)
    #expect(outcome.status == 0, "\(outcome.error)")
    let one = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(one["schema_version"] as? Int == 1 && one["paper"] as? String == "cambricon-llm")
    #expect(one["mean_error"] as? Double ?? 1 < 0.1)
    let rows = try #require(one["rows"] as? [[String: Any]])
    #expect(rows.count == 21)
    for field in ["table", "label", "published", "unit", "ours", "error", "kind", "note"] {
      #expect(rows.allSatisfy { $0[field] != nil }, "\(field)")
    }
    #expect(try folder.text("page.md").contains("| OPT-6.7B on L | 36.34 |"))
  }

  @Test func allPapersArePrinted() async throws {
    let outcome = await run(["reproduce", "--paper", "all"], catalog: .hwgen)
    #expect(outcome.status == 0 && outcome.output.contains("decode: ") && outcome.output.contains("w4a16-l: "))
  }

  @Test(arguments: [
    ["--paper", "nosuch"], ["--paper", "cambricon-llm", "--table", "nosuch"], ["--paper", "all", "--table", "decode"],
  ])
  func wrongInputIsOneLine(_ arguments: [String]) async {
    let outcome = await run(["reproduce"] + arguments, catalog: .hwgen)
    #expect(outcome.status == 64 && outcome.errorLine != nil && outcome.output.isEmpty, "\(arguments): \(outcome.error)")
  }
}
