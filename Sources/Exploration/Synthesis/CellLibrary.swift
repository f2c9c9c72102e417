import Crypto
import Foundation

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
  /// The two-input NAND gate whose area is one gate equivalent.
  public let nand: String
  /// Cells with an `ff` group.
  public let flipFlops: Set<String>

  public var nandArea: Double { areas[nand] ?? 1 }

  /// Reads the file; throws when it is no library or has no two-input NAND.
  public init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8) else {
      throw Failure(description: "cannot read the library '\(path)'; check the path")
    }
    self.path = URL(fileURLWithPath: path).standardizedFileURL.path
    digest = SynthesisKey.hexadecimal(SHA256.hash(data: data))
    guard let head = text.firstMatch(of: /library\s*\(\s*"?([\w.\-]+)"?\s*\)\s*\{/) else {
      throw Failure(description: "'\(path)' is no Liberty library; give --library a .lib file")
    }
    name = String(head.1)
    var areas: [String: Double] = [:], flipFlops: Set<String> = [], depth = 0, cell: String?, cellDepth = 0
    for line in text.split(separator: "\n") {
      var isHead = false
      if let match = line.firstMatch(of: /^\s*cell\s*\(\s*"?([\w$]+)"?\s*\)/) {
        cell = String(match.1)
        cellDepth = depth
        isHead = true
      }
      if let name = cell, isHead || depth == cellDepth + 1 {
        // The cell's own area, not that of a group inside it.
        if areas[name] == nil, let area = line.firstMatch(of: /\barea\s*:\s*([\d.eE+\-]+)/), let value = Double(area.1) { areas[name] = value }
        if line.firstMatch(of: /\bff\s*\(/) != nil { flipFlops.insert(name) }
      }
      for character in line.utf8 { if character == UInt8(ascii: "{") { depth += 1 } else if character == UInt8(ascii: "}") { depth -= 1 } }
      if cell != nil, depth <= cellDepth, line.contains("}") { cell = nil }
    }
    guard depth == 0 else { throw Failure(description: "the library '\(path)' is cut off; get the file again") }
    let nands = areas.keys.filter { $0.firstMatch(of: /(?i)nand2/) != nil }.sorted { (areas[$0] ?? 0, $0) < (areas[$1] ?? 0, $1) }
    guard let nand = nands.first else { throw Failure(description: "the library '\(path)' has no two-input NAND, which areas are counted in") }
    self.areas = areas
    self.nand = nand
    self.flipFlops = flipFlops
  }
}
