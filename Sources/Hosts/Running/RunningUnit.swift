import Verilator

/// A unit of a chip as it runs: RTL behind a host.
public protocol RunningUnit: AnyObject {
  var unitName: String { get }
  var simulator: VerilatorSimulator { get }
  var model: UnitModel { get }
  var counters: UnitCounters { get }
  /// Takes the cycles of results, if it is there when a pass runs.
  var log: ResultLog? { get set }
}

extension RunningUnit {
  /// Of a unit that counts nothing itself.
  public var counters: UnitCounters { UnitCounters(cycles: simulator.cycle) }
}

/// What a unit has done since it was started.
public struct UnitCounters: Hashable, Sendable, Codable {
  /// Clock cycles that it was given.
  public var cycles: UInt64
  /// Cycles in which it worked, wanted something that did not come, and could not give away what it had: as its RTL counts them,
  /// nil where that has no such counters. Units that work side by side in one are added.
  public var busy: UInt64?, starved: UInt64?, backPressured: UInt64?
  /// Parts of a unit, such as the cores of a flash channel, of which each counts all cycles for itself.
  public var parts = 1
  /// Multiply-accumulate operations, counted by the RTL; nil for a unit that makes none.
  public var macs: UInt64?
  /// Numbers that did not fit their format and became its largest or smallest one, counted by the RTL; nil for a unit that does not
  /// count them.
  public var saturated: UInt64?

  public init(
    cycles: UInt64 = 0, busy: UInt64? = nil, starved: UInt64? = nil, backPressured: UInt64? = nil, parts: Int = 1,
    macs: UInt64? = nil, saturated: UInt64? = nil
  ) {
    (self.parts, self.saturated) = (parts, saturated)
    (self.cycles, self.busy, self.starved, self.backPressured, self.macs) = (cycles, busy, starved, backPressured, macs)
  }

  public static func + (left: Self, right: Self) -> Self {
    func sum(_ one: UInt64?, _ other: UInt64?) -> UInt64? { one == nil && other == nil ? nil : (one ?? 0) + (other ?? 0) }
    return UnitCounters(
      cycles: left.cycles + right.cycles, busy: sum(left.busy, right.busy), starved: sum(left.starved, right.starved),
      backPressured: sum(left.backPressured, right.backPressured), parts: max(left.parts, right.parts),
      macs: sum(left.macs, right.macs), saturated: sum(left.saturated, right.saturated))
  }
}

/// A counter of 32 bits, followed beyond its width: it is read at least once in 2^32 cycles.
struct WrappingCounter {
  private(set) var total: UInt64 = 0
  private var last: UInt32 = 0

  mutating func follow(_ value: UInt64) {
    total += UInt64(UInt32(truncatingIfNeeded: value) &- last)
    last = UInt32(truncatingIfNeeded: value)
  }
}
