import Accelerators
import Foundation
import HwgenTool
import Testing

/// Every parameter of every system, with values that are none, out of range, or at its ends.
@MainActor @Suite struct ParameterRangeTests {
  nonisolated static let parameters = SystemCatalog.all.flatMap { system in system.parameters.map { (system.name, $0) } }

  /// Texts that are no value of any parameter, and numbers outside its range.
  private static func wrong(_ parameter: Parameter) -> [String] {
    let numbers = ["0", "-0.0", "-1", "1e300", "-1e300", "9223372036854775807", "5e-324", "0.5", "1e-9"]
    return ["nan", "inf", "-inf", "infinity", "1e999", "", " ", "one", "0x", "1,5", "\n"]
      + numbers.filter { text in
        guard parameter.choices.isEmpty, let value = Double(text) else { return !parameter.choices.contains(text) }
        return !parameter.range.contains(value) || parameter.isCount && value != value.rounded()
      }
  }

  @Test(arguments: parameters) func wrongValuesAreOneLine(system: String, parameter: Parameter) async {
    for text in Self.wrong(parameter) {
      for command in [
        ["compile"], ["emit", "-o", "/nonexistent/folder"], ["generate", "--prompt", "x"],
        ["estimate", "--model", "embedded"], ["perplexity", "--text", "/nonexistent"],
      ] {
        let outcome = await run(command + ["--system", system, "--set", "\(parameter.name)=\(text)"], catalog: .hwgen)
        #expect(outcome.status == 64 && outcome.errorLine != nil && outcome.output.isEmpty, "\(command) \(text): \(outcome)")
      }
    }
  }

  /// The same from a file, where it can be written in one.
  @Test(arguments: parameters) func wrongValuesInAFileAreOneLine(system: String, parameter: Parameter) async throws {
    let folder = try TemporaryFolder(), path = folder.path + "/system.json"
    for text in Self.wrong(parameter) {
      try JSONSerialization.data(withJSONObject: [parameter.name: text]).write(to: URL(fileURLWithPath: path))
      let outcome = await run(["compile", "--system", system, "--config", path], catalog: .hwgen)
      #expect(
        outcome.status == 64 && outcome.errorLine?.contains("system.json:1: \(parameter.name)=") == true, "\(text): \(outcome)")
      guard Double(text)?.isFinite == true, text != "-0.0" else { continue }
      try Data("{\"\(parameter.name)\": \(text)}".utf8).write(to: URL(fileURLWithPath: path))
      let number = await run(["compile", "--system", system, "--config", path], catalog: .hwgen)
      #expect(number.status == 64 && number.errorLine != nil && number.output.isEmpty, "\(text): \(number)")
    }
  }

  /// The ends of a range, and every choice, give a finite estimate, or one line that says why not.
  @Test(arguments: parameters) func endsOfRangesAreEstimated(system: String, parameter: Parameter) async throws {
    let ends = [parameter.range.lowerBound, parameter.range.upperBound].map { parameter.text($0) }
    for text in parameter.choices.isEmpty ? ends + [parameter.automatic].compactMap(\.self) : parameter.choices {
      let outcome = await run(
        ["estimate", "--system", system, "--model", "embedded", "--context", "3", "--prompt", "3", "--json", "--set"]
          + ["\(parameter.name)=\(text)"], catalog: .hwgen)
      guard outcome.status == 0 else {
        #expect(outcome.status == 64 && outcome.errorLine != nil, "\(text): \(outcome.error)")
        continue
      }
      let report = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
      for figure in ["tokens_per_second", "seconds_per_token", "time_to_first_token"] {
        let value = try #require(report[figure] as? Double)
        #expect(value > 0 && value.isFinite, "\(text): \(figure) \(value)")
      }
    }
  }
}
