import HDL

/// What the codes of a column are.
public enum PIMOperand: String, Hashable, Codable, Sendable, CaseIterable {
  /// BitMoD weights; an element's setting says in its two lowest bits what the second zero stands for: 5, -5, 8 or -8.
  case bitMoD
  /// INT4 less a zero point, which is the element's setting: keys, an element for each position.
  case zeroByElement
  /// INT4 less a zero point, which is the setting of the element with the lane's number: values, a lane for each position.
  case zeroByLane
}

/// A column access, and the activations that it meets.
@Bundle
public struct PIMColumn {
  /// For each element the 4-bit codes of its lanes, lane 0 lowest.
  public let codes: Vec<Bits>
  /// What each element's codes need beside them, see `PIMOperand`.
  public let settings: Vec<Bits>
  /// What the codes are.
  public let operand: Enum<PIMOperand>
  /// For each lane an E4M3 code, or an S0E4M4 code where they are probabilities.
  public let activations: Vec<Bits>
  /// The same of the second input, if the column is shared.
  public let otherActivations: Vec<Bits>
  /// Whether activations are probabilities.
  public let isProbability: Bit
  /// Whether two inputs meet the column, one after the other.
  public let isShared: Bit
  /// Elements and lanes in use, which alone are counted; codes beyond them meet activations, or are, of value 0.
  public let elements, terms: Unsigned
  /// Whether the sums end with the column.
  public let last: Bit
}

/// The sums of one input.
@Bundle
public struct PIMSums {
  /// One for each element, in units of the least activation times the least code.
  public let sums: Vec<Signed>
  /// Whether they are those of a column's second input.
  public let isOther: Bit
}

/// A column and one of its inputs.
@Bundle
struct PIMPhase {
  let codes: Vec<Bits>
  let settings: Vec<Bits>
  let operand: Enum<PIMOperand>
  let activations: Vec<Bits>
  let isProbability: Bit
  let isOther: Bit
  let products: Unsigned
  let last: Bit
}

/// A column whose products are added to sums.
@Bundle
struct PIMPartials {
  let products: Unsigned
  let isOther: Bit
  let last: Bit
}
