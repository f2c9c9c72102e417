import HDL

/// One pass of the systolic array: products over `inner` numbers of K for `vectors` activation vectors.
@Bundle
public struct NPUCommand {
  /// Activation vectors, at least 1.
  public let vectors: Unsigned
  /// Numbers of K that the pass covers, at least 1: the weight beats that it takes.
  public let inner: Unsigned
  /// Columns in use, at least 1; only these count in `macs`. Sums of the others are those of whatever weights came.
  public let columns: Unsigned
  /// Sums start anew: with the bias if `withParameters`, else with 0.
  public let first: Bit
  /// Sums are complete and leave; otherwise they stay in the accumulators.
  public let last: Bit
  /// Sums leave as INT8 codes. Needs `withParameters`.
  public let requantize: Bit
  /// A set of column parameters belongs to the sum: taken with its first pass, given back after its last one.
  public let withParameters: Bit
}

/// The weights of one number of K, one for each column.
@Bundle
public struct NPUWeightBeat {
  public let values: Vec<Signed>
}

/// Weight-stationary: one activation vector, an element for each row. Output-stationary: one number of K, an element for
/// each vector.
@Bundle
public struct NPUActivationBeat {
  public let values: Vec<Signed>
  /// By how many bits the pass's sums are shifted left before they are added, one for each vector in the beat. In an
  /// output-stationary array only those of a pass's last beat count.
  public let shifts: Vec<Unsigned>
}

/// What belongs to a column of outputs.
@Bundle
public struct NPUColumnParameters {
  /// Added once to each sum, unshifted.
  public let biases: Vec<Signed>
  /// Of the requantizer.
  public let multipliers: Vec<Unsigned>
  /// Of the requantizer: bits that the product is shifted right, 0 to 47.
  public let rightShifts: Vec<Unsigned>
}

/// The sums of one activation vector, one for each column.
@Bundle
public struct NPUResult {
  public let sums: Vec<Signed>
  /// Position of the vector in its pass, from 0.
  public let vector: Unsigned
  /// Whether it is the pass's last vector.
  public let last: Bit
}

/// What travels with partial sums through the array to the accumulators.
@Bundle
public struct NPUPartialTag {
  public let entry: Unsigned
  public let shift: Unsigned
  public let first: Bit
  public let last: Bit
  public let requantize: Bit
  public let withParameters: Bit
  /// Whether it is the pass's last vector.
  public let ends: Bit
}

/// What stays in the array while the other operand passes.
public enum NPUDataflow: String, Sendable, Hashable, CaseIterable {
  /// Weights: a tile of rows x columns is used for many activation vectors.
  case weightStationary
  /// Sums: each element adds up one output while weights and activations pass.
  case outputStationary
}
