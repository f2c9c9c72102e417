import Foundation
import HDL
import Units
import Verilog

/// The compiled code that pages quote, and what comes of it.
enum Snippets {
  /// The lines between `// begin NAME` and `// end NAME` of the files in `Tutorial/` and of the units.
  static func text(_ name: String) throws -> String {
    if name == "MacPE" { return try structure(name, in: "Sources/Units/NPU/MacPE.swift") }
    let folder = root.appendingPathComponent("Tests/DocumentationTests/Tutorial")
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() where file.hasSuffix(".swift") {
      let lines = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8).components(separatedBy: "\n")
      guard let first = lines.firstIndex(of: "// begin \(name)"), let last = lines.firstIndex(of: "// end \(name)"), first < last
      else { continue }
      return lines[(first + 1)..<last].joined(separator: "\n")
    }
    throw DocumentationError("no file of Tutorial/ has '// begin \(name)' and '// end \(name)'")
  }

  /// A module's ports and body, without what only the command line needs.
  private static func structure(_ name: String, in file: String) throws -> String {
    let lines = try String(contentsOf: root.appendingPathComponent(file), encoding: .utf8).components(separatedBy: "\n")
    guard let first = lines.firstIndex(where: { $0.hasPrefix("  public struct IO") }),
      let last = lines[first...].firstIndex(of: "}")
    else {
      throw DocumentationError("\(file) has no struct IO")
    }
    return lines[first..<last].map { ($0.hasPrefix("  ") ? String($0.dropFirst(2)) : $0).replacing("public ", with: "") }.joined(
      separator: "\n")
  }

  /// The emitted SystemVerilog of a module of the tutorial, the top module only.
  static func verilog(_ name: String) throws -> String {
    let design: Design
    switch name {
    case "Blinker": design = try elaborate(Blinker())
    case "Average": design = try elaborate(Average())
    case "Light": design = try elaborate(Light())
    case "Scaler": design = try elaborate(Scaler())
    case "History": design = try elaborate(History())
    case "ScratchPad": design = try elaborate(ScratchPad())
    case "Loader": design = try elaborate(Loader())
    case "Channels": design = try elaborate(Channels())
    case "Watch": design = try elaborate(Watch())
    case "Locked": design = try elaborate(Locked())
    case "Filter": design = try elaborate(Filter())
    case "ScaledAverage": design = try elaborate(ScaledAverage())
    case "MacPE": design = try elaborate(MacPE())
    default: throw DocumentationError("the tutorial has no module '\(name)'")
    }
    return try VerilogEmitter().emit(design).files.last?.text ?? ""
  }

  /// What is wrong with a module of the tutorial.
  static func diagnostics(_ name: String) throws -> String {
    guard name == "Careless" else { throw DocumentationError("the tutorial has no wrong module '\(name)'") }
    do {
      _ = try elaborate(Careless())
      throw DocumentationError("\(name) elaborates")
    } catch let error as ElaborationError {
      return error.description
    }
  }
}
