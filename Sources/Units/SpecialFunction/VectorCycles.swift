/// When `summed` takes numbers and offers sums.
struct SumCycles: Sendable {
  private var phase = SumPhase.adds

  var isReady: Bool { phase == .adds }
  var valid: Bool { phase == .offers }

  mutating func step(_ offers: Bool, _ isLast: Bool, receiver: Bool) {
    switch phase {
    case .adds: if offers, isLast { phase = .waits }
    case .waits: phase = .meets
    case .meets: phase = .settles
    case .settles: phase = .offers
    case .offers: if receiver { phase = .adds }
    }
  }
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
