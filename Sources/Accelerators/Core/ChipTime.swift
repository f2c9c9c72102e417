/// What a chip's programs took: seconds, amounts by resource, and what held them up.
public struct ChipTime: Hashable, Codable, Sendable {
  public private(set) var seconds = 0.0
  /// Cycles, pages or nanoseconds that steps took, by resource; bytes are apart.
  public private(set) var amounts: [String: Int] = [:]
  /// Bytes by link.
  public private(set) var bytes: [String: Int] = [:]
  /// Seconds of the steps that a resource, or waiting for others (`dependency`), bound.
  public private(set) var bounds: [String: Double] = [:]

  public init() {}

  /// Adds a program that follows.
  mutating func add(_ timeline: Timeline) {
    seconds += timeline.seconds
    for (resource, amount) in timeline.demanded {
      if resource.unit == "byte" {
        bytes[resource.name, default: 0] += amount
      } else {
        amounts[resource.name, default: 0] += amount
      }
    }
    for (bound, sum) in timeline.bounds { bounds[bound.description, default: 0] += sum.seconds }
  }

  /// What has come since `earlier`.
  public static func - (later: Self, earlier: Self) -> Self {
    var difference = later
    difference.seconds -= earlier.seconds
    for (name, amount) in earlier.amounts { difference.amounts[name, default: 0] -= amount }
    for (name, amount) in earlier.bytes { difference.bytes[name, default: 0] -= amount }
    for (name, seconds) in earlier.bounds { difference.bounds[name, default: 0] -= seconds }
    return difference
  }
}
