import Foundation
import HDL
import Synchronization
import Testing

@testable import CommandLineTool

/// What one command line did.
struct Outcome {
  var status: Int32
  var output: String
  var error: String

  /// The one line on standard error, or nil if there is not exactly one.
  var errorLine: String? {
    error.hasSuffix("\n") && error.filter { $0 == "\n" }.count == 1 ? String(error.dropLast()) : nil
  }
}

/// Runs a command line inside the test process.
@MainActor
func hwgen(_ arguments: String..., catalog: Catalog = .hwgen) async -> Outcome {
  let buffers = Mutex((output: "", error: ""))
  let console = Console(
    write: { text in buffers.withLock { $0.output += text } }, writeError: { text in buffers.withLock { $0.error += text } })
  let status = await HwgenCommand.run(arguments, catalog: catalog, console: console)
  return buffers.withLock { Outcome(status: status, output: $0.output, error: $0.error) }
}

/// A new folder that is removed when the value goes.
final class TemporaryFolder {
  let path: String
  init() throws {
    path = NSTemporaryDirectory() + "/hwgen-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// All files below, with their paths from here.
  var files: [String] { (FileManager.default.subpaths(atPath: path) ?? []).sorted() }
  func text(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }
}

@Suite struct ArgumentTests {
  @Test(arguments: [
    (["list", "--unit", "mac-pee"], "there is no unit 'mac-pee'; did you mean 'mac-pe'?"),
    (["emit", "--unit", "mac-pe", "--set", "widht=4"], "mac-pe has no parameter 'widht'; did you mean 'width'?"),
    (["emit", "--unit", "mac-pe", "--set", "width=99"], "mac-pe: width must be 1 to 32, not 99"),
    (["emit", "--unit", "mac-pe", "--set", "width=four"], "mac-pe: width is a whole number, not 'four'"),
    (["emit", "--unit", "mac-pe", "--set", "width"], "--set takes name=value, not 'width'; for example --set width=16"),
    (["emit", "--unit", "mac-pe", "--set", "=4"], "--set takes name=value, not '=4'; for example --set width=16"),
    (["emit", "--unit", "mac-pe", "--set", "width=4", "--set", "width=5"], "--set gives 'width' twice; keep one of the two"),
    (["list", "--set", "width=4"], "--set needs the unit that it configures; add --unit NAME"),
    (["emti"], "there is no command 'emti'; did you mean 'emit'?"),
    (["list", "--jsn"], "Unknown option '--jsn'. Did you mean '--json'? (see 'hwgen list --help')"),
    (["emit"], "Missing expected argument '--unit <name>' (see 'hwgen emit --help')"),
    (["rtl"], "Give either -o DIR to write or --check DIR to compare (see 'hwgen rtl --help')"),
    (
      ["emit", "--unit", "mac-pe", "--dialect", "vhdl"],
      "The value 'vhdl' is invalid for '--dialect <dialect>'. Please provide one of 'systemverilog' and 'verilog2005' (see 'hwgen emit --help')"
    ),
  ])
  func wrongUseIsOneLineWithTheRemedy(arguments: [String], message: String) async {
    let outcome = await run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.output == "")
    #expect(outcome.errorLine == "hwgen: error: " + message)
  }

  @Test func everyCommandExplainsItselfWithExamples() async {
    for command in HwgenCommand.subcommands {
      let outcome = await run([command._commandName, "--help"])
      #expect(outcome.status == 0 && outcome.error == "")
      #expect(outcome.output.contains("EXAMPLES:\n  hwgen \(command._commandName)"), "\(command._commandName)")
    }
  }

  @Test func shellCompletionKnowsTheUnits() async {
    for shell in ["bash", "zsh", "fish"] {
      let outcome = await run(["--generate-completion-script", shell])
      #expect(outcome.status == 0 && outcome.output.contains("mac-pe"))
    }
  }

  @MainActor private func run(_ arguments: [String]) async -> Outcome {
    let buffers = Mutex((output: "", error: ""))
    let console = Console(
      write: { text in buffers.withLock { $0.output += text } }, writeError: { text in buffers.withLock { $0.error += text } })
    let status = await HwgenCommand.run(arguments, catalog: .hwgen, console: console)
    return buffers.withLock { Outcome(status: status, output: $0.output, error: $0.error) }
  }
}
