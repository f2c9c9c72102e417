/// What a token, and a prompt, of a model take on a system, as `hwgen estimate` prints it.
public struct EstimateReport: Encodable, Sendable, Equatable {
  /// A parameter's value as it is written: a number where the text is one.
  public struct Value: Encodable, Sendable, Hashable {
    public let text: String
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      if let number = Double(text) { try container.encode(number) } else { try container.encode(text) }
    }
  }

  public let schemaVersion = 1
  /// No number of it comes from a run of RTL.
  public let kind = "estimated"
  public let system: String, model: String
  /// Values of the system's parameters.
  public let parameters: [String: Value]
  /// The clocks of the chip's parts, each with its source.
  public let clocks: [ChipClock]
  /// Positions before the token, tokens of the prompt, and sequences at once.
  public let context: Int, prompt: Int, batch: Int
  public let secondsPerToken: Double, tokensPerSecond: Double
  /// From the prompt's beginning to its last logits; nil without a prompt.
  public let timeToFirstToken: Double?
  /// How the prompt's chunks overlap, where the system schedules them.
  public let promptSchedule: ScheduleSummary?
  /// Of a token: not known, as no constants with a source are there for the units' energy.
  public let energyJoules = Unknown()
  /// Why not.
  public let energySource = "none: no published energy of these units at these sizes"
  /// Of a token, or of one of each sequence, over each link and memory.
  public let bytes: [String: Int]
  /// The most that each memory holds: what is placed in it.
  public let peakBytes: [String: Int]
  /// Of a token.
  public let operators: [OperatorTime]

  /// A schedule without its parts.
  public struct ScheduleSummary: Encodable, Sendable, Equatable {
    /// As set, and the prompt's chunks.
    public let policy: String, machine: String, chunks: Int
    /// Of the prompt.
    public let tokensPerSecond: Double
    /// Those that the chunks share.
    public let processors: [Processor]

    /// How a processor spends the time between its first start and its last end.
    public struct Processor: Encodable, Sendable, Equatable {
      /// Seconds, and the bubbles' share of both.
      public let name: String, busySeconds: Double, bubbleSeconds: Double, bubbleShare: Double
    }

    init(_ schedule: PromptSchedule, prompt: Int) {
      (policy, machine, chunks) = (schedule.policy, schedule.machine, schedule.chunks)
      tokensPerSecond = Double(prompt) / schedule.seconds
      processors = schedule.uses.map {
        Processor(
          name: $0.processor, busySeconds: $0.busySeconds, bubbleSeconds: $0.bubbleSeconds, bubbleShare: $0.bubbleShare)
      }
    }
  }

  /// A value that is `null` in JSON.
  public struct Unknown: Encodable, Sendable, Equatable {
    /// Writes `null`.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    }
  }

  /// Estimates a prompt of `prompt` tokens, then a token behind `context` positions.
  ///
  /// - Parameters:
  ///   - batch: sequences that take a token each in one program and share its passes of the weights: row i of the program reads keys
  ///     and values of `context` + i positions
  ///   - trace: takes the token's program over time, or the prompt's schedule where there is one
  public init(
    _ system: any AcceleratorSystem, model: String, parameters: ParameterValues, context: Int, prompt: Int = 0, batch: Int = 1,
    trace: ((Trace) -> Void)? = nil
  ) throws {
    self.system = type(of: system).name
    (self.model, self.context, self.prompt, self.batch) = (model, context, prompt, batch)
    self.parameters = parameters.texts.mapValues { Value(text: $0) }
    clocks = system.clocks
    let schedule = prompt > 0 ? try system.schedule(prompt: prompt) : nil
    promptSchedule = schedule.map { ScheduleSummary($0, prompt: prompt) }
    if let schedule {
      timeToFirstToken = schedule.seconds
    } else if prompt > 0 {
      let first = SystemEstimate(system)
      try first.run(rows: prompt, logits: .last)
      timeToFirstToken = first.time.seconds
    } else {
      timeToFirstToken = nil
    }
    let token = SystemEstimate(system, position: context)
    if trace != nil { token.trace = Trace() }
    try token.run(rows: batch, logits: batch > 1 ? .all : .last)
    secondsPerToken = token.time.seconds / Double(batch)
    tokensPerSecond = secondsPerToken > 0 ? 1 / secondsPerToken : 0
    bytes = token.time.bytes
    peakBytes = Dictionary(system.memories.map { ($0.memory.name, $0.used) }, uniquingKeysWith: +)
    operators = token.program.map { token.timeline.operators(of: $0) } ?? []
    if var done = token.trace {
      if let schedule { done.add(schedule) }
      trace?(done)
    }
  }

  private static let columns = ["operator", "unit", "seconds", "cycles", "bytes", "bound"]

  /// The operators as CSV with fixed column names, a line each.
  public var csv: String {
    let lines = operators.map { "\($0.name),\($0.unit),\($0.seconds),\($0.cycles),\($0.bytes),\($0.bound)" }
    return ([Self.columns.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
  }
}
