import Hosts
import Units
import Verilator
import Verilog

/// The units of a system, each behind its lane's queue.
public final class RunningUnits {
  private var units: [String: any RunningUnit] = [:]
  private let lanes: [Lane], pool: UnitPool
  /// In the order of the lanes.
  public let all: [any RunningUnit]

  /// - Parameters:
  ///   - only: the one lane to start
  ///   - progress: called with the unit that is built next
  public init(_ lanes: [Lane], _ pool: UnitPool, only: String? = nil, progress: ((_ unit: String) -> Void)? = nil) throws {
    (self.lanes, self.pool) = (lanes, pool)
    var all: [any RunningUnit] = []
    for lane in lanes where only == nil || lane.name == only {
      progress?(type(of: lane.unit).unitName)
      let unit = try lane.start(pool)
      units[lane.name] = unit
      all.append(unit)
    }
    self.all = all
  }

  /// The unit of a lane.
  public func unit<Host: RunningUnit>(_ lane: String, as _: Host.Type = Host.self) throws -> Host {
    guard let unit = units[lane] as? Host else { throw AcceleratorError("no unit runs '\(lane)' as \(Host.self)") }
    return unit
  }

  /// The same netlists once more, built with another profile.
  ///
  /// - Parameter lane: the one lane to start
  public func with(_ profile: BuildProfile, only lane: String? = nil, progress: ((_ unit: String) -> Void)? = nil) throws
    -> RunningUnits
  { try RunningUnits(lanes, pool.with(profile), only: lane, progress: progress) }

  /// What the units have done, by the name of the unit: several of the same are added.
  public var counters: [String: UnitCounters] {
    all.reduce(into: [:]) { sums, unit in sums[unit.unitName] = sums[unit.unitName].map { $0 + unit.counters } ?? unit.counters }
  }
  /// SHA-256 of the Verilog of all units.
  public var netlistDigest: String { VerilogSource.digest(all.map(\.model.source)) }
  /// The loaded library of each model, and the unit that it simulates.
  public var libraries: [String: String] {
    Dictionary(all.map { ($0.model.library, $0.unitName) }, uniquingKeysWith: { first, _ in first })
  }
}
