/// What the far sides of a unit with one input and one output stream do in a cycle.
public struct StreamSides: Hashable, Sendable {
  /// Whether a beat is offered, and whether it is the last one of its vector; `isLast` counts beside no beat too, as the port does.
  public var offers: Bool, isLast: Bool
  /// Whether a result is taken if there is one.
  public var takes: Bool

  public init(offers: Bool, isLast: Bool, takes: Bool) { (self.offers, self.isLast, self.takes) = (offers, isLast, takes) }
}

/// What a unit with one input and one output stream shows in a cycle.
public struct StreamSignals: Hashable, Sendable {
  /// Whether a beat would be taken, and whether a result is offered.
  public var ready: Bool, valid: Bool
  /// Whether the result is the last one of its vector; false where none is offered.
  public var isLast: Bool

  public init(ready: Bool, valid: Bool, isLast: Bool) { (self.ready, self.valid, self.isLast) = (ready, valid, valid && isLast) }
}

/// The cycle model of a unit that takes a vector in beats of one element or several, and gives results. A pass is a vector's number of
/// elements.
public protocol VectorCycleModel: CycleModel where Outside == StreamSides, Signals == StreamSignals, Pass == Int {}

/// The cycles, counted from 0, in which vectors passed a unit.
public struct StreamSchedule: Hashable, Sendable {
  /// Of each beat and of each result.
  public var taken: [Int] = [], given: [Int] = []
  /// Cycles so far; with a beat taken; ready for one that did not come; with a result that was not taken.
  public var cycles = 0, busy = 0, starved = 0, backPressured = 0
  public init() {}
}

extension VectorCycleModel {
  /// Sends vectors behind each other through the unit, until their last result is taken or nothing has moved for `patience` cycles.
  ///
  /// - Parameters:
  ///   - lengths: beats of each vector
  ///   - offers: whether the next beat is there in a cycle; once offered, it stays
  ///   - takes: whether the receiver is ready in a cycle
  public mutating func schedule(
    lengths: [Int], offers: (_ cycle: Int) -> Bool = { _ in true }, takes: (_ cycle: Int) -> Bool = { _ in true },
    patience: Int = 1 << 20
  ) -> StreamSchedule {
    var schedule = StreamSchedule(), vector = 0, element = 0, isOffering = false, ended = 0, quiet = 0
    while ended < lengths.count, quiet < patience {
      let hasBeat = vector < lengths.count
      isOffering = hasBeat && (isOffering || offers(schedule.cycles))
      let takes = takes(schedule.cycles)
      let signals = step(StreamSides(offers: isOffering, isLast: hasBeat && element == lengths[vector] - 1, takes: takes))
      quiet += 1
      if signals.ready, isOffering {
        schedule.taken.append(schedule.cycles)
        (schedule.busy, quiet, isOffering) = (schedule.busy + 1, 0, false)
        (vector, element) = element == lengths[vector] - 1 ? (vector + 1, 0) : (vector, element + 1)
      } else if signals.ready {
        schedule.starved += 1
      }
      if signals.valid, takes {
        schedule.given.append(schedule.cycles)
        quiet = 0
        if signals.isLast { ended += 1 }
      } else if signals.valid {
        schedule.backPressured += 1
      }
      schedule.cycles += 1
    }
    return schedule
  }
}

/// The places of a function of some cycles, `computed`: all of them move together, unless a result waits for its receiver.
struct PipelineCycles: Sendable {
  private let latency: UInt64
  /// One bit a place, the first one lowest.
  private(set) var occupied: UInt64 = 0
  private var lasts: UInt64 = 0

  init(_ latency: Int) { self.latency = UInt64(latency) }

  var valid: Bool { occupied >> (latency - 1) & 1 == 1 }
  var isLast: Bool { lasts >> (latency - 1) & 1 == 1 }
  func isReady(_ receiver: Bool) -> Bool { !valid || receiver }

  mutating func step(_ offers: Bool, _ isLast: Bool, receiver: Bool) {
    guard isReady(receiver) else { return }
    let mask: UInt64 = latency == 64 ? .max : 1 << latency - 1
    occupied = (occupied << 1 | (offers ? 1 : 0)) & mask
    lasts = (lasts << 1 | (isLast ? 1 : 0)) & mask
  }
}

/// Functions behind each other.
struct PipelineChainCycles: Sendable {
  private var stages: [PipelineCycles]

  init(_ latencies: Int...) { stages = latencies.map(PipelineCycles.init) }
  init(_ latencies: [Int]) { stages = latencies.map(PipelineCycles.init) }

  var valid: Bool { stages[stages.count - 1].valid }
  var isLast: Bool { stages[stages.count - 1].isLast }
  func isReady(_ receiver: Bool) -> Bool { stages.reversed().reduce(receiver) { $1.isReady($0) } }

  mutating func step(_ offers: Bool, _ isLast: Bool, receiver: Bool) {
    var receiver = receiver
    for index in stages.indices.reversed() {
      let isReady = stages[index].isReady(receiver)
      let (valid, last) = index == 0 ? (offers, isLast) : (stages[index - 1].valid, stages[index - 1].isLast)
      stages[index].step(valid, last, receiver: receiver)
      receiver = isReady
    }
  }
}

/// A `Fifo` of two payloads or more, of which only `last` is kept.
struct FifoCycles: Sendable {
  private let depth: Int
  private var lasts: [Bool] = []
  private var first = 0
  private(set) var level = 0

  init(_ depth: Int) { self.depth = depth }

  var isReady: Bool { level < depth }
  var valid: Bool { level > 0 }
  var isLast: Bool { level > 0 && lasts[first] }

  /// One edge, at which `takes` and `gives` say what moves; each only if it can.
  mutating func step(takes: Bool, _ isLast: Bool = true, gives: Bool) {
    let enters = takes && isReady
    if gives, level > 0 { (first, level) = (first + 1 == depth ? 0 : first + 1, level - 1) }
    guard enters else { return }
    let place = (first + level) % depth
    // The ring grows as it is used first.
    if place == lasts.count { lasts.append(isLast) } else { lasts[place] = isLast }
    level += 1
  }
}
