import HDL

/// A beat of a vector: what all columns share, and what each has.
@Bundle
public struct GroupVectorBeat {
  /// FP16 codes, one for each input.
  public let activations: Vec<Bits>
  /// INT4 codes, sign and magnitude, those of column 0 first; or FP16 codes in four of these places each, the lowest bits first.
  public let weights: Vec<Bits>
  /// FP16 codes, one for each column.
  public let scales: Vec<Bits>
  /// FP16 codes, one for each column: what a vector's first beat begins its sums with.
  public let addends: Vec<Bits>
  /// Whether weights are FP16.
  public let isHalf: Bit
  /// Whether the vector ends.
  public let last: Bit
}

/// The sums of a vector.
@Bundle
public struct GroupVectorSums {
  /// Codes of the results' format, one for each column.
  public let sums: Vec<Bits>
}

/// The scaled sums of a beat.
@Bundle
struct ScaledProducts {
  let products: Vec<Bits>
  let addends: Vec<Bits>
  let last: Bit
}
