/// How the bytes of a buffer are read: `packing` codes of `bits` bits in each container, the first one in its lowest bits.
public struct Format: Hashable, Sendable, Codable {
  public let name: String
  /// Bits of a code.
  public var bits: Int { Int(counts.bits) }
  /// Bytes of a container, and codes in it.
  public var container: Int { Int(counts.container) }
  public var packing: Int { Int(counts.packing) }
  /// Elements of a row that share one element of each companion buffer (a scale, shift or exponent).
  public var block: Int { Int(counts.block) }
  /// Small, because operands, which have formats, are copied in every step of a run.
  private struct Counts: Hashable, Codable { let bits: UInt8, container: UInt8, packing: UInt16, block: UInt32 }
  private let counts: Counts

  public init(_ name: String, bits: Int, container: Int, packing: Int = 1, block: Int = 1) {
    self.name = name
    counts = Counts(bits: UInt8(bits), container: UInt8(container), packing: UInt16(packing), block: UInt32(block))
  }

  /// The values of a code in a container of its own that is wider: two's complement of `bits` bits.
  public var narrowRange: ClosedRange<Int>? {
    packing == 1 && bits < 8 * container ? -(1 << (bits - 1))...(1 << (bits - 1)) - 1 : nil
  }

  public static let int8 = Format("int8", bits: 8, container: 1),
    uint8 = Format("uint8", bits: 8, container: 1)
  public static let int32 = Format("int32", bits: 32, container: 4),
    int64 = Format("int64", bits: 64, container: 8)
  public static let float16 = Format("float16", bits: 16, container: 2)
  public static let float32 = Format("float32", bits: 32, container: 4)
}
