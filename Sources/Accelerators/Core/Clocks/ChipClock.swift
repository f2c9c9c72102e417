import Units

/// The clock of a part of a chip, and where its rate is from.
public struct ChipClock: Hashable, Codable, Sendable {
  /// The part, such as `flash`.
  public let name: String
  /// Cycles a second.
  public let perSecond: Double
  /// A parameter, or the unit and the tables that the rate comes from.
  public let source: String

  /// - Parameters:
  ///   - name: the part of the chip
  ///   - perSecond: cycles a second
  ///   - source: where that is from
  public init(_ name: String, perSecond: Double, source: String) {
    (self.name, self.perSecond, self.source) = (name, perSecond, source)
  }

  /// The clock that the slowest of some units allows: as synthesis found it for the unit's committed configuration, scaled to a node.
  ///
  /// Throws where a unit has no committed figure, or the node no published delay.
  ///
  /// - Parameters:
  ///   - name: the part of the chip
  ///   - units: names of its units
  ///   - node: in nanometres, one of `NodeDelay.nodes`
  public init(_ name: String, slowestOf units: [String], node: Int) throws {
    guard let factor = NodeDelay.factor(from: SynthesizedClocks.node, to: node) else {
      throw AcceleratorError(
        "there is no delay of \(node) nm; there are \(NodeDelay.nodes.map(String.init).joined(separator: ", "))")
    }
    let rates = try units.map { unit in
      guard let rate = SynthesizedClocks.megahertz[unit] else {
        throw AcceleratorError("the clock of \(unit) was never synthesized; set the rate with clock-from=rate")
      }
      return (unit: unit, rate: rate)
    }
    guard let slowest = rates.min(by: { $0.rate < $1.rate }) else { throw AcceleratorError("\(name) has no unit with a clock") }
    self.init(
      name, perSecond: slowest.rate * 1e6 / factor,
      source: "\(slowest.unit): \(slowest.rate) MHz in \(SynthesizedClocks.library), scaled to \(node) nm by \(NodeDelay.source)")
  }
}
