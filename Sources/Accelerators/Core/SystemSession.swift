import Dispatch
import Foundation
import Hosts
import Transformer

/// How a program is executed. There is no other switch between golden and RTL anywhere.
public enum Execution: String, Sendable, CaseIterable { case golden, rtl, checked }

/// A model on a system: memories, running units, and the position that a sequence has reached.
public final class SystemSession {
  public let system: any AcceleratorSystem
  public let execution: Execution
  /// What the units see; in a golden run what the golden functions see.
  public let space: AddressSpace
  public private(set) var position = 0
  public let capacity: Int
  public let units: RunningUnits?
  /// The time of all programs so far on the chip, as the units' counters and the system's resources give it.
  public private(set) var time = ChipTime()
  /// Of the last program.
  public private(set) var timeline = Timeline()
  /// All programs so far over time, if it is there when they run.
  public var trace: Trace?

  private let goldenHalf: GoldenHalf?
  private let lag: Int
  private var programs: [Slice: Program] = [:]

  /// - Parameters:
  ///   - units: the system's, which a golden run does not need
  ///   - lag: steps by which the golden half of a checked run may be behind
  ///   - progress: called with each matrix that is placed
  public init(
    _ system: any AcceleratorSystem, model: LanguageModel, execution: Execution, units: RunningUnits? = nil, lag: Int = 64,
    progress: ((_ what: String) -> Void)? = nil
  ) throws {
    guard execution == .golden || units != nil else { throw AcceleratorError("\(execution.rawValue) runs need running units") }
    (self.system, self.execution, self.lag) = (system, execution, lag)
    self.units = execution == .golden ? nil : units
    capacity = system.layout.positions
    space = AddressSpace(system.memories)
    try system.placeWeights(of: model, in: space, progress: progress)
    goldenHalf = execution == .checked ? GoldenHalf(system.memories, sharing: space) : nil
  }

  /// Values that units wrote and golden functions confirmed, processor passes not counted.
  public var valuesCompared: Int { goldenHalf?.current.values ?? 0 }
  public var tensorsCompared: Int { goldenHalf?.current.tensors ?? 0 }

  /// Forgets everything from `position` on.
  public func rewind(to position: Int) {
    precondition((0...self.position).contains(position), "a session can only go back")
    self.position = position
  }

  /// Runs `tokens` at the positions that follow and returns the logits of the rows asked for, [row][token].
  public func run(_ tokens: [Int], logits: LogitRows) throws -> Matrix {
    let vocabulary = system.layout.graph.configuration.vocabulary
    guard !tokens.isEmpty else { throw SessionError.noTokens }
    guard position + tokens.count <= capacity else {
      throw SessionError.contextExceeded(position: position + tokens.count, capacity: capacity)
    }
    if let id = tokens.first(where: { !(0..<vocabulary).contains($0) }) {
      throw SessionError.unknownToken(id: id, vocabulary: vocabulary)
    }
    var result = Matrix(rows: 0, columns: vocabulary), first = 0
    // A prompt that is longer than a program's rows takes several.
    while first < tokens.count {
      let part = tokens[first..<min(tokens.count, first + system.layout.rows)], isLast = part.endIndex == tokens.count
      let program = try program(Slice(rows: part.count, logits: logits == .last && !isLast ? .none : logits))
      write(part.map { Int32($0) }, to: system.layout.tokens.first(part.count))
      try run(program)
      if let buffer = program.logits {
        result = Matrix(
          rows: result.rows + buffer.rows, columns: vocabulary, values: result.values + space.read(buffer, as: Float.self))
      }
      first = part.endIndex
    }
    return result
  }

  /// The token that the last program with logits of its last row chose.
  public var chosen: Int { Int(space.read(system.layout.next, as: Int32.self)[0]) }

  private func program(_ slice: Slice) throws -> Program {
    if let known = programs[slice] { return known }
    let program = try system.compile(slice, position: position)
    programs[slice] = program
    return program
  }

  /// Writes values for the next program to read, into both halves.
  private func write<Element: BitwiseCopyable & Sendable>(_ values: [Element], to buffer: Buffer) {
    space.write(values, to: buffer)
    goldenHalf?.access { $0.write(values, to: buffer) }
  }

  /// Runs a program from the position reached, and moves that on.
  private func run(_ program: Program) throws {
    let memory = Memory(space, position: position)
    if let goldenHalf {
      var order: [Int] = []
      try goldenHalf.follow(capacity: lag) { queue in
        timeline = try Scheduler.run(program) { steps in
          if goldenHalf.current.difference != nil { throw Stopped() }
          let demands = try execute(program, steps, memory)
          for number in steps {
            let step = program.steps[number]
            let written = try step.pass.writes.map { space.bytes(of: try memory.resolve($0)) }
            queue.put(
              .init(
                step: number, turn: order.count, pass: step.pass, place: step.place, position: position, written: written))
            order.append(number)
          }
          return demands
        }
      } orStopped: {
        guard var difference = goldenHalf.current.difference else { return }
        difference.remarks.append(try blame(program, difference, order, memory, goldenHalf))
        throw difference
      }
      finish(program)
    } else if execution == .golden {
      for step in program.steps { try step.pass.golden(memory) }
    } else {
      timeline = try Scheduler.run(program) { try execute(program, $0, memory) }
      finish(program)
    }
    position += program.rows
  }

  /// Adds the timeline of a program that has run.
  private func finish(_ program: Program) {
    trace?.add(program, timeline, start: time.seconds, position: position)
    time.add(timeline)
  }

  /// Runs steps that are ready at the same time and returns what they took.
  private func execute(_ program: Program, _ steps: [Int], _ memory: Memory) throws -> [[Demand]] {
    guard let units else { return [] }
    return try steps.map { try program.steps[$0].pass.run(units, memory) }
  }

  /// Says whether the unit is to blame, or bytes that it read and that no step since has written.
  private func blame(_ program: Program, _ difference: Difference, _ order: [Int], _ memory: Memory, _ golden: GoldenHalf) throws
    -> String
  {
    let later = order[difference.turn...].flatMap { program.steps[$0].pass.writes.compactMap { try? memory.resolve($0) } }
    for operand in program.steps[difference.step].pass.reads {
      guard let read = try? memory.resolve(operand), !later.contains(where: read.overlaps) else { continue }
      let (tested, expected) = (space.bytes(of: read), golden.access { $0.bytes(of: read) })
      if tested != expected { return "what it read had changed in memory: \(read.difference(tested, expected).text)" }
    }
    return "what it read was right"
  }

  /// Runs the step in which a difference was found once more, on its golden operands and a unit that records, and returns the
  /// cycles that the unit took.
  ///
  /// - Parameter path: where the waveform goes; ends in `.fst` or `.vcd`
  public func replay(_ difference: Difference, waveform path: String) throws -> UInt64 {
    guard let goldenHalf, let units,
      let program = programs.values.first(where: {
        $0.steps.indices.contains(difference.step)
          && $0.steps[difference.step].place == difference.place
          && type(of: $0.steps[difference.step].pass).name == difference.pass
      })
    else { throw AcceleratorError("only a checked run can be replayed") }
    let pass = program.steps[difference.step].pass
    let traced = try units.traced(.traced(for: path), only: pass.lane)
    guard let unit = traced.all.first else { throw AcceleratorError("no unit runs \(pass.lane)") }
    let start = unit.simulator.cycle, position = position
    try unit.simulator.openWaveform(path)
    nonisolated(unsafe) let tracedUnits = traced
    try goldenHalf.access { space in _ = try pass.run(tracedUnits, Memory(copy space, position: position)) }
    try unit.simulator.closeWaveform()
    return unit.simulator.cycle - start
  }
}

/// Ends a program whose golden run has found a difference.
private struct Stopped: Error {}

extension GoldenHalf {
  fileprivate func follow(
    capacity: Int, _ body: (BoundedQueue<Done?>) throws -> Void, orStopped: () throws -> Void
  ) throws {
    do { try follow(capacity: capacity, body) } catch is Stopped {}
    try orStopped()
  }
}

extension SystemSession {
  /// Keys, values and state so far, to be continued by `resume`.
  private struct Saved: Codable {
    var position: Int
    var kept: [Data]
    /// Of the bytes, so that a damaged file is refused.
    var digest: String
  }

  private func keptBytes(_ space: borrowing AddressSpace, _ position: Int) throws -> [Data] {
    try system.layout.kept.map { Data(space.bytes(of: try $0.extent(at: position))) }
  }

  /// In a checked run both halves must agree: a resumed one begins both with the same bytes, and would never see a difference.
  public func save() throws -> Data {
    let kept = try keptBytes(space, position)
    if let goldenHalf, try goldenHalf.access({ try keptBytes($0, position) }) != kept {
      throw AcceleratorError(
        "keys and values differ from the golden run's, though no step has read the difference: nothing was saved")
    }
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    return try encoder.encode(Saved(position: position, kept: kept, digest: Self.digest(kept)))
  }

  /// Takes the keys and values of a saved run, and its position.
  public func resume(_ data: Data) throws {
    let saved = try PropertyListDecoder().decode(Saved.self, from: data)
    guard Self.digest(saved.kept) == saved.digest else {
      throw AcceleratorError("the saved state is damaged; start from the beginning")
    }
    let buffers = try saved.position <= capacity ? system.layout.kept.map { try $0.extent(at: saved.position) } : []
    guard buffers.map(\.byteCount) == saved.kept.map(\.count) else {
      throw AcceleratorError("the saved state is of another model; start from the beginning")
    }
    for (buffer, bytes) in zip(buffers, saved.kept) {
      Self.copy([UInt8](bytes), to: buffer, space)
      goldenHalf?.access { Self.copy([UInt8](bytes), to: buffer, $0) }
    }
    position = saved.position
  }

  private static func copy(_ bytes: [UInt8], to buffer: Buffer, _ space: borrowing AddressSpace) {
    var position = 0
    let memory = space[buffer.memory]
    buffer.forEachRange { range in
      UnsafeMutableRawBufferPointer(rebasing: memory[range]).copyBytes(from: bytes[position..<position + range.count])
      position += range.count
    }
  }

  /// FNV-1a, 64 bits.
  private static func digest(_ parts: [Data]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for part in parts { for byte in part { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 } }
    return String(hash, radix: 16)
  }
}
