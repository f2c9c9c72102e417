import ArgumentParser
import Exploration
import Foundation
import HDL
import Netlist

/// `hwgen prove`: what holds of a unit in every run, not only in those that were simulated.
struct ProveCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let name = Catalog.current.name, example = Catalog.current.example
    return CommandConfiguration(
      commandName: "prove",
      abstract: "Proves a unit's assertions and its streams' contracts, and its netlist equal to its Verilog.",
      discussion: """
        The assertions are proven by k-induction with sby and the solver yices: no run of the unit, however long, breaks one, \
        provided that the streams that enter keep their contract and the assumptions hold. A run that breaks one is \
        written as a waveform. With --equivalence, the netlist after synthesis is proven equal to the Verilog instead.

        EXAMPLES:
          \(name) prove --unit \(example.unit)
          \(name) prove --unit \(example.unit) --set \(example.setting) --depth 6 --json
          \(name) prove --unit \(example.unit) --equivalence
          \(name) prove --all -o proofs.md
        """)
  }

  @Option(
    name: .long, help: ArgumentHelp("The unit; 'list' shows all.", valueName: "name"),
    completion: .list(Catalog.current.units.map { $0.unitName }))
  var unit: String?

  @OptionGroup var settings: SettingOptions

  @Flag(name: .long, help: "Prove what is known to be within reach, of every unit, and make a table of it.")
  var all = false

  @Option(name: .shortAndLong, help: ArgumentHelp("With --all: where the table goes, as Markdown.", valueName: "file"))
  var output: String?

  @Flag(name: .long, help: "Prove the netlist after synthesis equal to the Verilog, instead of the assertions.")
  var equivalence = false

  @Flag(name: .long, help: "With --equivalence: prove each module for itself, with its instances as boxes.")
  var byModule = false

  @Option(name: .long, help: ArgumentHelp("Cycles of the induction.", valueName: "n"))
  var depth = 4

  @Option(name: .long, help: ArgumentHelp("Seconds after which the solver gives up.", valueName: "n"))
  var seconds = 300

  @OptionGroup var jobs: JobOptions

  @Flag(name: .long, help: "Only the first cycles after the reset, as many as --depth says.")
  var bounded = false

  @Option(
    name: .long, help: ArgumentHelp("Where the waveform of a broken assertion goes; UNIT.vcd by default.", valueName: "file.vcd"))
  var trace: String?

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if (unit == nil) != all { throw ValidationError("Give either --unit NAME or --all.") }
    if byModule, !equivalence { throw ValidationError("--by-module needs --equivalence.") }
    if !all, jobs.jobs != nil { throw ValidationError("--jobs needs --all.") }
    if all, !settings.set.isEmpty { throw ValidationError("--set needs --unit.") }
    if !(1...1000).contains(depth) { throw ValidationError("--depth is 1 to 1000, not \(depth).") }
    if !(1...100_000).contains(seconds) { throw ValidationError("--seconds is 1 to 100000, not \(seconds).") }
  }

  func run() throws {
    guard let unit else { return try ProofRun(seconds: seconds, jobs: try jobs.count()).run(output: output, json: json) }
    let configuration = Configuration(try Catalog.current.unit(named: unit).init(settings: try settings.parsed()))
    if equivalence { try proveEquivalence(configuration) } else { try proveAssertions(configuration) }
  }

  private func proveEquivalence(_ configuration: Configuration) throws {
    let report = try Equivalence(configuration.elaborated().design, byModule: byModule, seconds: seconds).run()
    let label = "\(configuration.name) (\(configuration.label))"
    let place = byModule ? "\(report.openModules.joined(separator: ", ")) of \(label)" : label
    let verdict = Verdict(report.outcome)
    if json {
      try JSONOutput.print(
        EquivalenceOutput(
          unit: configuration.name, parameters: configuration.parameters, outcome: verdict.name, pairs: verdict.pairs,
          modules: report.modules, openModules: report.openModules, seconds: report.seconds))
    }
    switch report.outcome {
    case .proven(let pairs):
      let modules = report.modules > 1 ? ", in \(report.modules) modules proven each for itself" : ""
      if !json {
        Console.current.print("proven: the netlist of \(label) equals its Verilog at \(pairs) registers and outputs\(modules)")
      }
    case .undecided(let unproven):
      throw CommandFailure(
        "\(place): not proven equal at \(unproven.count) registers and outputs: \(unproven.prefix(4).joined(separator: ", "))")
    case .timedOut:
      throw CommandFailure(
        "\(place): not proven equal within \(seconds) s; give more --seconds, --by-module, or smaller parameters")
    case .failed(let reason): throw CommandFailure("\(place): \(CommandFailure.oneLine(reason))")
    }
  }

  private struct EquivalenceOutput: Encodable {
    let unit: String
    let parameters: [String: JSONValue]
    let outcome: String
    let pairs: Int?
    let modules: Int
    let openModules: [String]
    let seconds: Double
  }

  private func proveAssertions(_ configuration: Configuration) throws {
    let report = try Proof(configuration.elaboratedForProof(), mode: bounded ? .bmc : .prove, depth: depth, seconds: seconds)
      .run()
    let label = "\(configuration.name) (\(configuration.label))"
    guard report.assertions > 0 else {
      throw CommandFailure("\(label): nothing to prove: no assertions, and no stream leaves a register")
    }
    var waveform: String?
    if let data = report.trace {
      let path = trace ?? "\(configuration.name).vcd"
      try OutputFolder.write(data, to: path, option: "--trace")
      waveform = path
    }
    let verdict = Verdict(report.outcome)
    if json {
      try JSONOutput.print(
        Output(
          unit: configuration.name, parameters: configuration.parameters, outcome: verdict.name,
          assertions: report.assertions, depth: depth,
          failures: report.failures, trace: waveform, seconds: report.seconds))
    }
    let failures = report.failures.joined(separator: "; ")
    switch report.outcome {
    case .proven:
      if !json {
        Console.current.print(
          "proven: \(report.assertions) assertions of \(label), for all time, by induction over \(depth) cycles")
      }
    case .bounded(let cycles):
      if !json {
        Console.current.print(
          "held: \(report.assertions) assertions of \(label), in the first \(cycles) cycles; nothing is known beyond")
      }
    case .refuted:
      throw CommandFailure("\(label) breaks its promise: \(failures)" + (waveform.map { "; the run is in \($0)" } ?? ""))
    case .undecided:
      throw CommandFailure(
        "\(label): not proven: no run of \(depth) cycles breaks an assertion, but the induction does not close (\(failures)); try a greater --depth"
      )
    case .timedOut: throw CommandFailure("\(label): not proven within \(seconds) s; give more --seconds, or smaller parameters")
    case .failed(let reason): throw CommandFailure("\(label): sby failed: \(CommandFailure.oneLine(reason))")
    }
  }

  private struct Output: Encodable {
    let unit: String
    let parameters: [String: JSONValue]
    let outcome: String
    let assertions, depth: Int
    let failures: [String]
    let trace: String?
    let seconds: Double
  }
}

/// An outcome's name in JSON.
struct Verdict {
  let name: String
  var pairs: Int?

  init(_ outcome: ProofOutcome) {
    name =
      switch outcome {
      case .proven: "proven"
      case .bounded: "bounded"
      case .refuted: "refuted"
      case .undecided: "undecided"
      case .timedOut: "timed out"
      case .failed: "failed"
      }
  }

  init(_ outcome: Equivalence.Outcome) {
    switch outcome {
    case .proven(let count): (name, pairs) = ("proven", count)
    case .undecided: name = "undecided"
    case .timedOut: name = "timed out"
    case .failed: name = "failed"
    }
  }
}

extension Configuration {
  /// Elaborates with the observers that only proofs need; throws the diagnostics.
  func elaboratedForProof() throws -> Design { try Self.forProof(unit) }
  private static func forProof(_ unit: some HDL.Module) throws -> Design { try elaborateForProof(unit) }
}
