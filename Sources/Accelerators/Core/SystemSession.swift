import Hosts
import Transformer

/// How a program is executed. There is no other switch between golden and RTL anywhere.
public enum Execution: String, Sendable, CaseIterable { case golden, rtl, checked }

/// A model on a system: memories, running units, and the position that a sequence has reached.
public final class SystemSession: TokenSession {
  public let system: any AcceleratorSystem
  public let execution: Execution
  /// What the units see; in a golden run what the golden functions see.
  public let space: AddressSpace
  public internal(set) var position = 0
  public let capacity: Int
  public let units: RunningUnits?
  /// The same with assertions, for each program's first run.
  let assertingUnits: RunningUnits?
  /// The time of all programs so far on the chip, as the units' counters and the system's resources give it.
  public internal(set) var time = ChipTime()
  /// Of the last program.
  public internal(set) var timeline = Timeline()
  /// The lengths that each program so far has found, for an estimate of the same programs.
  public internal(set) var measured: [MeasuredLengths] = []
  /// The programs so far, in their order.
  var ran: [Program] = []
  /// What the programs so far have found in their data.
  public var findings: [Finding] { system.findings(zip(ran, measured).map { ProgramRun(program: $0, lengths: $1) }) }
  /// All programs so far over time, if it is there when they run.
  public var trace: Trace?
  /// Sees each step when it has run, in the order in which steps run: that of the program in a golden run.
  public var observer: ((_ program: Program, _ step: Int, _ memory: Memory) throws -> Void)?
  /// Called when steps have run, with the position that they amount to, a fraction of one included.
  public var progress: ((_ position: Double) -> Void)?

  /// Multiply-accumulate operations that the units must have counted for the programs so far.
  public private(set) var expectedProducts = 0

  let goldenHalf: GoldenHalf?
  /// Steps by which the golden half of a checked run may be behind.
  let lag: Int
  /// The program that runs or ran last, and from which position.
  var last: (program: Program, position: Int)?
  private var programs: [Slice: Program] = [:]
  /// Programs that have run with assertions.
  private var asserted: Set<Slice> = []
  var isCancelled: (() -> Bool)?

  /// - Parameters:
  ///   - units: the system's, which a golden run does not need
  ///   - assertingUnits: the same, built with assertions, for the first run of each program; nil does without
  ///   - lag: steps by which the golden half of a checked run may be behind
  ///   - progress: called with each matrix that is placed
  public init(
    _ system: any AcceleratorSystem, model: LanguageModel, execution: Execution, units: RunningUnits? = nil,
    assertingUnits: RunningUnits? = nil, lag: Int = 64, progress: ((_ what: String) -> Void)? = nil
  ) throws {
    guard execution == .golden || units != nil else { throw AcceleratorError("\(execution.rawValue) runs need running units") }
    (self.system, self.execution, self.lag) = (system, execution, lag)
    self.units = execution == .golden ? nil : units
    self.assertingUnits = execution == .golden ? nil : assertingUnits
    capacity = system.layout.positions
    space = AddressSpace(system.memories)
    try system.placeWeights(of: model, in: space, progress: progress)
    goldenHalf = execution == .checked ? GoldenHalf(system.memories, sharing: space) : nil
  }

  /// Values that units wrote and golden functions confirmed, processor passes not counted.
  public var valuesCompared: Int { goldenHalf?.current.values ?? 0 }
  public var tensorsCompared: Int { goldenHalf?.current.tensors ?? 0 }

  /// What the units have done, by the name of the unit.
  public var counters: [String: UnitCounters] {
    (units?.counters ?? [:]).merging(assertingUnits?.counters ?? [:], uniquingKeysWith: +)
  }
  /// Multiply-accumulate operations that the units counted.
  public var macs: Int { counters.values.reduce(0) { $0 + Int($1.macs ?? 0) } }

  /// Forgets everything from `position` on.
  public func rewind(to position: Int) {
    precondition((0...self.position).contains(position), "a session can only go back")
    self.position = position
  }

  /// Runs `tokens` at the positions that follow and returns the logits of the rows asked for, [row][token].
  public func run(_ tokens: [Int], logits: LogitRows) throws -> Matrix { try run(tokens, logits: logits, isCancelled: nil) }

  /// Runs `tokens` at the positions that follow and returns the logits of the rows asked for, [row][token].
  ///
  /// - Parameter isCancelled: asked between steps; when it says so, `SessionError.cancelled` is thrown, and the session stays where
  ///   it was
  public func run(_ tokens: [Int], logits: LogitRows, isCancelled: (() -> Bool)?) throws -> Matrix {
    let vocabulary = system.layout.graph.configuration.vocabulary
    guard !tokens.isEmpty else { throw SessionError.noTokens }
    guard position + tokens.count <= capacity else {
      throw SessionError.contextExceeded(position: position + tokens.count, capacity: capacity)
    }
    if let id = tokens.first(where: { !(0..<vocabulary).contains($0) }) {
      throw SessionError.unknownToken(id: id, vocabulary: vocabulary)
    }
    self.isCancelled = isCancelled
    defer { self.isCancelled = nil }
    let start = position
    var result = Matrix(rows: 0, columns: vocabulary)
    var first = 0
    // A prompt that is longer than a program's rows takes several.
    while first < tokens.count {
      let part = tokens[first..<min(tokens.count, first + system.layout.rows)]
      let isLast = part.endIndex == tokens.count
      let slice = Slice(rows: part.count, logits: logits == .last && !isLast ? .none : logits)
      let program = try program(slice)
      write(part.map { Int32($0) }, to: system.layout.tokens.first(part.count))
      do { try run(program, on: asserted.contains(slice) ? units : assertingUnits ?? units) } catch {
        position = start
        throw error
      }
      asserted.insert(slice)
      expectedProducts +=
        system.unitProducts(of: slice, at: position - part.count) + system.unitProducts(of: program, measured.last ?? [:])
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
  /// The token that the chip chose of the last run's logits.
  public func argmax(_ logits: ArraySlice<Float>) throws -> Int { chosen }

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
}
