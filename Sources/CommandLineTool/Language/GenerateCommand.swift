import ArgumentParser
import Foundation
import Transformer

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
          \(name) generate --chat --prompt "Why is the sky blue?"
          \(name) generate --prompt "Once upon a time" --temperature 0.8 --top-k 40 --seed 7
        """)
  }

  @OptionGroup var system: SystemOptions
  @OptionGroup var model: ModelOptions

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
    var generator = Generator(
      session: loaded.session(capacity: capacity), prompt: promptIDs, tokens: tokens,
      sampler: Sampler(temperature: temperature, topK: topK, seed: seed), endID: ignoreEnd ? nil : tokenizer.endID)
    let clock = ContinuousClock()
    let prefill = try clock.measure { try generator.prefill() }
    var stream = TextStream(tokenizer)
    var report = Report(
      system: system.system, model: model.model, modelSha256: json ? loaded.sha256 : "", prompt: text, promptIds: promptIDs,
      prefillSeconds: prefill / .seconds(1))
    let start = clock.now
    while let token = try generator.next() {
      report.ids.append(token.id)
      report.top5.append(token.best.map { [.integer($0.id), .number(Double($0.logit))] })
      report.logSumExp.append(token.logSumExp)
      let piece = stream.append(token.id)
      report.text += piece
      if !json { Console.current.write(piece) }
    }
    let rest = stream.finish()
    report.text += rest
    report.tokensPerSecond = Double(report.ids.count) / max(1e-9, (clock.now - start) / .seconds(1))
    report.macs = loaded.graph.multiplications(tokens: generator.session.position, logitRows: report.ids.count)
    if json { try JSONOutput.print(report) } else { Console.current.print(rest) }
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

  private struct Report: Encodable {
    let system: String
    let model: String
    let modelSha256: String
    let prompt: String
    let promptIds: [Int]
    let prefillSeconds: Double
    var ids: [Int] = []
    var text = ""
    /// For each token the five best candidates, each [id, logit].
    var top5: [[[JSONValue]]] = []
    /// For each token the logarithm of the sum of e^logit.
    var logSumExp: [Double] = []
    var tokensPerSecond = 0.0
    /// Multiply-accumulate operations of all tokens run.
    var macs = 0
    let macsFormula =
      "inputs * outputs of every linear layer for each position (the head only for generated tokens) + 2 * heads * head width * positions attended to"
  }
}
