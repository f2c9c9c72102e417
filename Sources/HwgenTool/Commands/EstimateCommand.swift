import Accelerators
import ArgumentParser
import CommandLineTool
import Exploration
import Foundation
import Netlist
import Transformer

/// `hwgen estimate`: what a model takes on a system, without its weights.
struct EstimateCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let name = Catalog.current.name
    let system = SystemCatalog.all.first
    let preset = system?.presets.last?.name ?? "NAME"
    return CommandConfiguration(
      commandName: "estimate", abstract: "Estimates a model's time and traffic on a system from its units' cycle models.",
      discussion: """
        The program of a token, and of a prompt, is scheduled as in a run, with the cycles that the units' RTL would take: they \
        come from models that testbenches hold against the RTL in every cycle. Nothing is computed, so that the model needs no \
        weights: its sizes are enough. What is no RTL, pages, links and memories, has the rates of the system's parameters.

        EXAMPLES:
          \(name) estimate --system \(system?.name ?? "NAME") --preset \(preset) --model llama2-70b --context 1000
          \(name) estimate --system \(system?.name ?? "NAME") --model path/config.json --context 0 --prompt 512 --json
          \(name) estimate --system \(system?.name ?? "NAME") --model opt-6.7b --context 500 --sweep channels=8,16,32 --csv
          \(name) estimate --system \(system?.name ?? "NAME") --model opt-6.7b --context 500 --report run.html
        """)
  }

  @Option(
    name: .long, help: ArgumentHelp("The system; 'list --systems' shows all.", valueName: "name"),
    completion: .list(SystemCatalog.all.map { $0.name })) var system: String

  @OptionGroup var values: SystemValueOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A published model such as llama2-70b, a config.json or its folder, a GGUF file, embedded, smollm2 or glassllm.",
      valueName: "name"), completion: .list(ModelShape.published.map(\.name))) var model: String

  @Option(name: .long, help: ArgumentHelp("Positions before the token.", valueName: "n")) var context = 0
  @Option(name: .long, help: ArgumentHelp("Tokens of a prompt, whose time is estimated too.", valueName: "n")) var prompt = 0

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Sequences that take a token each in one program and share its passes of the weights; token/s is that of all.",
      valueName: "n")) var batch = 1

  @Option(
    name: .customLong("sweep"), parsing: .singleValue,
    help: ArgumentHelp("Values of a parameter, such as channels=8,16,32; may be repeated.", valueName: "name=values"))
  var sweeps: [String] = []

  @Flag(name: .long, help: "Print one JSON object.") var json = false
  @Flag(name: .long, help: "Print comma-separated values: the operators, or a line for each point of a sweep.") var csv = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Write the token's program over time for Perfetto; the prompt's, where its chunks are scheduled.", valueName: "file.json"),
    completion: .file(extensions: ["json"])) var trace: String?

  @OptionGroup var page: RunReportOptions

  /// The most points of a sweep.
  private static let mostPoints = 10_000
  private static let mostSequences = 1024

  func validate() throws {
    if context < 0 || prompt < 0 { throw ValidationError("--context and --prompt are 0 or more.") }
    if !(1...Self.mostSequences).contains(batch) { throw ValidationError("--batch is 1 to \(Self.mostSequences).") }
    if json && csv { throw ValidationError("Choose one of --json and --csv.") }
    if trace != nil && !sweeps.isEmpty { throw ValidationError("--trace is of one point; leave --sweep out.") }
    if page.report != nil && !sweeps.isEmpty { throw ValidationError("--report is of one point; leave --sweep out.") }
  }

  func run() throws {
    guard let type = SystemCatalog.all.first(where: { $0.name == system }) else {
      throw CommandFailure.usage(
        "there is no system '\(system)'" + Suggestion.remedy(for: system, among: SystemCatalog.all.map { $0.name }))
    }
    let base = try values.values(of: type)
    let graph = try graph(), most = graph.configuration.contextLength
    guard context <= most - batch, prompt <= most else {
      throw CommandFailure.usage("the model's context is \(most) tokens; choose smaller --context, --prompt and --batch")
    }
    let axes: [SweepAxis]
    do { axes = try sweeps.map { try SweepAxis($0) } } catch let error as SweepError {
      throw CommandFailure.usage(error.description)
    }
    try page.probe()
    var reports: [EstimateReport] = [], written: Trace?
    for point in try points(axes, base) {
      let made = try type.made(point, graph: graph, positions: max(context + batch, prompt))
      reports.append(
        try EstimateReport(
          made, model: model, parameters: point, context: context, prompt: prompt, batch: batch,
          trace: trace == nil && page.report == nil ? nil : { written = $0 }))
    }
    if let trace, let written { try write(written, to: trace) }
    if let written, let report = reports.first, page.report != nil {
      let made = try type.made(base, graph: graph, positions: max(context + batch, prompt))
      try page.write(
        RunReport(
          .init(made, model: model, values: base, isSimulated: false), trace: written, timeToFirstToken: report.timeToFirstToken,
          changes: RunChanges.helpful(type, base, graph: graph, context: context, batch: batch)))
    }
    try print(reports, axes)
  }

  /// The model's graph, from its sizes alone where that is possible.
  private func graph() throws -> ModelGraph {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: model, isDirectory: &isFolder)
    let isShape = ModelShape.published.contains { $0.name == model }
    if isShape || exists && (isFolder.boolValue || model.hasSuffix(".json")) { return try ModelShape(model).graph }
    let known = [ModelOptions.embedded] + ModelOptions.fetched.map(\.name)
    guard exists || known.contains(model) else {
      throw CommandFailure.usage(
        "there is no model and no file '\(model)'"
          + Suggestion.remedy(for: model, among: ModelShape.published.map(\.name) + known))
    }
    return try ModelOptions.load(model).graph
  }

  /// Every combination of the sweeps' values.
  private func points(_ axes: [SweepAxis], _ base: ParameterValues) throws -> [ParameterValues] {
    var points = [base]
    for axis in axes {
      guard points.count * axis.values.count <= Self.mostPoints else {
        throw CommandFailure.usage("the sweeps have more than \(Self.mostPoints) points; give them fewer values")
      }
      points = try points.flatMap { point in
        try axis.values.map { value in
          var next = point
          do { try next.set(axis.name, value) } catch let error as AcceleratorError {
            throw CommandFailure.usage(error.description)
          }
          return next
        }
      }
    }
    return points
  }

  private func write(_ trace: Trace, to path: String) throws {
    do { try Data(trace.json.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw CommandFailure("cannot write '\(path)'; choose another place with --trace")
    }
  }

  // MARK: Output

  /// A sweep as one JSON object.
  private struct Sweep: Encodable {
    let schemaVersion = 1
    let sweep: [String: [String]]
    let points: [EstimateReport]
  }

  private func print(_ reports: [EstimateReport], _ axes: [SweepAxis]) throws {
    let console = Console.current
    guard !axes.isEmpty else {
      guard let report = reports.first else { return }
      if json { return try JSONOutput.print(report) }
      return csv ? console.write(report.csv) : console.print(text(report))
    }
    if json {
      let values = Dictionary(axes.map { ($0.name, $0.values) }, uniquingKeysWith: { $1 })
      return try JSONOutput.print(Sweep(sweep: values, points: reports))
    }
    let figures = ["tokens_per_second", "seconds_per_token", "time_to_first_token"]
    func cells(_ report: EstimateReport) -> [String] {
      axes.map { report.parameters[$0.name]?.text ?? "" }
        + ["\(report.tokensPerSecond)", "\(report.secondsPerToken)", report.timeToFirstToken.map { "\($0)" } ?? ""]
    }
    if csv {
      let lines = [axes.map(\.name) + figures] + reports.map(cells)
      return console.write(lines.map { $0.joined(separator: ",") + "\n" }.joined())
    }
    var table = Table((axes.map(\.name) + figures).map { ($0, .right) })
    for report in reports { table.add(cells(report)) }
    console.print(table.text())
  }

  /// For people to read.
  private func text(_ report: EstimateReport) -> String {
    var operators = Table(
      [("operator", .left), ("unit", .left), ("us", .right), ("cycles", .right), ("bytes", .right), ("bound", .left)])
    for one in report.operators {
      operators.add(one.name, one.unit, fixed(one.seconds * 1e6, 1), "\(one.cycles)", "\(one.bytes)", one.bound)
    }
    var memories = Table([("memory", .left), ("bytes", .right)])
    for (name, bytes) in report.peakBytes.sorted(by: { $0.key < $1.key }) { memories.add(name, "\(bytes)") }
    var links = Table([("link", .left), ("bytes a token", .right)])
    for (name, bytes) in report.bytes.sorted(by: { $0.key < $1.key }) { links.add(name, "\(bytes)") }
    let first = report.timeToFirstToken.map { ", first token of \(report.prompt) after \(fixed($0, 3)) s" } ?? ""
    let summary =
      "\(report.model) on \(report.system), estimated: \(fixed(report.tokensPerSecond, 3)) token/s behind \(report.context) positions"
      + " (\(fixed(report.secondsPerToken * 1e3, 3)) ms a token)\(first)"
    let schedule = report.promptSchedule.map { schedule in
      "prompt in \(schedule.chunks) chunks, \(schedule.policy) on the \(schedule.machine): \(fixed(schedule.tokensPerSecond, 1)) token/s; "
        + schedule.processors.map { "\($0.name) busy \(fixed($0.busySeconds, 3)) s, bubbles \(fixed(100 * $0.bubbleShare, 1)) %" }
        .joined(separator: "; ")
    }
    let clocks = report.clocks.map { "\($0.name) clock: \(fixed($0.perSecond / 1e6, 1)) MHz (\($0.source))" }
    let head = [summary] + (schedule.map { [$0] } ?? []) + clocks
    let tables = [operators, links, memories].map { $0.text(indentation: 2) }
    return ([head.joined(separator: "\n")] + tables).joined(separator: "\n\n")
  }
}
