import Foundation
import HwgenTool
import Testing

/// `hwgen inject` with the embedded model: what is reported, and that a campaign goes on where it was.
@Suite(.serialized) struct InjectCommandTests {
  private static let text = "In the beginning God created the heaven and the earth. And the earth was without form, and void."

  private func object(_ folder: TemporaryFolder, _ arguments: [String]) async throws -> [String: Any] {
    try Self.text.write(toFile: folder.path + "/text.txt", atomically: true, encoding: .utf8)
    let outcome = await run(
      ["inject", "--system", "cambricon-llm", "--text", folder.path + "/text.txt", "--json"] + arguments, catalog: .hwgen)
    #expect(outcome.status == 0, "\(outcome.error)")
    return try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  private func rows(_ object: [String: Any]) throws -> [[String: Any]] { try #require(object["rows"] as? [[String: Any]]) }

  /// Protection helps, no error does no harm, and the RTL of each decoder gives what the golden model does.
  @Test func protectsWeights() async throws {
    let folder = try TemporaryFolder()
    let all = ["--ber", "1e-4,2e-3", "--ecc", "none,outlier,outlier-extended,secded,bch", "--seeds", "2", "--rtl-pages", "4"]
    let report = try await object(folder, all + ["-o", folder.path + "/out"])
    let rows = try rows(report)
    #expect(rows.count == 10 && (report["points"] as? [[String: Any]])?.count == 20)
    for row in rows {
      let counts = try #require(row["counts"] as? [String: Int]), name = try #require(row["ecc"] as? String)
      let damaged = try #require(counts["damaged_weights"]), wrong = try #require(counts["wrong_weights"])
      #expect(damaged > 0)
      #expect(counts["corrected"]! <= damaged)
      if name == "none" { #expect(wrong == damaged) }
      if name == "bch" { #expect(wrong == 0) }
      // Of each point four pages, of two seeds.
      #expect(row["rtl_pages"] as? Int == (["none", "bch"].contains(name) ? 0 : 8))
      if name == "outlier-extended", row["ber"] as? Double == 1e-4 { #expect(counts["miscorrected"] == 0) }
      if name == "secded", row["ber"] as? Double == 1e-4 { #expect(wrong * 10 < damaged) }
    }
    #expect(FileManager.default.fileExists(atPath: folder.path + "/out/report.html"))
    let page = try folder.text("out/report.html")
    #expect(page.contains("<svg") && !page.contains("https://"))

    // The same command has nothing left to do and says the same; another seed is run beside the old ones.
    let again = try await object(folder, all + ["-o", folder.path + "/out"])
    #expect(
      try JSONSerialization.data(withJSONObject: again, options: .sortedKeys)
        == JSONSerialization.data(withJSONObject: report, options: .sortedKeys))
    let more = try await object(folder, ["--ber", "1e-4", "--ecc", "none", "--seeds", "3", "-o", folder.path + "/out"])
    #expect((more["points"] as? [[String: Any]])?.count == 21)
  }

  @Test func refusesWhatItCannotDo() async throws {
    let folder = try TemporaryFolder()
    try Self.text.write(toFile: folder.path + "/text.txt", atomically: true, encoding: .utf8)
    let base = ["inject", "--text", folder.path + "/text.txt"]
    for (arguments, message) in [
      (["--system", "golden"], "has no pages of weights"), (["--system", "cambricon-llm", "--ber", "2"], "no bit error rate"),
      (["--system", "cambricon-llm", "--ecc", "bhc"], "there is no protection 'bhc'"),
    ] {
      let outcome = await run(base + arguments, catalog: .hwgen)
      #expect(outcome.status == 64 && outcome.error.contains(message), "\(outcome.error)")
    }
    _ = try await object(
      folder, ["--ber", "1e-4", "--ecc", "none", "--seeds", "1", "--rtl-pages", "0", "-o", folder.path + "/out"])
    let other = await run(
      base + ["--system", "cambricon-llm", "--tokens", "9", "-o", folder.path + "/out"], catalog: .hwgen)
    #expect(other.status == 64 && other.error.contains("no campaign of this model and text"), "\(other.error)")
  }
}
