import CommandLineTool
import Accelerators
import ArgumentParser
import Foundation
import Transformer
import Verilator

/// `hwgen generate`: a model continues a prompt.
struct GenerateCommand: ParsableCommand {
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
          \(name) generate --system cambricon-llm --model smollm2 --prompt "The capital of France is" --tokens 8
          \(name) generate --system cambricon-llm --preset paper-s --no-check --prompt "Once" --tokens 2
          \(name) generate --model smollm2 --chat --prompt "Why is the sky blue?"
        """)
  }

  @OptionGroup var system: SystemOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup(title: "Cambricon-LLM") var cambricon: CambriconOptions

  @Flag(
    inversion: .prefixedNo,
    help:
      "With cambricon-llm: compare every operator with the quantised golden transformer, bit for bit; stop at the first difference. On by default."
  )
  var check: Bool?

  @Option(name: .long, help: ArgumentHelp("What to continue, or with --chat what the user says.", valueName: "text"))
  var prompt: String?

  @Option(name: .long, help: ArgumentHelp("Most tokens to generate.", valueName: "n"))
  var tokens = 48

  @Flag(name: .long, help: "Put the prompt into the model's chat template.")
  var chat = false

  @Option(name: .customLong("system-prompt"), help: ArgumentHelp("The system message of a chat.", valueName: "text"))
  var systemPrompt: String?

  @Option(
    name: .long, help: ArgumentHelp("0 (the default) takes the best token, 1 follows the model's probabilities.", valueName: "t"))
  var temperature: Double?

  @Option(name: .customLong("top-k"), help: ArgumentHelp("Consider only so many of the best tokens.", valueName: "k"))
  var topK: Int?

  @Option(name: .long, help: ArgumentHelp("Repeats a random choice; 0 by default.", valueName: "n"))
  var seed: UInt64?

  @Flag(name: .customLong("ignore-end"), help: "Go on after the model's end token.")
  var ignoreEnd = false

  @Option(
    name: .customLong("save-state"),
    help: ArgumentHelp("Write the run to this file after each token, to be continued with --resume.", valueName: "file"),
    completion: .file())
  var saveState: String?

  @Option(
    name: .long, help: ArgumentHelp("Go on with the run that --save-state wrote, for --tokens more.", valueName: "file"),
    completion: .file())
  var resume: String?

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if (prompt == nil) == (resume == nil) { throw ValidationError("Give either --prompt a text or --resume a saved state.") }
    if tokens < 1 { throw ValidationError("--tokens is at least 1.") }
    if let temperature, !(temperature >= 0 && temperature.isFinite) { throw ValidationError("--temperature is 0 or more.") }
    if let topK, topK < 1 { throw ValidationError("--top-k is at least 1.") }
    if systemPrompt != nil, !chat { throw ValidationError("--system-prompt needs --chat.") }
    let fixed = [
      ("--chat", chat), ("--temperature", temperature != nil), ("--top-k", topK != nil), ("--seed", seed != nil),
    ]
    if resume != nil, let given = fixed.first(where: { $0.1 }) {
      throw ValidationError("\(given.0) is part of the saved state; leave it out with --resume.")
    }
  }

  func run() throws {
    try system.check()
    try cambricon.check(system.kind)
    if check != nil, system.kind != .cambriconLLM {
      throw CommandFailure.usage("--check and --no-check go with --system cambricon-llm only; leave them out")
    }
    let loaded = try model.load()
    let tokenizer = try model.tokenizer(of: loaded)
    switch system.kind {
    case .golden:
      if resume != nil || saveState != nil {
        throw CommandFailure.usage("--save-state and --resume need --system cambricon-llm or golden-cambricon-llm")
      }
      let start = try Start(self, loaded, tokenizer)
      try generate(loaded.session(capacity: start.capacity), tokenizer, start, SystemHooks())
    case .goldenCambriconLLM:
      let start = try Start(self, loaded, tokenizer, netlistSha256: "none")
      try generate(
        session(loaded, GoldenUnits(), start, quantise(loaded)), tokenizer, start, SystemHooks(save: { try $0.savedCache() }))
    case .cambriconLLM:
      let configuration = try cambricon.configuration()
      let weights = try quantise(loaded)
      let bar = ProgressBar("building models", total: CambriconUnits.unitCount, unit: "units")
      let units = try CambriconUnits(configuration, model: loaded.configuration, build: VerilatorBuild()) {
        bar.advance(detail: $0)
      }
      bar.finish()
      let start = try Start(self, loaded, tokenizer, netlistSha256: units.netlistDigest)
      try CambriconOptions.check(positions: start.capacity)
      if check ?? true {
        do {
          try generate(session(loaded, CheckedUnits(units), start, weights), tokenizer, start, .checked)
        } catch let mismatch as OperatorMismatch {
          throw failure(mismatch, units)
        }
      } else {
        try generate(session(loaded, units, start, weights), tokenizer, start, .unchecked)
      }
    }
  }

  /// Names the difference, and where the waveform of the pass is.
  private func failure(_ mismatch: OperatorMismatch, _ units: CambriconUnits) -> CommandFailure {
    CommandFailure(
      "the RTL differs from the golden transformer in \(mismatch)\n"
        + units.record(mismatch, waveform: "mismatch-\(mismatch.function.rawValue).fst"))
  }

  /// A session on the units, which goes on where a saved run ended.
  private func session<Units: OperatorUnits>(
    _ loaded: LanguageModel, _ units: Units, _ start: Start, _ weights: QuantizedWeights
  ) throws -> Session<QuantizedOperators<Units>> {
    var operators = QuantizedOperators(loaded, weights: weights, units: units, positions: start.capacity)
    var position = 0
    if let saved = start.saved {
      position = try operators.resume(saved.cache)
      guard position == start.position else { throw CommandFailure.usage("the saved state is not whole; start without --resume") }
    }
    return Session(graph: loaded.graph, operators: operators, capacity: start.capacity, position: position)
  }

  /// The model's matrices in INT8, with progress.
  private func quantise(_ loaded: LanguageModel) throws -> QuantizedWeights {
    let bar = ProgressBar("quantising", total: loaded.graph.operations.count, unit: "matrices")
    defer { bar.finish() }
    return try QuantizedWeights(loaded) { done, _ in bar.update(to: done) }
  }

  /// Runs the prompt and prints token after token.
  private func generate<Operators>(
    _ session: Session<Operators>, _ tokenizer: Tokenizer, _ start: Start, _ hooks: SystemHooks<Operators>
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
    do {
      report.prefillSeconds = try clock.measure { try generator.prefill { interrupt.wasRequested } } / .seconds(1)
    } catch SessionError.cancelled {
      throw CommandFailure("stopped in the prompt, before the first token", status: CommandFailure.interruptedStatus)
    }
    let prompt = hooks.status(generator.session.operators)
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
      if let saveState, let cache = try hooks.save(generator.session.operators) {
        try start.state(ids: report.ids, sampler: generator.sampler, cache: cache).write(to: saveState)
      }
      if !json {
        line.clear()
        Console.current.write(piece)
        if let prompt, let status = hooks.status(generator.session.operators) {
          line.show(status.line(perSecond: report.tokensPerSecond, generated: count, prompt: prompt))
        }
      }
    }
    let rest = stream.finish()
    report.text += rest
    report.isInterrupted = interrupt.wasRequested && count < tokens
    let positions = generator.session.position - start.position
    report.macsFormula = generator.session.graph.multiplications(
      tokens: positions, from: start.position, logitRows: count)
    report.macs = report.macsFormula
    hooks.finish(generator.session.operators, Progress(generated: count, prompt: prompt), &report)
    line.clear()
    if json {
      try JSONOutput.print(report)
      if let problem { throw problem }
      return
    }
    Console.current.print(rest)
    if let problem { throw problem }
    if let prompt, let status = hooks.status(generator.session.operators) {
      Console.current.error(status.summary(report, generated: count, positions: positions, prompt: prompt))
    }
    if report.isInterrupted {
      let remedy = saveState.map { "; go on with --resume \($0)" } ?? ""
      Console.current.error("stopped after \(count) of \(tokens) tokens\(remedy)")
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
      promptIds: report.promptIds,
      ids: ids, sampler: sampler, cache: cache)
  }
}

/// How far a run has come.
struct Progress {
  /// Tokens of this run.
  let generated: Int
  /// The system's status when the prompt had been run.
  let prompt: RunStatus?
}

/// What a system adds to a run of `hwgen generate`.
struct SystemHooks<Operators> {
  /// What to show beside the text.
  var status: (Operators) -> RunStatus? = { _ in nil }
  /// Adds to the report what the system counted.
  var finish: (Operators, Progress, inout GenerationReport) -> Void = { _, _, _ in }
  /// Keys and values, if they can be saved.
  var save: (Operators) throws -> Data? = { _ in nil }
}

extension SystemHooks where Operators == QuantizedOperators<CheckedUnits<CambriconUnits>> {
  static var checked: SystemHooks {
    SystemHooks(
      status: { RunStatus($0.units.tested, compared: $0.units.valuesCompared) },
      finish: { operators, progress, report in
        report.add(operators.units.tested, progress)
        report.mismatches = 0
        report.tensorsCompared = operators.units.tensorsCompared
        report.valuesCompared = operators.units.valuesCompared
      }, save: { try $0.savedCache() })
  }
}

extension SystemHooks where Operators == QuantizedOperators<CambriconUnits> {
  static var unchecked: SystemHooks {
    SystemHooks(
      status: { RunStatus($0.units, compared: nil) },
      finish: { operators, progress, report in report.add(operators.units, progress) },
      save: { try $0.savedCache() })
  }
}
