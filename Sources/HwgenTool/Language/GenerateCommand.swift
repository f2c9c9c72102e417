import CommandLineTool
import Accelerators
import ArgumentParser
import Foundation
import Hosts
import Transformer

/// `hwgen generate`: a model continues a prompt.
struct GenerateCommand: ParsableCommand {
  /// Lines for the first system.
  private static func examples(_ name: String) -> String {
    guard let system = SystemCatalog.all.first, let preset = system.presets.last else { return "" }
    return [
      "--model smollm2 --prompt \"The capital of France is\" --tokens 8",
      "--preset \(preset.name) --no-check --prompt \"Once\" --tokens 2", "--prompt \"Once\" --tokens 2 --trace run.json",
    ].map { "  \(name) generate --system \(system.name) \($0)" }.joined(separator: "\n")
  }

  static var configuration: CommandConfiguration {
    let name = Catalog.current.name
    return CommandConfiguration(
      commandName: "generate", abstract: "Continues a prompt with a language model.",
      discussion: """
        Without --temperature the best token is taken each time, so that two runs agree. Generation stops at the model's \
        end token unless --ignore-end is given.

        EXAMPLES:
          \(name) generate --prompt "In the beginning"
          \(name) generate --prompt "And he said unto them," --temperature 0.8 --top-k 40 --seed 7
          \(name) generate --system golden --model smollm2 --prompt "The capital of France is" --tokens 48
        \(examples(name))
          \(name) generate --model smollm2 --chat --prompt "Why is the sky blue?"
        """)
  }

  @OptionGroup var system: SystemOptions
  @OptionGroup var model: ModelOptions
  @Flag(
    inversion: .prefixedNo,
    help:
      "With a simulated system: compare every operator with the quantized golden transformer, bit for bit; stop at the first difference. On by default."
  ) var check: Bool?

  @Option(name: .long, help: ArgumentHelp("What to continue, or with --chat what the user says.", valueName: "text")) var prompt:
    String?

  @Option(name: .long, help: ArgumentHelp("Most tokens to generate.", valueName: "n")) var tokens = 48

  @Flag(name: .long, help: "Put the prompt into the model's chat template.") var chat = false

  @Option(name: .customLong("system-prompt"), help: ArgumentHelp("The system message of a chat.", valueName: "text"))
  var systemPrompt: String?

  @Option(
    name: .long, help: ArgumentHelp("0 (the default) takes the best token, 1 follows the model's probabilities.", valueName: "t"))
  var temperature: Double?

  @Option(name: .customLong("top-k"), help: ArgumentHelp("Consider only so many of the best tokens.", valueName: "k")) var topK:
    Int?

  @Option(name: .long, help: ArgumentHelp("Repeats a random choice; 0 by default.", valueName: "n")) var seed: UInt64?

  @Flag(name: .customLong("ignore-end"), help: "Go on after the model's end token.") var ignoreEnd = false

  @Option(
    name: .customLong("save-state"),
    help: ArgumentHelp("Write the run to this file after each token, to be continued with --resume.", valueName: "file"),
    completion: .file()) var saveState: String?

  @Option(
    name: .long, help: ArgumentHelp("Go on with the run that --save-state wrote, for --tokens more.", valueName: "file"),
    completion: .file()) var resume: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "With a simulated system: write the chip's steps over time, for Perfetto (ui.perfetto.dev).", valueName: "file"),
    completion: .file(extensions: ["json"])) var trace: String?

  @OptionGroup var page: RunReportOptions

  @Flag(name: .long, help: "Print one JSON object.") var json = false

  func validate() throws {
    if resume != nil, prompt != nil { throw ValidationError("--prompt is part of the saved state; leave it out with --resume.") }
    if prompt == nil, resume == nil { throw ValidationError("Give either --prompt a text or --resume a saved state.") }
    if tokens < 1 { throw ValidationError("--tokens is at least 1.") }
    if let temperature, !(temperature >= 0 && temperature.isFinite) { throw ValidationError("--temperature is 0 or more.") }
    if let topK, topK < 1 { throw ValidationError("--top-k is at least 1.") }
    if systemPrompt != nil, !chat, resume == nil { throw ValidationError("--system-prompt needs --chat.") }
    let fixed = [
      ("--chat", chat), ("--system-prompt", systemPrompt != nil), ("--temperature", temperature != nil), ("--top-k", topK != nil),
      ("--seed", seed != nil),
    ]
    if resume != nil, let given = fixed.first(where: { $0.1 }) {
      throw ValidationError("\(given.0) is part of the saved state; leave it out with --resume.")
    }
  }

  func run() throws {
    let choice = try system.choice()
    if check != nil, !choice.isSimulated {
      throw CommandFailure.usage("--check and --no-check go with a simulated system only; leave them out")
    }
    if trace != nil, !choice.isSimulated { throw CommandFailure.usage("--trace goes with a simulated system only; leave it out") }
    if page.report != nil, !choice.isSimulated {
      throw CommandFailure.usage("--report goes with a simulated system only; leave it out")
    }
    try page.probe()
    switch choice {
    case .golden:
      if resume != nil || saveState != nil {
        throw CommandFailure.usage("--save-state and --resume need a system; \(SystemChoice.golden32) has no state to save")
      }
      let loaded = try model.load()
      let tokenizer = try model.tokenizer(of: loaded)
      let start = try Start(self, loaded, tokenizer)
      try generate(loaded.session(capacity: start.capacity), tokenizer, start, graph: loaded.graph)
    case .system(let type, let isGolden):
      let values = try system.values.values(of: type)
      let loaded = try model.load()
      let tokenizer = try model.tokenizer(of: loaded)
      let isChecked = !isGolden && check ?? true
      // The units are those of the model's context: a saved state is refused before anything is built for a text.
      let ranges = try SystemCalibration.ranges(of: type, loaded, tokenizer)
      let smallest = try type.made(values, graph: loaded.graph, positions: 1, ranges: ranges)
      let units = isGolden ? nil : try SystemRun.units(smallest, asserting: isChecked)
      let start = try Start(self, loaded, tokenizer, netlistSha256: units?.fast.netlistDigest ?? "none")
      let made = try type.made(values, graph: loaded.graph, positions: start.capacity, ranges: ranges)
      let session = try SystemRun.session(made, loaded, isGolden ? .golden : isChecked ? .checked : .rtl, units)
      if let saved = start.saved {
        try session.resume(saved.cache)
        guard session.position == start.position else {
          throw CommandFailure.usage("the saved state is not whole; start without --resume")
        }
      }
      if trace != nil || page.report != nil { session.trace = Trace() }
      do { try generate(session, tokenizer, start, graph: loaded.graph, session, values) } catch let difference as Difference {
        throw failure(difference, session)
      }
    }
  }

  /// Names the difference, and where the waveform of the step is.
  private func failure(_ difference: Difference, _ session: SystemSession) -> CommandFailure {
    let path = "mismatch-\(difference.pass).fst"
    let waveform: String
    do {
      let replay = try session.replay(difference, waveform: path)
      let found =
        replay.faultyCycle.map { "a wrong value left the unit in cycle \($0), from 0, of \(replay.cycles)" }
        ?? "all values were right this time, in \(replay.cycles) cycles: the fault depends on what ran before"
      waveform = "that step was run again on a build that records: \(found); wrote the waveform \(path)"
    } catch { waveform = CommandFailure.oneLine("that step could not be replayed: \(error)") }
    return CommandFailure("the RTL differs from the golden transformer in \(difference)\n\(waveform)")
  }

  /// Runs the prompt and prints token after token.
  ///
  /// - Parameters:
  ///   - system: the session as one on a system, if it is one
  ///   - values: the system's parameters
  private func generate<Model: TokenSession>(
    _ session: Model, _ tokenizer: Tokenizer, _ start: Start, graph: ModelGraph, _ system: SystemSession? = nil,
    _ values: ParameterValues? = nil
  ) throws {
    var report = start.report
    var generator = Generator(
      session: session, prompt: start.pending, tokens: tokens,
      sampler: start.saved?.sampler ?? Sampler(temperature: temperature ?? 0, topK: topK, seed: seed ?? 0),
      endID: ignoreEnd ? nil : tokenizer.endID)
    let clock = ContinuousClock()
    let interrupt = Interrupt()
    var stream = TextStream(tokenizer)
    let line = StatusLine(isShown: !json)
    for id in report.ids { report.text += stream.append(id) }
    if !json { Console.current.write(report.text) }
    report.prefillSeconds = try clock.measure { try prefill(&generator, start, system, interrupt) } / .seconds(1)
    let prompt = system.map { RunStatus($0) }
    let begin = clock.now
    var first: Duration?
    var count = 0
    var problem: CommandFailure?
    while !interrupt.wasRequested, problem == nil, let token = try generator.next() {
      count += 1
      first = first ?? clock.now - begin
      report.ids.append(token.id)
      report.top5.append(token.best.map { [.integer($0.id), .number(Double($0.logit))] })
      report.logSumExp.append(token.logSumExp)
      if !token.logSumExp.isFinite {
        problem = CommandFailure(
          "the logits of token \(report.ids.count) are infinite or not a number; the model's values are too large for fp32")
      }
      let piece = stream.append(token.id)
      report.text += piece
      report.tokensPerSecond = Self.rate(count, first ?? .zero, clock.now - begin)
      if let saveState, let system {
        try start.state(ids: report.ids, sampler: generator.sampler, cache: system.save()).write(to: saveState)
      }
      if !json {
        line.clear()
        Console.current.write(piece)
        if let prompt, let system, system.units != nil {
          line.show(RunStatus(system).line(perSecond: report.tokensPerSecond, generated: count, prompt: prompt))
        }
      }
    }
    let rest = stream.finish()
    report.text += rest
    report.isInterrupted = interrupt.wasRequested && count < tokens
    let positions = generator.session.position - start.position
    report.macsFormula =
      system?.expectedProducts ?? graph.multiplications(tokens: positions, from: start.position, logitRows: count)
    report.macs = report.macsFormula
    if let system, let values, let prompt { report.add(system, values, generated: count, prompt: prompt) }
    line.clear()
    if let system, system.units != nil {
      do { try system.checkProducts(report.macsFormula) } catch { problem = CommandFailure("\(error)") }
    }
    if let trace, let written = system?.trace {
      do { try Data(written.json.utf8).write(to: URL(fileURLWithPath: trace), options: .atomic) } catch {
        throw CommandFailure("cannot write '\(trace)'; choose another place with --trace")
      }
    }
    if let written = system?.trace, let system, let values, let prompt, page.report != nil, count > 0 {
      let subject = RunReport.Subject(system.system, model: model.model, values: values, isSimulated: true)
      let changes = try RunChanges.helpful(
        type(of: system.system), values, graph: graph, context: generator.session.position - 1)
      try page.write(
        RunReport(
          subject, trace: written, counters: RunStatus(system).cycles(since: prompt),
          timeToFirstToken: resume == nil ? prompt.time.seconds + written.secondsOfFirstToken : nil, changes: changes))
    }
    if json {
      try JSONOutput.print(report)
      if let problem { throw problem }
      return
    }
    Console.current.print(rest)
    if let problem { throw problem }
    if let prompt, let system, system.units != nil {
      Console.current.error(RunStatus(system).summary(report, generated: count, positions: positions, prompt: prompt))
    }
    if report.isInterrupted {
      let remedy = saveState.map { "; go on with --resume \($0)" } ?? ""
      Console.current.error("stopped after \(count) of \(tokens) tokens\(remedy)")
    }
  }

  /// Runs the prompt but for its last token, with progress; Ctrl-C ends it between two steps and says how far it came.
  private func prefill<Model: TokenSession>(
    _ generator: inout Generator<Model>, _ start: Start, _ system: SystemSession?, _ interrupt: Interrupt
  ) throws {
    let total = start.pending.count - 1
    let bar = ProgressBar("prompt", total: max(1, total), unit: "tokens")
    defer { bar.finish() }
    var reached = start.position
    system?.progress = {
      reached = max(reached, Int($0))
      bar.update(to: reached - start.position)
    }
    defer { system?.progress = nil }
    do { try generator.prefill { interrupt.wasRequested } } catch SessionError.cancelled {
      throw CommandFailure(
        "stopped in the prompt after \(max(reached, generator.session.position) - start.position) of its \(total + 1) tokens, before the first one of the answer",
        status: CommandFailure.interruptedStatus)
    }
  }

  /// Tokens a second over the tokens after the first, which also runs the prompt's last token and warms everything up.
  private static func rate(_ count: Int, _ first: Duration, _ all: Duration) -> Double {
    count > 1 ? Double(count - 1) / max(1e-9, (all - first) / .seconds(1)) : Double(count) / max(1e-9, all / .seconds(1))
  }

  /// The prompt, in the chat template if that is wanted.
  fileprivate func promptText(_ loaded: LanguageModel) throws -> String {
    guard let prompt else { throw CommandFailure.usage("there is no prompt; give --prompt a text") }
    guard chat else { return prompt }
    guard let template = loaded.chatTemplate else {
      throw CommandFailure.usage("the model '\(model.model)' has no chat template; leave out --chat")
    }
    let messages = systemPrompt.map { [ChatMessage(role: "system", content: $0)] } ?? []
    return template.render(messages + [ChatMessage(role: "user", content: prompt)])
  }
}

/// Where a run begins: at a prompt, or where a saved run ended.
private struct Start {
  let saved: SavedRun?
  let report: GenerationReport
  /// Tokens to run first.
  let pending: [Int]
  /// Positions that lie behind.
  let position: Int
  /// Most positions.
  let capacity: Int
  private let netlistSha256: String

  init(_ command: GenerateCommand, _ loaded: LanguageModel, _ tokenizer: Tokenizer, netlistSha256: String = "") throws {
    self.netlistSha256 = netlistSha256
    let needsDigest = command.json || command.resume != nil || command.saveState != nil
    let sha256 = needsDigest ? loaded.sha256 : ""
    saved = try command.resume.map {
      try SavedRun(path: $0, system: command.system.system, modelSha256: sha256, netlistSha256: netlistSha256)
    }
    let text = try saved?.prompt ?? command.promptText(loaded)
    let prompt = saved?.promptIds ?? tokenizer.encode(text)
    guard !prompt.isEmpty else { throw CommandFailure.usage("the prompt is empty; give --prompt a text") }
    let context = loaded.configuration.contextLength
    let ids = saved?.ids ?? []
    guard prompt.count + ids.count < context else {
      throw CommandFailure.usage(
        "the text has \(prompt.count + ids.count) tokens, but the model's context is \(context); give a shorter prompt")
    }
    var report = GenerationReport(
      system: command.system.system, model: command.model.model, modelSha256: sha256, prompt: text, promptIds: prompt)
    report.ids = ids
    self.report = report
    pending = ids.last.map { [$0] } ?? prompt
    position = prompt.count + ids.count - pending.count
    // The context bounds the tokens before they are added: any number may be asked for.
    capacity = min(context, prompt.count + ids.count + min(context, command.tokens))
  }

  /// The run as it stands after some tokens.
  func state(ids: [Int], sampler: Sampler, cache: Data) -> SavedRun {
    SavedRun(
      system: report.system, modelSha256: report.modelSha256, netlistSha256: netlistSha256, prompt: report.prompt,
      promptIds: report.promptIds, ids: ids, sampler: sampler, cache: cache)
  }
}
