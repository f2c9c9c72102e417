import Foundation

/// What the elements of one activation tensor looked like over a text.
public struct ValueStatistics: Hashable, Sendable, Codable {
  /// Elements of a row.
  public let width: Int
  /// Rows seen: one per position.
  public private(set) var rows = 0
  public private(set) var minimum = Float.infinity
  public private(set) var maximum = -Float.infinity
  /// Largest magnitude in each channel.
  public private(set) var channelMaxima: [Float]
  /// Sums of magnitudes and squares of all elements.
  private var magnitudeSum = 0.0
  private var squareSum = 0.0
  /// Elements that are exactly zero.
  public private(set) var zeros = 0
  /// Elements below each of `thresholds` times their row's largest magnitude.
  public private(set) var small = [Int](repeating: 0, count: Self.thresholds.count)
  /// Elements by the upper 16 bits of their magnitude's fp32 form: steps of 1/128 of a power of two.
  private var histogram = [UInt32](repeating: 0, count: 1 << 15)

  /// Fractions of a row's largest magnitude that `small` counts against.
  public static let thresholds: [Float] = [0.001, 0.01, 0.05]

  public init(width: Int) {
    self.width = width
    channelMaxima = [Float](repeating: 0, count: width)
  }

  public mutating func add(_ row: UnsafeBufferPointer<Float>) {
    precondition(row.count == width, "a row of \(row.count) elements is not \(width) wide")
    rows += 1
    var largest: Float = 0
    for index in 0..<width {
      let value = row[index]
      let magnitude = abs(value)
      minimum = min(minimum, value)
      maximum = max(maximum, value)
      channelMaxima[index] = max(channelMaxima[index], magnitude)
      largest = max(largest, magnitude)
      magnitudeSum += Double(magnitude)
      squareSum += Double(value) * Double(value)
      if value == 0 { zeros += 1 }
      histogram[Int(magnitude.bitPattern >> 16)] += 1
    }
    for (index, threshold) in Self.thresholds.enumerated() {
      let limit = threshold * largest
      var count = 0
      for value in row where abs(value) < limit { count += 1 }
      small[index] += count
    }
  }

  /// Elements seen.
  public var count: Int { rows * width }
  /// The largest magnitude.
  public var absoluteMaximum: Float { max(abs(minimum), abs(maximum)) }
  /// The mean of magnitudes.
  public var meanMagnitude: Double { magnitudeSum / Double(max(1, count)) }
  /// The square root of the mean square.
  public var rootMeanSquare: Double { (squareSum / Double(max(1, count))).squareRoot() }
  /// The fraction of elements that are exactly zero.
  public var sparsity: Double { Double(zeros) / Double(max(1, count)) }

  /// The magnitude that a fraction `level` of the elements does not exceed, at most 1/128 too large.
  public func quantile(_ level: Double) -> Float {
    let target = level * Double(count)
    var seen = 0.0
    for (index, entries) in histogram.enumerated() where entries > 0 {
      seen += Double(entries)
      if seen >= target { return min(absoluteMaximum, Float(bitPattern: UInt32(index + 1) << 16)) }
    }
    return absoluteMaximum
  }

  /// Channels whose largest magnitude is above the 99.9 % quantile of all elements, the largest first.
  public var outlierChannels: [Int] {
    let limit = quantile(0.999)
    return channelMaxima.indices.filter { channelMaxima[$0] > limit }.sorted { channelMaxima[$0] > channelMaxima[$1] }
  }
}
