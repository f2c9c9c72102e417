/// Something that the designer should know, with the place in the Swift source.
public struct Diagnostic: Sendable, Hashable, CustomStringConvertible {
  public enum Severity: String, Sendable { case error, warning }
  public var severity: Severity
  public var message: String
  /// What to do about it.
  public var note: String?
  /// As the compiler knows it: `Target/File.swift`; empty when unknown.
  public var file: String
  public var line: Int
  public var column: Int
  /// The hardware module.
  public var module: String

  public init(_ severity: Severity, _ message: String, note: String? = nil, at location: SourceLocation, in module: Module) {
    self.severity = severity
    self.message = message
    self.note = note
    file = location.file >= 0 ? module.files[Int(location.file)] : ""
    line = Int(location.line)
    column = Int(location.column)
    self.module = module.typeName
  }

  /// `MacPE.swift:27:21: error: …`, then the note on a line of its own.
  public var description: String {
    let name = file.split(separator: "/").last.map(String.init) ?? ""
    let place = name.isEmpty ? "\(module): " : "\(name):\(line):\(column): "
    return place + severity.rawValue + ": " + message + (note.map { "\n  note: " + $0 } ?? "")
  }
}
