/// The points that no other point beats.
public enum ParetoFront {
  /// Indices of the points on the front, in ascending order.
  ///
  /// A point is off the front when another one is at least as good in every objective and better in one; equal points are on it
  /// together. A figure that is missing counts as the worst, and points without any figure are never on it.
  ///
  /// - Parameters:
  ///   - points: for each point its figures in the order of `maximized`
  ///   - maximized: for each figure whether more is better
  public static func indices(of points: [[Double?]], maximized: [Bool]) -> [Int] {
    // All are minimized from here on.
    let costs = points.map { point in
      zip(point, maximized).map { figure, isMaximized in figure.map { isMaximized ? -$0 : $0 } ?? .infinity }
    }
    // A point that beats another one comes before it in this order, so that looking at the front so far is enough.
    let order = costs.indices.filter { costs[$0].contains { $0.isFinite } }
      .sorted { costs[$0] == costs[$1] ? $0 < $1 : costs[$0].lexicographicallyPrecedes(costs[$1]) }
    var front: [Int] = []
    for index in order where !front.contains(where: { dominates(costs[$0], costs[index]) }) { front.append(index) }
    return front.sorted()
  }

  private static func dominates(_ a: [Double], _ b: [Double]) -> Bool {
    var isBetter = false
    for (x, y) in zip(a, b) {
      if x > y { return false }
      if x < y { isBetter = true }
    }
    return isBetter
  }
}
