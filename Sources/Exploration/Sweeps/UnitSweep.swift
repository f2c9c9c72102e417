import Netlist
import UnitProtocol

/// A sweep over one unit's parameters and the options of its synthesis, checked: every candidate can be elaborated.
public struct UnitSweep: Sendable {
  /// One design to synthesize.
  public struct Candidate: Sendable {
    /// The swept values, in the order of the axes.
    public let parameters: Sweep.Combination
    public let unit: any UnitProtocol.Unit
    public let options: SynthesisOptions

    public init(parameters: Sweep.Combination, unit: any UnitProtocol.Unit, options: SynthesisOptions) {
      self.parameters = parameters
      self.unit = unit
      self.options = options
    }
  }

  public let unit: any UnitProtocol.Unit.Type
  public let axes: [SweepAxis]
  /// What is set beside the sweep.
  public let settings: [(name: String, value: String)]
  public let candidates: [Candidate]
  public let refused: Sweep.Refusals

  /// Options of synthesis that can be swept as parameters can, unless the unit has a parameter of that name.
  public static let optionNames = ["clock-ns", "booth", "mapping"]

  /// Throws one line for an unknown parameter, with the nearest one, and for a value that it cannot take.
  public init(
    _ unit: any UnitProtocol.Unit.Type, axes: [SweepAxis], settings: [(name: String, value: String)] = [],
    options: SynthesisOptions = SynthesisOptions()
  ) throws {
    let known = unit.parameterDescriptions.map(\.name)
    for axis in axes {
      if settings.contains(where: { $0.name == axis.name }) {
        throw SweepError("'\(axis.name)' is both set and swept; keep one of the two")
      }
      if !known.contains(axis.name), !Self.optionNames.contains(axis.name) {
        throw SweepError(
          "\(unit.unitName) has no parameter '\(axis.name)'" + Suggestion.remedy(for: axis.name, among: known + Self.optionNames))
      }
    }
    let sweep = try Sweep(axes)
    let result = try sweep.valid { combination in
      var options = options
      for (name, value) in combination where !known.contains(name) { try Self.apply(value, to: name, of: &options) }
      if let problem = options.problem { throw SweepError(problem) }
      return Candidate(
        parameters: combination, unit: try unit.init(settings: settings + combination.filter { known.contains($0.name) }),
        options: options)
    }
    self.unit = unit
    self.axes = axes
    self.settings = settings
    candidates = result.values
    refused = result.refused
  }

  /// Whether the energy of the candidates says which is better: the unit tells what a cycle does, or all do the same.
  public var comparesEnergy: Bool {
    let settings = Set(candidates.map { $0.unit.settings.map { "\($0.name)=\($0.value)" } })
    return settings.count < 2 || candidates.allSatisfy { $0.unit.explored?.operationsPerCycle != nil }
  }

  private static func apply(_ value: String, to name: String, of options: inout SynthesisOptions) throws(SweepError) {
    switch name {
    case "clock-ns":
      guard let clock = Double(value) else { throw SweepError("clock-ns is a number of nanoseconds, not '\(value)'") }
      options.clockNs = clock
    case "booth":
      guard let booth = Bool(value) else { throw SweepError("booth is true or false, not '\(value)'") }
      options.booth = booth
    default:
      guard let mapping = SynthesisOptions.Mapping(rawValue: value) else {
        let all = SynthesisOptions.Mapping.allCases.map(\.rawValue)
        throw SweepError("there is no mapping '\(value)'" + Suggestion.remedy(for: value, among: all))
      }
      options.mapping = mapping
    }
  }
}
