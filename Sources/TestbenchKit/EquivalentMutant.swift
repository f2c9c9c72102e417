/// A deliberate mistake that no test of a unit can see, and why: it changes nothing under the unit's contract.
public struct EquivalentMutant: Sendable {
  /// How the Verilog module's name begins.
  public var module: String
  /// What the register or wire that the mistake changes, or the nearest named one behind it, is called in Verilog, with or without
  /// what called the function that made it; empty for any.
  public var target: String
  /// How the mistake's description begins.
  public var change: String
  public var reason: String
  /// The Swift file in which the changed operation stands; empty for any.
  public var source: String

  public init(_ module: String, _ target: String, _ change: String, source: String = "", _ reason: String) {
    self.module = module
    self.target = target
    self.change = change
    self.reason = reason
    self.source = source
  }

  /// - Parameter location: the Swift source's path and line
  public func matches(module: String, target: String, change: String, location: String) -> Bool {
    module.hasPrefix(self.module) && isTarget(target) && change.hasPrefix(self.change)
      && (source.isEmpty || location.contains("/" + source + ":"))
  }

  private func isTarget(_ name: String) -> Bool { target.isEmpty || name == target || name.hasSuffix("_" + target) }
}
