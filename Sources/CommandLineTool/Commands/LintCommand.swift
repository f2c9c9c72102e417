import ArgumentParser
import Foundation

/// `hwgen lint`: what other tools say about the emitted Verilog.
struct LintCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let name = Catalog.current.name, example = Catalog.current.example
    return CommandConfiguration(
      commandName: "lint",
      abstract: "Checks the emitted Verilog of one unit or all with Verilator, Icarus, Yosys, Verible and slang.",
      discussion: """
        Reports the warnings of the elaboration, everything that 'verilator --lint-only -Wall' says about either dialect, \
        without waivers, whether Icarus and Yosys read it, and the findings of Verible and slang in SystemVerilog. Without --set, the default configuration and the samples \
        are checked.

        EXAMPLES:
          \(name) lint --unit \(example.unit)
          \(name) lint --unit \(example.unit) --set \(example.setting)
          \(name) lint --all --json
          \(name) lint --all --tool verilator --tool icarus
        """)
  }

  @Option(
    name: .long, help: ArgumentHelp("The unit; 'list' shows all.", valueName: "name"),
    completion: .list(Catalog.current.units.map { $0.unitName }))
  var unit: String?

  @Flag(name: .long, help: "Check every unit.")
  var all = false

  @OptionGroup var settings: SettingOptions

  @Option(name: .customLong("tool"), help: ArgumentHelp("Only this tool; may be repeated.", valueName: "tool"))
  var tools: [LintTool] = []

  @OptionGroup var jobs: JobOptions

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if (unit == nil) != all { throw ValidationError("Give either --unit NAME or --all.") }
    if all, !settings.set.isEmpty { throw ValidationError("--set needs --unit; --all checks defaults and samples.") }
  }

  func run() throws {
    let configurations = try self.configurations()
    let wanted = tools.isEmpty ? LintTool.allCases : tools
    let programs = try wanted.map { (kind: $0, program: try $0.find()) }
    let progress = ProgressBar("lint", total: configurations.count, unit: "configurations")
    let results = parallelMap(configurations, jobs: try jobs.count()) { configuration in
      defer { progress.advance(detail: configuration.name) }
      return Result { try LintRun(configuration: configuration, tools: programs).findings() }
    }
    progress.finish()
    let findings = try results.flatMap { try $0.get() }
    let report = LintReport(
      configurations: configurations.count, tools: wanted.map(\.rawValue), findings: findings, passed: findings.isEmpty)
    if json {
      try JSONOutput.print(report)
    } else {
      for line in LintFinding.text(findings) { Console.current.print(line) }
      if report.passed {
        Console.current.print("clean: \(report.configurations) configurations, \(report.tools.joined(separator: ", "))")
      }
    }
    if !report.passed {
      throw CommandFailure(
        "\(findings.count) findings in \(configurations.count) configurations; change the Swift source they name")
    }
  }

  private func configurations() throws -> [Configuration] {
    guard let unit else { return Catalog.current.units.flatMap { Configuration.all(of: $0) } }
    let type = try Catalog.current.unit(named: unit)
    if settings.set.isEmpty { return Configuration.all(of: type) }
    return [Configuration(try type.init(settings: try settings.parsed()))]
  }
}

private struct LintReport: Encodable {
  var configurations: Int
  var tools: [String]
  var findings: [LintFinding]
  var passed: Bool
}

/// `--jobs N`.
package struct JobOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Jobs at the same time; the number of cores by default.", valueName: "n"))
  package var jobs: Int?

  package init() {}

  package func count() throws -> Int {
    guard let jobs else { return max(1, ProcessInfo.processInfo.activeProcessorCount) }
    guard jobs > 0 else { throw CommandFailure.usage("--jobs is at least 1, not \(jobs)") }
    return jobs
  }
}
