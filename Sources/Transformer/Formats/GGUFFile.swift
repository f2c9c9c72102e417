/// A GGUF file of version 3, little-endian, mapped into memory and checked as a whole when it is opened.
///
/// Every count, length and offset is compared with the size of the file before it is used, so a damaged or hostile file is
/// an error and nothing outside it is read. Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
public struct GGUFFile: Sendable {
  public let path: String
  /// The metadata by key.
  public let metadata: [String: GGUFValue]
  /// The tensors in the file's order.
  public let tensors: [StoredTensor]
  /// Bytes that the start of every tensor is a multiple of, from the start of the data.
  public let alignment: Int

  private let indices: [String: Int]
  let file: MappedFile

  /// Maps and checks the file at `path`.
  public init(path: String) throws(ModelFileError) { try self.init(MappedFile(path: path)) }

  /// Checks a file that is mapped already.
  public init(_ file: MappedFile) throws(ModelFileError) {
    var parser = GGUFParser(file)
    try parser.parse()
    path = file.path
    self.file = file
    metadata = parser.metadata
    tensors = parser.tensors
    alignment = parser.alignment
    indices = parser.indices
  }

  /// The tensor called `name`, or nil.
  public func tensor(named name: String) -> StoredTensor? { indices[name].map { tensors[$0] } }

  /// The tensor called `name`, or an error that names it.
  public func requiredTensor(named name: String) throws(ModelFileError) -> StoredTensor {
    guard let tensor = tensor(named: name) else {
      throw ModelFileError(path: path, problem: "has no tensor '\(name)'", remedy: "use a file of a supported model family")
    }
    return tensor
  }

  /// All elements of `tensor` as fp32, the contiguous dimension first.
  public func decode(_ tensor: StoredTensor) -> [Float] { tensor.decode(rows: 0..<tensor.rows) }
}
