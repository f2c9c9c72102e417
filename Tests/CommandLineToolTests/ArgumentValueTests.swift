import Foundation
import Testing

import Accelerators
import CommandLineTool
import HwgenTool

/// Values at the edges: every numeric option gets every extreme number, and texts may begin with anything.
@Suite struct ArgumentValueTests {
  /// A command's options, as the argument parser lists them.
  private struct Tool: Decodable {
    struct Name: Decodable {
      let kind, name: String
    }
    struct Argument: Decodable {
      let kind: String
      let names: [Name]?
      let valueName: String?
    }
    struct Command: Decodable {
      let commandName: String
      let arguments: [Argument]?
      let subcommands: [Command]?
    }
    let command: Command
  }

  /// What a command needs besides, to come as far as its numbers.
  private static let needed: [String: [String]] = [
    "list": [], "emit": ["--unit", "mac-pe"], "sim": ["--unit", "nosuch"],
    "compare": ["--unit", "nosuch", "--against", "/nonexistent.v"], "lint": ["--unit", "nosuch"],
    "synth": ["--unit", "nosuch"], "explore": ["--unit", "nosuch"], "explore-point": ["--batch", "/nonexistent"],
    "prove": ["--unit", "nosuch"], "mutate": ["--unit", "nosuch"], "regress": ["--unit", "nosuch"], "rtl": [],
    "qor": ["--only", "nosuch"], "demo": ["--model", "/nonexistent"], "bench": ["--only", "nosuch"],
    "generate": ["--system", "cambricon-llm", "--model", "/nonexistent", "--prompt", "x"],
    "perplexity": ["--system", "cambricon-llm", "--model", "/nonexistent", "--text", "x"],
    "tokenize": ["--model", "/nonexistent", "--text", "x"], "detokenize": ["--model", "/nonexistent", "--ids", "1"],
    "inject": ["--system", "cambricon-llm", "--model", "/nonexistent", "--text", "x"],
    "calibrate": ["--model", "/nonexistent", "--text", "x"], "speed": ["--model", "/nonexistent"],
    "fuzz": ["--backends", "nosuch"], "format": ["fp16"],
    "compile": ["--system", "cambricon-llm", "--model", "/nonexistent"],
    "estimate": ["--system", "cambricon-llm", "--model", "/nonexistent"], "reproduce": ["--paper", "nosuch"],
    "place": ["--model", "/nonexistent", "--text", "x"],
  ]

  /// Options of all commands by their value's name: numbers, as far as the help calls them so.
  private func numericOptions() async throws -> [(command: String, option: String)] {
    let outcome = await run(["--experimental-dump-help"], catalog: .hwgen)
    let tool = try JSONDecoder().decode(Tool.self, from: Data(outcome.output.utf8))
    let texts = [
      "file", "dir", "url", "version", "name", "text", "ids", "names", "list", "what", "unit", "module", "argument", "name=value",
      "goal", "number,...", "code,...", "rounding", "overflow",
    ]
    return (tool.command.subcommands ?? []).filter { $0.commandName != "help" }.flatMap { command in
      (command.arguments ?? []).filter { argument in
        let value = argument.valueName ?? ""
        return argument.kind == "option" && !texts.contains(value) && !value.contains("file") && !value.contains("=")
      }.compactMap { argument in
        argument.names?.first { $0.kind == "long" }.map { (command.commandName, "--" + $0.name) }
      }
    }
  }

  @Test func everyNumberEndsInOneLine() async throws {
    let options = try await numericOptions()
    #expect(options.count > 40)
    for (command, option) in options {
      let rest = try #require(Self.needed[command], "\(command) is new: say what it needs")
      for value in ["nan", "inf", "-inf", "-1", "0", "-9223372036854775808", "9223372036854775807", "1e-300", "1e300", "x"] {
        let outcome = await run([command, option, value] + rest, catalog: .hwgen)
        // The demo says what it does before it finds that there is no model.
        let last = outcome.error.split(separator: "\n").last ?? ""
        #expect(outcome.status != 0 && last.hasPrefix("hwgen: error: "), "\(command) \(option) \(value): \(outcome.error)")
        #expect(!outcome.error.contains("Missing value"), "\(command) \(option) \(value): \(outcome.error)")
      }
    }
  }

  @Test func ratesAndSizesOfASystemAreRefused() async {
    for system in SystemCatalog.all {
      for parameter in system.parameters {
        let zero = parameter.range.contains(0) ? [] : ["0", "-0", "1e-300"]
        for value in ["nan", "inf", "-inf", "-1", "1e300", "9223372036854775807", "x", ""] + zero {
          let setting = "\(parameter.name)=\(value)"
          let outcome = await run(
            ["generate", "--system", system.name, "--prompt", "x", "--set", setting],
            catalog: .hwgen)
          #expect(outcome.status == 64 && outcome.errorLine != nil, "\(setting): \(outcome.error)")
        }
      }
    }
    for system in SystemCatalog.all.map({ $0.name }) {
      for arguments in [["generate", "--prompt", "x"], ["compile"], ["estimate", "--model", "embedded"]] {
        let outcome = await run(arguments + ["--system", system, "--preset", "nosuch"], catalog: .hwgen)
        #expect(outcome.status == 64 && outcome.errorLine?.contains("has no preset 'nosuch'") == true, "\(outcome.error)")
      }
    }
    for setting in [
      "channels=0", "channels=33", "lanes=3", "page-bytes=65", "page-read-us=0",
      "channel-rate=1e-300", "npu-rows=257",
      "flash-share=-0.5", "npu-rows=1.5", "division=diagonal",
    ] {
      let outcome = await run(
        ["generate", "--system", "cambricon-llm", "--prompt", "x", "--set", setting],
        catalog: .hwgen)
      #expect(outcome.status == 64 && outcome.errorLine != nil, "\(setting): \(outcome.error)")
    }
  }

  /// Both ends of every range give finite times, or one line: nothing traps.
  @Test func endsOfRangesAreEstimated() async throws {
    for system in SystemCatalog.all {
      for parameter in system.parameters {
        for end in [parameter.range.lowerBound, parameter.range.upperBound] {
          for model in ["embedded", "llama2-70b"] {
            let setting = "\(parameter.name)=\(parameter.text(end))"
            let outcome = await run(
              ["estimate", "--system", system.name, "--model", model, "--set", setting, "--json"], catalog: .hwgen)
            guard outcome.status == 0 else {
              #expect(outcome.status == 64 && outcome.errorLine != nil, "\(setting): \(outcome.error)")
              continue
            }
            let report = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
            let rate = report?["tokens_per_second"] as? Double ?? 0
            #expect(rate > 0 && rate.isFinite, "\(setting): \(rate)")
          }
        }
      }
    }
  }

  @Test func textsMayBeginWithADash() async {
    let plain = await run(["tokenize", "--text=- [ ] todo"], catalog: .hwgen)
    #expect(plain.status == 0)
    for text in ["- [ ] todo", "-1 is a number", "--two words", "-hello", "—dash"] {
      let outcome = await run(["tokenize", "--text", text], catalog: .hwgen)
      let joined = await run(["tokenize", "--text=" + text], catalog: .hwgen)
      #expect(outcome.status == 0 && outcome.output == joined.output, "\(text): \(outcome.error)")
    }
    // A mark that combines with the sign before it is still the first character of the text.
    let mark = await run(["tokenize", "--text=\u{301}e"], catalog: .hwgen)
    let apart = await run(["tokenize", "--text", "\u{301}e"], catalog: .hwgen)
    #expect(mark.status == 0 && mark.output == apart.output && !mark.output.isEmpty, "\(mark.error)")
    // What reads like an option is one; the message says how to give it as a value.
    let option = await run(["tokenize", "--text", "--json"], catalog: .hwgen)
    #expect(option.status == 64 && option.errorLine?.contains("write --name=value") == true, "\(option.error)")
    #expect(await run(["tokenize", "--text=--json"], catalog: .hwgen).status == 0)
  }

  @Test func negativeNumbersAreNumbers() async {
    let outcome = await run(["generate", "--prompt", "x", "--tokens", "-1"], catalog: .hwgen)
    #expect(outcome.status == 64 && outcome.errorLine?.contains("--tokens is at least 1") == true, "\(outcome.error)")
  }

  @Test func anyNumberOfTokensMayBeAskedFor() async {
    // The end of the context ends the text.
    let outcome = await run(
      ["generate", "--prompt", "x", "--tokens", "9223372036854775807", "--ignore-end"], catalog: .hwgen)
    #expect(outcome.status == 0, "\(outcome.error)")
  }

  @Test func optionsWithoutUseAreRefused() async {
    for (arguments, text) in [
      (["--prompt", "x", "--preset", "nonsense"], "--preset goes with a simulated system only"),
      (["--prompt", "x", "--set", "lanes=4"], "--set goes with a simulated system only"),
      (["--prompt", "x", "--config", "x.json"], "--config goes with a simulated system only"),
      (
        ["--prompt", "x", "--system", "golden-cambricon-llm", "--set", "flash-share=0.5"],
        "--set goes with"
      ),
      (
        ["--prompt", "x", "--system", "cambricon-llm", "--preset", "nonsense"],
        "has no preset 'nonsense'; choose one of laptop"
      ),
      (
        ["--prompt", "x", "--system", "cambricon-llm", "--set", "tiles=4"],
        "there is no parameter 'tiles'; there are channels"
      ),
      (["--prompt", "x", "--no-check"], "--check and --no-check go with a simulated system only"),
      (["--prompt", "x", "--trace", "run.json"], "--trace goes with a simulated system only"),
      (["--resume", "x", "--prompt", "y"], "--prompt is part of the saved state"),
      (["--resume", "x", "--chat"], "--chat is part of the saved state"),
      (["--resume", "x", "--system-prompt", "y"], "--system-prompt is part of the saved state"),
      (["--resume", "x", "--temperature", "1"], "--temperature is part of the saved state"),
      (["--resume", "x", "--seed", "1"], "--seed is part of the saved state"),
      (["--resume", "x", "--top-k", "1"], "--top-k is part of the saved state"),
    ] {
      let outcome = await run(["generate"] + arguments, catalog: .hwgen)
      #expect(outcome.status == 64 && outcome.errorLine?.contains(text) == true, "\(arguments): \(outcome.error)")
    }
    let perplexity = await run(["perplexity", "--text", "x", "--set", "lanes=4"], catalog: .hwgen)
    #expect(perplexity.status == 64 && perplexity.errorLine?.contains("--set goes with") == true)
  }

  @Test func emptyItemsOfAListAreNoTokens() async {
    for ids in ["1,,2", ",1", "1,", ","] {
      let outcome = await run(["detokenize", "--ids=" + ids], catalog: .hwgen)
      #expect(outcome.status == 64 && outcome.errorLine?.contains("is no token") == true, "\(ids): \(outcome.error)")
    }
  }

  @Test func helpIsOfCommandsThatExist() async {
    let outcome = await run(["help", "nosuch"], catalog: .hwgen)
    #expect(outcome.status == 64 && outcome.errorLine?.contains("there is no command 'nosuch'; there is list, emit") == true)
    #expect(!outcome.error.contains("explore-point"))
    for command in ["emit", "generate"] {
      let help = await run(["help", command], catalog: .hwgen)
      #expect(help.status == 0 && help.output.contains("EXAMPLES:\n  hwgen \(command)"))
    }
    #expect(await run(["help"], catalog: .hwgen).status == 0)
  }
}
