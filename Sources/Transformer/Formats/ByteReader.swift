/// Reads little-endian fields of a file in order and refuses to leave it.
struct ByteReader {
  let file: MappedFile
  private(set) var offset = 0

  init(_ file: MappedFile) { self.file = file }

  var remaining: Int { file.bytes.count - offset }

  /// The next fixed-width integer; `field` names it in the error.
  mutating func integer<T: FixedWidthInteger>(_ type: T.Type, _ field: @autoclosure () -> String) throws(ModelFileError) -> T {
    let size = MemoryLayout<T>.size
    guard remaining >= size else { throw truncated(field()) }
    defer { offset += size }
    return T(littleEndian: file.bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
  }

  /// A 64-bit count or length of items that take at least `itemBytes` each: refused when they cannot fit in what is left.
  mutating func count(itemBytes: Int, _ field: @autoclosure () -> String) throws(ModelFileError) -> Int {
    let value = try integer(UInt64.self, field())
    guard value <= UInt64(remaining / max(1, itemBytes)) else {
      throw ModelFileError(path: file.path, problem: "\(field()) is \(value), more than the file holds")
    }
    return Int(value)
  }

  /// Skips `size` bytes and returns where they lie.
  mutating func skip(_ size: Int, _ field: @autoclosure () -> String) throws(ModelFileError) -> Range<Int> {
    guard size >= 0, remaining >= size else { throw truncated(field()) }
    defer { offset += size }
    return offset..<offset + size
  }

  /// A string preceded by its length in 64 bits.
  mutating func string(_ field: @autoclosure () -> String) throws(ModelFileError) -> String {
    let range = try stringRange(field())
    guard let text = String(validating: file.bytes[range], as: UTF8.self) else {
      throw ModelFileError(path: file.path, problem: "\(field()) is not UTF-8")
    }
    return text
  }

  /// Where the bytes of a string lie that is preceded by its length.
  mutating func stringRange(_ field: @autoclosure () -> String) throws(ModelFileError) -> Range<Int> {
    let length = try count(itemBytes: 1, "length of \(field())")
    return try skip(length, field())
  }

  func truncated(_ field: String) -> ModelFileError {
    ModelFileError(path: file.path, problem: "ends at byte \(file.bytes.count) inside the \(field)", remedy: "get the file again")
  }
}
