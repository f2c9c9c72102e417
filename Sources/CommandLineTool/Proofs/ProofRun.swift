import Exploration
import Foundation

/// `hwgen prove --all`: everything in the plan, and the table of it.
struct ProofRun {
  /// Of each proof.
  let seconds: Int
  /// Configurations at the same time.
  let jobs: Int

  /// Runs the plan and writes its table; fails when an assertion does not hold.
  func run(output: String?, json: Bool) throws {
    let plan = try Self.plan(Catalog.current)
    if let output { try OutputFolder.write(Data(), to: output, option: "-o", onlyProbe: true) }
    let progress = ProgressBar("prove", total: plan.count, unit: "configurations")
    let results = parallelMap(plan, jobs: jobs) { entry, configuration -> Result<ProofTable.Row, any Error> in
      defer { progress.advance(detail: configuration.name) }
      return Result {
        let row = try row(entry, configuration)
        for remark in row.remarks { progress.note("\(configuration.name) (\(configuration.label)): \(remark)") }
        return row
      }
    }
    progress.finish()
    let table = ProofTable(
      rows: try results.map { try $0.get() }, seconds: seconds, command: "\(Catalog.current.name) prove --all -o FILE")
    if let output { try OutputFolder.write(Data(table.markdown.utf8), to: output, option: "-o") }
    if json { try JSONOutput.print(table.rows) } else if output == nil { Console.current.print(table.markdown) }
    let wrong = table.rows.filter(\.isRefuted)
    if !wrong.isEmpty {
      throw CommandFailure("assertions do not hold: \(wrong.map { "\($0.unit) (\($0.parameters))" }.joined(separator: ", "))")
    }
  }

  private static func plan(_ catalog: Catalog) throws -> [(ProofEntry, Configuration)] {
    if let proofs = catalog.proofs {
      return try proofs.map { ($0, Configuration(try catalog.unit(named: $0.unit).init(settings: $0.settings))) }
    }
    return catalog.units.flatMap { Configuration.all(of: $0) }.map { (ProofEntry($0.name), $0) }
  }

  private func row(_ entry: ProofEntry, _ configuration: Configuration) throws -> ProofTable.Row {
    var row = ProofTable.Row(
      unit: entry.unit, parameters: configuration.label, assertions: "", assertionCount: nil, depth: entry.depth, netlist: "",
      pairs: nil,
      remarks: [], isRefuted: false)
    if let depth = entry.depth { try proveAssertions(configuration, depth: depth, isBounded: entry.isBounded, &row) }
    if let netlist = entry.netlist { try proveNetlist(configuration, byModule: netlist == .byModule, &row) }
    return row
  }

  private func proveAssertions(_ configuration: Configuration, depth: Int, isBounded: Bool, _ row: inout ProofTable.Row) throws {
    let report = try Proof(configuration.elaboratedForProof(), mode: isBounded ? .bmc : .prove, depth: depth, seconds: seconds)
      .run()
    row.assertionCount = report.assertions
    switch report.outcome {
    case .proven: row.assertions = "proven"
    case .bounded(let cycles): row.assertions = "first \(cycles) cycles"
    case .refuted:
      row.assertions = "do not hold"
      row.isRefuted = true
      row.remarks += report.failures
    case .undecided:
      row.assertions = "first \(depth) cycles"
      row.remarks.append("the induction stops at: " + report.failures.joined(separator: ", "))
    case .timedOut:
      row.assertions = "not proven"
      row.remarks.append("assertions: out of time")
    case .failed(let reason):
      row.assertions = "not proven"
      row.remarks.append(CommandFailure.oneLine(reason))
    }
  }

  private func proveNetlist(_ configuration: Configuration, byModule: Bool, _ row: inout ProofTable.Row) throws {
    let report = try Equivalence(configuration.elaborated().design, byModule: byModule, seconds: seconds).run()
    row.pairs = Verdict(report.outcome).pairs
    let proven = report.modules - report.openModules.count
    row.netlist = proven == 0 ? "not proven" : "\(proven) of \(report.modules) modules"
    let place = byModule ? "netlist of " + report.openModules.map { "`\($0)`" }.joined(separator: ", ") : "netlist"
    switch report.outcome {
    case .proven: row.netlist = report.modules > 1 ? "proven, \(report.modules) modules" : "proven"
    case .undecided(let unproven): row.remarks.append("\(place): \(unproven.count) pairs open")
    case .timedOut: row.remarks.append("\(place): out of time")
    case .failed(let reason): row.remarks.append("\(place): " + CommandFailure.oneLine(reason))
    }
  }
}
