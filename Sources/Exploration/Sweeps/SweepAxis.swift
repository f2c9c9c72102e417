/// Why a sweep cannot be run: one line with the remedy.
public struct SweepError: Error, Sendable, Hashable, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}

/// One parameter and the values that a sweep gives it, as text: `rows=8,16,32`, `latency=1...4`, `depth=4...64:4`, or both
/// mixed.
public struct SweepAxis: Sendable, Hashable, Codable {
  /// The parameter's name.
  public let name: String
  /// Each value once, in the order given.
  public let values: [String]

  public init(name: String, values: [String]) {
    self.name = name
    self.values = values
  }

  /// The most values of one range.
  public static let mostValues = 10_000

  /// Reads `name=values`.
  public init(_ text: String) throws(SweepError) {
    guard let sign = text.firstIndex(of: "="), sign != text.startIndex, text.index(after: sign) != text.endIndex else {
      throw SweepError("--sweep takes name=values, not '\(text)'; for example --sweep width=8,16 or --sweep width=2...8")
    }
    try self.init(name: String(text[..<sign]), text: String(text[text.index(after: sign)...]))
  }

  /// Reads the values of `name`: single ones and ranges with both ends, separated by commas.
  public init(name: String, text: String) throws(SweepError) {
    var values: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      for value in try Self.values(of: String(part), name: name) where !values.contains(value) { values.append(value) }
    }
    self.init(name: name, values: values)
  }

  private static func values(of part: String, name: String) throws(SweepError) -> [String] {
    let part = part.filter { $0 != " " }
    if part.isEmpty { throw SweepError("\(name) has an empty value; separate values with single commas") }
    guard let dots = part.firstRange(of: "...") else { return [part] }
    let upper = part[dots.upperBound...].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let step = upper.count > 1 ? upper[1] : "1"
    guard let first = Double(part[..<dots.lowerBound]), let last = Double(upper[0]), let step = Double(step), first.isFinite,
      last.isFinite,
      step.isFinite
    else { throw SweepError("\(name)=\(part) is no range; write 1...4, or 8...64:8 for steps of 8") }
    if last < first { throw SweepError("the range \(name)=\(part) is empty; write the smaller end first") }
    if step <= 0 { throw SweepError("the range \(name)=\(part) has a step that is not more than 0") }
    let count = ((last - first) / step + 1e-9).rounded(.down) + 1
    if count > Double(mostValues) {
      throw SweepError("the range \(name)=\(part) has more than \(mostValues) values; give it a larger step")
    }
    return (0..<Int(count)).map { text(of: first + Double($0) * step) }
  }

  /// Whole numbers without a point; others without the noise of repeated addition.
  private static func text(of value: Double) -> String {
    let rounded = (value * 1e6).rounded() / 1e6
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }
}
