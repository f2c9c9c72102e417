import HDL

/// Which weights of each group of inputs a packet keeps, and how it says their places. EdgeLLM's packed stream.
public enum WeightPacking: String, Sendable, CaseIterable, Codable {
  /// All of them.
  case dense
  /// Four of eight: a bit for each input, 1 where the weight is kept.
  case half
  /// Two of eight: a place of 3 bits for each.
  case quarter
  /// One of eight: a place of 3 bits.
  case eighth
  /// Two of sixteen: a place of 4 bits for each. As many weights as `eighth`, anywhere among sixteen inputs.
  case eighthOfSixteen = "eighth-of-sixteen"

  /// Inputs of a group.
  public var group: Int {
    switch self {
    case .dense: 1
    case .half, .quarter, .eighth: 8
    case .eighthOfSixteen: 16
    }
  }
  /// Weights that are kept of a group.
  public var keptOfGroup: Int {
    switch self {
    case .dense, .eighth: 1
    case .half: 4
    case .quarter, .eighthOfSixteen: 2
    }
  }
  /// Bits that say the places of a group's weights.
  public var placeBitsOfGroup: Int {
    switch self {
    case .dense: 0
    case .half: 8
    case .quarter: 6
    case .eighth: 3
    case .eighthOfSixteen: 8
    }
  }

  /// Weights that are kept of some inputs, a multiple of 16.
  public func kept(of inputs: Int) -> Int { inputs / group * keptOfGroup }
  /// Bits that say the places of some inputs' weights, a multiple of 16.
  public func placeBits(of inputs: Int) -> Int { inputs / group * placeBitsOfGroup }
}
