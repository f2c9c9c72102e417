import Foundation
import HwgenTool
import Testing

/// The page that `--report` writes, as files and as a reader in a browser sees it.
@MainActor @Suite(.serialized) struct RunPageTests {
  private static let estimate = ["estimate", "--system", "cambricon-llm", "--model", "embedded", "--context", "20"]

  private func write(_ arguments: [String]) async throws {
    let outcome = await run(arguments, catalog: .hwgen)
    #expect(outcome.status == 0, "\(arguments): \(outcome.error)")
  }

  private struct Seen: Decodable {
    struct View: Decodable, Equatable { let from: Int, to: Int, drawn: Int, tracks: Int }
    let errors, requests, overlaps, sentences, units, links, sorted: [String]
    let hovers: [[String]]
    let runs, operators, dots: Int
    let whole, zoomed, moved, layer, token, every: View
    let dot: String
    let theme_changes: Bool
  }

  private func look(at page: String) throws -> Seen {
    try JSONDecoder().decode(Seen.self, from: Browser.run("open-run.py", on: page))
  }

  private func check(_ seen: Seen, runs: Int) {
    #expect(seen.errors == [] && seen.requests == [])
    #expect(seen.overlaps == [])
    #expect(seen.runs == runs && seen.sentences.count >= 4 * runs && seen.operators > 20 && seen.dots > 20)
    #expect(
      seen.units.contains("row-scaler") && seen.links.contains("dram link") && seen.links.contains { $0.hasPrefix("planes") })
    // Something is under the pointer on every track: its name, where it is, from when on and for how long.
    #expect(seen.hovers.count == seen.whole.tracks)
    for hover in seen.hovers {
      #expect(hover.count >= 3 && hover[1].contains("token at position") && hover[2].hasPrefix("from "), "\(hover)")
    }
    let length = { (view: Seen.View) in view.to - view.from }
    #expect(seen.whole.from == 0 && seen.whole.drawn > 100)
    #expect(length(seen.zoomed) < length(seen.whole) * 2 / 3 && seen.zoomed.from > 0)
    #expect(seen.moved.from > seen.zoomed.from && abs(length(seen.moved) - length(seen.zoomed)) <= 2)
    #expect(length(seen.layer) < length(seen.whole) / 2 && length(seen.token) <= length(seen.whole))
    #expect(seen.every.from == 0 && seen.every.tracks >= seen.whole.tracks)
    #expect(seen.dot.contains(" on ") && seen.sorted.first == "argmax" && seen.sorted.last != "argmax")
    #expect(seen.theme_changes)
  }

  @Test(.enabled(if: Browser.isThere)) func anEstimatesPageWorks() async throws {
    let folder = try TemporaryFolder(), page = folder.path + "/run.html"
    try await write(Self.estimate + ["--preset", "paper-s", "--set", "flash-share=0.6", "--report", page])
    let seen = try look(at: page)
    check(seen, runs: 1)
    #expect(seen.every.tracks > seen.whole.tracks && seen.sentences[1].hasPrefix("It is bound by "))
    // The test's own eyes: a page that is broken is seen to be.
    let broken = try folder.text("run.html").replacing("function makeTimelines()", with: "function makeTimeline()")
    try broken.write(toFile: folder.path + "/broken.html", atomically: false, encoding: .utf8)
    let output = try Browser.run("open-run.py", on: folder.path + "/broken.html")
    #expect(String(decoding: output, as: UTF8.self).contains("makeTimelines is not defined"))
  }

  @Test(.enabled(if: Browser.isThere && hasVerilator)) func twoRunsStandSideBySide() async throws {
    let folder = try TemporaryFolder(), first = folder.path + "/first.html", data = folder.path + "/second.json"
    let generate = ["generate", "--system", "cambricon-llm", "--prompt", "In the", "--tokens", "2", "--no-check", "--json"]
    try await write(generate + ["--report", first])
    try await write(generate + ["--report", data, "--set", "channels=2"])
    // A page can be compared with, and so can data alone; both give a page of two.
    for other in [first, data] {
      let page = folder.path + "/both.html"
      try await write(Self.estimate + ["--report", page, "--compare", other])
      let seen = try look(at: page)
      check(seen, runs: 2)
      #expect(
        seen.sentences.contains { $0.contains("simulated, the mean of 2 tokens") }
          && seen.sentences.contains { $0.contains("estimated") })
    }
    let object = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: data))) as? [String: Any])
    #expect(object["kind"] as? String == "simulated" && object["schema_version"] as? Int == 1)
    #expect(
      (object["units"] as? [[String: Any]])?.contains {
        $0["name"] as? String == "softmax" && $0["busy"] is Double && $0["back_pressured"] is Double
      } == true)
    #expect(object["time_to_first_token"] is Double)
  }

  @Test func wrongUseIsOneLine() async throws {
    let folder = try TemporaryFolder(), page = folder.path + "/run.html", noReport = folder.path + "/none.json"
    try Data("{\"runs\": 3}".utf8).write(to: URL(fileURLWithPath: noReport))
    for (arguments, status, message) in [
      (["--compare", noReport], 64, "--compare goes with --report"),
      (["--report", folder.path + "/run.json", "--compare", noReport], 64, "a name that ends in .html"),
      (["--report", page, "--compare", noReport], 64, "is no run that --report wrote"),
      (["--report", page, "--compare", "/nonexistent"], 64, "cannot read '/nonexistent'"),
      (["--report", "/proc/none/run.html"], 1, "choose another place with --report"),
      (["--report", page, "--sweep", "channels=1,2"], 64, "--report is of one point"),
    ] {
      let outcome = await run(Self.estimate + arguments, catalog: .hwgen)
      #expect(
        outcome.status == status && outcome.errorLine?.contains(message) == true && outcome.output.isEmpty,
        "\(arguments): \(outcome)")
    }
    let golden = await run(["generate", "--prompt", "x", "--report", page], catalog: .hwgen)
    #expect(golden.status == 64 && golden.errorLine?.contains("--report goes with a simulated system only") == true)
    #expect(folder.files == ["none.json"])
  }
}
