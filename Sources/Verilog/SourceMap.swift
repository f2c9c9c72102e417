import Netlist

/// Leads from the emitted text back to the Swift source: for waveforms, timing reports and failed assertions.
public struct SourceMap: Hashable, Sendable, Codable {
  /// A place in a Swift file.
  public struct Place: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Path as the module gave it, relative to its package.
    public var file: String
    public var line: Int
    /// 1-based; 0 when unknown.
    public var column: Int
    public init(file: String, line: Int, column: Int) {
      self.file = file
      self.line = line
      self.column = column
    }
    public var description: String { column > 0 ? "\(file):\(line):\(column)" : "\(file):\(line)" }
  }

  /// A place as the map stores it: an index into `sources`, a line and a column.
  public struct Position: Hashable, Sendable, Codable {
    public var source: Int, line: Int, column: Int
    public init(source: Int, line: Int, column: Int) {
      self.source = source
      self.line = line
      self.column = column
    }
    public init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      self.init(source: try list.decode(Int.self), line: try list.decode(Int.self), column: try list.decode(Int.self))
    }
    public func encode(to encoder: any Encoder) throws {
      var list = encoder.unkeyedContainer()
      try list.encode(source)
      try list.encode(line)
      try list.encode(column)
    }
  }

  /// An emitted assertion, assumption or cover point: what a simulator that names only file and line needs.
  public struct Check: Hashable, Sendable, Codable {
    /// First line of the statement in the emitted file.
    public var line: Int
    public var kind: CheckKind
    public var message: String
    public var position: Position?
  }

  public struct File: Hashable, Sendable, Codable {
    /// Name of the emitted file.
    public var name: String
    /// The Verilog module in it.
    public var module: String
    /// For emitted lines, from 1: where the statement that begins there comes from.
    public var lines: [Int: Position]
    /// For the names of ports, nets, registers, memories and instances: where they were declared.
    public var names: [String: Position]
    /// What Swift calls them, where that differs.
    public var swiftNames: [String: String] = [:]
    public var checks: [Check]
    /// For the emitted lines of an assignment, a declaration with a value among them: the name that it drives. No part of the file
    /// that the map is written to.
    public var driven: [Int: String] = [:]

    enum CodingKeys: CodingKey { case name, module, lines, names, swiftNames, checks }
  }

  /// Swift files that positions refer to.
  public var sources: [String]
  /// In the order of `VerilogOutput.files`.
  public var files: [File]

  public func place(_ position: Position) -> Place {
    let file = sources.indices.contains(position.source) ? sources[position.source] : "?"
    return Place(file: file, line: position.line, column: position.column)
  }

  /// Where the statement on `line` of the emitted `file` comes from; a line inside a longer statement belongs to its start.
  public func place(file: String, line: Int) -> Place? {
    guard let file = files.first(where: { $0.name == file }) else { return nil }
    for candidate in stride(from: line, to: max(0, line - 40), by: -1) {
      if let position = file.lines[candidate] { return place(position) }
    }
    return nil
  }

  /// Where `name` in the Verilog module `module` was declared.
  public func place(module: String, name: String) -> Place? {
    files.first { $0.module == module }?.names[name].map(place)
  }

  /// The check whose statement begins on `line` of the emitted `file`, or on one of the few lines before it.
  public func check(file: String, line: Int) -> Check? {
    files.first { $0.name == file }?.checks.last { $0.line <= line && line - $0.line < 8 }
  }
}
