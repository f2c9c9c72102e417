import ArgumentParser
import Foundation
import Netlist
import Tools
import Verilog

/// A program that reads the emitted Verilog.
package enum LintTool: String, CaseIterable, Codable, Sendable, ExpressibleByArgument {
  case verilator, icarus, yosys, verible, slang

  /// The program; throws a failure with status 69 when it is missing.
  package func find() throws -> ExternalTool {
    switch self {
    case .verilator: try ToolFinder.verilator()
    case .icarus: try ExternalTool.icarus()
    case .yosys: try ExternalTool.yosys()
    case .verible: try ExternalTool.verible()
    case .slang: try ExternalTool.slang()
    }
  }

  /// Rules of Verible that ask for another style than ours: names of constants in capitals with underscores, labels of loops that are
  /// called after what they hold, arrays that start at 0, lines as long as those of the Swift sources.
  private static let otherStyle = [
    "line-length", "module-filename", "generate-label-prefix", "parameter-name-style", "unpacked-dimensions-range-ordering",
  ]

  /// No waivers: what a tool has to say is a finding. The last two read SystemVerilog only.
  package func invocations(files: [String], top: String, dialect: Dialect) -> [[String]] {
    let isSystemVerilog = dialect == .systemVerilog
    switch self {
    case .verilator:
      let lint = ["--lint-only", "-Wall", "--top-module", top]
      if isSystemVerilog { return [lint + ["--language", "1800-2012"] + files] }
      return [lint + ["--language", "1364-2005"] + files]
    case .icarus: return [[isSystemVerilog ? "-g2012" : "-g2005", "-t", "null", "-s", top] + files]
    case .yosys:
      return [
        ["read_verilog \(isSystemVerilog ? "-sv " : "")\(files.joined(separator: " ")); hierarchy -check -top \(top); proc"]
      ]
    case .verible:
      let rules = Self.otherStyle.map { "-" + $0 } + ["always-ff-non-blocking=waive_for_locals:true"]
      return isSystemVerilog ? [["--rules=" + rules.joined(separator: ",")] + files] : []
    case .slang: return isSystemVerilog ? [["--top", top] + files] : []
    }
  }

  /// What it says in a run.
  package func messages(output: String, error: String, status: Int32) -> [LintOutput.Message] {
    let found: [LintOutput.Message]
    switch self {
    case .verilator: found = LintOutput.verilator(error + output)
    case .verible, .slang: found = LintOutput.placedLines(error + "\n" + output)
    case .icarus, .yosys: found = []
    }
    return found.isEmpty && status != 0 ? [LintOutput.firstError(error + "\n" + output)] : found
  }
}

/// One configuration, linted by several tools in both dialects.
struct LintRun: Sendable {
  let configuration: Configuration
  let tools: [(kind: LintTool, program: ExternalTool)]

  /// Throws the diagnostics of a design that does not elaborate.
  func findings() throws -> [LintFinding] {
    let (design, warnings) = try configuration.elaborated()
    var findings = warnings.map { warning in
      finding(
        "hwgen", warning.message + (warning.note.map { "; " + $0 } ?? ""),
        source: warning.file.isEmpty ? nil : "\(warning.file):\(warning.line):\(warning.column)")
    }
    for dialect in Dialect.allCases { findings += try self.findings(design, dialect) }
    return findings
  }

  private func findings(_ design: Design, _ dialect: Dialect) throws -> [LintFinding] {
    let output = try VerilogEmitter(dialect: dialect).emit(design)
    let folder = NSTemporaryDirectory() + "/hwgen-lint-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try OutputFolder(folder, option: "TMPDIR").write(output.files.map { ($0.name, $0.text) })
    var findings: [LintFinding] = []
    for (kind, program) in tools {
      for arguments in kind.invocations(files: output.files.map(\.name), top: design.top.name, dialect: dialect) {
        let result = try program.run(arguments, in: folder)
        for message in kind.messages(output: result.output, error: result.error, status: result.status) {
          var place: SourceMap.Place?
          if let file = message.file, let line = message.line { place = output.sourceMap.place(file: file, line: line) }
          let new = finding(kind.rawValue, message.text, dialect, message.file, message.line, source: place?.description)
          if !findings.contains(new) { findings.append(new) }
        }
      }
    }
    return findings
  }

  private func finding(
    _ tool: String, _ message: String, _ dialect: Dialect? = nil, _ file: String? = nil, _ line: Int? = nil, source: String?
  ) -> LintFinding {
    LintFinding(
      unit: configuration.name, configuration: configuration.label, dialect: dialect, tool: tool,
      message: CommandFailure.oneLine(message), file: file, line: line, source: source)
  }
}
