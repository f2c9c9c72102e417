/// The shape of a pass: all that its time depends on.
public struct NPUPassShape: Hashable, Sendable {
  public var vectors: Int, inner: Int, columns: Int
  public var first: Bool, last: Bool, withParameters: Bool

  public init(vectors: Int, inner: Int, columns: Int, first: Bool, last: Bool, withParameters: Bool) {
    (self.vectors, self.inner, self.columns) = (vectors, inner, columns)
    (self.first, self.last, self.withParameters) = (first, last, withParameters)
  }
}

/// What the far sides of an `NPUSystolic` do in a cycle.
public struct NPUSides: Hashable, Sendable {
  /// The command that is offered.
  public var command: NPUPassShape?
  /// Whether a beat is offered.
  public var weights: Bool, activations: Bool, parameters: Bool
  /// Whether sums are taken.
  public var results: Bool

  public init(command: NPUPassShape?, weights: Bool, activations: Bool, parameters: Bool, results: Bool) {
    (self.command, self.weights, self.activations) = (command, weights, activations)
    (self.parameters, self.results) = (parameters, results)
  }
}

/// What an `NPUSystolic` counts; all but the products modulo 2^32.
public struct NPUCounters: Hashable, Sendable {
  public var macs: UInt64 = 0, busy: UInt32 = 0, starved: UInt32 = 0, backPressured: UInt32 = 0
  public init() {}
}

/// What an `NPUSystolic` shows in a cycle.
public struct NPUSignals: Hashable, Sendable {
  /// Whether a beat would be taken.
  public var command: Bool, weights: Bool, activations: Bool, parameters: Bool
  /// Whether sums are offered.
  public var results: Bool
  public var counters: NPUCounters

  public init(command: Bool, weights: Bool, activations: Bool, parameters: Bool, results: Bool, counters: NPUCounters) {
    (self.command, self.weights, self.activations) = (command, weights, activations)
    (self.parameters, self.results, self.counters) = (parameters, results, counters)
  }
}

/// When `NPUSystolic` takes commands, weights, activations and parameters and offers sums, in both dataflows.
///
/// Latency: the sums of a vector, or of an output-stationary pass's first row, leave `rows + columns / reach + 5`, or
/// `columns / reach + 8`, cycles after its last operand was taken, while nobody stalls the results.
public struct NPUSystolicCycles: CycleModel {
  private var commands = CycleQueue<NPUPassShape>()
  private var accumulator = NPUAccumulatorCycles()
  private var weightStationary: NPUWeightStationaryCycles?
  private var outputStationary: NPUOutputStationaryCycles?
  private var counters = NPUCounters()

  public init(_ unit: NPUSystolic) {
    switch unit.dataflow {
    case .weightStationary: weightStationary = NPUWeightStationaryCycles(unit)
    case .outputStationary: outputStationary = NPUOutputStationaryCycles(unit)
    }
  }

  /// What the array does in a cycle.
  struct Activity {
    var weights = false, activations = false
    var popsCommand = false, reserves = false
    /// Products that are added.
    var macs = 0
    var isBusy = false, isStarved = false
    /// The partial sums that are at the lower edge.
    var partial: NPUAccumulatorCycles.Tag?
  }

  public mutating func step(_ outside: NPUSides) -> NPUSignals {
    let advance = accumulator.advance, head = commands.first
    let array =
      weightStationary?.step(outside, head, accumulator) ?? outputStationary?.step(outside, head, accumulator) ?? Activity()
    let signals = NPUSignals(
      command: commands.count < 2, weights: array.weights, activations: array.activations,
      parameters: accumulator.takesParameters,
      results: accumulator.offers, counters: counters)

    counters.macs &+= UInt64(array.macs)
    if array.isBusy || head != nil || accumulator.isOccupied { counters.busy &+= 1 }
    if array.isStarved { counters.starved &+= 1 }
    if !advance { counters.backPressured &+= 1 }
    accumulator.step(array.partial, parameters: outside.parameters, reserves: array.reserves, taken: outside.results)
    let takesCommand = commands.count < 2
    if array.popsCommand { commands.removeFirst() }
    if let command = outside.command, takesCommand { commands.append(command) }
    return signals
  }
}

/// When the accumulators below the array stand still, and when sums leave them.
struct NPUAccumulatorCycles: Sendable {
  /// What travels with partial sums.
  struct Tag: Sendable { var last: Bool, withParameters: Bool, ends: Bool }

  private var held = false, isShifted = false, isResult = false, isProduct = false, isRounded = false
  private(set) var offers = false
  private var tag = Tag(last: false, withParameters: false, ends: false)
  private var hasCurrent = false, hasNext = false, unused = 0

  /// Whether the array may move.
  var advance: Bool { !held }
  var takesParameters: Bool { !hasNext }
  /// Whether a set of parameters is there that belongs to no sum yet.
  var hasParameters: Bool { unused > 0 }
  var isOccupied: Bool { isShifted || isResult || isProduct || isRounded || offers }

  mutating func step(_ partial: Tag?, parameters: Bool, reserves: Bool, taken: Bool) {
    let advance = advance, leaves = advance && isShifted && tag.last
    step(gives: leaves && tag.withParameters && tag.ends, takes: parameters && !hasNext, reserves: reserves)

    if held {
      if taken { held = false }
    } else if isRounded {
      if offers && !taken { held = true } else { offers = true }
    } else if taken {
      offers = false
    }
    guard advance else { return }
    (isRounded, isProduct, isResult, isShifted) = (isProduct, isResult, leaves, partial != nil)
    if let partial { tag = partial }
  }

  private mutating func step(gives: Bool, takes: Bool, reserves: Bool) {
    if gives && hasNext {
      hasNext = false
    } else if takes && (gives || !hasCurrent) {
      hasCurrent = true
    } else if takes {
      hasNext = true
    } else if gives {
      hasCurrent = false
    }
    if takes && !reserves { unused += 1 }
    if reserves && !takes { unused -= 1 }
  }
}

/// First in, first out, without moves of what waits.
struct CycleQueue<Element: Sendable>: Sendable {
  private var elements: [Element] = []
  private var start = 0

  var count: Int { elements.count - start }
  var first: Element? { start < elements.count ? elements[start] : nil }
  subscript(index: Int) -> Element { elements[start + index] }

  mutating func append(_ element: Element) { elements.append(element) }

  mutating func removeFirst() {
    start += 1
    if start == elements.count {
      elements.removeAll(keepingCapacity: true)
      start = 0
    } else if start > 1024, 2 * start > elements.count {
      elements.removeFirst(start)
      start = 0
    }
  }
}
