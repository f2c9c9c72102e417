import Foundation

/// One combination of a sweep: its figures, or why there are none.
public struct ExploredPoint: Encodable, Sendable {
  /// The swept parameters in the order of the axes.
  public let parameters: [(name: String, value: String)]
  /// Operations in a cycle, where the unit says so.
  public let operationsPerCycle: Double?
  /// Of the synthesis; nil when the design could not be elaborated.
  public let key: String?
  public let report: SynthesisReport?
  /// One line.
  public let failure: String?
  /// Whether the tools ran for it now; otherwise the database had it.
  public let isFresh: Bool
  public internal(set) var isOnFront = false

  public init(
    parameters: [(name: String, value: String)], operationsPerCycle: Double?, key: String?, report: SynthesisReport?,
    failure: String?,
    isFresh: Bool
  ) {
    self.parameters = parameters
    self.operationsPerCycle = operationsPerCycle
    self.key = key
    self.report = report
    self.failure = failure
    self.isFresh = isFresh
  }

  public var label: String {
    parameters.isEmpty ? "default" : parameters.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }

  /// The figures by objective; nil when synthesis failed.
  public var figures: [Objective: Double]? {
    guard let report else { return nil }
    var figures: [Objective: Double] = [
      .area: report.areaUm2, .power: report.powerMw, .flipFlops: Double(report.flipFlops), .memory: Double(report.memoryBits),
      // Milliwatts times nanoseconds; the power is that at this clock, so that the product hardly depends on it.
      .energy: report.powerMw * report.clockNs / (operationsPerCycle ?? 1),
    ]
    if report.fmaxMhz > 0 {
      figures[.fmax] = report.fmaxMhz
      if let operationsPerCycle { figures[.throughput] = report.fmaxMhz * operationsPerCycle }
    }
    return figures
  }

  private enum CodingKeys: String, CodingKey {
    case parameters, figures, report, failure, key
    case operationsPerCycle = "operations_per_cycle"
    case isOnFront = "on_front"
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    // A dictionary's keys stay as they are, whatever the encoder does to the others.
    try container.encode(
      Dictionary(parameters.map { ($0.name, ParameterValue(text: $0.value)) }) { first, _ in first }, forKey: .parameters)
    if let figures {
      try container.encode(Dictionary(uniqueKeysWithValues: figures.map { ($0.rawValue, $1) }), forKey: .figures)
    }
    try container.encodeIfPresent(operationsPerCycle, forKey: .operationsPerCycle)
    try container.encodeIfPresent(report, forKey: .report)
    try container.encodeIfPresent(failure, forKey: .failure)
    try container.encodeIfPresent(key, forKey: .key)
    try container.encode(isOnFront, forKey: .isOnFront)
  }
}

/// A parameter's value: a number where it reads as one.
private struct ParameterValue: Encodable {
  let text: String

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let number = Int(text) {
      try container.encode(number)
    } else if let number = Double(text), number.isFinite {
      try container.encode(number)
    } else {
      try container.encode(text)
    }
  }
}
