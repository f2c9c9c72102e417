import Foundation

/// A model without its weights: what estimates of a system need.
public struct ModelShape: Hashable, Sendable {
  /// Kebab-case, such as `llama2-70b`; a folder's name for a file of one's own.
  public let name: String
  /// Where the sizes stand: the repository of the published `config.json`, or a path.
  public let source: String
  public let configuration: ModelConfiguration
  /// Whether the output head is the token embedding.
  public let isTied: Bool

  public init(name: String, source: String, configuration: ModelConfiguration, isTied: Bool) {
    (self.name, self.source, self.configuration, self.isTied) = (name, source, configuration, isTied)
  }

  public var graph: ModelGraph { ModelGraph(configuration, tiedHead: isTied) }
  /// Numbers in all weights.
  public var parameters: Int { graph.weights.reduce(0) { $0 + $1.rows * $1.columns } }

  /// A published shape by its name, or that of a `config.json` (or the folder with it); throws one line for anything else.
  public init(_ text: String) throws(ModelFileError) {
    if let known = Self.published.first(where: { $0.name == text }) {
      self = known
      return
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: text, isDirectory: &isFolder) else {
      throw ModelFileError(
        path: text, problem: "is neither a file nor a published model",
        remedy: "give a config.json, its folder, or one of \(Self.published.map(\.name).joined(separator: ", "))")
    }
    let folder = isFolder.boolValue ? text : (text as NSString).deletingLastPathComponent
    let file = isFolder.boolValue ? "config.json" : (text as NSString).lastPathComponent
    let source = ModelFolder(path: folder), path = source.file(file)
    let shape = try source.decode(ShapeFile.self, file)
    try self.init(
      name: (URL(fileURLWithPath: folder).standardizedFileURL.path as NSString).lastPathComponent, source: path,
      configuration: shape.configuration(path: path), isTied: shape.isTied)
  }
}
