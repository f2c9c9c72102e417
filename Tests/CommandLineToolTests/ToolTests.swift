import Foundation
import Subprocess
import Testing

import CommandLineTool

private let hasAllTools = LintTool.allCases.allSatisfy { (try? $0.find()) != nil }

@Suite struct CompareTests {
  private let right = """
    module my_adder (input clock, input reset, input [7:0] number, output reg [7:0] sum);
      always @(posedge clock) sum <= reset ? 8'd0 : number + 8'd3;
    endmodule
    """

  private func compare(_ text: String, _ more: String...) async throws -> Outcome {
    let folder = try TemporaryFolder()
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/mine.v"))
    var outcome = await run(["compare", "--unit", "adder", "--against", folder.path + "/mine.v"] + more)
    outcome.error = outcome.error.replacing(folder.path + "/", with: "")
    return outcome
  }

  @Test(.enabled(if: hasVerilator)) func anEqualModulePasses() async throws {
    let outcome = try await compare(right, "--json")
    #expect(outcome.status == 0 && outcome.error == "")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(object["mismatches"] as? Int == 0 && object["transactions"] as? Int == 1000)
  }

  @Test(.enabled(if: hasVerilator)) func aWrongModuleFails() async throws {
    let outcome = try await compare(right.replacing("8'd3", with: "8'd4"))
    #expect(outcome.status == 1)
    #expect(outcome.errorLine?.hasPrefix("own-tool: error: mine.v: 1000 mismatches with the golden model") == true)
  }

  @Test(.enabled(if: hasVerilator)) func portsThatDoNotFitAreListed() async throws {
    let outcome = try await compare(
      """
      module my_adder (input clock, input [6:0] number, input sum);
        wire unused = &{clock, number, sum};
      endmodule
      """)
    #expect(outcome.status == 1)
    #expect(
      outcome.errorLine
        == "own-tool: error: module 'my_adder' does not fit the testbench: it has no reset (input, 1 bits); number has 7 bits, not 8; "
        + "sum is an input, not an output; give it the unit's ports")
  }

  @Test(.enabled(if: hasVerilator)) func aModuleMustBeChosenAmongSeveral() async throws {
    let two = right + "\nmodule other (input x, output y); assign y = x; endmodule\n"
    let undecided = try await compare(two)
    #expect(undecided.status == 64)
    #expect(undecided.errorLine == "own-tool: error: mine.v has several modules (my_adder, other); choose one with --top")
    let chosen = try await compare(two, "--top", "my_adder")
    #expect(chosen.status == 0)
    let unknown = try await compare(two, "--top", "mine")
    #expect(unknown.status == 64 && unknown.errorLine?.contains("no module 'mine' in mine.v; there is my_adder, other") == true)
  }

  @Test(.enabled(if: hasVerilator)) func aSyntaxErrorIsOneLineWithItsPlace() async throws {
    let outcome = try await compare(right.replacing("<= reset", with: "<= = reset"))
    #expect(outcome.status == 1)
    #expect(outcome.errorLine?.hasPrefix("own-tool: error: Verilator refuses the file: mine.v:2: Error: syntax error") == true)
  }

  @Test func aMissingFileIsWrongUse() async {
    let outcome = await run(["compare", "--unit", "adder", "--against", "/nowhere/mine.v"])
    #expect(outcome.status == 64)
    #expect(outcome.errorLine == "own-tool: error: cannot read '/nowhere/mine.v'; --against takes Verilog files")
  }
}

@Suite struct LintTests {
  @Test(.enabled(if: hasAllTools)) func anEmittedUnitIsClean() async throws {
    let outcome = await run(["lint", "--unit", "adder", "--json"])
    #expect(outcome.status == 0)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(object["configurations"] as? Int == 2 && (object["findings"] as? [Any])?.isEmpty == true)
    #expect(object["tools"] as? [String] == ["verilator", "icarus", "yosys", "verible", "slang"])
  }

  @Test(.enabled(if: hasAllTools), arguments: LintTool.allCases)
  func eachToolRefusesWhatIsWrong(tool: LintTool) throws {
    let folder = try TemporaryFolder()
    try Data("module bad (input a, output b);\n  assign b = a +;\nendmodule\n".utf8).write(
      to: URL(fileURLWithPath: folder.path + "/bad.sv"))
    let program = try tool.find()
    for arguments in tool.invocations(files: ["bad.sv"], top: "bad", dialect: .systemVerilog) {
      let result = try program.run(arguments, in: folder.path)
      #expect(result.status != 0)
      let message = tool.messages(output: result.output, error: result.error, status: result.status).first
      #expect(message?.file == "bad.sv" && message?.line == 2)
    }
  }
}

@Suite struct BackendTests {
  @Test(.enabled(if: hasVerilator)) func allBackendsAgree() async {
    let outcome = await run(["regress", "--unit", "adder"])
    #expect(outcome.status == 0 && outcome.output.hasSuffix("6 of 6 runs passed\n"), "\(outcome.output)")
  }

  @Test(.enabled(if: hasVerilator)) func disagreementIsAFailure() async {
    let catalog = Catalog(name: "own-tool", units: [Adder.self], testbenches: [UnevenTestbench.self])
    let outcome = await run(["regress", "--unit", "adder", "--count", "50"], catalog: catalog)
    #expect(outcome.status == 1 && outcome.error.hasSuffix("own-tool: error: 2 of 6 runs failed\n"))
    #expect(outcome.output.contains("adder (default): builtin took 53 cycles, verilator 52\n"))
  }

  @Test(.enabled(if: hasVerilator), arguments: ["fst", "vcd"]) func verilatorWritesWaveforms(format: String) async throws {
    let folder = try TemporaryFolder()
    let outcome = await run(["sim", "--unit", "adder", "--waves", folder.path + "/a." + format])
    #expect(outcome.status == 0 && outcome.error == "" && folder.files == ["a." + format])
  }
}

/// The built executable, as users start it.
@Suite struct ProcessTests {
  private static var executable: String {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("hwgen").path
  }

  private static func start(_ arguments: [String], environment: [String: String], folder: String = ".") async throws -> Outcome {
    var variables: [Environment.Key: String?] = [:]
    for (name, value) in environment { variables[Environment.Key(stringLiteral: name)] = value }
    let result = try await Subprocess.run(
      .path(.init(executable)), arguments: Arguments(arguments), environment: .inherit.updating(variables),
      workingDirectory: .init(folder), output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
    guard case .exited(let status) = result.terminationStatus else {
      return Outcome(status: -1, output: result.standardOutput, error: "\(result.terminationStatus)")
    }
    return Outcome(status: status, output: result.standardOutput, error: result.standardError)
  }

  @Test(arguments: [["lint", "--unit", "mac-pe"], ["sim", "--unit", "mac-pe"], ["regress"]])
  func aMissingToolIsStatus69(arguments: [String]) async throws {
    let outcome = try await Self.start(
      arguments, environment: ["HWGEN_TOOLS": "/nowhere", "PATH": "/nowhere", "VERILATOR_ROOT": ""])
    #expect(outcome.status == 69 && outcome.output == "")
    #expect(outcome.errorLine?.hasPrefix("hwgen: error: Verilator was not found; run 'make setup'") == true)
  }

  /// Foundation traps where it is to take such a name apart.
  @Test func namesOfOneCharacterAreNames() async throws {
    let folder = try TemporaryFolder()
    for arguments in [
      ["emit", "--unit", "fifo", "-o", "r"],
      ["regress", "--unit", "adder-tree", "--backend", "builtin", "--quick", "--junit", "x"],
      ["generate", "--system", "golden-cambricon-llm", "--prompt", "x", "--tokens", "1", "--save-state", "s"],
    ] {
      let outcome = try await Self.start(arguments, environment: [:], folder: folder.path)
      #expect(outcome.status == 0, "\(outcome.error)")
    }
    #expect(
      Set(folder.files).isSuperset(of: ["r", "x", "s"]) && folder.files.contains { $0.hasPrefix("r/") && $0.hasSuffix(".sv") })
    for arguments in [
      ["calibrate", "--text", "x", "-o", "."], ["explore", "--unit", "fifo", "--json", "--database", "."],
      ["explore", "--unit", "fifo", "--json", "--database", "r"],
    ] {
      let outcome = try await Self.start(arguments, environment: [:], folder: folder.path)
      #expect(outcome.status == 1 && outcome.errorLine != nil, "\(outcome.error)")
    }
  }

  @Test func wrongUseIsStatus64() async throws {
    let outcome = try await Self.start(["emit", "--unit", "mac-pe", "--set", "width=0"], environment: [:])
    #expect(outcome.status == 64 && outcome.output == "")
    #expect(outcome.errorLine == "hwgen: error: mac-pe: width must be 1 to 32, not 0")
  }

  /// A file that takes no more, as on a full disk: one line, and nothing half-written is left. Files are limited to 4 KB.
  @Test(.enabled(if: hasVerilator), arguments: [("verilator", "fst"), ("verilator", "vcd"), ("builtin", "vcd")])
  func aFullDiskEndsAWaveform(backend: String, format: String) async throws {
    let folder = try TemporaryFolder()
    let arguments = ["sim", "--unit", "register-slice", "--backend", backend, "--count", "20000", "--waves"]
    // Builds the model, which needs larger files, and shows that the waveform is large enough.
    let whole = try await Self.start(arguments + [folder.path + "/whole." + format], environment: [:])
    #expect(whole.status == 0, "\(whole.error)")
    #expect(try FileManager.default.attributesOfItem(atPath: folder.path + "/whole." + format)[.size] as? Int ?? 0 > 8192)
    let script = "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\""
    let result = try await Subprocess.run(
      .name("bash"), arguments: Arguments(["-c", script, Self.executable] + arguments + [folder.path + "/cut." + format]),
      output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
    guard case .exited(1) = result.terminationStatus else {
      Issue.record("\(result.terminationStatus): \(result.standardError)")
      return
    }
    let lines = result.standardError.split(separator: "\n")
    // Verilator's writer of FST has a line of its own before.
    #expect(lines.count <= 2 && lines.last?.contains("is the disk full?") == true, "\(lines)")
    #expect(folder.files == ["whole." + format])
  }

  /// Ctrl-C in a long prompt ends it before the first token.
  @Test func interruptEndsALongPrompt() async throws {
    let folder = try TemporaryFolder()
    let output = folder.path + "/out", errors = folder.path + "/errors"
    for path in [output, errors] { #expect(FileManager.default.createFile(atPath: path, contents: nil)) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.executable)
    process.arguments = [
      "generate", "--system", "golden-cambricon-llm", "--prompt", String(repeating: "In the beginning. ", count: 110), "--tokens",
      "1",
    ]
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
    // What the program has not taken over yet it ignores, as its parent does.
    let handler = signal(SIGINT, SIG_IGN)
    defer { signal(SIGINT, handler) }
    try process.run()
    while process.isRunning {
      process.interrupt()
      // Two within one step would end the program at once.
      try await Task.sleep(for: .milliseconds(400))
    }
    let message = try String(contentsOfFile: errors, encoding: .utf8)
    #expect(process.terminationReason == .exit && process.terminationStatus == 130, "\(message)")
    #expect(message.contains("stopped in the prompt after ") && message.contains(", before the first one of the answer"))
  }

  /// Two processes find the same empty cache and build the same model.
  @Test(.enabled(if: hasVerilator)) func twoProcessesBuildTheSameModel() async throws {
    let folder = try TemporaryFolder()
    let arguments = ["sim", "--unit", "mac-pe", "--count", "200", "--json"]
    async let first = Self.start(arguments, environment: ["HWGEN_CACHE": folder.path])
    async let second = Self.start(arguments, environment: ["HWGEN_CACHE": folder.path])
    for outcome in try await [first, second] {
      #expect(outcome.status == 0 && outcome.error == "", "\(outcome.error)")
      let object = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
      #expect(object["mismatches"] as? Int == 0)
    }
  }
}
