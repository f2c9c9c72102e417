import Foundation

/// Writes small GGUF files for tests, byte by byte, so that every field can be made wrong.
struct GGUFWriter {
  struct Tensor {
    var name: String
    var dimensions: [UInt64]
    var type: UInt32
    var bytes: [UInt8]
    /// Replaces the offset that the layout gives.
    var offset: UInt64?
  }

  var magic: UInt32 = 0x4655_4747
  var version: UInt32 = 3
  var keys: [(name: String, type: UInt32, bytes: [UInt8])] = []
  var tensors: [Tensor] = []
  var alignment = 32

  mutating func add(_ key: String, _ value: UInt32) { keys.append((key, 4, littleEndian(value))) }
  mutating func add(_ key: String, _ value: Float) { keys.append((key, 6, littleEndian(value.bitPattern))) }
  mutating func add(_ key: String, _ value: Bool) { keys.append((key, 7, [value ? 1 : 0])) }
  mutating func add(_ key: String, _ value: String) { keys.append((key, 8, string(Array(value.utf8)))) }
  mutating func add(_ key: String, _ values: [[UInt8]]) {
    keys.append((key, 9, littleEndian(UInt32(8)) + littleEndian(UInt64(values.count)) + values.flatMap(string)))
  }
  mutating func add(_ key: String, _ values: [Int32]) {
    keys.append((key, 9, littleEndian(UInt32(5)) + littleEndian(UInt64(values.count)) + values.flatMap { littleEndian($0) }))
  }
  mutating func add(_ name: String, _ dimensions: [Int], values: [Float]) {
    tensors.append(
      Tensor(name: name, dimensions: dimensions.map(UInt64.init), type: 0, bytes: values.flatMap { littleEndian($0.bitPattern) }))
  }

  var bytes: [UInt8] { layout().bytes }

  /// The file and where in it each numeric field of the header lies.
  func layout() -> (bytes: [UInt8], fields: [Range<Int>]) {
    var fields = [0..<4, 4..<8, 8..<16, 16..<24]
    var header =
      littleEndian(magic) + littleEndian(version) + littleEndian(UInt64(tensors.count)) + littleEndian(UInt64(keys.count))
    for key in keys {
      fields.append(header.count..<header.count + 8)
      header += string(Array(key.name.utf8))
      fields.append(header.count..<header.count + 4)
      header += littleEndian(key.type)
      // The value: a scalar, a string's length, or an array's element type, count and first length.
      fields += [0..<4, 0..<8, 4..<12, 12..<20].filter { $0.upperBound <= key.bytes.count }
        .map { $0.lowerBound + header.count..<$0.upperBound + header.count }
      header += key.bytes
    }
    var data: [UInt8] = []
    for tensor in tensors {
      fields.append(header.count..<header.count + 8)
      header += string(Array(tensor.name.utf8))
      fields.append(header.count..<header.count + 4)
      header += littleEndian(UInt32(tensor.dimensions.count))
      for extent in tensor.dimensions {
        fields.append(header.count..<header.count + 8)
        header += littleEndian(extent)
      }
      fields += [header.count..<header.count + 4, header.count + 4..<header.count + 12]
      header += littleEndian(tensor.type) + littleEndian(tensor.offset ?? UInt64(data.count))
      data += tensor.bytes
      data += [UInt8](repeating: 0, count: (alignment - data.count % alignment) % alignment)
    }
    header += [UInt8](repeating: 0, count: (alignment - header.count % alignment) % alignment)
    return (header + data, fields)
  }

  private func string(_ bytes: [UInt8]) -> [UInt8] { littleEndian(UInt64(bytes.count)) + bytes }
}

func littleEndian<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
  withUnsafeBytes(of: value.littleEndian) { Array($0) }
}

/// Writes `bytes` to a file of its own for the time of `body`.
func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-\(UUID().uuidString)")
  try Data(bytes).write(to: url)
  defer { try? FileManager.default.removeItem(at: url) }
  return try body(url.path)
}
