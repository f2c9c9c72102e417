/// A prompt whose parts a system overlaps across programs: what runs when on which of its processors.
public struct PromptSchedule: Sendable, Equatable {
  /// A part of the prompt on a processor.
  public struct Span: Sendable, Equatable {
    /// The processor, and what it does.
    public let track: String, name: String
    /// Chunk of the prompt and layer of the model, from 0.
    public let chunk: Int, layer: Int
    /// In seconds.
    public let start: Double, end: Double
  }
  /// How a processor spends the time between its first start and its last end.
  public struct Use: Sendable, Equatable, Encodable {
    /// Its name, and seconds.
    public let processor: String, busySeconds: Double, bubbleSeconds: Double
    /// Of that time.
    public var bubbleShare: Double { bubbleSeconds / max(1e-30, busySeconds + bubbleSeconds) }
  }
  /// Such as `out-of-order`, and whose time the parts take.
  public let policy: String, machine: String
  /// Of the prompt.
  public let chunks: Int
  /// Until the last part has ended, `serialSeconds` of them behind all parts.
  public let seconds: Double, serialSeconds: Double
  /// In the order of chunks and layers; and of each processor.
  public let spans: [Span], uses: [Use]

  /// With all of these.
  public init(
    policy: String, machine: String, chunks: Int, serialSeconds: Double, spans: [Span], uses: [Use]
  ) {
    (self.policy, self.machine, self.chunks) = (policy, machine, chunks)
    (self.spans, self.uses, self.serialSeconds) = (spans, uses, serialSeconds)
    seconds = spans.reduce(0) { max($0, $1.end) } + serialSeconds
  }
}

extension TraceEvents {
  /// Adds a schedule: a track for each processor, where a bubble is a part of its own with its share of the processor's time.
  mutating func add(_ schedule: PromptSchedule) {
    for use in schedule.uses {
      let spans = schedule.spans.filter { $0.track == use.processor }.sorted { $0.start < $1.start }
      let whole = use.busySeconds + use.bubbleSeconds
      var end = spans.first?.start ?? 0
      for span in spans {
        if span.start > end {
          let share = 100 * (span.start - end) / whole
          slice(use.processor, "bubble", end, span.start, ["\"share_percent\":\(share)"])
        }
        slice(use.processor, span.name, span.start, span.end, ["\"chunk\":\(span.chunk)", "\"layer\":\(span.layer)"])
        end = max(end, span.end)
      }
    }
  }
}
