/// A number that a system's programs have found in their data, beside what resources and units show.
public struct Finding: Hashable, Codable, Sendable {
  /// Such as `reads of a token`.
  public let name: String
  public let value: Double
  /// Empty for a count.
  public let unit: String

  /// With all of these.
  public init(_ name: String, _ value: Double, unit: String = "") { (self.name, self.value, self.unit) = (name, value, unit) }
}

/// A program that has run, with the lengths that it found.
public struct ProgramRun: Sendable {
  public let program: Program, lengths: MeasuredLengths
}
