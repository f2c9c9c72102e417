/// What a run, or an estimate, was and what bounds it: what `--report` shows as a page.
public struct RunReport: Encodable, Sendable {
  /// Of the data's form.
  public let schemaVersion = 1
  /// `simulated`: cycles from the counters of RTL; `estimated`: from cycle models. Pages and links have the parameters' rates in both.
  public let kind: String
  /// Names.
  public let system: String, model: String, preset: String
  /// Values of the system's parameters as they are written.
  public let parameters: [String: String]
  /// Of the chip's parts, each with its source.
  public let clocks: [ChipClock]
  /// Tokens that the figures are of, and positions before the first one.
  public let tokens: Int, context: Int
  /// The mean of the tokens.
  public let tokensPerSecond: Double, secondsPerToken: Double
  /// From the prompt's beginning to its last logits; nil without a prompt.
  public let timeToFirstToken: Double?
  /// What bounds a token, and what would help.
  public let sentences: [String]
  /// What other values of single parameters would give, the best first.
  public let changes: [ParameterChange]
  /// In the order in which programs come to them.
  public let units: [UnitUse]
  /// Links, planes and what else is no unit.
  public let links: [LinkUse]
  /// The most that each memory holds: what is placed in it.
  public let peakBytes: [String: Int]
  /// Of the tokens, the prompt left out.
  public let operators: [OperatorUse]
  /// What operators cannot exceed.
  public let roofs: [Roof]
  /// Of all programs, the prompt's too.
  public let timeline: TimelineData

  /// What it is of.
  public struct Subject {
    let system: any AcceleratorSystem
    let model: String, values: ParameterValues
    /// Whether cycles come from RTL.
    let isSimulated: Bool

    /// - Parameters:
    ///   - system: with the values
    ///   - model: its name
    ///   - values: of the system's parameters
    ///   - isSimulated: whether cycles come from RTL
    public init(_ system: any AcceleratorSystem, model: String, values: ParameterValues, isSimulated: Bool) {
      (self.system, self.model, self.values, self.isSimulated) = (system, model, values, isSimulated)
    }
  }

  /// - Parameters:
  ///   - subject: what the report is of
  ///   - trace: the programs; those that give logits are the tokens that figures are of
  ///   - counters: of each unit, as its RTL counted over the same programs; none for an estimate
  ///   - timeToFirstToken: nil without a prompt
  ///   - changes: what would help
  /// - Throws: where an operand does not exist, or no program gives logits
  public init(
    _ subject: Subject, trace: Trace, counters: [String: UnitCycles] = [:], timeToFirstToken: Double? = nil,
    changes: [ParameterChange] = []
  ) throws {
    let system = subject.system
    let decoding = trace.programs.filter { $0.program.logits != nil }
    guard let first = decoding.first else { throw AcceleratorError("a report needs a token that was generated") }
    kind = subject.isSimulated ? "simulated" : "estimated"
    self.system = type(of: system).name
    (model, preset, parameters) = (subject.model, subject.values.name, subject.values.texts)
    (clocks, roofs) = (system.clocks, system.roofs)
    tokens = decoding.reduce(0) { $0 + $1.program.rows }
    context = first.position
    let seconds = decoding.reduce(0) { $0 + $1.timeline.seconds }
    secondsPerToken = seconds / Double(tokens)
    tokensPerSecond = seconds > 0 ? Double(tokens) / seconds : 0
    self.timeToFirstToken = timeToFirstToken
    self.changes = changes
    let use = ChipUse(decoding, seconds: seconds, counters: counters)
    (units, links) = (use.units, use.links)
    peakBytes = Dictionary(system.memories.map { ($0.memory.name, $0.used) }, uniquingKeysWith: +)
    operators = try OperatorUse.all(decoding, memories: Set(system.roofs.compactMap(\.memory)))
    timeline = TimelineData(trace.programs)
    sentences =
      BoundText(
        kind: kind, seconds: secondsPerToken, tokens: tokens, units: units, links: links, operators: operators, changes: changes
      ).sentences
  }
}

/// A unit's cycles in RTL: while it worked, while what it wanted had not come, and while it could not give away what it had.
public struct UnitCycles: Hashable, Encodable, Sendable {
  /// Cycles that the unit was given, and those of each kind among them, over all parts.
  public let cycles: UInt64, busy: UInt64, starved: UInt64, backPressured: UInt64
  /// Parts of the unit that count each cycle for themselves, such as the cores of a flash channel.
  public let parts: Int

  /// - Parameter parts: of the unit that count for themselves
  public init(cycles: UInt64, busy: UInt64, starved: UInt64, backPressured: UInt64, parts: Int = 1) {
    (self.cycles, self.busy, self.starved, self.backPressured, self.parts) = (cycles, busy, starved, backPressured, parts)
  }
}
