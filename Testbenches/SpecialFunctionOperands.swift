/// Bits of binary32 numbers by what they are.
private enum Bits32 {
  static let zero: UInt64 = 0, one: UInt64 = 0x3f80_0000, infinity: UInt64 = 0x7f80_0000
  /// The NaN that all arithmetic gives.
  static let nan: UInt64 = 0x7fc0_0000
  static let minusZero: UInt64 = 0x8000_0000, minusInfinity: UInt64 = 0xff80_0000
}

extension SoftmaxTestbench {
  public static var operandRanges: [OperandRange] {
    typealias B = Bits32
    return [
      OperandRange(
        "pipelined_exponential", "x", [B.zero...B.zero, B.minusZero...B.minusInfinity, B.nan...B.nan],
        "a score less the maximum is at most 0, or NaN"),
      // Sums of powers of at most 1 grow by at most 1 with each of 65536, also rounded.
      OperandRange(
        "pipelined_reciprocal", "x", [B.one...0x4780_0000, B.nan...B.nan], "the sum lies between 1 and 65536, or is NaN"),
      OperandRange(
        "pipelined_multiplier_single", "a", [B.zero...B.one, B.nan...B.nan], "a power lies between 0 and 1, or is NaN"),
      OperandRange(
        "pipelined_multiplier_single", "b", [0x3780_0000...B.one, B.nan...B.nan],
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
  typealias B = Bits32
  return [
    OperandRange(
      "pipelined_reciprocal_root", "x", [B.zero...B.infinity, B.minusZero...B.minusInfinity, B.nan...B.nan],
      "a sum is a number or the one NaN")
  ]
}

extension GatedActivationTestbench {
  public static var operandRanges: [OperandRange] {
    typealias B = Bits32
    let linear: UInt64 = 0x3fcc_4229
    return [
      OperandRange(
        "pipelined_adder_single", "a", [B.one...B.one, linear...linear], "one addend is 1 or, for GELU, the factor 1.5957691"),
      OperandRange(
        "pipelined_adder_single", "b", [B.zero...B.infinity, B.nan...B.nan], "the other is a power or a square, or NaN"),
      OperandRange(
        "pipelined_reciprocal", "x", [B.one...B.infinity, B.nan...B.nan], "1 and a power are at least 1, or NaN"),
    ]
  }
}

extension RowScalerTestbench {
  public static var operandRanges: [OperandRange] {
    typealias B = Bits32
    return [
      OperandRange(
        "pipelined_multiplier_single", "a", [B.zero...B.infinity, B.minusZero...B.minusInfinity], "a converted sum is no NaN")
    ]
  }
}
