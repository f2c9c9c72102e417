/// Runs the steps of a program in the order of time: each lane's in order, when what they need has ended.
///
/// `execute` is called with the steps that begin to be ready at one time, in the order of the program: their lanes are free and
/// their needs have ended. So a need that is missing shows as a wrong value, not only as a wrong time.
struct Scheduler {
  private struct Running {
    let step: Int, lane: Int, issued: Double
    var demands: [(resource: Int, amount: Double, isExclusive: Bool, cause: Int)]
    /// Negative while the step waits for a resource.
    var start = -1.0
    /// When its exclusive part ends.
    var end = 0.0
    /// A resource that somebody else held when the step was issued.
    var blocker: Int?
    /// Its background transfers that have not ended, and the resource that took longest, waiting included.
    var transfers = 0, slowest: (resource: Int, seconds: Double) = (-1, -1)
  }
  fileprivate struct Transfer { let step: Int, start: Double, amount: Double; var remaining: Double }
  fileprivate struct State {
    let resource: Resource
    /// What all steps have asked for.
    var demanded = 0
    var heldShare: Double?
    var transfers: [Transfer] = []
  }

  private let program: Program
  private var now = 0.0, resources: [State] = [], numbers: [Resource: Int] = [:]
  /// Of each lane, the resources that its last step asked for: nearly always those that the next one asks for.
  private var usual: [[Int]]
  private var running: [Running] = [], hasEnded: [Bool], timeline = Timeline()

  static func run(_ program: Program, _ execute: (_ steps: [Int]) throws -> [[Demand]]) rethrows -> Timeline {
    var scheduler = Scheduler(program)
    try scheduler.run(execute)
    for state in scheduler.resources { scheduler.timeline.demanded[state.resource] = state.demanded }
    return scheduler.timeline
  }

  private init(_ program: Program) {
    self.program = program
    usual = .init(repeating: [], count: program.lanes.count)
    hasEnded = .init(repeating: false, count: program.steps.count)
    timeline.spans = .init(repeating: .init(), count: program.steps.count)
    timeline.uses.reserveCapacity(2 * program.steps.count)
  }

  private mutating func run(_ execute: ([Int]) throws -> [[Demand]]) rethrows {
    let queues = program.queues
    var next = queues.map { _ in 0 }, isFree = queues.map { _ in true }, laneEnd = queues.map { _ in 0.0 }
    /// Of each lane, a need of its next step that had not ended when that was last asked.
    var waitsFor = queues.map { _ in -1 }
    var left = program.steps.count, steps: [Int] = []
    while left > 0 {
      steps.removeAll(keepingCapacity: true)
      for lane in queues.indices where isFree[lane] && next[lane] < queues[lane].count {
        if waitsFor[lane] >= 0, !hasEnded[waitsFor[lane]] { continue }
        let step = queues[lane][next[lane]]
        waitsFor[lane] = program.needs(of: step).first { !hasEnded[Int($0)] }.map { Int($0) } ?? -1
        if waitsFor[lane] < 0 { steps.append(step) }
      }
      steps.sort()
      for (step, demands) in zip(steps, steps.isEmpty ? [] : try execute(steps)) {
        let lane = program.steps[step].lane
        issue(step, lane, demands)
        (isFree[lane], next[lane]) = (false, next[lane] + 1)
      }
      for index in running.indices where running[index].start < 0 { startIfFree(index) }
      advance()
      while let index = running.firstIndex(where: { $0.start >= 0 && $0.end <= now && $0.transfers == 0 }) {
        let ended = running.remove(at: index), lane = ended.lane
        finish(ended, waited: ended.issued - laneEnd[lane])
        (isFree[lane], laneEnd[lane], left) = (true, now, left - 1)
      }
    }
  }

  private mutating func issue(_ step: Int, _ lane: Int, _ demands: [Demand]) {
    var new = Running(step: step, lane: lane, issued: now, demands: [])
    for (place, demand) in demands.enumerated() where demand.amount > 0 {
      let number = number(of: demand.resource, place, lane)
      new.demands.append((number, Double(demand.amount), demand.use == .exclusive, number))
      resources[number].demanded += demand.amount
    }
    for demand in demands {
      guard let cause = demand.cause, let number = numbers[demand.resource], let other = numbers[cause] else { continue }
      for place in new.demands.indices where new.demands[place].resource == number { new.demands[place].cause = other }
    }
    running.append(new)
  }

  /// The number of a resource that a step of a lane asks for at a place in its list.
  private mutating func number(of resource: Resource, _ place: Int, _ lane: Int) -> Int {
    if place < usual[lane].count, resources[usual[lane][place]].resource == resource { return usual[lane][place] }
    let number = numbers[resource] ?? resources.count
    if number == resources.count {
      numbers[resource] = number
      resources.append(State(resource: resource))
    }
    if place < usual[lane].count { usual[lane][place] = number } else { usual[lane].append(number) }
    return number
  }

  /// Starts a step if nobody holds what it wants for itself.
  private mutating func startIfFree(_ index: Int) {
    var step = running[index]
    for demand in step.demands where demand.isExclusive && resources[demand.resource].heldShare != nil {
      running[index].blocker = demand.resource
      return
    }
    var span = 0.0
    for demand in step.demands where demand.isExclusive {
      let seconds = demand.amount / resources[demand.resource].resource.perSecond
      let waited = step.blocker == demand.resource ? now - step.issued : 0
      if seconds + waited > step.slowest.seconds {
        step.slowest = (waited > seconds ? demand.resource : demand.cause, seconds + waited)
      }
      span = max(span, seconds)
    }
    (step.start, step.end) = (now, now + span)
    for demand in step.demands where demand.isExclusive {
      resources[demand.resource].heldShare = demand.amount / resources[demand.resource].resource.perSecond / span
      timeline.uses.append(
        .init(
          step: step.step, resource: resources[demand.resource].resource.name, start: now, end: step.end, amount: demand.amount))
    }
    for demand in step.demands where !demand.isExclusive {
      resources[demand.resource].transfers.append(
        Transfer(step: step.step, start: now, amount: demand.amount, remaining: demand.amount))
      step.transfers += 1
    }
    running[index] = step
  }

  /// Goes to the next time at which something ends; until then all rates are constant.
  private mutating func advance() {
    var time = Double.infinity
    for step in running where step.start >= 0 && step.end >= now && (step.end > now || step.transfers == 0) {
      time = min(time, step.end)
    }
    for state in resources { if let end = state.end(from: now) { time = min(time, end) } }
    precondition(time < .infinity, "steps wait for each other")
    for index in resources.indices {
      guard let end = resources[index].end(from: now), time > now || end == time else { continue }
      let head = resources[index].transfers[0], name = resources[index].resource.name
      let moved = end == time ? head.remaining : min(head.remaining, resources[index].rate * (time - now))
      timeline.uses.append(.init(step: head.step, resource: name, start: now, end: time, amount: moved))
      resources[index].transfers[0].remaining -= moved
      guard end == time, let owner = running.firstIndex(where: { $0.step == head.step }) else { continue }
      resources[index].transfers.removeFirst()
      running[owner].transfers -= 1
      if time - head.start > running[owner].slowest.seconds { running[owner].slowest = (index, time - head.start) }
    }
    now = time
  }

  private mutating func finish(_ step: Running, waited: Double) {
    for demand in step.demands where demand.isExclusive { resources[demand.resource].heldShare = nil }
    let slowest = step.slowest.resource < 0 ? nil : resources[step.slowest.resource].resource.name
    let bound = waited > now - step.issued ? nil : slowest.map { Bound.resource($0) }
    timeline.spans[step.step] = .init(start: step.start, end: now, bound: bound ?? .dependency, resource: slowest ?? "")
    hasEnded[step.step] = true
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
