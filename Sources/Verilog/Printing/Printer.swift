import Netlist

/// Prints one module's syntax tree in a dialect and notes which source line each statement comes from.
struct Printer {
  let dialect: Dialect
  /// Appends `// File.swift:line` to statements.
  let lineComments: Bool
  /// Paths that source locations refer to.
  let sourceFiles: [String]
  var text: TextBuffer
  /// Loops around what is being printed.
  var generateDepth = 0
  /// Emitted line and location of each statement and declaration, in order.
  var lines: [(line: Int, location: SourceLocation)] = []
  /// For the lines of each assignment, a declaration with a value among them: the name that it drives.
  var driven: [Int: String] = [:]
  var checks: [(line: Int, kind: CheckKind, message: String, location: SourceLocation)] = []

  init(dialect: Dialect, lineComments: Bool, maximumColumn: Int, sourceFiles: [String]) {
    self.dialect = dialect
    self.lineComments = lineComments
    self.sourceFiles = sourceFiles
    text = TextBuffer(maximumColumn: maximumColumn)
  }

  mutating func begin(_ location: SourceLocation) {
    if location.file >= 0, lines.last?.line != text.line { lines.append((text.line, location)) }
  }

  /// Ends an assignment to `name`, which may take several lines.
  mutating func end(_ location: SourceLocation, driving name: String?) {
    let first = text.line
    end(location)
    if let name { for line in first..<text.line { driven[line] = name } }
  }

  mutating func end(_ location: SourceLocation) {
    if lineComments, location.file >= 0, sourceFiles.indices.contains(Int(location.file)) {
      let name = sourceFiles[Int(location.file)].split(separator: "/").last.map(String.init) ?? ""
      text.write("  // \(name):\(location.line)")
      text.newline(wrap: false)
    } else {
      text.newline()
    }
  }
}
