/// A field of the beats: where it lies in a record, and what it is.
struct BeatField {
  let name: String
  let offset: Int
  let byteCount: Int
  let width: Int
  let isSigned: Bool

  var mask: UInt64 { width >= 64 ? .max : 1 << UInt64(width) - 1 }

  /// Writes the field of the record at `record`.
  @inline(__always) func store(_ value: UInt64, _ record: UnsafeMutableRawPointer) {
    let place = record + offset, bits = value & mask
    switch byteCount {
    case 1: place.storeBytes(of: UInt8(truncatingIfNeeded: bits), as: UInt8.self)
    case 2: place.storeBytes(of: UInt16(truncatingIfNeeded: bits), as: UInt16.self)
    case 4: place.storeBytes(of: UInt32(truncatingIfNeeded: bits), as: UInt32.self)
    default: place.storeBytes(of: bits, as: UInt64.self)
    }
  }
}
