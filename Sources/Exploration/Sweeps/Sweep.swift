/// The cartesian product of axes: every combination of their values, the last axis changing fastest.
public struct Sweep: Sendable, Hashable {
  /// One combination, in the order of the axes.
  public typealias Combination = [(name: String, value: String)]

  public let axes: [SweepAxis]
  public let count: Int

  /// The most points of one sweep.
  public static let mostPoints = 100_000

  /// Throws when an axis is given twice or there are too many points.
  public init(_ axes: [SweepAxis]) throws(SweepError) {
    var count = 1
    for (index, axis) in axes.enumerated() {
      if axes[..<index].contains(where: { $0.name == axis.name }) {
        throw SweepError("'\(axis.name)' is swept twice; put all its values into one --sweep")
      }
      count *= max(1, axis.values.count)
      if count > Self.mostPoints { throw SweepError("the sweep has more than \(Self.mostPoints) points; take fewer values") }
    }
    self.axes = axes
    self.count = count
  }

  public var combinations: [Combination] {
    var result: [Combination] = [[]]
    for axis in axes { result = result.flatMap { head in axis.values.map { head + [(axis.name, $0)] } } }
    return result
  }

  /// What is left of the combinations that `check` refuses.
  public struct Refusals: Sendable {
    /// How many combinations cannot be.
    public var count = 0
    /// Why the first of them cannot.
    public var reason = ""
  }

  /// The values that `make` returns for the combinations, without those for which it throws.
  ///
  /// Parameters may constrain each other, so that a combination of values that are fine by themselves can be impossible: those
  /// are left out and counted. A value that no combination can take is an error.
  public func valid<Value>(_ make: (Combination) throws -> Value) throws -> (values: [Value], refused: Refusals) {
    var values: [Value] = []
    var refused = Refusals()
    var taken = Set<[String]>()
    var reasons: [(combination: Combination, error: any Error)] = []
    for combination in combinations {
      do {
        values.append(try make(combination))
        for (name, value) in combination { taken.insert([name, value]) }
      } catch {
        if refused.count == 0 { refused.reason = "\(error)" }
        refused.count += 1
        reasons.append((combination, error))
      }
    }
    for axis in axes {
      for value in axis.values where !taken.contains([axis.name, value]) {
        // The refusal that names the value's own axis, if there is one, says most.
        let about = reasons.filter { $0.combination.contains { $0.name == axis.name && $0.value == value } }
        if let reason = about.first(where: { "\($0.error)".contains(axis.name) }) ?? about.first { throw reason.error }
      }
    }
    if let reason = reasons.first, values.isEmpty { throw reason.error }
    return (values, refused)
  }
}
