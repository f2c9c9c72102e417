import HDL

/// An FP32 activation on its way into `OutlierExtractor`.
@Bundle
public struct ActivationInput {
  /// IEEE binary32, finite.
  public let number: Bits
  /// IEEE binary32: 1 / scale of the tensor.
  public let inverseScale: Bits
  /// Whether it is the vector's last one.
  public let last: Bit
}

/// An activation as the array takes it.
@Bundle
public struct ClippedCode {
  /// -128 to 127.
  public let code: Signed
  public let last: Bit
}

/// What an INT8 code could not hold; the last one of each vector may hold nothing and only marks the vector's end.
@Bundle
public struct Outlier {
  /// The column of the weights.
  public let channel: Unsigned
  /// What was clipped off, saturated to 24 bits.
  public let residual: Signed
  /// Whether there is a residual.
  public let isOutlier: Bit
  public let last: Bit
}

/// The channel whose column of weights `ShadowMAC` needs next.
@Bundle
public struct ColumnRequest {
  public let channel: Unsigned
}

/// `lanes` numbers of a column of weights, of the array's sums, or of results; row 0 first.
@Bundle
public struct ShadowWeights {
  /// INT8.
  public let weights: Vec<Signed>
}
@Bundle
public struct ShadowSums {
  public let sums: Vec<Signed>
  /// Whether they are the vector's last ones.
  public let last: Bit
}
