import Foundation
import Hashing

/// What synthesis must know of a Liberty library beyond what the tools read themselves.
public struct CellLibrary: Sendable, Hashable {
  /// Why a library cannot be used: one line with the remedy.
  public struct Failure: Error, Sendable, CustomStringConvertible {
    public let description: String
  }

  public let path: String
  /// The library's own name.
  public let name: String
  /// SHA-256 of the file, in hexadecimal.
  public let digest: String
  /// Area of each cell in the library's unit, by the cell's name.
  public let areas: [String: Double]
  /// The output pins of each cell.
  public let outputs: [String: Set<String>]
  /// The two-input NAND gate whose area is one gate equivalent.
  public let nand: String
  /// The smallest buffer, if there is one.
  public let buffer: String?
  /// Cells with an `ff` group.
  public let flipFlops: Set<String>
  /// What a flip-flop is clocked on, `CLK` or `!CLK`, by its cell.
  let clockedOn: [String: String]
  /// Latches: cells of which no clock comes out.
  let latches: Set<String>
  /// Cells with one output that is the one input's complement.
  let inverters: Set<String>

  public var nandArea: Double { areas[nand] ?? 1 }

  /// Reads the file; throws when it is no library, is cut off, or has no two-input NAND or no flip-flop.
  public init(path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
      let data = FileManager.default.contents(atPath: path)
    else { throw Failure(description: "cannot read the library '\(path)'; check the path") }
    self.path = URL(fileURLWithPath: path).standardizedFileURL.path
    if data.starts(with: [0x1F, 0x8B]) {
      throw Failure(description: "the library '\(path)' is compressed; unpack it with gunzip first")
    }
    var reader = Reader()
    let depth = data.withUnsafeBytes { LibertyScanner.scan($0) { reader.take($0) } }
    guard let name = reader.name else {
      throw Failure(description: "'\(path)' is no Liberty library; give --library a .lib file")
    }
    guard depth == 0 else {
      throw Failure(description: "the library '\(path)' is cut off or has unbalanced braces; get the file again")
    }
    let areas = reader.areas
    let nands = areas.keys.filter { $0.lowercased().contains("nand2") && (areas[$0] ?? 0) > 0 }.sorted {
      (areas[$0] ?? 0, $0) < (areas[$1] ?? 0, $1)
    }
    guard let nand = nands.first else {
      throw Failure(description: "the library '\(path)' has no two-input NAND, which areas are counted in")
    }
    guard !reader.flipFlops.isEmpty else {
      throw Failure(description: "the library '\(path)' has no flip-flop; use one with sequential cells")
    }
    self.name = name
    self.areas = areas
    self.nand = nand
    outputs = reader.outputs
    buffer = reader.buffers.min { (areas[$0] ?? 0, $0) < (areas[$1] ?? 0, $1) }
    flipFlops = reader.flipFlops
    clockedOn = reader.clockedOn
    latches = reader.latches
    inverters = Set(reader.inverters)
    digest = SHA256.hexadecimal(of: data)
  }

  /// Keeps cells, their areas and their output pins as they come by.
  private struct Reader {
    var name: String?
    var areas: [String: Double] = [:]
    var outputs: [String: Set<String>] = [:]
    var flipFlops: Set<String> = [], latches: Set<String> = []
    var clockedOn: [String: String] = [:]
    private var inputs: [String: [String]] = [:], functions: [String: String] = [:]
    private var groups: [Substring] = []
    private var cell = ""
    private var pin = ""

    mutating func take(_ event: LibertyScanner.Event) {
      switch event {
      case .open(let group, let argument):
        if groups.isEmpty, group == "library" { name = String(argument) }
        if groups.count == 1, group == "cell" { cell = String(argument) }
        if groups.count == 2, groups[1] == "cell" {
          if group == "ff" { flipFlops.insert(cell) }
          if group == "latch" { latches.insert(cell) }
          if group == "pin" { pin = String(argument) }
        }
        groups.append(group)
      case .close: groups = groups.dropLast()
      case .attribute(let attribute, let value):
        if groups.count == 2, groups[1] == "cell", attribute == "area" { areas[cell] = Double(value) }
        if groups.count == 3, groups[1] == "cell", groups[2] == "ff", attribute == "clocked_on" {
          let text = value.filter { !"() \"".contains($0) }
          clockedOn[cell] = text.hasSuffix("'") ? "!" + text.dropLast() : text
        }
        guard groups.count == 3, groups[1] == "cell", groups[2] == "pin" else { return }
        if attribute == "direction", value == "output" { outputs[cell, default: []].insert(pin) }
        if attribute == "direction", value == "input" { inputs[cell, default: []].append(pin) }
        if attribute == "function" { functions[cell] = value.filter { !"() ".contains($0) } }
      }
    }

    var inverters: [String] {
      inputs.filter { one in
        one.value.count == 1 && outputs[one.key]?.count == 1
          && ["!" + one.value[0], one.value[0] + "'"].contains(functions[one.key])
      }.map(\.key)
    }

    /// Cells with one output that repeats the one input.
    var buffers: [String] {
      inputs.filter { $0.value.count == 1 && outputs[$0.key]?.count == 1 && functions[$0.key] == $0.value[0] }.map(\.key)
    }
  }
}
