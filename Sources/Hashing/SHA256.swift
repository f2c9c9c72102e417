import CHashing

/// SHA-256 (FIPS 180-4): names what was built or stored by what it was made from.
///
/// ```swift
/// var hash = SHA256()
/// hash.update("hwgen".utf8)
/// let name = hash.finish()  // 64 hexadecimal digits
/// ```
public struct SHA256: Sendable {
  private var context = chashing_sha256()

  public init() { chashing_sha256_start(&context, 0) }

  /// With `portable`, never uses the processor's own instructions for it.
  package init(portable: Bool) { chashing_sha256_start(&context, portable ? 1 : 0) }

  /// Whether `init()` uses the processor's own instructions.
  package static var isAccelerated: Bool { chashing_sha256_is_accelerated() != 0 }

  /// Appends bytes; those of arrays, data, mapped files and native strings are not copied.
  public mutating func update(_ bytes: some Collection<UInt8>) {
    let done: Void? = bytes.withContiguousStorageIfAvailable { chashing_sha256_update(&context, $0.baseAddress, $0.count) }
    if done == nil { Array(bytes).withUnsafeBufferPointer { chashing_sha256_update(&context, $0.baseAddress, $0.count) } }
  }

  /// The digest of all bytes so far: 64 hexadecimal digits.
  public consuming func finish() -> String {
    let digits = Array("0123456789abcdef".utf8)
    var digest = [UInt8](repeating: 0, count: 32)
    chashing_sha256_finish(&context, &digest)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The digest of `bytes`.
  public static func hexadecimal(of bytes: some Collection<UInt8>) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }
}
