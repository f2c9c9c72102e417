import ArgumentParser
import Exploration
import Foundation
import Mutation
import TestbenchKit
import Tools

/// `hwgen mutate`: does the testbench notice mistakes?
struct MutateCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let name = Catalog.current.name, example = Catalog.current.example
    return CommandConfiguration(
      commandName: "mutate",
      abstract: "Runs a unit's testbench on netlists with deliberate mistakes.",
      discussion: """
        Each mutant differs from the unit in one operation, constant, condition, assignment or reset value, and runs on the \
        built-in simulator. A mismatch, a failed assertion, an error or a run without end kills it; survivors are listed \
        with the reason why nothing was seen, as far as it can be found out: folding, a proof by ABC that the changed module \
        does the same (if `Scripts/setup.sh` has installed Yosys and ABC), or the testbench's author. The exit status is 1 if \
        a mutant survives that random inputs tell from the original and nothing explains.

        EXAMPLES:
          \(name) mutate --unit \(example.unit)
          \(name) mutate --unit \(example.unit) --set \(example.setting) --count 500 --seed 7
        """)
  }

  @OptionGroup var unit: UnitOptions

  @Option(name: .long, help: ArgumentHelp("Mutants.", valueName: "n"))
  var count = 200

  @Option(name: .long, help: ArgumentHelp("Where every random choice comes from.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(name: .long, help: ArgumentHelp("Transactions of the testbench for each mutant, at least.", valueName: "n"))
  var transactions = 300

  @Option(name: .long, help: ArgumentHelp("Mutants at a time.", valueName: "n"))
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func run() throws {
    guard count > 0, transactions > 0, jobs > 0 else {
      throw CommandFailure.usage("--count, --transactions and --jobs are at least 1")
    }
    guard count <= 1_000_000, transactions <= 1_000_000_000 else {
      throw CommandFailure.usage("--count is at most 1000000, and --transactions 1000000000")
    }
    let start = ContinuousClock.now
    let configuration = try unit.configuration()
    let design = try configuration.elaborated().design
    let run = try MutationRun(
      configuration.unit, design: design, testbench: Catalog.current.testbench(of: configuration.name),
      options: TestbenchOptions(seed: seed, count: transactions))
    var generator = MutantGenerator(design, seed: seed)
    let mutants = generator.mutants(count)
    let bar = ProgressBar("mutate", total: mutants.count, unit: "mutants")
    let proves = LogicComparison.isAvailable
    let fates = parallelMap(mutants, jobs: jobs) { mutant in
      defer { bar.advance() }
      let fate = run.fate(of: mutant)
      guard proves, case .survived(let reason) = fate, !reason.isExplained else { return fate }
      return .survived(Self.compared(mutant, reason, run))
    }
    bar.finish()
    let report = Report(
      unit: configuration.name, seed: seed, mutants: zip(mutants, fates), seconds: (ContinuousClock.now - start) / .seconds(1))
    if json { try JSONOutput.print(report) } else { Console.current.print(report.text) }
    if report.gaps > 0 {
      throw CommandFailure("\(configuration.name): \(report.gaps) mutants survive although random inputs show a difference")
    }
  }

  /// What ABC finds out about a survivor; the reason that is known if it finds nothing.
  private static func compared(_ mutant: Mutant, _ known: SurvivorClass, _ run: MutationRun) -> SurvivorClass {
    let ranges = run.testbench.operandRanges.filter { $0.module == mutant.module }
    let comparison = LogicComparison(
      run.design, mutant.design, module: mutant.module,
      operands: ranges.map { LogicComparison.Operand(port: $0.port, ranges: $0.ranges) })
    // A tool that fails or takes too long proves nothing.
    switch try? comparison?.run(movesAlike: mutant.movesAlike) {
    case .sameLogic: return .sameLogic
    case .sameFunction: return .sameFunction(where: ranges.map(\.reason))
    case .differs(let operands):
      if case .differs = known { return known }
      return .otherFunction(operands: operands)
    case .undecided, nil: return known
    }
  }

  struct Report: Encodable {
    struct Survivor: Encodable {
      var change: String
      var module: String
      var target: String
      var location: String
      var explanation: String
    }
    var unit: String
    var seed: UInt64
    var count = 0
    var killed = 0
    var mismatch = 0
    var failure = 0
    var timeout = 0
    var invalid = 0
    var survivors: [Survivor] = []
    var explained = 0
    var gaps = 0
    var seconds: Double

    init(unit: String, seed: UInt64, mutants: some Sequence<(Mutant, MutantFate)>, seconds: Double) {
      self.unit = unit
      self.seed = seed
      self.seconds = seconds
      for (mutant, fate) in mutants {
        count += 1
        if fate.isKilled { killed += 1 }
        switch fate {
        case .mismatch: mismatch += 1
        case .failure: failure += 1
        case .timeout: timeout += 1
        case .invalid: invalid += 1
        case .survived(let reason):
          if case .differs = reason { gaps += 1 }
          if reason.isExplained { explained += 1 }
          survivors.append(
            Survivor(
              change: mutant.change, module: mutant.module, target: mutant.target, location: mutant.location,
              explanation: reason.explanation))
        }
      }
    }

    var text: String {
      var table = Table([
        ("module", .left), ("source", .left), ("near", .left), ("change", .left), ("why it survived", .left),
      ])
      for one in survivors { table.add(one.module, one.location, one.target, one.change, one.explanation) }
      let rest = survivors.isEmpty ? "" : "\n\(explained) of \(survivors.count) survivors are proven or explained:\n"
      let remedy =
        LogicComparison.isAvailable ? "" : "\nwithout Yosys and ABC nothing is proven about survivors; \(ToolFolder.setupRemedy)"
      let summary = String(format: "%d of %d mutants of %@ killed in %.1f s", killed, count, unit, seconds)
      let kinds = "mismatch \(mismatch), assertion or error \(failure), too many cycles \(timeout), refused \(invalid)"
      return "\(summary): \(kinds)" + rest + (survivors.isEmpty ? "" : table.text(indentation: 2) + remedy)
    }
  }
}
