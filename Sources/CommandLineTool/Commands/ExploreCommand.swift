import ArgumentParser
import Exploration
import Foundation
import UnitProtocol

/// Where the points of an exploration are synthesized.
enum Executor: String, ExpressibleByArgument, CaseIterable { case local, slurm }

/// `hwgen explore`: what the choice of parameters costs.
struct ExploreCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let name = Catalog.current.name, example = Catalog.current.example
    return CommandConfiguration(
      commandName: "explore",
      abstract: "Sweeps a unit's parameters through synthesis: Pareto front, table, HTML report.",
      discussion: """
        Synthesizes every combination of the swept values, several at a time, and keeps each result in a database, so that \
        nothing is synthesized twice: run it again after an interruption, or with more values. Several may run at once.

        A sweep gives values and ranges: 8,16,32 or 1...4 or 8...64:8 (steps of 8). Beside the unit's parameters, clock-ns, \
        booth (true, false) and mapping (area, speed, fastest, fast) can be swept. Without --sweep the unit's `defaultSweep` is run.

        The folder of -o receives report.html (one file, readable offline), report.json and UNIT.csv. Points on the Pareto \
        front of the objectives (\(Objective.allCases.map(\.rawValue).joined(separator: ", "))) are printed.

        EXAMPLES:
          \(name) explore --unit \(example.unit) --sweep \(example.sweep)
          \(name) explore --unit \(example.unit) --sweep \(example.sweep) --clock-ns 2,5 --objective area,fmax
          \(name) explore --all -o reports/explore
        """)
  }

  @Option(
    name: .long, help: ArgumentHelp("The unit; 'list' shows all.", valueName: "name"),
    completion: .list(Catalog.current.units.map { $0.unitName }))
  var unit: String?

  @Flag(name: .long, help: "The default sweep of every unit, in one report.")
  var all = false

  @Option(
    name: .customLong("sweep"), parsing: .singleValue,
    help: ArgumentHelp("A parameter and its values; may be repeated.", valueName: "name=values"))
  var sweeps: [String] = []

  @OptionGroup var settings: SettingOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What the Pareto front is of; area,fmax by default, and energy where the unit has operationsPerCycle.",
      valueName: "names"))
  var objective: String?

  @Option(
    name: .long, help: ArgumentHelp("Liberty library; osu018 by default.", valueName: "file.lib"),
    completion: .file(extensions: ["lib"]))
  var library: String?

  @Option(
    name: .customLong("clock-ns"),
    help: ArgumentHelp("Clock period to aim at, in nanoseconds; several are swept.", valueName: "values"))
  var clock: String?

  @OptionGroup var jobs: JobOptions

  @Option(
    name: .long,
    help: ArgumentHelp("Stop a tool that works on one point for longer, and go on with the others.", valueName: "seconds"))
  var timeout = 600

  @Option(name: .long, help: "Where the tools run: local, or slurm (a job array on the cluster whose commands are on the PATH).")
  var executor = Executor.local

  @Option(
    name: .customLong("sbatch"), parsing: .singleValue,
    help: ArgumentHelp("An argument for sbatch, as in --sbatch=--partition=long; may be repeated.", valueName: "argument"))
  var sbatchArguments: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("Where results are kept; in the cache folder by default.", valueName: "file"),
    completion: .file(extensions: ["sqlite"]))
  var database: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Folder for the report; reports/explore-UNIT by default.", valueName: "dir"),
    completion: .directory)
  var output: String?

  @Flag(name: .long, help: "Print one JSON object; report.html is then written only if its chart library is there.")
  var json = false

  func validate() throws {
    if !(1...1_000_000).contains(timeout) { throw ValidationError("--timeout is 1 to 1000000 seconds, not \(timeout).") }
  }

  func run() throws {
    let jobCount = try jobs.count()
    let objectives = try objective.map { text in try Self.usage { try Objective.list(text) } }
    let sweeps = try self.unitSweeps()
    let cells = try Self.usage { try CellLibrary(path: library ?? SynthesisTools.defaultLibrary()) }
    let folder = OutputFolder(output ?? "reports/explore" + (unit.map { "-" + $0 } ?? ""))
    let files = ReportFiles(folder: folder, plotly: try json ? (try? ReportFiles.chartLibrary()) : ReportFiles.chartLibrary())
    try files.probe()
    var tools = try SynthesisTools.find()
    tools.secondsLimit = Double(timeout)
    let database = try ExplorationDatabase(path: database ?? ExplorationRun.defaultDatabase)
    let explorer = Explorer(database: database, library: cells, tools: tools)

    if !all { for sweep in sweeps { Self.note(sweep, isRanked: objectives == nil) } }

    let slurm =
      try executor == .slurm
      ? SlurmExecution(cluster: SlurmCluster(), explorer: explorer, limit: jobs.jobs, arguments: sbatchArguments) : nil
    let reports = try ExplorationRun(explorer: explorer, jobs: jobCount, slurm: slurm).run(sweeps) {
      objectives ?? Self.standardObjectives($0)
    }
    try files.write(reports)
    if json {
      if all { try JSONOutput.print(["units": reports]) } else if let report = reports.first { try JSONOutput.print(report) }
    } else {
      Console.current.print(
        (reports.map(ExplorationText.text) + [ExplorationText.summary(reports, folder: folder.path)]).joined(separator: "\n\n"))
    }
    let points = reports.flatMap(\.points)
    let failed = points.count { $0.failure != nil }
    let isLate = points.contains { $0.failure?.contains("did not end within") == true }
    if failed > 0 {
      throw CommandFailure(
        "\(failed) of \(points.count) points failed; the next run tries them again"
          + (isLate ? ", for longer with a greater --timeout, or faster with --sweep mapping=fast" : ""))
    }
  }

  /// Energy of a cycle would rank designs by their size: what does more in a cycle would always lose.
  private static func standardObjectives(_ sweep: UnitSweep) -> [Objective] {
    sweep.comparesEnergy ? [.area, .fmax, .energy] : [.area, .fmax]
  }

  /// What the unit itself could say, on standard error.
  private static func note(_ sweep: UnitSweep, isRanked: Bool) {
    let name = sweep.unit.unitName, tool = Catalog.current.name
    if sweep.axes.isEmpty {
      let example = CatalogExample(sweep.unit).sweep
      Console.current.error("\(tool): \(name) has no defaultSweep, so this is one point; try --sweep \(example)")
    } else if isRanked, !sweep.comparesEnergy {
      Console.current.error("\(tool): \(name) has no operationsPerCycle, so energy is not ranked")
    }
  }

  private func unitSweeps() throws -> [UnitSweep] {
    guard all != (unit != nil) else { throw CommandFailure.usage("give either --unit NAME or --all") }
    var axes = try Self.usage { try sweeps.map { try SweepAxis($0) } }
    // Jobs of a cluster may start elsewhere.
    var options = SynthesisOptions(library: library.map { URL(fileURLWithPath: $0).standardizedFileURL.path })
    if let clock {
      let axis = try Self.usage { try SweepAxis(name: "clock-ns", text: clock) }
      if axis.values.count == 1, let value = Double(axis.values[0]) { options.clockNs = value } else { axes.append(axis) }
    }
    if let problem = options.problem { throw CommandFailure.usage(problem) }
    let fixed = try settings.parsed()
    let catalog = Catalog.current
    guard let unit else {
      if !sweeps.isEmpty || !fixed.isEmpty {
        throw CommandFailure.usage("--all runs the units' default sweeps; give --sweep and --set with --unit")
      }
      return try catalog.units.map { try Self.sweep($0, axes: [], settings: [], options: options) }
    }
    return [try Self.sweep(catalog.unit(named: unit), axes: axes, settings: fixed, options: options)]
  }

  /// With the unit's default sweep, less what is set, when there is none.
  private static func sweep(
    _ unit: any UnitProtocol.Unit.Type, axes: [SweepAxis], settings: [(name: String, value: String)], options: SynthesisOptions
  ) throws -> UnitSweep {
    try usage {
      let standard = try (unit.explored?.defaultSweep ?? []).map { try SweepAxis($0) }.filter { axis in
        !settings.contains { $0.name == axis.name }
      }
      return try UnitSweep(unit, axes: axes.isEmpty ? standard : axes, settings: settings, options: options)
    }
  }

  /// What the user gave is wrong: status 64.
  private static func usage<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as SweepError {
      throw CommandFailure.usage(error.description)
    } catch let error as CellLibrary.Failure {
      throw CommandFailure.usage(error.description)
    }
  }
}
