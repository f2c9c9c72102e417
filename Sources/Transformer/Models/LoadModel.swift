import Foundation

extension LanguageModel {
  /// The model at `path`: a GGUF file, or a folder with `config.json` and safetensors.
  public init(path: String) throws(ModelFileError) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      try self.init(folder: path)
    } else {
      try self.init(GGUFFile(path: path))
    }
  }
}
