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
          \(name) generate --system golden --model smollm2 --prompt "The capital of France is" --tokens 48
          \(name) generate --system cambricon-llm --model smollm2 --prompt "The capital of France is" --tokens 8
          \(name) generate --system cambricon-llm --preset paper-s --no-check --prompt "Once" --tokens 2
          \(name) generate --chat --prompt "Why is the sky blue?"
          \(name) generate --prompt "Once upon a time" --temperature 0.8 --top-k 40 --seed 7
        """)
  }

  @OptionGroup var system: SystemOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup(title: "Cambricon-LLM") var cambricon: CambriconOptions

  @Flag(
    inversion: .prefixedNo,
    help: "With cambricon-llm: compare every operator with the quantised golden transformer, bit for bit; stop at the first difference.")
  var check = true

  @Option(name: .long, help: ArgumentHelp("What to continue, or with --chat what the user says.", valueName: "text"))
  var prompt: String

  @Option(name: .long, help: ArgumentHelp("Most tokens to generate.", valueName: "n"))
  var tokens = 48

  @Flag(name: .long, help: "Put the prompt into the model's chat template.")
  var chat = false

  @Option(name: .customLong("system-prompt"), help: ArgumentHelp("The system message of a chat.", valueName: "text"))
  var systemPrompt: String?

  @Option(name: .long, help: ArgumentHelp("0 takes the best token, 1 follows the model's probabilities.", valueName: "t"))
  var temperature = 0.0

  @Option(name: .customLong("top-k"), help: ArgumentHelp("Consider only so many of the best tokens.", valueName: "k"))
  var topK: Int?

  @Option(name: .long, help: ArgumentHelp("Repeats a random choice.", valueName: "n"))
  var seed: UInt64 = 0

  @Flag(name: .customLong("ignore-end"), help: "Go on after the model's end token.")
  var ignoreEnd = false

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if tokens < 1 { throw ValidationError("--tokens is at least 1.") }
    if !(temperature >= 0 && temperature.isFinite) { throw ValidationError("--temperature is 0 or more.") }
    if let topK, topK < 1 { throw ValidationError("--top-k is at least 1.") }
    if systemPrompt != nil, !chat { throw ValidationError("--system-prompt needs --chat.") }
  }

  func run() throws {
    try system.check()
    let loaded = try model.load()
    let tokenizer = try model.tokenizer(of: loaded)
    let text = try promptText(loaded)
    let promptIDs = tokenizer.encode(text)
    guard !promptIDs.isEmpty else { throw CommandFailure.usage("the prompt is empty; give --prompt a text") }
    let context = loaded.configuration.contextLength
    guard promptIDs.count < context else {
      throw CommandFailure.usage("the prompt has \(promptIDs.count) tokens, but the model's context is \(context); give a shorter one")
    }

    let capacity = min(context, promptIDs.count + tokens)
    let report = GenerationReport(
      system: system.system, model: model.model, modelSha256: json ? loaded.sha256 : "", prompt: text, promptIds: promptIDs)
    switch system.kind {
    case .golden:
      try generate(loaded.session(capacity: capacity), tokenizer, report, status: { _ in nil }, finish: { _, _ in })
    case .goldenCambriconLLM:
      let operators = try QuantizedOperators(loaded, weights: quantise(loaded), units: GoldenUnits(), positions: capacity)
      try generate(
        Session(graph: loaded.graph, operators: operators, capacity: capacity), tokenizer, report, status: { _ in nil }, finish: { _, _ in })
    case .cambriconLLM:
      let configuration = try cambricon.configuration()
      let weights = try quantise(loaded)
      let units = try CambriconUnits(configuration, model: loaded.configuration, positions: capacity, build: VerilatorBuild()) { unit in
        if !json { Console.current.error("building the cycle-accurate model of \(unit)") }
      }
      if check {
        let operators = try QuantizedOperators(loaded, weights: weights, units: CheckedUnits(units), positions: capacity)
        try generate(
          Session(graph: loaded.graph, operators: operators, capacity: capacity), tokenizer, report,
          status: { RunStatus($0.units.tested, compared: $0.units.valuesCompared) },
          finish: { operators, report in
            report.add(operators.units.tested)
            report.mismatches = 0
            report.tensorsCompared = operators.units.tensorsCompared
            report.valuesCompared = operators.units.valuesCompared
          })
      } else {
        let operators = try QuantizedOperators(loaded, weights: weights, units: units, positions: capacity)
        try generate(
          Session(graph: loaded.graph, operators: operators, capacity: capacity), tokenizer, report,
          status: { RunStatus($0.units, compared: nil) }, finish: { operators, report in report.add(operators.units) })
      }
    }
  }

  /// The model's matrices in INT8, with progress.
  private func quantise(_ loaded: LanguageModel) throws -> QuantizedWeights {
    let bar = ProgressBar("quantising", total: loaded.graph.operations.count, unit: "matrices")
    defer { bar.finish() }
    return try QuantizedWeights(loaded) { done, _ in bar.update(to: done) }
  }

  /// Runs the prompt and prints token after token.
  ///
  /// - Parameters:
  ///   - status: what to show beside the text after each token
  ///   - finish: adds to the report what the system counted
  private func generate<Operators>(
    _ session: Session<Operators>, _ tokenizer: Tokenizer, _ start: GenerationReport, status: (Operators) -> RunStatus?,
    finish: (Operators, inout GenerationReport) -> Void
  ) throws {
    var report = start
    var generator = Generator(
      session: session, prompt: report.promptIds, tokens: tokens, sampler: Sampler(temperature: temperature, topK: topK, seed: seed),
      endID: ignoreEnd ? nil : tokenizer.endID)
    let clock = ContinuousClock()
    let interrupt = Interrupt()
    var stream = TextStream(tokenizer)
    let line = StatusLine(isShown: !json)
    report.prefillSeconds = try clock.measure { try generator.prefill() } / .seconds(1)
    let begin = clock.now
    var first: Duration?
    while let token = try generator.next() {
      if first == nil { first = clock.now - begin }
      report.ids.append(token.id)
      report.top5.append(token.best.map { [.integer($0.id), .number(Double($0.logit))] })
      report.logSumExp.append(token.logSumExp)
      let piece = stream.append(token.id)
      report.text += piece
      report.tokensPerSecond = Self.rate(report.ids.count, first ?? .zero, clock.now - begin)
      if !json {
        line.clear()
        Console.current.write(piece)
        if let status = status(generator.session.operators) { line.show(status.line(tokens: report.ids.count, perSecond: report.tokensPerSecond)) }
      }
      if interrupt.wasRequested {
        report.isInterrupted = true
        break
      }
    }
    let rest = stream.finish()
    report.text += rest
    report.macsFormula = loadedWork(generator.session, report)
    report.macs = report.macsFormula
    finish(generator.session.operators, &report)
    line.clear()
    if json { return try JSONOutput.print(report) }
    Console.current.print(rest)
    if let status = status(generator.session.operators) { Console.current.error(status.summary(report)) }
    if report.isInterrupted { Console.current.error("stopped after \(report.ids.count) of \(tokens) tokens") }
  }

  /// Tokens a second over the tokens after the first, which also runs the prompt's last token and warms everything up.
  private static func rate(_ count: Int, _ first: Duration, _ all: Duration) -> Double {
    count > 1 ? Double(count - 1) / max(1e-9, (all - first) / .seconds(1)) : Double(count) / max(1e-9, all / .seconds(1))
  }

  private func loadedWork<Operators>(_ session: Session<Operators>, _ report: GenerationReport) -> Int {
    session.graph.multiplications(tokens: session.position, logitRows: report.ids.count)
  }

  /// The prompt, in the chat template if that is wanted.
  private func promptText(_ loaded: LanguageModel) throws -> String {
    guard chat else { return prompt }
    guard let template = loaded.chatTemplate else {
      throw CommandFailure.usage("the model '\(model.model)' has no chat template; leave out --chat")
    }
    let messages = systemPrompt.map { [ChatMessage(role: "system", content: $0)] } ?? []
    return template.render(messages + [ChatMessage(role: "user", content: prompt)])
  }
}
