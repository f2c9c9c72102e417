import Foundation

/// A folder in which tools run: what they are told, and what they leave.
public struct WorkFolder: Sendable {
  public let url: URL
  public var path: String { url.path }

  public init(_ url: URL) { self.url = url }

  /// Calls `body` with a new folder for temporary files, which is removed afterwards. `purpose` is a part of its name.
  public static func temporary<Result>(_ purpose: String, _ body: (WorkFolder) throws -> Result) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-\(purpose)-\(UUID().uuidString)")
    do { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) } catch {
      throw ToolFailure.failed("cannot make the folder '\(url.path)'; is the disk full?")
    }
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(WorkFolder(url))
  }

  public func file(_ name: String) -> URL { url.appendingPathComponent(name) }

  public func write(_ text: String, to name: String) throws {
    do { try text.write(to: file(name), atomically: false, encoding: .utf8) } catch {
      throw ToolFailure.failed("cannot write '\(file(name).path)'; is the disk full?")
    }
  }

  /// The contents of a file; nil when it is missing or empty.
  public func contents(_ name: String) -> Data? {
    guard let data = FileManager.default.contents(atPath: file(name).path), !data.isEmpty else { return nil }
    return data
  }

  /// The contents of a file that `tool` should have written of `top`.
  public func text(_ name: String, from tool: String, of top: String) throws -> String {
    guard let data = contents(name) else {
      throw ToolFailure.failed("\(tool) ended without writing \(name) for \(top); is the disk full?")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
