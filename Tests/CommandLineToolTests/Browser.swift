import Foundation
import Testing
import Tools

/// A headless browser that a script of the checkout drives.
enum Browser {
  private static let python: String? = {
    guard let folder = ToolFolder.path(), ToolFolder.findOnPath("chromium") != nil else { return nil }
    let python = folder + "/browser/bin/python"
    return ToolFolder.isProgram(python) ? python : nil
  }()
  static let isThere = python != nil

  /// What a script of `Scripts/` saw of a page, as JSON.
  static func run(_ script: String, on page: String) throws -> Data {
    let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let result = try ExternalTool(name: "browser", path: #require(python)).run(
      [checkout.path + "/Scripts/\(script)", page], in: "/", seconds: 120)
    try #require(result.status == 0, "\(result.error)")
    return Data(result.output.utf8)
  }
}
