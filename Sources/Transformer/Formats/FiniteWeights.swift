extension StoredTensor {
  /// Whether every element is a finite number.
  ///
  /// A block's elements are whole numbers times its scales, and no product of a finite half and such a number is too large for
  /// fp32; so of quantized tensors only the scales are looked at, a fiftieth of the bytes.
  var isFinite: Bool {
    let parts = type.scaleOffsets
    let block = type.blockBytes
    return switch type {
    case .f32: allFinite(UInt32.self, exponent: 0x7f80_0000, offsets: parts, stride: block)
    case .bf16: allFinite(UInt16.self, exponent: 0x7f80, offsets: parts, stride: block)
    default: allFinite(UInt16.self, exponent: 0x7c00, offsets: parts, stride: block)
    }
  }

  private func allFinite<Bits: FixedWidthInteger & Sendable>(
    _: Bits.Type, exponent: Bits, offsets: [Int], stride: Int
  ) -> Bool {
    for offset in offsets {
      for start in Swift.stride(from: offset, to: bytes.count, by: stride) {
        let bits = Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: Bits.self))
        if bits & exponent == exponent { return false }
      }
    }
    return true
  }
}

extension TensorType {
  /// Where in a block its floating-point numbers lie: the element itself, or the scales.
  fileprivate var scaleOffsets: [Int] {
    switch self {
    case .f32, .f16, .bf16, .q4_0, .q5_0, .q8_0: [0]
    case .q4_1, .q5_1, .q4_K, .q5_K: [0, 2]
    case .q6_K: [208]
    }
  }
}
