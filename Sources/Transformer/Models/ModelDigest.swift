import Hashing

extension LanguageModel {
  /// SHA-256 of the file that holds the weights, in hexadecimal; of several files, of their bytes in the order of their paths.
  public var sha256: String {
    var files: [String: MappedFile] = [:]
    for tensor in weights.values { files[tensor.file.path] = tensor.file }
    var hash = SHA256()
    for (_, file) in files.sorted(by: { $0.key < $1.key }) { hash.update(file.bytes) }
    return hash.finish()
  }
}
