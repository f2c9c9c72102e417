/// Runs the steps of a program in the order of time: each lane's in order, when what they need has ended.
///
/// `execute` is called with the steps that begin to be ready at one time, in the order of the program: their lanes are free and
/// their needs have ended. So a need that is missing shows as a wrong value, not only as a wrong time.
struct Scheduler {
  private struct Need { let resource: Int, amount: Double, isExclusive: Bool; var cause: Int }
  /// What a lane does: the place stays, and the room for demands with it, so that a step allocates nothing.
  private struct Lane {
    /// Its steps in order, how many of them have been issued, and the last one of those.
    let queue: [Int]
    var issuedCount = 0, step = -1, issued = 0.0
    var demands: [Need] = []
    /// Negative while the step waits for a resource.
    var start = -1.0
    /// When its exclusive part ends.
    var end = 0.0
    /// A resource that somebody else held when the step was issued.
    var blocker = -1
    /// Its background transfers that have not ended, and the resource that took longest, waiting included.
    var transfers = 0, slowest: (resource: Int, seconds: Double) = (-1, -1)
    /// Steps that still run and whose results its step takes part by part, and the seconds that it needs behind the last part.
    var streams = 0, tail = 0.0
    /// When its step before ended.
    var free = 0.0

    init(_ queue: [Int]) { self.queue = queue }
  }
  fileprivate struct Transfer { let lane: Int, start: Double, amount: Double; var remaining: Double }
  fileprivate struct State {
    let resource: Resource
    /// What all steps have asked for.
    var demanded = 0
    var heldShare: Double?
    var transfers: [Transfer] = []
  }

  private let program: Program
  private var now = 0.0, resources: [State] = []
  /// Places in `resources`, by the number of a resource's name; -1 for those that no step has asked for.
  private var places: [Int32] = []
  /// Resources that have had background transfers.
  private var links: [Int] = []
  private var lanes: [Lane]
  /// Lanes whose step has been issued and has not ended, in the order of issue.
  private var running: [Int] = []
  private var hasEnded: [Bool], hasBegun: [Bool], timeline = Timeline()

  static func run(_ program: Program, _ execute: (_ steps: [Int]) throws -> [[Demand]]) rethrows -> Timeline {
    var scheduler = Scheduler(program)
    try scheduler.run(execute)
    for state in scheduler.resources { scheduler.timeline.demanded[state.resource] = state.demanded }
    return scheduler.timeline
  }

  private init(_ program: Program) {
    self.program = program
    lanes = program.queues.map { Lane($0) }
    hasEnded = .init(repeating: false, count: program.steps.count)
    hasBegun = hasEnded
    timeline.spans = .init(repeating: .init(), count: program.steps.count)
    timeline.uses.reserveCapacity(2 * program.steps.count)
  }

  private mutating func run(_ execute: ([Int]) throws -> [[Demand]]) rethrows {
    /// Lanes whose next step may be ready, a bit each; and of each step the lanes whose next step waits for it.
    var candidates: UInt64 = 0, waiting = [UInt64](repeating: 0, count: program.steps.count)
    for lane in lanes.indices { candidates |= 1 << UInt64(lane) }
    var left = program.steps.count, ready: [Int] = []
    while left > 0 {
      // A step that begins may be what another one streams from.
      while candidates != 0 {
        ready.removeAll(keepingCapacity: true)
        while candidates != 0 {
          let lane = candidates.trailingZeroBitCount
          candidates &= candidates - 1
          guard lanes[lane].issuedCount < lanes[lane].queue.count else { continue }
          let step = lanes[lane].queue[lanes[lane].issuedCount]
          if let need = program.need(of: step, beyond: hasEnded, hasBegun) {
            waiting[need] |= 1 << UInt64(lane)
          } else {
            ready.append(step)
          }
        }
        if ready.isEmpty { break }
        if ready.count > 1 { ready.sort() }
        for (step, demands) in zip(ready, try execute(ready)) {
          issue(step, program.steps[step].lane, demands)
          candidates |= waiting[step]
        }
      }
      for lane in running where lanes[lane].start < 0 { startIfFree(lane) }
      advance()
      var index = 0
      while index < running.count {
        let lane = running[index]
        guard lanes[lane].start >= 0, lanes[lane].end <= now, lanes[lane].transfers == 0, lanes[lane].streams == 0 else {
          index += 1
          continue
        }
        running.remove(at: index)
        finish(lane)
        candidates |= waiting[lanes[lane].step] | 1 << UInt64(lane)
        left -= 1
      }
    }
  }

  private mutating func issue(_ step: Int, _ lane: Int, _ demands: [Demand]) {
    lanes[lane].demands.removeAll(keepingCapacity: true)
    var hasCause = false
    for demand in demands where demand.amount > 0 {
      let number = place(of: demand.resource)
      lanes[lane].demands.append(
        Need(resource: number, amount: Double(demand.amount), isExclusive: demand.use == .exclusive, cause: number))
      resources[number].demanded += demand.amount
      hasCause = hasCause || demand.cause != nil
    }
    for demand in hasCause ? demands : [] {
      guard let cause = demand.cause, let number = known(demand.resource), let other = known(cause) else { continue }
      for place in lanes[lane].demands.indices where lanes[lane].demands[place].resource == number {
        lanes[lane].demands[place].cause = other
      }
    }
    lanes[lane].issuedCount += 1
    (lanes[lane].step, lanes[lane].issued, lanes[lane].start, lanes[lane].end) = (step, now, -1, 0)
    (lanes[lane].blocker, lanes[lane].transfers, lanes[lane].slowest) = (-1, 0, (-1, -1))
    (lanes[lane].streams, lanes[lane].tail) = (program.streams(of: step).count { !hasEnded[$0] }, 0)
    hasBegun[step] = true
    running.append(lane)
  }

  /// Where the state of a resource is; nil if no step has asked for it.
  private func known(_ resource: Resource) -> Int? {
    let number = Int(resource.id.number)
    return number < places.count && places[number] >= 0 ? Int(places[number]) : nil
  }

  private mutating func place(of resource: Resource) -> Int {
    if let place = known(resource) { return place }
    while places.count <= resource.id.number { places.append(-1) }
    places[Int(resource.id.number)] = Int32(resources.count)
    resources.append(State(resource: resource))
    return resources.count - 1
  }

  /// Starts a lane's step if nobody holds what it wants for itself.
  private mutating func startIfFree(_ lane: Int) {
    let demands = lanes[lane].demands, issued = lanes[lane].issued, blocker = lanes[lane].blocker
    for demand in demands where demand.isExclusive && resources[demand.resource].heldShare != nil {
      lanes[lane].blocker = demand.resource
      return
    }
    var span = 0.0, slowest = lanes[lane].slowest
    for demand in demands where demand.isExclusive {
      let seconds = demand.amount / resources[demand.resource].resource.perSecond
      let waited = blocker == demand.resource ? now - issued : 0
      if seconds + waited > slowest.seconds {
        slowest = (waited > seconds ? demand.resource : demand.cause, seconds + waited)
      }
      span = max(span, seconds)
    }
    (lanes[lane].start, lanes[lane].end, lanes[lane].slowest) = (now, now + span, slowest)
    if lanes[lane].streams > 0 { lanes[lane].tail = span / Double(max(1, program.steps[lanes[lane].step].pass.streamedParts)) }
    for demand in demands {
      if demand.isExclusive {
        resources[demand.resource].heldShare = demand.amount / resources[demand.resource].resource.perSecond / span
        timeline.uses.append(
          .init(
            step: lanes[lane].step, resource: resources[demand.resource].resource.id, start: now, end: now + span,
            amount: demand.amount))
      } else {
        if !links.contains(demand.resource) { links.append(demand.resource) }
        resources[demand.resource].transfers.append(
          Transfer(lane: lane, start: now, amount: demand.amount, remaining: demand.amount))
        lanes[lane].transfers += 1
      }
    }
  }

  /// Goes to the next time at which something ends; until then all rates are constant.
  private mutating func advance() {
    var time = Double.infinity
    for lane in running where lanes[lane].start >= 0 && lanes[lane].end >= now {
      if lanes[lane].end > now || lanes[lane].transfers == 0 && lanes[lane].streams == 0 { time = min(time, lanes[lane].end) }
    }
    for link in links { if let end = resources[link].end(from: now) { time = min(time, end) } }
    precondition(time < .infinity, "steps wait for each other")
    for link in links {
      guard let end = resources[link].end(from: now), time > now || end == time else { continue }
      let head = resources[link].transfers[0], id = resources[link].resource.id
      let moved = end == time ? head.remaining : min(head.remaining, resources[link].rate * (time - now))
      timeline.uses.append(.init(step: lanes[head.lane].step, resource: id, start: now, end: time, amount: moved))
      resources[link].transfers[0].remaining -= moved
      guard end == time else { continue }
      resources[link].transfers.removeFirst()
      lanes[head.lane].transfers -= 1
      if time - head.start > lanes[head.lane].slowest.seconds { lanes[head.lane].slowest = (link, time - head.start) }
    }
    now = time
  }

  private mutating func finish(_ lane: Int) {
    for demand in lanes[lane].demands where demand.isExclusive { resources[demand.resource].heldShare = nil }
    let resource = lanes[lane].slowest.resource, issued = lanes[lane].issued, step = lanes[lane].step
    timeline.spans[step] = .init(
      start: lanes[lane].start, end: now, resource: resource < 0 ? nil : resources[resource].resource.id,
      isLate: issued - lanes[lane].free > now - issued)
    (hasEnded[step], lanes[lane].free) = (true, now)
    for other in running where lanes[other].streams > 0 && program.streams(of: lanes[other].step).contains(step) {
      lanes[other].streams -= 1
      guard lanes[other].start >= 0, now + lanes[other].tail > lanes[other].end else { continue }
      (lanes[other].end, lanes[other].slowest) = (now + lanes[other].tail, lanes[lane].slowest)
    }
  }
}

extension Scheduler.State {
  /// What the holder leaves to background transfers, in amounts a second.
  var rate: Double { resource.perSecond * (1 - (heldShare ?? 0)) }
  /// When the first background transfer ends if nothing changes.
  func end(from now: Double) -> Double? {
    guard let first = transfers.first, rate > 0 else { return nil }
    return now + first.remaining / rate
  }
}
