import ArgumentParser
import Foundation
import TestbenchKit
import UnitProtocol

/// `hwgen regress`: all testbenches, all configurations, both backends.
struct RegressCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let name = Catalog.current.name, example = Catalog.current.example
    return CommandConfiguration(
      commandName: "regress",
      abstract: "Runs every testbench on all simulators and compares them.",
      discussion: """
        Runs each unit that has a testbench in its default configuration and its samples, on all backends: Verilator, \
        Verilator with the design made flat (the profile that demo and generate run for speed), and the built-in simulator. \
        They must agree on every cycle count and on the coverage. Ends with a table; a failure says how to repeat it.

        EXAMPLES:
          \(name) regress
          \(name) regress --unit \(example.unit) --count 10000 --seed 7
          \(name) regress --backend builtin --quick
          \(name) regress --junit regress.xml
          \(name) regress --random 500 --seed 7

        With --random it runs configurations drawn at random from the ranges that the units document instead, of all units in \
        turn: each in the built-in simulator and every tenth in Verilator, too, with a tenth of the transactions. The seed fixes \
        all of them.
        """)
  }

  @Option(
    name: .customLong("unit"), help: ArgumentHelp("Only this unit; may be repeated.", valueName: "name"),
    completion: .list(Catalog.current.testbenches.map(\.unitName)))
  var units: [String] = []

  @Option(name: .customLong("backend"), help: "Only this backend: verilator, verilator-flattened or builtin; may be repeated.")
  var backends: [Backend] = []

  @OptionGroup var runOptions: RunOptions
  @OptionGroup var jobs: JobOptions

  @Flag(name: .long, help: "A tenth of the transactions.")
  var quick = false

  @Option(name: .long, help: ArgumentHelp("Configurations to draw at random.", valueName: "n"))
  var random: Int?

  @Option(
    name: .long, help: ArgumentHelp("Write the results as JUnit XML.", valueName: "file"), completion: .file(extensions: ["xml"]))
  var junit: String?

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func run() throws {
    let jobCount = try jobs.count()
    let runs = try self.runs()
    if let junit { try write("", to: junit, asProbe: true) }
    let progress = ProgressBar("regress", total: runs.count, unit: "runs")
    var results = parallelMap(runs, jobs: jobCount) { run in
      let result = RegressionResult(run)
      if let problem = result.problem {
        progress.note("failed: \(run.configuration.name) on \(run.backend.rawValue): \(problem)")
      }
      progress.advance(detail: "\(run.configuration.name) on \(run.backend.rawValue)")
      return result
    }
    progress.finish()
    RegressionResult.compareBackends(&results)
    let failed = results.filter { $0.problem != nil }
    if let junit { try write(self.junit(results), to: junit) }
    if json {
      try JSONOutput.print(RegressionReport(results))
    } else {
      Console.current.print(text(results, failed))
    }
    if !failed.isEmpty { throw CommandFailure("\(failed.count) of \(results.count) runs failed") }
  }

  /// Verilator's runs first: they take longest.
  private func runs() throws -> [SimulationRun] {
    let catalog = Catalog.current
    let types =
      try units.isEmpty ? catalog.units.filter { catalog.hasTestbench($0.unitName) } : units.map { try catalog.unit(named: $0) }
    for type in types { _ = try catalog.testbench(of: type.unitName) }
    var options = try runOptions.options()
    if quick || random != nil { options.count = max(1, options.count / 10) }
    let wanted = Backend.allCases.filter { backends.isEmpty || backends.contains($0) }
    if let random { return try randomRuns(random, of: types, on: backends.isEmpty ? [.verilator, .builtin] : wanted, options) }
    for backend in wanted { try backend.checkTools() }
    let runs = wanted.flatMap { backend in
      types.flatMap { Configuration.all(of: $0) }.map {
        SimulationRun(configuration: $0, backend: backend, options: options, mostCycles: runOptions.maxCycles)
      }
    }
    guard !runs.isEmpty else { throw CommandFailure("there is nothing to run: no unit has a testbench") }
    return runs
  }

  /// Every configuration in the built-in simulator, and every tenth in Verilator.
  private func randomRuns(
    _ count: Int, of types: [any UnitProtocol.Unit.Type], on backends: [Backend], _ options: TestbenchOptions
  ) throws -> [SimulationRun] {
    guard count > 0 else { throw CommandFailure.usage("--random is at least 1, not \(count)") }
    for backend in backends { try backend.checkTools() }
    var draws = RandomConfigurations(of: types, seed: options.seed)
    let runs = try (0..<count).flatMap { index in
      let draw = try draws.next()
      return backends.filter { $0 == .builtin || index % 10 == 9 }.map {
        SimulationRun(
          configuration: draw.configuration, backend: $0, options: TestbenchOptions(seed: draw.seed, count: options.count),
          mostCycles: runOptions.maxCycles)
      }
    }
    return runs.filter { $0.backend != .builtin } + runs.filter { $0.backend == .builtin }
  }

  private func text(_ results: [RegressionResult], _ failed: [RegressionResult]) -> String {
    var table = Table([
      ("unit", .left), ("configuration", .left), ("backend", .left), ("transactions", .right), ("cycles", .right),
      ("seconds", .right),
      ("result", .left),
    ])
    for result in Self.sorted(results) {
      table.add(
        result.run.configuration.name, result.run.configuration.label, result.run.backend.rawValue,
        result.report.map { "\($0.transactions)" } ?? "", result.report.map { "\($0.cycles)" } ?? "",
        String(format: "%.2f", result.seconds),
        result.problem == nil ? "passed" : "FAILED")
    }
    var lines = [table.text(), ""]
    for result in failed {
      lines.append("\(result.run.configuration.name) (\(result.run.configuration.label)): \(result.problem ?? "")")
      lines.append("  repeat with: \(result.run.commandLine)")
    }
    let drawn = random.map { " with \($0) configurations drawn from seed \(runOptions.seed)" } ?? ""
    lines.append("\(results.count - failed.count) of \(results.count) runs passed\(drawn)")
    return lines.joined(separator: "\n")
  }

  /// Both backends of a configuration beside each other, in the catalog's order.
  private static func sorted(_ results: [RegressionResult]) -> [RegressionResult] {
    var order: [String] = []
    var groups: [String: [RegressionResult]] = [:]
    for result in results {
      let key = result.run.configuration.name + " " + result.run.configuration.label
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(result)
    }
    return order.flatMap { groups[$0] ?? [] }
  }

  private func junit(_ results: [RegressionResult]) -> String {
    var suites: [(name: String, cases: [JUnitReport.Case])] = []
    for result in Self.sorted(results) {
      let name = result.run.configuration.name
      if suites.last?.name != name { suites.append((name, [])) }
      suites[suites.count - 1].cases.append(
        JUnitReport.Case(
          name: "\(result.run.configuration.label) on \(result.run.backend.rawValue)", seconds: result.seconds,
          failure: result.problem,
          details: result.run.commandLine))
    }
    return JUnitReport(suites: suites).xml
  }

  /// Before a long run, makes sure that the file can be written at its end.
  private func write(_ text: String, to path: String, asProbe: Bool = false) throws {
    try OutputFolder.write(Data(text.utf8), to: path, option: "--junit", onlyProbe: asProbe)
  }
}

private struct RegressionReport: Encodable {
  struct Run: Encodable {
    var unit, configuration: String
    var backend: Backend
    var passed: Bool
    var problem: String?
    var repeatWith: String
    var seconds: Double
    var report: SimulationReport?
  }
  var passed: Bool
  var runs: [Run]

  init(_ results: [RegressionResult]) {
    passed = results.allSatisfy { $0.problem == nil }
    runs = results.map {
      Run(
        unit: $0.run.configuration.name, configuration: $0.run.configuration.label, backend: $0.run.backend,
        passed: $0.problem == nil,
        problem: $0.problem, repeatWith: $0.run.commandLine, seconds: $0.seconds, report: $0.report)
    }
  }
}
