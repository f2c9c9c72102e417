import CommandLineTool
import ArgumentParser
import Exploration
import Foundation
import Units

/// `hwgen qor`: the committed figures of units, measured again.
struct QualityCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "qor", abstract: "Compares area and speed of units with the committed figures.",
      discussion: """
        Quality of results: each unit's measured configuration (the default one, or a smaller one of a large unit) is mapped \
        \(UnitFigures.runs) times with the gates in another order, which moves ABC's result a little; the median counts. More than 2 % \
        worse than the committed figure is a failure. The units' pages show the same figures.

        EXAMPLES:
          hwgen qor
          hwgen qor --only fp-      a part of it
          hwgen qor --update        after a change that is meant
        """)
  }

  @Option(
    name: .long, help: ArgumentHelp("The committed figures.", valueName: "file.json"), completion: .file(extensions: ["json"]))
  var file = "Documentation/Figures/units.json"

  @Flag(name: .long, help: "Write the figures instead of comparing with them.")
  var update = false

  @OptionGroup var jobs: JobOptions

  @Option(name: .long, help: ArgumentHelp("Only units whose name contains this.", valueName: "text"))
  var only: String?

  func run() throws {
    let jobCount = try jobs.count()
    let units = Catalog.current.units.filter { unit in only.map { unit.unitName.contains($0) } ?? true }
    if units.isEmpty { throw CommandFailure.usage("no unit's name contains '\(only ?? "")'; 'list' shows all") }
    let old = try Self.read(file, mayBeMissing: update)
    let tools = try SynthesisTools.find(), library = try CellLibrary(path: SynthesisTools.defaultLibrary())
    let isAlike = old.map { $0.toolVersions == tools.versions && $0.library == library.name } ?? true
    if !update, !isAlike {
      throw CommandFailure(
        "'\(file)' was measured with other tools or another library; run 'hwgen qor --update' on the commit before the change first"
      )
    }
    if update, only != nil, !isAlike {
      throw CommandFailure.usage("'\(file)' was measured with other tools or another library; leave --only out")
    }
    let new = try measure(units, jobs: jobCount, library: library, tools: tools)
    let regressions = update ? [] : Self.compare(new, with: old?.units ?? [])
    Console.current.print(Self.table(new, old: old?.units ?? []))
    if update {
      let kept = only == nil ? [] : (old?.units ?? []).filter { one in !new.contains { $0.unit == one.unit } }
      try write(
        UnitFiguresRecord(
          library: library.name, toolVersions: tools.versions, clockNs: SynthesisOptions().clockNs,
          units: (kept + new).sorted { $0.unit < $1.unit }))
    } else if let first = regressions.first {
      for one in regressions.dropFirst() { Console.current.print("worse: \(one)") }
      throw CommandFailure(
        "\(regressions.count) figures are worse by more than 2 %: \(first); if it is meant, run 'hwgen qor --update'")
    }
  }

  /// All runs of all units, several at a time; throws what the first failing one says.
  private func measure(
    _ units: [any Units.Unit.Type], jobs: Int, library: CellLibrary, tools: SynthesisTools
  ) throws -> [UnitFigures] {
    let candidates = try units.map(Self.candidate)
    // The large ones first, so that none is left for the end.
    let points = candidates.indices.flatMap { index in (0..<UnitFigures.runs).map { (index: index, seed: $0) } }
      .sorted { candidates[$0.index].options.mapping == .fast && candidates[$1.index].options.mapping != .fast }
    let progress = ProgressBar("qor", total: points.count, unit: "runs")
    defer { progress.finish() }
    let results = parallelMap(points, jobs: jobs) { point -> Result<SynthesisReport, any Error> in
      let candidate = candidates[point.index]
      var options = candidate.options
      options.seed = point.seed
      let seeded = UnitSweep.Candidate(parameters: candidate.parameters, unit: candidate.unit, options: options)
      let result = Result { try Explorer.synthesis(of: seeded, library: library, tools: tools).run() }
      progress.advance(detail: units[point.index].unitName)
      return result
    }
    return try units.indices.compactMap { index in
      let runs = try zip(points, results).filter { $0.0.index == index }.map { try $0.1.get() }
      let settings = candidates[index].parameters.filter { !UnitSweep.optionNames.contains($0.name) }
      return UnitFigures(unit: units[index].unitName, settings: settings.map { "\($0.name)=\($0.value)" }, runs: runs)
    }
  }

  /// The configuration whose figures are committed.
  private static func candidate(_ unit: any Units.Unit.Type) throws -> UnitSweep.Candidate {
    let sweep = try UnitSweep(unit, axes: (unit.explored?.measuredSettings ?? []).map { try SweepAxis($0) })
    guard let candidate = sweep.candidates.first, sweep.candidates.count == 1 else {
      throw CommandFailure("the measured settings of \(unit.unitName) are not one configuration; give each one value")
    }
    return candidate
  }

  private static func compare(_ new: [UnitFigures], with old: [UnitFigures]) -> [String] {
    new.flatMap { one in
      old.first { $0.isComparable(with: one) }.map { one.regressions(since: $0) } ?? [
        "\(one.unit) has no committed figures of this configuration"
      ]
    }
  }

  private static func table(_ new: [UnitFigures], old: [UnitFigures]) -> String {
    var table = Table([
      ("unit", .left), ("gate equivalents", .right), ("was", .right), ("spread", .right), ("slowest path ns", .right),
      ("was", .right), ("spread", .right), ("flip-flops", .right),
    ])
    func percent(_ value: Double) -> String { String(format: "%.1f %%", value * 100) }
    for one in new {
      let before = old.first { $0.isComparable(with: one) }
      let mapping = one.mapping == .area ? [] : ["mapping=\(one.mapping.rawValue)"]
      table.add(
        ([one.unit] + one.settings + mapping).joined(separator: " "), "\(one.gateEquivalents)",
        before.map { "\($0.gateEquivalents)" } ?? "", percent(one.areaSpread), "\(one.criticalPathNs)",
        before.map { "\($0.criticalPathNs)" } ?? "", percent(one.pathSpread), "\(one.flipFlops)")
    }
    return table.text()
  }

  private static func read(_ path: String, mayBeMissing: Bool) throws -> UnitFiguresRecord? {
    guard let data = FileManager.default.contents(atPath: path) else {
      if mayBeMissing { return nil }
      throw CommandFailure.usage("there is no '\(path)'; name the committed figures with --file, or write them with --update")
    }
    if let record = try? JSONDecoder().decode(UnitFiguresRecord.self, from: data) { return record }
    if mayBeMissing { return nil }
    throw CommandFailure("'\(path)' holds no figures of 'hwgen qor'; write them with --update")
  }

  private func write(_ record: UnitFiguresRecord) throws {
    try OutputFolder.write(Data((JSONOutput.text(record) + "\n").utf8), to: file, option: "--file")
  }
}
