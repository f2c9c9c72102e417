import Units

/// The parameters of a system's units, for their cycle models.
public struct ModelledUnits: Sendable {
  private let units: [String: any Units.Unit]

  public init(_ lanes: [Lane]) { units = Dictionary(lanes.map { ($0.name, $0.unit) }, uniquingKeysWith: { first, _ in first }) }

  /// The unit of a lane.
  public func unit<U: Units.Unit>(_ lane: String, as _: U.Type = U.self) throws -> U {
    guard let unit = units[lane] as? U else { throw AcceleratorError("no unit runs '\(lane)' as \(U.unitName)") }
    return unit
  }

  /// Cycles of a pass through the unit of a lane that its cycle model is of, from idle, with nobody pausing.
  public func cycles<Model: CycleModel>(_: Model.Type, of pass: Model.Pass, on lane: String) throws -> Int {
    Model.cycles(of: pass, on: try unit(lane))
  }
}
