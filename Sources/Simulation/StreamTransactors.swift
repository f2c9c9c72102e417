/// Moves one stream of a running model: chooses its signals before the edge, looks at them when they have settled.
public protocol Transactor: AnyObject {
  /// Writes this side's signals for the coming edge.
  func drive()
  /// Called when combinational logic has settled, before the edge.
  func sample(cycle: UInt64) throws(SimulationError)
  /// Called after the edge.
  func finishCycle()
}

/// How often a side of a stream pauses.
public struct Stalls: Sendable {
  /// Chance in percent that a free cycle starts a pause.
  public var percent: Int
  /// Longest pause in cycles.
  public var longest: Int
  public init(percent: Int, longest: Int = 4) {
    self.percent = percent
    self.longest = longest
  }
  public static let none = Stalls(percent: 0)
}

/// Sends records into an input stream, in order, with random pauses.
public final class StreamDriver<Record>: Transactor {
  /// The stream's port.
  public let name: String
  private let valid, ready: SimulatorPort
  private let write: (Record) -> Void
  private var generator: SplitMix64
  private let stalls: Stalls
  private var pause = 0
  private var next = 0
  /// Records sent so far leave from the front only when the driver is idle, so that a long run costs no moves.
  public private(set) var queue: [Record] = []
  /// Transfers so far.
  public private(set) var transfers = 0
  /// Cycles in which the receiver held this side up.
  public private(set) var backPressuredCycles = 0
  /// Cycles in which the receiver would have taken a record that was not offered.
  public private(set) var starvedCycles = 0

  /// - Parameters:
  ///   - stream: the port's name; its signals are `stream_valid` and `stream_ready`
  ///   - write: writes a record to the payload's ports
  public init(
    _ simulator: any Simulator, _ stream: String, stalls: Stalls = .none, seed: UInt64, write: @escaping (Record) -> Void
  )
    throws(SimulationError)
  {
    valid = try simulator.port(stream + "_valid")
    ready = try simulator.port(stream + "_ready")
    name = stream
    self.stalls = stalls
    generator = SplitMix64(seed: seed)
    self.write = write
  }

  public func send(_ record: Record) {
    if next == queue.count {
      queue.removeAll(keepingCapacity: true)
      next = 0
    }
    queue.append(record)
  }
  /// Whether everything has been taken.
  public var isIdle: Bool { next == queue.count }
  /// Records that wait, the offered one included.
  public var waiting: Int { queue.count - next }

  private var isOffering = false

  public func drive() {
    if isOffering { return }
    if pause > 0 {
      pause -= 1
      return
    }
    guard next < queue.count else { return }
    if stalls.percent > 0, generator.chance(stalls.percent) {
      pause = generator.next(below: stalls.longest)
      return
    }
    isOffering = true
    write(queue[next])
    valid.write(1)
  }

  public func sample(cycle: UInt64) throws(SimulationError) {
    guard isOffering else {
      if ready.read() != 0 { starvedCycles += 1 }
      return
    }
    if ready.read() == 0 {
      backPressuredCycles += 1
      return
    }
    transfers += 1
    next += 1
    isOffering = false
    lastTransfer = cycle
    lowersValid = true
  }

  /// The cycle of the last transfer.
  public private(set) var lastTransfer: UInt64 = 0
  /// Set by a transfer: `valid` falls after the edge unless the next record follows at once.
  private var lowersValid = false

  public func finishCycle() {
    if lowersValid {
      valid.write(0)
      lowersValid = false
    }
  }
}

/// Takes records from an output stream, with random pauses, and checks the sender's part of the contract: `valid` is held
/// until the transfer, and the payload does not change meanwhile.
public final class StreamMonitor<Record: Equatable>: Transactor {
  private let valid, ready: SimulatorPort
  private let name: String
  private let read: () -> Record
  private var generator: SplitMix64
  private let stalls: Stalls
  private var pause = 0
  private var isReady = false
  private var offered: Record?
  private let receive: (Record, UInt64) -> Void
  public private(set) var transfers = 0
  /// Cycles in which a record was offered but not taken.
  public private(set) var backPressuredCycles = 0
  /// Cycles in which a record would have been taken but none was offered.
  public private(set) var starvedCycles = 0

  /// - Parameters:
  ///   - read: reads the payload's ports
  ///   - receive: takes a record and the cycle of its transfer
  public init(
    _ simulator: any Simulator, _ stream: String, stalls: Stalls = .none, seed: UInt64, read: @escaping () -> Record,
    receive: @escaping (Record, UInt64) -> Void
  ) throws(SimulationError) {
    valid = try simulator.port(stream + "_valid")
    ready = try simulator.port(stream + "_ready")
    name = stream
    self.stalls = stalls
    generator = SplitMix64(seed: seed)
    self.read = read
    self.receive = receive
  }

  public func drive() {
    if pause > 0 {
      pause -= 1
      isReady = false
    } else if stalls.percent > 0, generator.chance(stalls.percent) {
      pause = generator.next(below: stalls.longest)
      isReady = false
    } else {
      isReady = true
    }
    ready.write(isReady ? 1 : 0)
  }

  public func sample(cycle: UInt64) throws(SimulationError) {
    guard valid.read() == 1 else {
      if offered != nil { throw .model("stream '\(name)' took back valid before the transfer, in cycle \(cycle)") }
      if isReady { starvedCycles += 1 }
      return
    }
    let record = read()
    if let offered, offered != record {
      throw .model("stream '\(name)' changed its payload before the transfer, in cycle \(cycle)")
    }
    if isReady {
      offered = nil
      transfers += 1
      receive(record, cycle)
    } else {
      backPressuredCycles += 1
      offered = record
    }
  }
}

extension Simulator {
  /// One cycle: every transactor drives, logic settles, every transactor samples, the clock rises.
  public func step(_ transactors: [any Transactor]) throws(SimulationError) {
    for one in transactors { one.drive() }
    evaluate()
    let now = cycle
    for one in transactors { try one.sample(cycle: now) }
    try step()
    for one in transactors { one.finishCycle() }
  }
}

extension Transactor {
  public func finishCycle() {}
}
