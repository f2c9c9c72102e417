/// What determined when a step ended.
public enum Bound: Hashable, Sendable, CustomStringConvertible {
  /// Its lane waited for needs longer than the step then took.
  case dependency
  /// This unit, link or array took longest, waiting for it included.
  case resource(ResourceID)

  public var description: String { if case .resource(let id) = self { id.name } else { "dependency" } }
}

/// When each step ran, what it took from each resource, and why it did not end earlier.
public struct Timeline: Equatable, Sendable {
  /// A step's time.
  public struct Span: Equatable, Sendable {
    /// Seconds from the program's start.
    public var start = 0.0, end = 0.0
    /// What took longest while the step ran or waited for it; nil for a step that took nothing.
    public var resource: ResourceID?
    /// Whether its lane waited for needs longer than the step then took.
    public var isLate = false
    /// What bounded it.
    public var bound: Bound { isLate ? .dependency : resource.map { .resource($0) } ?? .dependency }
  }
  /// A time in which a step took an amount from a resource; a background demand has several.
  public struct Use: Equatable, Sendable {
    public let step: Int, resource: ResourceID, start: Double, end: Double, amount: Double
  }
  /// Of each step, in seconds.
  public internal(set) var spans: [Span] = []
  public internal(set) var uses: [Use] = []
  /// What the steps asked for, by resource.
  public internal(set) var demanded: [Resource: Int] = [:]

  public init() {}

  /// Runs a program whose steps cost what `demands` says.
  public init(_ program: Program, demands: (_ step: Int) -> [Demand]) {
    self = Scheduler.run(program) { $0.map(demands) }
  }

  public var seconds: Double { spans.reduce(0) { max($0, $1.end) } }
  /// What they got.
  public var taken: [String: Double] { uses.reduce(into: [:]) { $0[$1.resource.name, default: 0] += $1.amount } }
  /// Steps and seconds by what bound them.
  public var bounds: [Bound: (steps: Int, seconds: Double)] {
    spans.reduce(into: [:]) { sums, span in
      let sum = sums[span.bound] ?? (0, 0)
      sums[span.bound] = (sum.steps + 1, sum.seconds + span.end - span.start)
    }
  }
}
