/// A unit that says what exploration and the committed figures need to know of it; another one is explored by `--sweep` alone.
public protocol ExploredUnit: Unit {
  /// What `hwgen explore` sweeps when nothing is said: texts as `--sweep` takes them, for example `lanes=2,4,8`.
  static var defaultSweep: [String] { get }
  /// The configuration whose area and speed are committed and stand on the unit's page: the default one, or, where that has tens of
  /// thousands of gates, a smaller one or `mapping=fast`. Texts as `defaultSweep` has them, of one value each.
  static var measuredSettings: [String] { get }
  /// Operations (products, sums, words) that the unit does in a cycle at its best; nil where there is no such figure.
  var operationsPerCycle: Double? { get }
}

extension ExploredUnit {
  public static var defaultSweep: [String] { [] }
  public static var measuredSettings: [String] { [] }
  public var operationsPerCycle: Double? { nil }
}

extension Unit {
  /// The unit as one that says so; nil for one that says nothing.
  package static var explored: (any ExploredUnit.Type)? { Self.self as? any ExploredUnit.Type }
  /// What it says of its cycles.
  package var explored: (any ExploredUnit)? { self as? any ExploredUnit }
}
