import Netlist

/// What each emitted file stands for: the Swift module and all of its parameters, which the file's name may leave out.
public struct Manifest: Hashable, Sendable, Codable {
  public struct File: Hashable, Sendable, Codable {
    public var file: String
    /// The module in Verilog and in Swift.
    public var module: String, swiftName: String
    public var summary: String
    public var parameters: [Parameter]
  }
  public var schemaVersion = 1
  public var top: String
  /// Children before parents.
  public var files: [File]

  init(_ design: Design, _ files: [VerilogFile]) {
    top = design.top.name
    self.files = files.compactMap { file in
      design.modules.first { $0.name == file.module }.map { module in
        File(
          file: file.name, module: module.name, swiftName: module.typeName, summary: module.summary,
          parameters: module.parameters)
      }
    }
  }

  private enum CodingKeys: String, CodingKey {
    case schemaVersion = "schema_version"
    case top, files
  }
}
