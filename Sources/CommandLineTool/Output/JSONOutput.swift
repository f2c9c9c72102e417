import Foundation

/// The one JSON object that `--json` prints on standard output: keys sorted and in snake case.
public enum JSONOutput {
  public static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  public static func print(_ value: some Encodable) throws { Console.current.print(try text(value)) }
}
