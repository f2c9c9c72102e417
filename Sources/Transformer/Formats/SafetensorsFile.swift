import Foundation

/// A safetensors file, mapped into memory and checked as a whole when it is opened.
///
/// Format: eight bytes of header length, a JSON header, then the data. https://huggingface.co/docs/safetensors
public struct SafetensorsFile: Sendable {
  public let path: String
  /// The tensors of a type that can be widened to fp32, by name. Dimensions are in GGUF's order: the contiguous one first.
  public let tensors: [String: StoredTensor]
  /// The names of all other tensors, with their types.
  let unreadable: [String: String]

  /// Maps and checks the file at `path`.
  public init(path: String) throws(ModelFileError) { try self.init(MappedFile(path: path)) }

  /// Checks a file that is mapped already.
  public init(_ file: MappedFile) throws(ModelFileError) {
    path = file.path
    var reader = ByteReader(file)
    let length = try reader.count(itemBytes: 1, "header length")
    let header = try reader.skip(length, "header")
    let entries: Header
    do {
      entries = try JSONDecoder().decode(Header.self, from: Data(file.bytes[header]))
    } catch {
      throw ModelFileError(path: path, problem: "has a header that is not the JSON of safetensors")
    }
    var tensors: [String: StoredTensor] = [:]
    var unreadable: [String: String] = [:]
    var ranges: [(name: String, range: Range<Int>)] = []
    for (name, entry) in entries.tensors {
      let range = try Self.range(of: entry, name: name, dataStart: reader.offset, file: file)
      if !range.isEmpty { ranges.append((name, range)) }
      guard let type = entry.type else {
        unreadable[name] = entry.dtype
        continue
      }
      let dimensions = entry.shape.isEmpty ? [1] : Array(entry.shape.reversed())
      tensors[name] = StoredTensor(name: name, type: type, dimensions: dimensions, file: file, byteRange: range)
    }
    ranges.sort { $0.range.lowerBound < $1.range.lowerBound }
    for (left, right) in zip(ranges, ranges.dropFirst()) where left.range.upperBound > right.range.lowerBound {
      throw ModelFileError(path: path, problem: "tensors '\(shown(left.name))' and '\(shown(right.name))' overlap")
    }
    self.tensors = tensors
    self.unreadable = unreadable
  }

  /// Where a tensor lies in the file, after checking its shape against its size and its offsets against the file.
  private static func range(of entry: Entry, name: String, dataStart: Int, file: MappedFile) throws(ModelFileError) -> Range<Int>
  {
    func failure(_ problem: String) -> ModelFileError {
      ModelFileError(path: file.path, problem: "tensor '\(shown(name))' \(problem)")
    }
    guard let elementBytes = entry.elementBytes else { throw failure("has the unknown type '\(shown(entry.dtype))'") }
    var bytes = elementBytes
    for extent in entry.shape {
      guard extent >= 1, case let (product, overflow) = bytes.multipliedReportingOverflow(by: extent), !overflow else {
        throw failure("has the dimension \(extent)")
      }
      bytes = product
    }
    guard entry.data_offsets.count == 2 else { throw failure("has \(entry.data_offsets.count) data offsets, not 2") }
    let (begin, end) = (entry.data_offsets[0], entry.data_offsets[1])
    guard begin >= 0, begin <= end, end <= file.bytes.count - dataStart else {
      throw failure("lies at bytes \(begin) to \(end) of the data, but the file has \(file.bytes.count - dataStart)")
    }
    guard end - begin == bytes else { throw failure("has \(end - begin) bytes, but its shape needs \(bytes)") }
    return dataStart + begin..<dataStart + end
  }

  private struct Entry: Decodable {
    let dtype: String
    let shape: [Int]
    let data_offsets: [Int]

    /// The storage type, where it can be widened to fp32.
    var type: TensorType? {
      switch dtype {
      case "F32": .f32
      case "F16": .f16
      case "BF16": .bf16
      default: nil
      }
    }

    var elementBytes: Int? {
      switch dtype {
      case "BOOL", "U8", "I8", "F8_E4M3", "F8_E5M2": 1
      case "F16", "BF16", "U16", "I16": 2
      case "F32", "U32", "I32": 4
      case "F64", "U64", "I64": 8
      default: nil
      }
    }
  }

  private struct Header: Decodable {
    var tensors: [String: Entry] = [:]

    private struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init?(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      for key in container.allKeys where key.stringValue != "__metadata__" {
        tensors[key.stringValue] = try container.decode(Entry.self, forKey: key)
      }
    }
  }
}
