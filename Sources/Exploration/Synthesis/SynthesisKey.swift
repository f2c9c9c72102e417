import Foundation
import Hashing

/// Tells one synthesis from all others: two with the same key give the same report.
public struct SynthesisKey: Sendable, Hashable, Codable, CustomStringConvertible {
  /// SHA-256 in hexadecimal.
  public let digest: String

  public init(digest: String) { self.digest = digest }

  /// Of the emitted netlist, the library's contents (not its path), the tools' versions, the options and the scripts.
  public init(netlist: String, libraryDigest: String, versions: [String: String], options: SynthesisOptions) throws {
    var options = options
    options.library = nil
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var hash = SHA256()
    // The length in front keeps the parts apart.
    for part in [
      Data(netlist.utf8), Data(libraryDigest.utf8), try encoder.encode(versions), try encoder.encode(options),
      Data(SynthesisScripts.version.utf8),
    ] {
      hash.update("\(part.count):".utf8)
      hash.update(part)
    }
    digest = hash.finish()
  }

  public init(from decoder: any Decoder) throws { digest = try decoder.singleValueContainer().decode(String.self) }
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(digest)
  }

  public var description: String { digest }
}
