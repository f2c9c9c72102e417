import Foundation
import Netlist
import Simulation
import Tools
import Verilator

/// Verilog that somebody else wrote, to be driven by a unit's testbench in the place of the emitted one.
struct ForeignRTL: Sendable {
  /// As the user named them.
  let files: [String]
  /// The module to drive; nil for the one called as the unit's, or the only one that no other instantiates.
  let top: String?

  /// Builds the files with Verilator; throws one line that lists the ports that are missing or different.
  func simulator(for design: Design, waves: String?) throws -> any Simulator {
    for file in files where FileManager.default.contents(atPath: file) == nil {
      throw CommandFailure.usage("cannot read '\(file)'; --against takes Verilog files")
    }
    let verilator = try ToolFinder.verilator()
    let module = try choose(from: try ForeignModule.modules(of: files, verilator), expected: design.top.name)
    let emitted = try VerilogSource(design)
    try check(module, has: emitted.ports)
    let source = VerilogSource(
      files: [VerilogSource.File(name: "\(module.name)_against.sv", text: try preprocessed(verilator))], top: module.name,
      ports: emitted.ports, clocks: emitted.clocks, memories: emitted.memories)
    return try Backend.verilated(try VerilatorBuild(), source, waves: waves)
  }

  private func choose(from modules: [ForeignModule], expected: String) throws -> ForeignModule {
    let names = modules.map(\.name).joined(separator: ", ")
    if let top {
      guard let module = modules.first(where: { $0.name == top }) else {
        throw CommandFailure.usage("there is no module '\(top)' in \(files.joined(separator: ", ")); there is \(names)")
      }
      return module
    }
    if let module = modules.first(where: { $0.name == expected }) { return module }
    let tops = modules.filter(\.isTop)
    guard tops.count == 1 else {
      throw CommandFailure.usage("\(files.joined(separator: ", ")) has several modules (\(names)); choose one with --top")
    }
    return tops[0]
  }

  /// Clocks and resets must be there, too: the testbench moves the one and holds the other.
  private func check(_ module: ForeignModule, has ports: [VerilogSource.Port]) throws {
    var missing: [String] = []
    var different: [String] = []
    for port in ports {
      guard let found = module.ports.first(where: { $0.name == port.name }) else {
        missing.append("\(port.name) (\(port.direction.rawValue), \(port.width) bits)")
        continue
      }
      if found.direction != port.direction {
        different.append("\(port.name) is an \(found.direction.rawValue), not an \(port.direction.rawValue)")
      } else if let width = found.width, width != port.width {
        different.append("\(port.name) has \(width) bits, not \(port.width)")
      }
    }
    guard missing.isEmpty, different.isEmpty else {
      let problems = (missing.isEmpty ? [] : ["it has no " + missing.joined(separator: ", ")]) + different
      throw CommandFailure(
        "module '\(module.name)' does not fit the testbench: \(problems.joined(separator: "; ")); give it the unit's ports")
    }
  }

  /// All files as one text without includes, so that the build needs nothing but it.
  private func preprocessed(_ verilator: ExternalTool) throws -> String {
    let result = try verilator.run(["-E"] + files, in: FileManager.default.currentDirectoryPath)
    guard result.status == 0 else { throw CommandFailure("Verilator refuses the file: \(LintOutput.refusal(result.error))") }
    return result.output
  }
}

/// A module of somebody else's Verilog, as Verilator understands it.
struct ForeignModule: Equatable, Sendable {
  struct Port: Equatable, Sendable {
    var name: String
    var direction: PortDirection
    /// nil for types other than vectors of bits.
    var width: Int?
  }
  var name: String
  /// Whether no other module instantiates it.
  var isTop: Bool
  var ports: [Port]

  /// The modules in `files`; throws Verilator's first error.
  static func modules(of files: [String], _ verilator: ExternalTool) throws -> [ForeignModule] {
    let folder = NSTemporaryDirectory() + "/hwgen-compare-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let tree = folder + "/tree.json"
    let arguments = ["--json-only", "-Wno-fatal", "-Wno-lint", "-Wno-style", "-Wno-MULTITOP", "-Mdir", folder]
    let result = try verilator.run(
      arguments + ["--json-only-output", tree] + files, in: FileManager.default.currentDirectoryPath)
    guard result.status == 0, let data = FileManager.default.contents(atPath: tree) else {
      throw CommandFailure("Verilator refuses the file: \(LintOutput.refusal(result.error))")
    }
    return try parse(data)
  }

  /// Reads `verilator --json-only`'s tree.
  static func parse(_ tree: Data) throws -> [ForeignModule] {
    let root = try JSONDecoder().decode(Root.self, from: tree)
    var types: [String: Root.Kind] = [:]
    for kind in root.miscsp.flatMap({ $0.typesp ?? [] }) { types[kind.addr] = kind }
    return root.modulesp.filter { $0.type == "MODULE" }.map { module in
      let ports = (module.stmtsp ?? []).compactMap { item -> Port? in
        guard item.type == "VAR", let name = item.verilogName ?? item.name else { return nil }
        let direction: PortDirection
        switch item.direction {
        case "INPUT": direction = .input
        case "OUTPUT": direction = .output
        default: return nil
        }
        return Port(name: name, direction: direction, width: item.dtypep.flatMap { types[$0] }?.width)
      }
      return ForeignModule(name: module.verilogName ?? module.name, isTop: module.level == 1, ports: ports)
    }
  }

  /// The parts of the tree that matter here.
  private struct Root: Decodable {
    struct Module: Decodable {
      var type: String
      var name: String
      var verilogName: String?
      var level: Int?
      var stmtsp: [Item]?
    }
    struct Item: Decodable {
      var type: String
      var name: String?
      var verilogName: String?
      var direction: String?
      var dtypep: String?
    }
    struct Kind: Decodable {
      var type: String
      var addr: String
      var range: String?

      /// Of a scalar or a plain vector of bits.
      var width: Int? {
        guard type == "BASICDTYPE" else { return nil }
        guard let range else { return 1 }
        let bounds = range.split(separator: ":").compactMap { Int($0) }
        return bounds.count == 2 ? abs(bounds[0] - bounds[1]) + 1 : nil
      }
    }
    struct Miscellaneous: Decodable { var typesp: [Kind]? }
    var modulesp: [Module]
    var miscsp: [Miscellaneous]
  }
}
