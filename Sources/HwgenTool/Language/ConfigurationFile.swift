import Accelerators
import CommandLineTool
import Foundation

/// A system's parameters in a JSON file: an object of names and values, and the name of a preset under `preset`.
struct ConfigurationFile {
  struct Entry {
    let name: String
    /// As it would follow `--set name=`.
    let text: String
    /// File and line.
    let place: String
  }
  private(set) var preset: String?
  private(set) var entries: [Entry] = []

  init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure.usage("cannot read '\(path)'; check the path of --config")
    }
    let text = String(decoding: data, as: UTF8.self)
    func place(_ key: String) -> String { "\(path):\(Self.line(of: key, in: text))" }
    let values: [String: JSONValue]
    do { values = try JSONDecoder().decode([String: JSONValue].self, from: data) } catch let error as DecodingError {
      throw CommandFailure.usage(Self.problem(error, path, place))
    }
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      switch value {
      case .boolean: throw CommandFailure.usage("\(place(name)): '\(name)' is neither a number nor a text")
      case .text(let text) where name == "preset": preset = text
      case _ where name == "preset": throw CommandFailure.usage("\(place(name)): 'preset' is the name of a preset, a text")
      case .text(let text): entries.append(Entry(name: name, text: text, place: place(name)))
      case .integer, .number: entries.append(Entry(name: name, text: "\(value)", place: place(name)))
      }
    }
  }

  /// One line for what is no object of numbers and texts.
  private static func problem(_ error: DecodingError, _ path: String, _ place: (String) -> String) -> String {
    switch error {
    case .typeMismatch(_, let context) where !context.codingPath.isEmpty,
      .valueNotFound(_, let context) where !context.codingPath.isEmpty:
      let key = context.codingPath[0].stringValue
      return "\(place(key)): '\(key)' is neither a number nor a text"
    case .dataCorrupted(let context):
      let reason = (context.underlyingError as NSError?)?.userInfo["NSDebugDescription"] as? String ?? context.debugDescription
      return CommandFailure.oneLine("\(path) is not JSON: \(reason)")
    default: return "\(path):1: a configuration is one JSON object of names and values"
    }
  }

  /// The line that a key stands in, from 1.
  private static func line(of key: String, in text: String) -> Int {
    guard let range = text.range(of: "\"\(key)\"") else { return 1 }
    return text[..<range.lowerBound].count { $0.isNewline } + 1
  }
}
