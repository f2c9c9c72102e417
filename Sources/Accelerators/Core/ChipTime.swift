/// What a chip's programs took: seconds, and amounts by resource.
public struct ChipTime: Hashable, Codable, Sendable {
  public private(set) var seconds = 0.0
  /// Cycles, bytes or pages that steps took, by resource.
  public private(set) var amounts: [String: Int] = [:]

  public init() {}

  /// Adds a program that follows.
  mutating func add(_ timeline: Timeline) {
    seconds += timeline.seconds
    amounts.merge(timeline.demanded, uniquingKeysWith: +)
  }

  /// What has come since `earlier`.
  public static func - (later: Self, earlier: Self) -> Self {
    var difference = later
    difference.seconds -= earlier.seconds
    for (name, amount) in earlier.amounts { difference.amounts[name, default: 0] -= amount }
    return difference
  }
}
