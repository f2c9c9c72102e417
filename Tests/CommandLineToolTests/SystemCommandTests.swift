import Accelerators
import CommandLineTool
import Foundation
import HwgenTool
import Testing

/// What the command line says of systems.
@Suite(.serialized) struct SystemCommandTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func object(_ arguments: [String]) async throws -> [String: Any] {
    let outcome = await run(arguments + ["--json"], catalog: .hwgen)
    #expect(outcome.status == 0, "\(outcome.error)")
    return try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  @Test func systemsAreListed() async throws {
    let text = await run(["list", "--systems"], catalog: .hwgen)
    let systems = try #require(try await object(["list", "--systems"])["systems"] as? [[String: Any]])
    #expect(systems.count == SystemCatalog.all.count)
    for system in SystemCatalog.all {
      #expect(text.output.contains(system.name) && text.output.contains(system.presets[0].name))
      let one = try await object(["list", "--system", system.name])
      let parameters = try #require(one["parameters"] as? [[String: Any]])
      #expect(parameters.map { $0["name"] as? String } == system.parameters.map(\.name))
      for parameter in parameters {
        for field in ["unit", "range", "default", "source"] { #expect(parameter[field] != nil, "\(parameter): \(field)") }
      }
      #expect((one["presets"] as? [[String: Any]])?.count == system.presets.count)
      let page = await run(["list", "--system", system.name], catalog: .hwgen)
      for parameter in system.parameters { #expect(page.output.contains(parameter.name)) }
    }
    for arguments in [["--system", "nosuch"], ["--systems", "--unit", "fifo"], ["--schema"], ["--set", "lanes=2"]] {
      let outcome = await run(["list"] + arguments, catalog: .hwgen)
      #expect(outcome.status == 64 && outcome.errorLine != nil, "\(arguments): \(outcome.error)")
    }
  }

  /// The published schema is the one that the tool prints.
  @Test func schemasArePublished() async throws {
    for system in SystemCatalog.all {
      let outcome = await run(["list", "--system", system.name, "--schema"], catalog: .hwgen)
      let path = Self.root.appendingPathComponent("Documentation/Systems/\(system.name).schema.json")
      if ProcessInfo.processInfo.environment["HWGEN_UPDATE_DOCUMENTATION"] == "1" {
        try Data(outcome.output.utf8).write(to: path)
      }
      #expect(outcome.output == (try String(contentsOf: path, encoding: .utf8)))
      let schema = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
      let properties = try #require(schema["properties"] as? [String: Any])
      #expect(Set(properties.keys) == Set(system.parameters.map(\.name) + ["preset"]))
    }
  }

  /// Errors of a configuration file name the file and the line.
  @Test func configurationFiles() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/system.json"
    for (text, message) in [
      ("{\n  \"preset\": \"paper-s\",\n  \"lane\": 4\n}", "system.json:3: there is no parameter 'lane'; there are channels"),
      ("{\n  \"lanes\": \"four\"\n}", "system.json:2: lanes=four is not possible; lanes is a whole number from 1 to 64"),
      ("{\"lanes\": 2.5}", "system.json:1: lanes=2.5 is not possible"),
      ("{\n\n\"lanes\": true}", "system.json:3: 'lanes' is neither a number nor a text"),
      ("{\"lanes\": [2]}", "system.json:1: 'lanes' is neither a number nor a text"),
      ("{\"lanes\": null}", "system.json:1: 'lanes' is neither a number nor a text"),
      ("{\"preset\": 3}", "system.json:1: 'preset' is the name of a preset"), ("{\"preset\": \"huge\"}", "has no preset 'huge'"),
      ("[1]", "system.json:1: a configuration is one JSON object"), ("{\"lanes\": ", "system.json is not JSON"),
    ] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      let outcome = await run(["generate", "--system", "cambricon-llm", "--prompt", "x", "--config", path], catalog: .hwgen)
      #expect(outcome.status == 64 && outcome.errorLine?.contains(message) == true, "\(text): \(outcome.error)")
    }
    let missing = await run(["generate", "--system", "cambricon-llm", "--prompt", "x", "--config", "/nosuch"], catalog: .hwgen)
    #expect(missing.status == 64 && missing.errorLine?.contains("--config") == true)
    // What is set goes over the file, and the file over its preset.
    try Data("{\"preset\": \"paper-s\", \"channels\": 2, \"lanes\": 4}".utf8).write(to: URL(fileURLWithPath: path))
    let program = try await object(["compile", "--system", "cambricon-llm", "--config", path, "--set", "channels=3"])
    let units = Set(try #require(program["steps"] as? [[String: Any]]).compactMap { $0["unit"] as? String })
    #expect(units.contains("flash-channel 2") && !units.contains("flash-channel 3") && units.contains("adder-tree"))
  }

  @Test func programsArePrinted() async throws {
    let text = await run(["compile", "--system", "cambricon-llm", "--position", "5"], catalog: .hwgen)
    let program = try await object(["compile", "--system", "cambricon-llm", "--position", "5"])
    let steps = try #require(program["steps"] as? [[String: Any]])
    #expect(text.status == 0 && text.output.split(separator: "\n").count == steps.count)
    #expect(text.output.contains("flash-channel 0: product") && text.output.contains("softmax: softmax"))
    for step in steps { #expect((step["needs"] as? [Int])?.allSatisfy { $0 < steps.count } == true) }
    // The program is the same at every position.
    let other = await run(["compile", "--system", "cambricon-llm", "--position", "0"], catalog: .hwgen)
    #expect(other.output.count > 1000)
    for arguments in [["--position", "100000"], ["--rows", "1000000"], ["--rows", "0"], ["--position", "-1"]] {
      let outcome = await run(["compile", "--system", "cambricon-llm"] + arguments, catalog: .hwgen)
      #expect(outcome.status == 64 && outcome.errorLine != nil, "\(arguments): \(outcome.error)")
    }
    #expect(await run(["compile", "--system", "nosuch"], catalog: .hwgen).status == 64)
  }

  @Test func unitsAreEmitted() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/rtl"
    let outcome = await run(["emit", "--system", "cambricon-llm", "--preset", "paper-s", "-o", path], catalog: .hwgen)
    #expect(outcome.status == 0, "\(outcome.error)")
    func text(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }
    let list = try text("cambricon_llm.f").split(separator: "\n").map(String.init)
    let core = try text("cambricon_llm.core")
    #expect(list.count > 11 && Set(list).count == list.count)
    for file in list { #expect(try text(file).contains("module ") && core.contains("- \(file)\n")) }
    let manifest = try #require(JSONSerialization.jsonObject(with: Data(text("cambricon_llm.json").utf8)) as? [[String: Any]])
    let flash = try #require(manifest.first { $0["unit"] as? String == "flash-channel" })
    #expect((flash["places"] as? [String])?.count == 8 && (flash["parameters"] as? [String: Any])?["lanes"] as? Int == 2)
    for arguments in [
      ["--system", "cambricon-llm"], ["--system", "x", "-o", path], ["--unit", "fifo", "--preset", "laptop"], [],
    ] {
      let outcome = await run(["emit"] + arguments, catalog: .hwgen)
      #expect(outcome.status == 64 && outcome.errorLine != nil, "\(arguments): \(outcome.error)")
    }
  }

  @Test(.enabled(if: hasVerilator)) func tracesAreWritten() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/run.json"
    let report = try await object([
      "generate", "--system", "cambricon-llm", "--prompt", "In the", "--tokens", "2", "--no-check", "--trace", path,
    ])
    let trace = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path))) as? [String: Any])
    let events = try #require(trace["traceEvents"] as? [[String: Any]])
    let tracks = Set(events.compactMap { ($0["args"] as? [String: Any])?["name"] as? String })
    #expect(tracks.isSuperset(of: ["flash-channel 0", "npu-systolic", "softmax", "dram link", "channel 0 link", "planes 0"]))
    let end = events.compactMap { event in (event["ts"] as? Double).flatMap { t in (event["dur"] as? Double).map { t + $0 } } }
      .max()
    let seconds = try #require(report["chip_seconds"] as? Double)
    #expect((end ?? 0) * 1e-6 >= seconds && seconds > 0)
    let counters = try #require(report["counters"] as? [String: [String: Any]])
    #expect(counters["flash-channel"]?["busy"] != nil && counters["npu-systolic"]?["back_pressured"] != nil)
    #expect(report["preset"] as? String == "laptop" && (report["parameters"] as? [String: Any])?["lanes"] as? Double == 64)
    #expect(report["macs"] as? Int == report["macs_formula"] as? Int)
  }
}
