import HDL
import Netlist
import Simulation
import Units
import Verilator

/// A unit that was elaborated, emitted and built.
public struct UnitModel {
  public let design: Design
  public let source: VerilogSource
  /// The loaded library.
  public let library: String
  let makeSimulator: () throws -> VerilatorSimulator
}

/// Builds units, each once for all that it serves.
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

  /// Elaborates, builds (or takes from the cache) and loads a unit; throws `UnitError` for impossible parameters.
  public func model<U: Units.Unit>(_ unit: U, unrolling: LoopUnrolling? = nil) throws -> UnitModel {
    if let known = models[unit] { return known }
    if let problem = unit.parameterError { throw UnitError("\(U.unitName): \(problem)") }
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

extension BuildProfile {
  /// The profile whose models write the waveform at `path`: VCD where it ends so, else FST.
  public static func traced(for path: String) -> BuildProfile { path.hasSuffix(".vcd") ? .tracedVCD : .traced }
}
