import Foundation
import Netlist
import Verilog

/// Verilog to map: an emitted design, or text from elsewhere.
public struct SynthesisSource: Sendable {
  public var text: String
  public var top: String
  /// Names of the ports that are clocks.
  public var clocks: [String]
  /// For ports of a clock other than the first: that clock's port.
  public var clockOfPort: [String: String]
  /// Names of ports that are resets.
  public var resets: [String]
  /// Of a design, in their order; empty for Verilog from elsewhere.
  var ports: [Port] = []
  /// Of memories whose words have several elements, how many.
  var lanes: [String: Int] = [:]
  /// Names of the memories; all other arrays are registers. Nil: all arrays that Yosys takes for memories are.
  public var memories: [String]?
  /// Where names and lines of the text come from.
  let origins: SourceOrigins

  /// One port of the flat module.
  struct Port: Sendable, Hashable {
    var name: String
    var width: Int
    var isInput: Bool
  }

  /// Verilog from elsewhere, in one clock domain; without a clock it is combinational.
  public init(verilog text: String, top: String, clock: String?, reset: String? = nil) {
    self.text = text
    self.top = top
    clocks = clock.map { [$0] } ?? []
    resets = reset.map { [$0] } ?? []
    memories = nil
    clockOfPort = [:]
    origins = SourceOrigins()
  }

  /// The design as one module.
  public init(_ design: Design) throws {
    let flat = try Flattening.flatten(design)
    var options = Options()
    options.joinsOutputs = false
    let output = try VerilogEmitter(options: options).emit(flat)
    text = output.files.map(\.text).joined(separator: "\n")
    top = flat.top.name
    let ports = flat.top.ports
    self.ports = ports.map { Port(name: $0.name, width: flat.top[$0.value].type.width, isInput: $0.direction == .input) }
    clocks = ports.filter { $0.role == .clock }.map(\.name)
    resets = ports.filter { $0.role == .reset }.map(\.name)
    memories = flat.top.memories.map(\.name)
    for memory in flat.top.memories { if let count = memory.word.count { lanes[memory.name] = max(1, count) } }
    clockOfPort = [:]
    for port in ports where port.role != .clock && flat.top.domains.indices.contains(port.domain) {
      let domain = flat.top.domains[port.domain]
      guard let clock = ports.first(where: { $0.role == .clock && $0.value == domain.clock })?.name else { continue }
      if clock != clocks.first { clockOfPort[port.name] = clock }
    }
    origins = SourceOrigins(design: design, output: output)
  }
}

/// Leads from names and lines of a flat Verilog text to lines of Swift, and to the module that each came from.
struct SourceOrigins: Sendable {
  /// A line of a Swift file.
  struct Line: Hashable, Sendable, Comparable {
    var file: String
    var line: Int
    static func < (left: Line, right: Line) -> Bool { (left.file, left.line) < (right.file, right.line) }
  }

  private var names: [String: Line] = [:]
  private var lines: [Int: Line] = [:]
  /// For each line of the text, the name that it drives.
  private var driven: [Int: String] = [:]
  private var modules: [ModuleNames] = []

  /// What tells one module's names from its instances' in a name of the flat design.
  private struct ModuleNames: Sendable {
    var own: Set<String> = []
    var instances: [String: Int] = [:]
    var name = ""
  }

  init() {}

  init(design: Design, output: VerilogOutput) {
    modules = design.modules.map { module in
      var names = ModuleNames(name: module.name)
      names.own = Set(module.values.compactMap(\.name) + module.ports.map(\.name) + module.memories.map(\.name))
      for instance in module.instances { names.instances[instance.name] = instance.module }
      return names
    }
    var first = 0, assigned: [Int: String] = [:]
    for (file, map) in zip(output.files, output.sourceMap.files) {
      func line(_ position: SourceMap.Position) -> Line {
        let place = output.sourceMap.place(position)
        return Line(file: place.file, line: place.line)
      }
      for (number, position) in map.lines { lines[first + number] = line(position) }
      for (number, name) in map.driven { assigned[first + number] = name }
      for (name, position) in map.names { names[name] = line(position) }
      // The files are joined by an empty line.
      first += file.text.utf8.count(where: { $0 == UInt8(ascii: "\n") }) + 1
    }
    // A condition belongs to the first assignment that depends on it.
    var next: String?
    for line in stride(from: first, to: 0, by: -1) {
      next = assigned[line] ?? next
      driven[line] = next
    }
  }

  /// The Swift line of a port, register, net or memory.
  func line(ofName name: some StringProtocol) -> Line? { names[String(name)] }

  /// The Swift line of a Yosys `src` attribute.
  func line(ofSource source: Substring) -> Line? { number(source).flatMap(line(ofNumber:)) }

  private func line(ofNumber number: Int) -> Line? {
    // A line inside a longer statement belongs to the statement's start.
    for candidate in stride(from: number, to: max(0, number - 40), by: -1) { if let line = lines[candidate] { return line } }
    return nil
  }

  /// The name that is driven in the place of a `src` attribute.
  func name(ofSource source: Substring) -> String? { number(source).flatMap { driven[$0] } }

  /// The first line number of the design's own text in `design.sv:12.3-14.8|techmap.v:3.1-3.4`.
  private func number(_ source: Substring) -> Int? {
    for part in source.split(separator: "|") {
      guard let range = part.range(of: SynthesisScripts.source + ":") else { continue }
      if let number = Int(part[range.upperBound...].prefix { $0.isNumber }) { return number }
    }
    return nil
  }

  /// Path of the instance that a name of the flat design comes from (`flash_pe.results`), and that module's name.
  func module(ofName name: some StringProtocol) -> (path: String, module: String)? {
    guard var index = modules.indices.last else { return nil }
    var path = modules[index].name, rest = Substring(name)
    search: while !modules[index].own.contains(String(rest)) {
      var end = rest.endIndex
      // The longest instance name that fits.
      while let underscore = rest[..<end].lastIndex(of: "_") {
        if let child = modules[index].instances[String(rest[..<underscore])] {
          path += "." + rest[..<underscore]
          rest = rest[rest.index(after: underscore)...]
          index = child
          continue search
        }
        end = underscore
      }
      break
    }
    return (path, modules[index].name)
  }
}
