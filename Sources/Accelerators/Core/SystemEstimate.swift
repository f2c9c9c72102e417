import Transformer

/// Lengths that a program's steps have found in the data, by the number of the step.
public typealias MeasuredLengths = [Int: [Int]]

/// A system without values: its programs as they would run, with lengths from cycle models. For models that no machine here holds.
///
/// Only the memories of kind `state` are there. Where a run has measured the lengths that depend on data, the timeline is that of the
/// run, to the cycle; else the expected lengths are taken.
public final class SystemEstimate {
  public let system: any AcceleratorSystem
  /// Positions of the sequence so far.
  public private(set) var position: Int
  /// The time of all programs so far, and the timeline of the last one.
  public private(set) var time = ChipTime(), timeline = Timeline()
  public private(set) var program: Program?
  /// All programs so far over time, if it is there when they run.
  public var trace: Trace?

  private let space: AddressSpace
  private let units: ModelledUnits
  private var programs: [Slice: Program] = [:]

  /// - Parameter position: where the sequence goes on, as if so many tokens had been run before
  public init(_ system: any AcceleratorSystem, position: Int = 0) {
    (self.system, self.position) = (system, position)
    space = AddressSpace(system.memories.filter { $0.kind == .state })
    units = ModelledUnits(system.lanes)
  }

  /// Runs `rows` tokens at the positions that follow; those that are more than a program's rows take several. Returns the timelines of
  /// the programs.
  ///
  /// - Parameter lengths: those that a run of the same programs has measured, program by program
  @discardableResult
  public func run(rows: Int, logits: LogitRows, lengths: [MeasuredLengths]? = nil) throws -> [Timeline] {
    guard rows > 0, position + rows <= system.layout.positions else {
      throw AcceleratorError("there is room for \(system.layout.positions) positions, not for \(position + rows)")
    }
    var timelines: [Timeline] = [], left = rows
    while left > 0 {
      let count = min(left, system.layout.rows)
      let slice = Slice(rows: count, logits: logits == .last && count < left ? .none : logits)
      let program = try programs[slice] ?? system.compile(slice, position: position)
      (programs[slice], self.program) = (program, program)
      timeline = try run(program, lengths?[timelines.count])
      trace?.add(program, timeline, start: time.seconds, position: position)
      time.add(timeline)
      timelines.append(timeline)
      (position, left) = (position + count, left - count)
    }
    return timelines
  }

  private func run(_ program: Program, _ lengths: MeasuredLengths?) throws -> Timeline {
    let memory = Memory(space, position: position)
    return try Scheduler.run(program) { steps in
      try steps.map { number in
        let pass = program.steps[number].pass
        for (index, length) in pass.lengths.enumerated() {
          memory.space.write([Int32(lengths?[number]?[index] ?? length.expected)], to: length.buffer)
        }
        return try pass.estimate(units, memory)
      }
    }
  }
}
