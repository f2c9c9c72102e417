import Netlist

/// The language of the emitted text.
public enum Dialect: String, CaseIterable, Sendable, Codable {
  /// The subset of IEEE 1800-2012 that Verilator, Yosys, Icarus, Verible and slang all read.
  case systemVerilog = "systemverilog"
  /// IEEE 1364-2005.
  case verilog2005

  /// Of the emitted files, without the dot.
  public var fileExtension: String { self == .systemVerilog ? "sv" : "v" }
}

/// How the text is printed; nothing here changes what the hardware does after reset.
public struct Options: Sendable, Hashable {
  /// Appends the Swift file and line to each statement.
  public var lineComments = false
  /// Seed of what registers and memories without a reset value hold when simulation starts.
  public var initialSeed: UInt32 = InitialState.defaultSeed
  /// Lets the host reach the storage of memories that it fills in simulation (a Verilator metacomment on those only).
  public var hostAccess = false
  /// An output that shows an inner signal is printed as that signal; else as a copy, so that the signal keeps the name that tells which
  /// instance of a flattened design it comes from.
  public var joinsOutputs = true
  /// Longer lines are broken.
  public var maximumColumn = 120
  public init() {}
}

/// One emitted file.
public struct VerilogFile: Sendable, Hashable {
  /// The module's name with the dialect's extension.
  public var name: String
  public var module: String
  public var text: String
}

/// The emitted design.
public struct VerilogOutput: Sendable {
  /// One for each module, children first.
  public var files: [VerilogFile]
  public var sourceMap: SourceMap
  public var manifest: Manifest
  /// All files in one.
  public var text: String { files.map(\.text).joined(separator: "\n") }
}

public enum VerilogError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The netlist is not what the emitter expects; a defect of what made it.
  case invalidNetlist(InvalidNetlist)
  public var description: String {
    switch self {
    case .invalidNetlist(let broken): broken.description
    }
  }
}

/// Prints a netlist as Verilog that reads as if an engineer had typed it.
///
/// The same design gives the same bytes; an unrelated line of Swift changes no other name.
public struct VerilogEmitter: Sendable {
  public var dialect: Dialect
  public var options: Options

  public init(dialect: Dialect = .systemVerilog, options: Options = Options()) {
    self.dialect = dialect
    self.options = options
  }

  /// Throws `VerilogError` when the netlist is inconsistent.
  public func emit(_ design: Design) throws -> VerilogOutput {
    do {
      try design.validate()
      return try emitValid(design)
    } catch {
      throw VerilogError.invalidNetlist(error)
    }
  }

  private func emitValid(_ design: Design) throws(InvalidNetlist) -> VerilogOutput {
    var output = VerilogOutput(files: [], sourceMap: SourceMap(sources: [], files: []), manifest: Manifest(design, []))
    var sourceIndex: [String: Int] = [:]
    let design = try NestedShifts.apart(design)
    let roles = CheckRoles(design)
    for module in design.modules {
      let name = "\(module.name).\(dialect.fileExtension)"
      if let text = module.blackBox {
        // Boxes that differ in their parameters share it.
        if output.files.contains(where: { $0.name == name }) { continue }
        output.files.append(VerilogFile(name: name, module: module.name, text: text.hasSuffix("\n") ? text : text + "\n"))
        output.sourceMap.files.append(SourceMap.File(name: name, module: module.name, lines: [:], names: [:], checks: []))
        continue
      }
      let lowering = try ModuleLowering(module, in: design, roles: roles, dialect: dialect, options: options)
      let tree = lowering.lower()
      if let broken = lowering.broken { throw broken }
      var printer = Printer(
        dialect: dialect, lineComments: options.lineComments, maximumColumn: options.maximumColumn, sourceFiles: module.files)
      printer.print(tree)
      output.files.append(VerilogFile(name: name, module: module.name, text: String(decoding: printer.text.bytes, as: UTF8.self)))

      let sources = module.files.map { file -> Int in
        if let known = sourceIndex[file] { return known }
        let index = output.sourceMap.sources.count
        sourceIndex[file] = index
        output.sourceMap.sources.append(file)
        return index
      }
      func position(_ location: SourceLocation) -> SourceMap.Position? {
        guard sources.indices.contains(Int(location.file)) else { return nil }
        return SourceMap.Position(source: sources[Int(location.file)], line: Int(location.line), column: Int(location.column))
      }
      var file = SourceMap.File(name: name, module: module.name, lines: [:], names: [:], checks: [])
      file.lines.reserveCapacity(printer.lines.count)
      file.names.reserveCapacity(lowering.declaredNames.count)
      for (line, location) in printer.lines { file.lines[line] = position(location) }
      for (name, location) in lowering.declaredNames { file.names[name] = position(location) }
      file.driven = printer.driven
      file.swiftNames = lowering.swiftNames
      file.checks = printer.checks.map {
        SourceMap.Check(line: $0.line, kind: $0.kind, message: $0.message, position: position($0.location))
      }
      output.sourceMap.files.append(file)
    }
    output.manifest = Manifest(design, output.files)
    return output
  }
}
