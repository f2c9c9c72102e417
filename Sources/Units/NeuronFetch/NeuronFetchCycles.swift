/// What the far sides of a `NeuronFetch` do in a cycle.
public struct NeuronFetchSides: Hashable, Sendable {
  /// The places of a beat that are needed, counted from its first one, and whether the beat is the layer's last one; nil where none is
  /// offered.
  public var beat: (needed: [Int], isLast: Bool)?
  /// Places between two of a read.
  public var gap: Int
  /// Whether a read is taken, one has ended, and the link is busy.
  public var takes: Bool, completes: Bool, isLinkBusy: Bool

  /// With all of these.
  public init(beat: (needed: [Int], isLast: Bool)?, gap: Int, takes: Bool, completes: Bool, isLinkBusy: Bool) {
    (self.beat, self.gap, self.takes, self.completes, self.isLinkBusy) = (beat, gap, takes, completes, isLinkBusy)
  }

  /// The same cycle.
  public static func == (one: Self, other: Self) -> Bool {
    one.beat?.needed == other.beat?.needed && one.beat?.isLast == other.beat?.isLast && one.gap == other.gap
      && one.takes == other.takes && one.completes == other.completes && one.isLinkBusy == other.isLinkBusy
  }
  /// By all of it.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(beat?.needed)
    hasher.combine(takes)
  }
}

/// What a `NeuronFetch` shows in a cycle.
public struct NeuronFetchSignals: Hashable, Sendable {
  /// Whether a beat would be taken, whether a read is offered, whether the link counts as full.
  public var ready: Bool, valid: Bool, isLinkFull: Bool
  /// Reads on their way, and cycles so far in which a read waited.
  public var outstanding: Int, backPressured: Int

  /// With all of these.
  public init(ready: Bool, valid: Bool, isLinkFull: Bool, outstanding: Int, backPressured: Int) {
    (self.ready, self.valid, self.isLinkFull) = (ready, valid, isLinkFull)
    (self.outstanding, self.backPressured) = (outstanding, backPressured)
  }
}

/// When `NeuronFetch` takes beats and offers reads. A pass is a layer's number of cycles in which its bitmap is looked at
/// (`scanCycles`).
public struct NeuronFetchCycles: CycleModel {
  private let unit: NeuronFetch
  /// Needed places of the beat that is looked at, the next one last; nil without a beat.
  private var beat: [Int]?
  private var isLast = false, base = 0, nextBase = 0, gap = 0, run: Range<Int>?
  /// Places of the reads that wait, the oldest first.
  private var waiting: [Int] = []
  private var outstanding = 0, backPressured = 0, cycle = 0, busy = 0, isLinkFull = false

  /// The unit after a reset.
  public init(_ unit: NeuronFetch) { self.unit = unit }

  /// One cycle.
  public mutating func step(_ outside: NeuronFetchSides) -> NeuronFetchSignals {
    let hasRoom = waiting.count < unit.entries
    let offers = waiting.first.map { $0 == 0 || outstanding < unit.queueDepth } ?? false
    let (isDone, read) = look(hasRoom)
    let signals = NeuronFetchSignals(
      ready: beat == nil || isDone, valid: offers, isLinkFull: isLinkFull, outstanding: outstanding,
      backPressured: backPressured)

    if !waiting.isEmpty, !(offers && outside.takes) { backPressured += 1 }
    if isDone { beat = nil }
    if signals.ready, let taken = outside.beat {
      if nextBase == 0 { gap = isLinkFull ? 0 : outside.gap }
      (beat, isLast, base) = (taken.needed.reversed(), taken.isLast, nextBase)
      nextBase = taken.isLast ? 0 : nextBase + unit.beatBits
    }
    if outside.completes { outstanding -= 1 }
    if offers, outside.takes, waiting.removeFirst() > 0 { outstanding += 1 }
    if let read { waiting.append(read) }
    detect(outside.isLinkBusy)
    return signals
  }

  /// Looks at the beat: whether it is done, and the places of a read that is made.
  private mutating func look(_ hasRoom: Bool) -> (isDone: Bool, read: Int?) {
    guard let bits = beat else { return (false, nil) }
    guard let bit = bits.last else {
      guard isLast else { return (true, nil) }
      guard hasRoom else { return (false, nil) }
      defer { run = nil }
      return (true, run?.count ?? 0)
    }
    let place = base + bit
    var made: Int?
    if let old = run, place - old.upperBound <= gap, place - old.lowerBound < unit.mostPlaces {
      run = old.lowerBound..<place + 1
    } else {
      if run != nil, !hasRoom { return (false, nil) }
      made = run?.count
      run = place..<place + 1
    }
    beat?.removeLast()
    return (bits.count == 1 && !isLast, made)
  }

  private mutating func detect(_ isBusy: Bool) {
    busy += isBusy ? 1 : 0
    cycle += 1
    guard cycle == unit.period else { return }
    isLinkFull = busy >= unit.fullCycles
    (cycle, busy) = (0, 0)
  }

  /// Cycles in which a bitmap is looked at: one for each needed neuron and for each beat without any, and one for the layer's end.
  ///
  /// - Parameter needed: neurons of each beat
  public static func scanCycles(needed: [Int]) -> Int {
    needed.dropLast().reduce((needed.last ?? 0) + 1) { $0 + max(1, $1) }
  }

  /// The cycles in which the bitmap is looked at, the first beat's way in and the last read's way out, with a free queue.
  public static func cycles(of pass: Int, on unit: NeuronFetch) -> Int { pass + 2 }
}
