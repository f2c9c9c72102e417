/// When `InterleavedSum` takes beats and offers totals.
package struct SumCycles: Sendable {
  private let unit: InterleavedSum
  private var phase = SumPhase.adds
  private var row = 0, step = 0, isBegun = false, hasOlder = false
  /// Rows that wait, and whether one is in either stage of the adders.
  private var level = 0, enters = false, arrives = false

  init(lanes: Int) { unit = InterleavedSum(lanes: lanes) }

  var isReady: Bool { phase == .adds }
  var valid: Bool { phase == .folds && step == unit.additions && hasFront }
  private var hasFront: Bool { level > 0 || arrives }

  mutating func step(_ offers: Bool, _ isLast: Bool, receiver: Bool) {
    let isTotal = valid, front = hasFront
    var issues = false, takes = false
    switch phase {
    case .adds, .pads:
      issues = phase == .pads || offers
      takes = issues && isBegun
      if issues {
        let ends = row == unit.rows - 1
        if phase == .pads || isLast { phase = ends ? .folds : .pads }
        (row, isBegun) = ends ? (0, true) : (row + 1, isBegun)
      }
    case .folds where isTotal:
      takes = receiver
      if receiver { (phase, isBegun, step) = (.adds, false, 0) }
    case .folds where front:
      takes = true
      issues = hasOlder || step >= unit.rowAdditions
      hasOlder = !issues
      if issues { step += 1 }
    case .folds: break
    }
    level += (arrives ? 1 : 0) - (takes ? 1 : 0)
    (enters, arrives) = (issues, enters)
  }

  /// Cycles from a vector's last beat, of `beats`, to the one in which its total is offered.
  static func latency(lanes: Int, beats: Int) -> Int {
    var sum = SumCycles(lanes: lanes)
    // Only the row in which a vector ends counts: whole rounds before it change nothing.
    let rest = (beats - 1) % sum.unit.rows + 1
    for beat in 1...rest { sum.step(true, beat == rest, receiver: true) }
    var cycles = 1
    while !sum.valid {
      sum.step(false, false, receiver: true)
      cycles += 1
    }
    return cycles
  }

  /// The most cycles between two vectors in which no beat is taken.
  package static func longestPause(lanes: Int) -> Int {
    (1...InterleavedSums.count / lanes).reduce(0) { max($0, latency(lanes: lanes, beats: $1)) }
  }
}

/// A stage of a cycle for each halving of a beat's lanes; none of one lane.
struct HalvingCycles: Sendable {
  private var chain: PipelineChainCycles?

  init(lanes: Int) {
    chain = lanes == 1 ? nil : PipelineChainCycles([Int](repeating: 1, count: lanes.trailingZeroBitCount))
  }

  /// What comes out of it, where that beat stands before it.
  func valid(_ offers: Bool) -> Bool { chain?.valid ?? offers }
  func isLast(_ isLast: Bool) -> Bool { chain?.isLast ?? isLast }
  func isReady(_ receiver: Bool) -> Bool { chain?.isReady(receiver) ?? receiver }

  mutating func step(_ offers: Bool, _ isLast: Bool, receiver: Bool) { chain?.step(offers, isLast, receiver: receiver) }
}

/// Scalars that are made of sums and constants, one after the other, and wait for their vectors: `reciprocalRoots` and the like.
struct ScalarCycles: Sendable {
  private var work: PipelineChainCycles
  private var waiting = FifoCycles(2)

  init(_ latencies: Int...) { work = PipelineChainCycles(latencies) }

  func isReady() -> Bool { work.isReady(waiting.isReady) }
  var valid: Bool { waiting.valid }

  mutating func step(_ offers: Bool, gives: Bool) {
    let made = work.valid, room = waiting.isReady
    work.step(offers, true, receiver: room)
    waiting.step(takes: made, gives: gives)
  }
}
