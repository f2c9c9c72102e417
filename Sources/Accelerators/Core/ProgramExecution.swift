import Dispatch
import Hosts
import Transformer
import Verilator

extension SystemSession {
  /// Runs a program from the position reached, and moves that on.
  func run(_ program: Program, on units: RunningUnits?) throws {
    last = (program, position)
    measured.append([:])
    ran.append(program)
    let memory = Memory(space, position: position)
    var count = 0
    /// After steps have run: who watches them is told.
    func report(_ steps: [Int]) throws {
      if let observer { for step in steps { try observer(program, step, memory) } }
      count += steps.count
      progress?(Double(position) + Double(program.rows * count) / Double(program.steps.count))
    }
    if let goldenHalf {
      timeline = try check(program, on: units, memory, goldenHalf, report)
      finish(program)
    } else if execution == .golden {
      for (number, step) in program.steps.enumerated() {
        try checkCancelled()
        try step.pass.golden(memory)
        try step.checkFinite(memory)
        try report([number])
      }
    } else {
      timeline = try Scheduler.run(program) { steps in
        try checkCancelled()
        let demands = try execute(program, steps, memory, on: units)
        for number in steps { try program.steps[number].checkFinite(memory) }
        try report(steps)
        return demands
      }
      finish(program)
    }
    position += program.rows
  }

  private func checkCancelled() throws { if let isCancelled, isCancelled() { throw SessionError.cancelled } }

  /// Adds the timeline of a program that has run.
  private func finish(_ program: Program) {
    trace?.add(program, timeline, start: time.seconds, position: position)
    time.add(timeline)
  }

  /// Runs a program on the units, with the golden half behind them.
  private func check(
    _ program: Program, on units: RunningUnits?, _ memory: Memory, _ goldenHalf: GoldenHalf, _ report: ([Int]) throws -> Void
  ) throws -> Timeline {
    var order: [Int] = []
    var timeline = Timeline()
    var failure: (any Error)?
    do {
      try goldenHalf.follow(capacity: lag) { queue in
        timeline = try Scheduler.run(program) { steps in
          if goldenHalf.current.difference != nil { throw Stopped() }
          try checkCancelled()
          let demands = try execute(program, steps, memory, on: units)
          for number in steps {
            let step = program.steps[number]
            let written = try step.pass.writes.map { space.bytes(of: try memory.resolve($0)) }
            queue.put(
              .init(step: number, turn: order.count, pass: step.pass, place: step.place, position: position, written: written))
            order.append(number)
          }
          for number in steps { try program.steps[number].checkFinite(memory) }
          try report(steps)
          return demands
        }
      }
    } catch { failure = error }
    // What differs comes before what followed from it.
    if var difference = goldenHalf.current.difference {
      difference.remarks.append(try blame(program, difference, order, memory, goldenHalf))
      throw difference
    }
    if let failure { throw failure }
    return timeline
  }

  /// Runs steps that are ready at the same time, side by side, and returns what they took.
  private func execute(_ program: Program, _ steps: [Int], _ memory: Memory, on units: RunningUnits?) throws -> [[Demand]] {
    guard let units else { return [] }
    let demands = try units.run(program, steps, memory)
    for number in steps {
      let lengths = program.steps[number].pass.lengths
      if lengths.isEmpty { continue }
      measured[measured.count - 1][number] = lengths.map { Int(space.read($0.buffer, as: Int32.self)[0]) }
    }
    return demands
  }

  /// Says whether the unit is to blame, or bytes that it read and that no step since has written.
  private func blame(_ program: Program, _ difference: Difference, _ order: [Int], _ memory: Memory, _ golden: GoldenHalf) throws
    -> String
  {
    let later = order[difference.turn...].flatMap { program.steps[$0].pass.writes.compactMap { try? memory.resolve($0) } }
    for operand in program.steps[difference.step].pass.allReads {
      guard let read = try? memory.resolve(operand), !later.contains(where: read.overlaps) else { continue }
      let (tested, expected) = (space.bytes(of: read), golden.access { $0.bytes(of: read) })
      if tested != expected { return "what it read had changed in memory: \(read.difference(tested, expected).text)" }
    }
    return "what it read was right"
  }
}

extension RunningUnits {
  /// Runs steps that are ready at the same time, side by side, and returns what each took.
  func run(_ program: Program, _ steps: [Int], _ memory: Memory) throws -> [[Demand]] {
    if steps.count == 1 { return [try program.steps[steps[0]].pass.run(self, memory)] }
    // Each lane has a unit of its own, and no step needs what another one of them writes.
    nonisolated(unsafe) let shared = (memory: memory, units: self)
    nonisolated(unsafe) let results = UnsafeMutablePointer<Result<[Demand], any Error>>.allocate(capacity: steps.count)
    defer { results.deallocate() }
    DispatchQueue.concurrentPerform(iterations: steps.count) { index in
      (results + index).initialize(to: Result { try program.steps[steps[index]].pass.run(shared.units, shared.memory) })
    }
    let all = (0..<steps.count).map { (results + $0).move() }
    return try all.map { try $0.get() }
  }
}

/// Ends a program whose golden run has found a difference.
private struct Stopped: Error {}
