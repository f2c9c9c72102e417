import Foundation

/// A figure that a paper prints: a number with so many decimals, or a range.
public struct PublishedFigure: Hashable, Sendable {
  /// As it is printed, such as `3.56` or `1.3-1.4`.
  public let text: String
  /// The printed number; of a range its middle.
  public let value: Double
  /// What may have been rounded to it.
  public let bounds: ClosedRange<Double>

  /// A number with `decimals` digits behind the point.
  public init(_ value: Double, decimals: Int) {
    text = Self.text(value, decimals: decimals)
    self.value = value
    let half = 0.5 * pow(10, -Double(decimals))
    bounds = value - half...value + half
  }

  /// A range whose bounds have `decimals` digits behind the point; what lies in it has no error.
  public init(_ range: ClosedRange<Double>, decimals: Int) {
    text = Self.text(range.lowerBound, decimals: decimals) + "-" + Self.text(range.upperBound, decimals: decimals)
    value = (range.lowerBound + range.upperBound) / 2
    bounds = range
    isRange = true
  }

  private var isRange = false

  /// How far `ours` is from the printed number, or from the nearer end of the range, as a share of it.
  public func error(of ours: Double) -> Double { isRange ? errorBeyondRounding(of: ours) : ours / value - 1 }

  /// How far `ours` is from the nearest number that would be printed so, as a share of that number.
  public func errorBeyondRounding(of ours: Double) -> Double {
    ours / min(max(ours, bounds.lowerBound), bounds.upperBound) - 1
  }

  /// A number with so many digits behind the point.
  static func text(_ value: Double, decimals: Int) -> String { String(format: "%.\(decimals)f", value) }
}
