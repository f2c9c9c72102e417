/// Reads the header of a GGUF file: the metadata and where the tensors lie.
struct GGUFParser {
  private var reader: ByteReader
  private(set) var metadata: [String: GGUFValue] = [:]
  private(set) var tensors: [StoredTensor] = []
  private(set) var indices: [String: Int] = [:]
  private(set) var alignment = 32

  private var file: MappedFile { reader.file }

  init(_ file: MappedFile) { reader = ByteReader(file) }

  mutating func parse() throws(ModelFileError) {
    guard try reader.integer(UInt32.self, "magic") == 0x4655_4747 else {
      throw failure("is not a GGUF file (the first four bytes are not 'GGUF')", "give a GGUF file or a safetensors folder")
    }
    let version = try reader.integer(UInt32.self, "version")
    guard version == 3 else {
      let order = version.byteSwapped == 3 ? "is big-endian" : "has GGUF version \(version)"
      throw failure(order, "convert it to little-endian GGUF version 3")
    }
    // An entry takes at least its name's length (8), its dimension count (4), one dimension (8), type (4) and offset (8).
    let tensorCount = try reader.count(itemBytes: 32, "tensor count")
    let keyCount = try reader.count(itemBytes: 13, "metadata count")
    for _ in 0..<keyCount { try parseEntry() }
    try readAlignment()
    var entries: [Entry] = []
    for _ in 0..<tensorCount { entries.append(try parseTensor()) }
    try place(entries)
  }

  private func failure(_ problem: String, _ remedy: String? = nil) -> ModelFileError {
    if let remedy { return ModelFileError(path: file.path, problem: problem, remedy: remedy) }
    return ModelFileError(path: file.path, problem: problem)
  }

  // MARK: Metadata

  private mutating func parseEntry() throws(ModelFileError) {
    let key = try reader.string("metadata key \(metadata.count)")
    // A key with NUL would be another key to a reader in C.
    guard !key.isEmpty, !key.unicodeScalars.contains("\0") else {
      throw failure(key.isEmpty ? "has an empty metadata key" : "has the metadata key '\(shown(key))' with a NUL in it")
    }
    guard metadata[key] == nil else { throw failure("has the metadata key '\(shown(key))' twice") }
    let type = try scalarType("type of '\(shown(key))'")
    metadata[key] = try value(of: type, key: key)
  }

  private mutating func scalarType(_ field: @autoclosure () -> String) throws(ModelFileError) -> GGUFScalarType {
    let code = try reader.integer(UInt32.self, field())
    guard let type = GGUFScalarType(rawValue: code) else {
      throw failure("the \(field()) is \(code), which GGUF does not define")
    }
    return type
  }

  private mutating func value(of type: GGUFScalarType, key: String) throws(ModelFileError) -> GGUFValue {
    let field = "value of '\(shown(key))'"
    switch type {
    case .uint8: return .unsigned(UInt64(try reader.integer(UInt8.self, field)))
    case .uint16: return .unsigned(UInt64(try reader.integer(UInt16.self, field)))
    case .uint32: return .unsigned(UInt64(try reader.integer(UInt32.self, field)))
    case .uint64: return .unsigned(try reader.integer(UInt64.self, field))
    case .int8: return .signed(Int64(try reader.integer(Int8.self, field)))
    case .int16: return .signed(Int64(try reader.integer(Int16.self, field)))
    case .int32: return .signed(Int64(try reader.integer(Int32.self, field)))
    case .int64: return .signed(try reader.integer(Int64.self, field))
    case .float32: return .float(Double(Float(bitPattern: try reader.integer(UInt32.self, field))))
    case .float64: return .float(Double(bitPattern: try reader.integer(UInt64.self, field)))
    case .bool:
      let byte = try reader.integer(UInt8.self, field)
      guard byte <= 1 else { throw failure("the \(field) is \(byte), which is no Boolean") }
      return .bool(byte == 1)
    case .string: return .string(try reader.string(field))
    case .array: return .array(try array(key: key))
    }
  }

  private mutating func array(key: String) throws(ModelFileError) -> GGUFArray {
    let field = "array '\(shown(key))'"
    let type = try scalarType("element type of \(field)")
    guard type != .array else { throw failure("the \(field) is nested, which is not supported") }
    let count = try reader.count(itemBytes: type.size, "element count of \(field)")
    let start = reader.offset
    if type == .string {
      for _ in 0..<count { _ = try reader.stringRange("string of \(field)") }
    } else {
      _ = try reader.skip(count * type.size, field)
    }
    return GGUFArray(type: type, count: count, file: file, range: start..<reader.offset)
  }

  private mutating func readAlignment() throws(ModelFileError) {
    guard let value = metadata["general.alignment"] else { return }
    guard case .unsigned(let bytes) = value, bytes >= 8, bytes <= 1 << 20, bytes.nonzeroBitCount == 1 else {
      throw failure("'general.alignment' is not a power of two from 8 to 1048576")
    }
    alignment = Int(bytes)
  }

  // MARK: Tensors

  private struct Entry {
    let name: String
    let type: TensorType
    let dimensions: [Int]
    let offset: UInt64
    let size: Int
  }

  private mutating func parseTensor() throws(ModelFileError) -> Entry {
    let name = try reader.string("name of a tensor")
    guard !name.isEmpty, !name.unicodeScalars.contains("\0") else {
      throw failure("has a tensor whose name is empty or has a NUL")
    }
    let shown = shown(name)
    let rank = try reader.integer(UInt32.self, "rank of tensor '\(shown)'")
    guard (1...4).contains(rank) else { throw failure("tensor '\(shown)' has \(rank) dimensions, not 1 to 4") }
    var dimensions: [Int] = []
    var elements = 1
    for _ in 0..<rank {
      let extent = try reader.integer(UInt64.self, "dimension of tensor '\(shown)'")
      // No element takes less than half a byte, so no tensor has more than two elements a byte.
      guard extent >= 1, extent <= UInt64(2 * file.bytes.count),
        case let (product, overflow) = elements.multipliedReportingOverflow(by: Int(extent)),
        !overflow, product <= 2 * file.bytes.count
      else { throw failure("tensor '\(shown)' has a dimension of \(extent), which the file cannot hold") }
      elements = product
      dimensions.append(Int(extent))
    }
    let code = try reader.integer(UInt32.self, "type of tensor '\(shown)'")
    guard let type = TensorType(rawValue: code) else {
      throw failure("tensor '\(shown)' has the type code \(code)", "convert the model to one of \(TensorType.supportedNames)")
    }
    guard dimensions[0] % type.blockElements == 0 else {
      throw failure(
        "tensor '\(shown)' has rows of \(dimensions[0]) elements, not a multiple of \(type.name)'s block of \(type.blockElements)"
      )
    }
    let offset = try reader.integer(UInt64.self, "offset of tensor '\(shown)'")
    return Entry(
      name: name, type: type, dimensions: dimensions, offset: offset, size: elements / type.blockElements * type.blockBytes)
  }

  /// Turns offsets into ranges of the file: aligned, inside it, and apart from one another.
  private mutating func place(_ entries: [Entry]) throws(ModelFileError) {
    let dataStart = (reader.offset + alignment - 1) / alignment * alignment
    let dataSize = max(0, file.bytes.count - dataStart)
    for entry in entries {
      let name = shown(entry.name)
      guard entry.offset % UInt64(alignment) == 0 else {
        throw failure("tensor '\(name)' starts at offset \(entry.offset), not a multiple of \(alignment)")
      }
      guard entry.offset <= UInt64(dataSize), entry.size <= dataSize - Int(entry.offset) else {
        throw failure(
          "tensor '\(name)' needs \(entry.size) bytes from offset \(entry.offset), but the file has \(dataSize) bytes of data",
          "get the file again")
      }
      guard indices.updateValue(tensors.count, forKey: entry.name) == nil else { throw failure("has the tensor '\(name)' twice") }
      let start = dataStart + Int(entry.offset)
      tensors.append(
        StoredTensor(
          name: entry.name, type: entry.type, dimensions: entry.dimensions, file: file, byteRange: start..<start + entry.size))
    }
    let ordered = tensors.sorted { $0.byteRange.lowerBound < $1.byteRange.lowerBound }
    for (left, right) in zip(ordered, ordered.dropFirst()) where left.byteRange.upperBound > right.byteRange.lowerBound {
      throw failure("tensors '\(shown(left.name))' and '\(shown(right.name))' overlap")
    }
  }
}

/// Whether a terminal would act on the character instead of showing it: C0, DEL, C1, and what turns the order of writing.
private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
  default: false
  }
}

/// A name from a file, fit for a one-line message: cut to 64 characters, control characters replaced.
func shown(_ name: String) -> String {
  let safe = name.unicodeScalars.prefix(65).map { isControl($0) ? "?" : String($0) }
  return safe.count > 64 ? safe.prefix(64).joined() + "…" : safe.joined()
}
