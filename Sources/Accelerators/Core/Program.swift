import Foundation

/// Where in the model a step belongs, for traces and messages.
public struct Place: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The operation of the model's graph, such as `blk.3.ffn_down`.
  public var operation: String
  /// Row of the program: the token at that many positions behind the first.
  public var row: Int?
  public var head: Int?

  public init(_ operation: String, row: Int? = nil, head: Int? = nil) {
    (self.operation, self.row, self.head) = (operation, row, head)
  }
  public var description: String {
    ([operation, row.map { "row \($0)" }, head.map { "head \($0)" }] as [String?]).compactMap(\.self).joined(separator: " ")
  }
}

public struct Step: Sendable {
  public let pass: any Pass
  public let place: Place
  public let lane: Int
}

/// What a program does for one operation of the model's graph.
public struct OperationSpan: Sendable {
  public let name: String
  /// FP32 [row][element], whole when the steps have run; a later operation may use its place.
  public let output: Buffer
  /// None for an operation that only selects rows.
  public let steps: Range<Int>
}

/// A model graph compiled for a system: passes in a legal serial order, and for each the steps that must end before it begins.
public struct Program: Sendable {
  public private(set) var steps: [Step] = []
  /// In the order of the graph.
  public private(set) var operations: [OperationSpan] = []
  /// Names of the lanes that occur.
  public private(set) var lanes: [String] = []
  /// Rows by which a run moves the position on.
  public let rows: Int
  /// FP32 logits of the rows that were asked for.
  public var logits: Buffer?
  /// Where addresses that depend on the position were compared. All of them move together, so the needs hold elsewhere too.
  private let position: Int
  /// The steps of each lane, in order.
  public private(set) var queues: [[Int]] = []
  /// All needs, one step's after the other's, and where each step's begin.
  private var needed: [Int32] = [], firstNeed: [Int32] = [0]
  /// Of the steps that take something part by part: the steps that write it.
  private var streams: [Int: [Int]] = [:]
  private var laneNumbers: [String: Int] = [:]
  /// By the number of a memory: its accesses, nil for weights, which nobody writes.
  private var maps: [AccessMap?] = [], weights: Set<MemoryID> = []

  public init(_ memories: [MemoryMap], rows: Int, position: Int = 0) {
    (self.rows, self.position) = (rows, position)
    maps = .init(repeating: nil, count: (memories.map(\.memory.number).max() ?? -1) + 1)
    for map in memories where map.kind != .weights { maps[map.memory.number] = AccessMap(capacity: map.used) }
    weights = Set(memories.filter { $0.kind == .weights }.map(\.memory))
  }

  public var needCount: Int { needed.count }
  /// At most one step of each other lane; those of its own lane have ended anyway.
  public func needs(of step: Int) -> ArraySlice<Int32> { needed[Int(firstNeed[step])..<Int(firstNeed[step + 1])] }

  /// The steps whose results a step takes part by part while they run.
  public func streams(of step: Int) -> [Int] { streams.isEmpty ? [] : streams[step] ?? [] }

  /// The first step that a step waits for: one that it needs and that has not ended, or whose results it takes part by part and that has
  /// not begun. Nil when it is ready.
  func need(of step: Int, beyond hasEnded: [Bool], _ hasBegun: [Bool]) -> Int? {
    for index in Int(firstNeed[step])..<Int(firstNeed[step + 1]) where !hasEnded[Int(needed[index])] { return Int(needed[index]) }
    return streams.isEmpty ? nil : streams[step]?.first { !hasBegun[$0] }
  }

  /// Adds a step at the end. Throws where it cannot be: weights are written, operands do not exist, or there are too many lanes.
  ///
  /// - Parameter writtenRanges: the most ranges of bytes that a result is told apart by; one around all of them stands for more, so that
  ///   steps that write between each other's ranges would wait for each other
  public mutating func append(_ pass: any Pass, _ place: Place, writtenRanges: Int = Self.mostRanges) throws {
    let step = steps.count, lane = try number(ofLane: pass.lane)
    var needs = Steps()
    for operand in pass.reads {
      note(try operand.extent(at: position), lane, step, isWrite: false, &needs)
      if case .value(let buffer) = operand.index { note(buffer, lane, step, isWrite: false, &needs) }
    }
    let streamed = pass.streamed
    if !streamed.isEmpty {
      var sources = Steps()
      for operand in streamed { note(try operand.extent(at: position), lane, step, isWrite: false, &sources) }
      streams[step] = lanes.indices.filter { $0 != lane && sources[$0] > 0 }.map { Int(sources[$0]) - 1 }
    }
    for operand in pass.writes {
      if weights.contains(operand.buffer.memory) {
        throw AcceleratorError("\(place): a step writes \(operand.buffer), which holds weights")
      }
      note(try operand.extent(at: position), lane, step, isWrite: true, &needs, most: writtenRanges)
      if case .value(let buffer) = operand.index { note(buffer, lane, step, isWrite: false, &needs) }
    }
    for other in lanes.indices where other != lane && needs[other] > 0 { needed.append(needs[other] - 1) }
    firstNeed.append(Int32(needed.count))
    queues[lane].append(step)
    steps.append(Step(pass: pass, place: place, lane: lane))
  }

  /// Notes that the steps from `first` on are those of an operation.
  mutating func close(_ name: String, _ output: Buffer, from first: Int) {
    operations.append(OperationSpan(name: name, output: output, steps: first..<steps.count))
  }

  /// Forgets what only `append` needs.
  mutating func seal() { (maps, laneNumbers) = ([], [:]) }

  /// Ranges of an operand's bytes that are told apart.
  public static let mostRanges = 16

  private mutating func note(
    _ buffer: Buffer, _ lane: Int, _ step: Int, isWrite: Bool, _ needs: inout Steps, most: Int = mostRanges
  ) {
    let number = buffer.memory.number
    if number < maps.count, maps[number] != nil {
      buffer.forEachRange(most: most) {
        maps[number]?.access($0, lane: lane, step: step, isWrite: isWrite, needs: &needs)
      }
    }
    for companion in buffer.companions { note(companion, lane, step, isWrite: isWrite, &needs) }
  }

  private mutating func number(ofLane name: String) throws -> Int {
    if let number = laneNumbers[name] { return number }
    guard lanes.count < Steps.scalarCount else {
      throw AcceleratorError("a program has at most \(Steps.scalarCount) lanes; give the system fewer channels")
    }
    laneNumbers[name] = lanes.count
    lanes.append(name)
    queues.append([])
    return lanes.count - 1
  }

  /// A line for each step: lane, pass, operands, what it needs, where it belongs.
  public var listing: String {
    steps.enumerated().map { number, step in
      let type = type(of: step.pass), streams = streams(of: number)
      let needs =
        needs(of: number).map(String.init).joined(separator: ",")
        + (streams.isEmpty ? "" : "  with \(streams.map(String.init).joined(separator: ","))")
      let operands = [step.pass.writes, step.pass.allReads].map { $0.map(\.description).joined(separator: ", ") }
      return "\(number) \(step.pass.lane): \(type.name) \(operands[0]) <- \(operands[1])  after \(needs)  ; \(step.place)"
    }.joined(separator: "\n")
  }
}
