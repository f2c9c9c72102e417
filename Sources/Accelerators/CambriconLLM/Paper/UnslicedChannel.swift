/// One channel that carries raw pages whole: who comes first has it, and a vector waits for the pages before it.
///
/// Each die reads raw pages on its other plane, one after the other: a page in the cache register waits for the channel while the next
/// one is read into the data register. The cores' vector, sums and pages queue in the order in which they come.
struct UnslicedChannel {
  let token: PaperToken

  /// When flash and NPU have a matrix, and how long the channel was busy. The share is that of sliced reads.
  func run(rows: Int, columns: Int) -> (seconds: Double, busy: Double) {
    let system = token.chip.system
    let share = token.share(rows: rows, columns: columns, waits: true)
    let raw = Double((rows - share.flashRows) * columns) * token.chip.weightBytes
    var queue = Queue(
      pageSeconds: Double(system.pageBytes) / system.channelRate, readSeconds: system.pageReadSeconds,
      vectorSeconds: token.chip.vectorBytes / system.channelRate, sumSeconds: token.chip.sumBytes / system.channelRate,
      dies: system.coresPerChannel, pages: raw / Double(system.pageBytes * system.channels), rounds: share.rounds)
    queue.run()
    return (queue.end, queue.busy)
  }

  /// Seconds of a token behind so many positions, and the share of the time in which a channel carries something.
  func run(_ model: PaperModel, context: Int) -> (seconds: Double, use: Double) {
    var seconds = token.otherSeconds(model, context: context), busy = 0.0
    for matrices in model.matrices {
      let one = run(rows: matrices.rows, columns: matrices.columns)
      seconds += Double(matrices.count) * one.seconds
      busy += Double(matrices.count) * one.busy
    }
    return (seconds, busy / seconds)
  }

  /// Seconds of a token's matrices if flash and channel never worked at the same time.
  func serialSeconds(_ model: PaperModel) -> Double {
    model.matrices.reduce(0) { total, matrices in
      let share = token.share(rows: matrices.rows, columns: matrices.columns, waits: true)
      let raw = Double((matrices.rows - share.flashRows) * matrices.columns) * token.chip.weightBytes
      let one =
        Double(share.rounds) * token.roundSeconds + token.chip.system.pageReadSeconds
        + raw / (Double(token.chip.system.channels) * token.chip.system.channelRate)
      return total + Double(matrices.count) * one
    }
  }

  private struct Queue {
    let pageSeconds: Double, readSeconds: Double, vectorSeconds: Double, sumSeconds: Double
    let dies: Int
    /// Pages that no die reads yet; the last one may be a part.
    var pages: Double
    let rounds: Int

    private enum Event {
      case vector, computed, sums
      /// A die's data register has a page, its cache register wants the channel, or has given its page.
      case read(die: Int, share: Double), page(die: Int, share: Double), sent(die: Int)
    }
    private var events: [(time: Double, event: Event)] = []
    private var channelFree = 0.0, roundsDone = 0
    private(set) var end = 0.0, busy = 0.0
    /// Of each die: the page in the data register, and whether the cache register has one.
    private var data: [Double?], hasPage: [Bool]

    init(
      pageSeconds: Double, readSeconds: Double, vectorSeconds: Double, sumSeconds: Double, dies: Int, pages: Double, rounds: Int
    ) {
      (self.pageSeconds, self.readSeconds, self.vectorSeconds) = (pageSeconds, readSeconds, vectorSeconds)
      (self.sumSeconds, self.dies, self.pages, self.rounds) = (sumSeconds, dies, pages, rounds)
      data = Array(repeating: nil, count: dies)
      hasPage = Array(repeating: false, count: dies)
    }

    mutating func run() {
      for die in 0..<dies { startRead(die, at: 0) }
      // The first page of the cores is read before their first round.
      if rounds > 0 { events.append((readSeconds, .vector)) }
      while let next = events.indices.min(by: { events[$0].time < events[$1].time }) {
        // The first of equals is the one that came first.
        let (time, event) = events.remove(at: next)
        switch event {
        case .vector: events.append((transfer(vectorSeconds, from: time) + readSeconds, .computed))
        case .computed:
          roundsDone += 1
          end = max(end, time)
          if roundsDone < rounds { events.append((time, .vector)) }
          events.append((time, .sums))
        case .sums: end = max(end, transfer(sumSeconds, from: time))
        case .read(let die, let share):
          data[die] = share
          move(die, at: time)
        case .page(let die, let share):
          let sent = transfer(pageSeconds * share, from: time)
          end = max(end, sent)
          events.append((sent, .sent(die: die)))
        case .sent(let die):
          hasPage[die] = false
          move(die, at: time)
        }
      }
    }

    /// Takes the channel behind those that came before; returns when it is free again.
    private mutating func transfer(_ seconds: Double, from time: Double) -> Double {
      channelFree = max(time, channelFree) + seconds
      busy += seconds
      return channelFree
    }

    private mutating func startRead(_ die: Int, at time: Double) {
      guard pages > 0 else { return }
      let share = min(1, pages)
      pages -= share
      events.append((time + readSeconds, .read(die: die, share: share)))
    }

    private mutating func move(_ die: Int, at time: Double) {
      guard let share = data[die], !hasPage[die] else { return }
      data[die] = nil
      hasPage[die] = true
      events.append((time, .page(die: die, share: share)))
      startRead(die, at: time)
    }
  }
}
