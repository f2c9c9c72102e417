import HDL
import Netlist
import Simulation
import Units
import Verilator

/// A unit of the chip as it runs: RTL behind a host.
public protocol RunningUnit: AnyObject {
  var unitName: String { get }
  var simulator: VerilatorSimulator { get }
  var model: UnitModel { get }
}

/// A unit that was elaborated, emitted and built.
public struct UnitModel {
  public let design: Design
  public let source: VerilogSource
  /// The loaded library.
  public let library: String
  let makeSimulator: () throws -> VerilatorSimulator
}

/// Builds units, each once for all lanes that it serves.
public final class UnitPool {
  private let build: VerilatorBuild
  private let profile: BuildProfile
  /// Changes a unit's netlist before it is emitted, for experiments with faults.
  private let alteration: ((_ unitName: String, Design) throws -> Design)?
  private var models: [AnyHashable: UnitModel] = [:]

  public init(
    _ build: VerilatorBuild, profile: BuildProfile = .fast, alteration: ((_ unitName: String, Design) throws -> Design)? = nil
  ) {
    (self.build, self.profile, self.alteration) = (build, profile, alteration)
  }

  /// A pool of the same netlists, built with another profile.
  public func with(_ profile: BuildProfile) -> UnitPool { UnitPool(build, profile: profile, alteration: alteration) }

  /// Elaborates, builds (or takes from the cache) and loads a unit.
  public func model<U: Units.Unit>(_ unit: U, unrolling: LoopUnrolling? = nil) throws -> UnitModel {
    if let known = models[unit] { return known }
    if let problem = unit.parameterError { throw AcceleratorError("\(U.unitName): \(problem)") }
    var design = try Flattening.flatten(elaborate(unit))
    if let alteration { design = try alteration(U.unitName, design) }
    let source = try VerilogSource(design)
    let options = unrolling.map { BuildOptions(profile: profile, unrolling: $0) } ?? BuildOptions(profile: profile)
    let loaded = try build.model(source, options: options)
    let model = UnitModel(design: design, source: source, library: loaded.path) { try loaded.makeSimulator() }
    models[unit] = model
    return model
  }
}

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

  /// The unit of one lane once more, of the same netlist but built with another profile.
  func traced(_ profile: BuildProfile, only lane: String) throws -> RunningUnits {
    try RunningUnits(lanes, pool.with(profile), only: lane)
  }
}
