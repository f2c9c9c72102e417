/// A metadata value of a GGUF file. Arrays stay in the file until they are asked for.
public enum GGUFValue: Sendable {
  case unsigned(UInt64)
  case signed(Int64)
  case float(Double)
  case bool(Bool)
  case string(String)
  case array(GGUFArray)
}

/// The scalar types of metadata; the raw value is the code in the file.
enum GGUFScalarType: UInt32 {
  case uint8 = 0
  case int8, uint16, int16, uint32, int32, float32, bool, string, array, uint64, int64, float64

  /// Bytes of an element; for strings the least one can take, its length field.
  var size: Int {
    switch self {
    case .uint8, .int8, .bool: 1
    case .uint16, .int16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64, .string, .array: 8
    }
  }
}

/// An array of metadata, checked to lie within the file.
public struct GGUFArray: Sendable {
  let type: GGUFScalarType
  /// Number of elements.
  public let count: Int
  let file: MappedFile
  let range: Range<Int>

  /// The elements of an array of strings, in order: the bytes of each, or nil for an array of something else.
  ///
  /// Tokens are byte strings that need not be valid UTF-8.
  public var strings: [UnsafeRawBufferPointer]? {
    guard type == .string else { return nil }
    var result: [UnsafeRawBufferPointer] = []
    result.reserveCapacity(count)
    var offset = range.lowerBound
    for _ in 0..<count {
      // Lengths were checked when the file was opened.
      let length = Int(UInt64(littleEndian: file.bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      result.append(UnsafeRawBufferPointer(rebasing: file.bytes[offset + 8..<offset + 8 + length]))
      offset += 8 + length
    }
    return result
  }

  /// The elements of an array of integers or Booleans that fit an `Int`, or nil for an array of something else.
  public var integers: [Int]? {
    func load<T: FixedWidthInteger>(_: T.Type) -> [Int]? {
      var result: [Int] = []
      result.reserveCapacity(count)
      for index in 0..<count {
        let offset = range.lowerBound + index * MemoryLayout<T>.size
        guard let value = Int(exactly: T(littleEndian: file.bytes.loadUnaligned(fromByteOffset: offset, as: T.self))) else {
          return nil
        }
        result.append(value)
      }
      return result
    }
    return switch type {
    case .uint8, .bool: load(UInt8.self)
    case .int8: load(Int8.self)
    case .uint16: load(UInt16.self)
    case .int16: load(Int16.self)
    case .uint32: load(UInt32.self)
    case .int32: load(Int32.self)
    case .uint64: load(UInt64.self)
    case .int64: load(Int64.self)
    case .float32, .float64, .string, .array: nil
    }
  }
}
