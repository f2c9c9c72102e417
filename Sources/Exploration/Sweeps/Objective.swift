/// What a point is judged by.
public enum Objective: String, Sendable, CaseIterable, Codable {
  /// Area of the mapped cells in square micrometres.
  case area
  /// Highest clock frequency in megahertz.
  case fmax
  /// Energy in picojoules for one operation where the unit says how many it does in a cycle, otherwise for one cycle. Relative:
  /// it comes from the power that OpenSTA estimates without wires.
  case energy
  /// Power in milliwatts at the clock asked for. Relative.
  case power
  /// Millions of operations a second at the highest clock; only where the unit says how many it does in a cycle.
  case throughput
  /// Flip-flops.
  case flipFlops = "flip-flops"
  /// Bits of memories, which stay macros.
  case memory

  /// Whether more is better.
  public var isMaximized: Bool { self == .fmax || self == .throughput }

  /// Reads `area,fmax`.
  public static func list(_ text: String) throws(SweepError) -> [Objective] {
    var result: [Objective] = []
    for name in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let objective = Objective(rawValue: String(name)) else {
        throw SweepError("there is no objective '\(name)'; there is \(allCases.map(\.rawValue).joined(separator: ", "))")
      }
      if !result.contains(objective) { result.append(objective) }
    }
    return result
  }

  /// With its unit, for the head of a column.
  public func title(perOperation: Bool) -> String {
    switch self {
    case .area: "area (um2)"
    case .fmax: "fmax (MHz)"
    case .energy: perOperation ? "energy/operation (pJ, relative)" : "energy/cycle (pJ, relative)"
    case .power: "power (mW, relative)"
    case .throughput: "throughput (Mop/s)"
    case .flipFlops: "flip-flops"
    case .memory: "memory (bits)"
    }
  }
}
