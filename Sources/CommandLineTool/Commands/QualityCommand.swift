import ArgumentParser
import Exploration
import Foundation

/// `hwgen qor`: the committed figures of units, measured again.
struct QualityCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "qor", abstract: "Compares area and speed of units with the committed figures.",
      discussion: """
        Quality of results: each configuration is mapped five times with other object numbers, which move ABC's result a little; the \
        median counts. More than 2 % worse than the committed figure is a failure.

        EXAMPLES:
          hwgen qor
          hwgen qor --update        after a change that is meant
          hwgen qor --pages         the figures on the units' pages, of each unit once
        """)
  }

  @Option(
    name: .long, help: ArgumentHelp("The committed figures.", valueName: "file.json"), completion: .file(extensions: ["json"]))
  var file = "Documentation/Figures/qor.json"

  @Flag(name: .long, help: "Write the figures instead of comparing with them.")
  var update = false

  @Flag(name: .long, help: "Map every unit once instead, and write the figures that the units' pages show.")
  var pages = false

  @Option(name: .long, help: ArgumentHelp("Runs at a time.", valueName: "n"))
  var jobs = 2

  @Option(name: .long, help: ArgumentHelp("Only units whose name contains this.", valueName: "text"))
  var only: String?

  /// Configurations that map in seconds: the default one, or a smaller one of a large unit. The special function units take minutes each
  /// and are left out.
  static let configurations: [(unit: String, settings: [String])] = [
    ("mac-pe", []), ("flash-pe", []), ("flash-core", []), ("fifo", []), ("register-slice", []), ("arbiter", []),
    ("width-adapter", []),
    ("async-fifo", []), ("adder-tree", []), ("mac-array", ["rows=4", "columns=4"]),
    ("fp-add", []), ("fp-multiply", []), ("fp-compare", []), ("fp-convert", []), ("argmax", []), ("residual-add", []),
  ]

  func validate() throws {
    if jobs < 1 || jobs > 64 { throw ValidationError("--jobs is from 1 to 64, not \(jobs).") }
  }

  func run() throws {
    if pages { return try writePages() }
    let chosen = Self.configurations.filter { one in only.map { one.unit.contains($0) } ?? true }
    if chosen.isEmpty { throw CommandFailure.usage("no measured unit's name contains '\(only ?? "")'") }
    let old = try update && only == nil ? nil : Self.read(file, mayBeMissing: update)
    let tools = try SynthesisTools.find(), library = try CellLibrary(path: SynthesisTools.defaultLibrary())
    let options = SynthesisOptions()
    if let old, !update, old.toolVersions != tools.versions || old.library != library.name {
      throw CommandFailure(
        "'\(file)' was measured with other tools or another library; run 'hwgen qor --update' on the commit before the change first"
      )
    }
    let points = chosen.indices.flatMap { index in (0..<QualityRecord.runs).map { (index, $0) } }
    let results = parallelMap(points, jobs: jobs) { index, run -> Result<SynthesisReport, any Error> in
      Result {
        let (unit, settings) = chosen[index]
        let configuration = try Self.configuration(unit, settings)
        var options = options
        options.seed = run * 1000
        return try Synthesis(configuration.elaborated().design, options: options, library: library, tools: tools).run()
      }
    }
    var figures: [QualityFigures] = [], regressions: [String] = []
    var table = Table([
      ("unit", .left), ("gate equivalents", .right), ("was", .right), ("slowest path ns", .right), ("was", .right),
      ("flip-flops", .right), ("spread", .right),
    ])
    for (index, one) in chosen.enumerated() {
      let runs = try (0..<QualityRecord.runs).map { try results[index * QualityRecord.runs + $0].get() }
      guard let new = QualityFigures(unit: one.unit, settings: one.settings, runs: runs) else { continue }
      figures.append(new)
      let before = old?.figures.first { $0.unit == one.unit && $0.settings == one.settings }
      if !update {
        if let before {
          regressions += new.regressions(since: before)
        } else {
          regressions.append("\(one.unit) has no committed figures; run 'hwgen qor --update'")
        }
      }
      table.add(
        ([one.unit] + one.settings).joined(separator: " "), "\(new.gateEquivalents)",
        before.map { "\($0.gateEquivalents)" } ?? "", "\(new.criticalPathNs)",
        before.map { "\($0.criticalPathNs)" } ?? "", "\(new.flipFlops)",
        String(format: "%.1f %%", max(new.areaSpread, new.pathSpread) * 100))
    }
    Console.current.print(table.text())
    if update {
      let kept = (old?.figures ?? []).filter { one in !figures.contains { $0.unit == one.unit && $0.settings == one.settings } }
      let record = QualityRecord(
        library: library.name, toolVersions: tools.versions, options: options,
        figures: (kept + figures).sorted { $0.unit < $1.unit })
      try OutputFolder(
        (file as NSString).deletingLastPathComponent.isEmpty ? "." : (file as NSString).deletingLastPathComponent,
        option: "--file"
      )
      .write([((file as NSString).lastPathComponent, JSONOutput.text(record) + "\n")])
    } else if let first = regressions.first {
      for one in regressions.dropFirst() { Console.current.print("worse: \(one)") }
      throw CommandFailure(
        "\(regressions.count) figures are worse by more than 2 %: \(first); if it is meant, run 'hwgen qor --update'")
    }
  }

  /// Large units: a smaller configuration where the default one has hundreds of multipliers, and the fast mapping where ABC's
  /// search for equal logic takes minutes.
  static let large: [String: [String]] = [
    "mac-array": ["rows=4", "columns=4"], "mac-element-array": ["rows=4", "columns=4"], "dot-product-bank": [], "dot-product": [],
    "npu-systolic": [], "softmax": [], "rms-norm": [], "layer-norm": [], "gated-activation": [], "rotary-embedding": [],
    "block-quantizer": [],
  ]

  private func writePages() throws {
    let file = "Documentation/Figures/units.json"
    let tools = try SynthesisTools.find(), library = try CellLibrary(path: SynthesisTools.defaultLibrary())
    let units = Catalog.current.units.map { $0.unitName }.filter { name in only.map { name.contains($0) } ?? true }
    let progress = ProgressBar("qor", total: units.count, unit: "units")
    defer { progress.finish() }
    let results = parallelMap(units, jobs: jobs) { unit -> Result<UnitFigures, any Error> in
      let result = Result {
        let settings = Self.large[unit] ?? []
        let options = SynthesisOptions(mapping: Self.large[unit] == nil ? .area : .fast)
        let design = try Self.configuration(unit, settings).elaborated().design
        return UnitFigures(
          unit: unit, settings: settings, report: try Synthesis(design, options: options, library: library, tools: tools).run())
      }
      if case .failure(let error) = result { progress.note("\(unit): \(error)") }
      progress.advance(detail: unit)
      return result
    }
    var figures: [UnitFigures] = []
    for case .success(let one) in results { figures.append(one) }
    if let data = FileManager.default.contents(atPath: file),
      let old = try? JSONDecoder().decode(UnitFiguresRecord.self, from: data)
    {
      figures += old.units.filter { one in !figures.contains { $0.unit == one.unit } }
    }
    let record = UnitFiguresRecord(
      library: library.name, toolVersions: tools.versions, clockNs: SynthesisOptions().clockNs,
      units: figures.sorted { $0.unit < $1.unit })
    try OutputFolder("Documentation/Figures", option: "--file").write([("units.json", JSONOutput.text(record) + "\n")])
    let failed = results.count { if case .failure = $0 { true } else { false } }
    if failed > 0 { throw CommandFailure("\(failed) of \(units.count) units could not be mapped") }
  }

  private static func configuration(_ unit: String, _ settings: [String]) throws -> Configuration {
    var options = SettingOptions()
    options.set = settings
    return Configuration(try Catalog.current.unit(named: unit).init(settings: try options.parsed()))
  }

  private static func read(_ path: String, mayBeMissing: Bool) throws -> QualityRecord? {
    guard let data = FileManager.default.contents(atPath: path) else {
      if mayBeMissing { return nil }
      throw CommandFailure.usage("there is no '\(path)'; name the committed figures with --file, or write them with --update")
    }
    do { return try JSONDecoder().decode(QualityRecord.self, from: data) } catch {
      throw CommandFailure("'\(path)' holds no figures of 'hwgen qor'; write them with --update")
    }
  }
}
