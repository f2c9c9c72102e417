/// Bits of binary32 numbers by what they are.
private enum Bits32 {
  static let zero: UInt64 = 0, one: UInt64 = 0x3f80_0000, infinity: UInt64 = 0x7f80_0000
  /// The NaN that all arithmetic gives.
  static let nan: UInt64 = 0x7fc0_0000
  static let minusZero: UInt64 = 0x8000_0000, minusInfinity: UInt64 = 0xff80_0000
}

extension SoftmaxTestbench {
  public static var operandRanges: [OperandRange] {
    return [
      OperandRange(
        "pipelined_exponential", "x",
        [Bits32.zero...Bits32.zero, Bits32.minusZero...Bits32.minusInfinity, Bits32.nan...Bits32.nan],
        "a score less the maximum is at most 0, or NaN"),
      // Sums of powers of at most 1 grow by at most 1 with each of 65536, also rounded.
      OperandRange(
        "pipelined_reciprocal", "x", [Bits32.one...0x4780_0000, Bits32.nan...Bits32.nan],
        "the sum lies between 1 and 65536, or is NaN"),
      OperandRange(
        "pipelined_multiplier_single", "a", [Bits32.zero...Bits32.one, Bits32.nan...Bits32.nan],
        "a power lies between 0 and 1, or is NaN"),
      OperandRange(
        "pipelined_multiplier_single", "b", [0x3780_0000...Bits32.one, Bits32.nan...Bits32.nan],
        "the factor lies between 1/65536 and 1, or is NaN"),
    ]
  }
}

extension RMSNormTestbench {
  public static var operandRanges: [OperandRange] { normOperands }
}

extension LayerNormTestbench {
  public static var operandRanges: [OperandRange] { normOperands }
}

private var normOperands: [OperandRange] {
  return [
    OperandRange(
      "pipelined_reciprocal_root", "x",
      [Bits32.zero...Bits32.infinity, Bits32.minusZero...Bits32.minusInfinity, Bits32.nan...Bits32.nan],
      "a sum is a number or the one NaN")
  ]
}

extension GatedActivationTestbench {
  public static var operandRanges: [OperandRange] {
    let linear: UInt64 = 0x3fcc_4229
    return [
      OperandRange(
        "pipelined_adder_single", "a", [Bits32.one...Bits32.one, linear...linear],
        "one addend is 1 or, for GELU, the factor 1.5957691"),
      OperandRange(
        "pipelined_adder_single", "b", [Bits32.zero...Bits32.infinity, Bits32.nan...Bits32.nan],
        "the other is a power or a square, or NaN"),
      OperandRange(
        "pipelined_reciprocal", "x", [Bits32.one...Bits32.infinity, Bits32.nan...Bits32.nan],
        "1 and a power are at least 1, or NaN"),
    ]
  }
}

extension RowScalerTestbench {
  public static var operandRanges: [OperandRange] {
    return [
      OperandRange(
        "pipelined_multiplier_single", "a", [Bits32.zero...Bits32.infinity, Bits32.minusZero...Bits32.minusInfinity],
        "a converted sum is no NaN")
    ]
  }
}
