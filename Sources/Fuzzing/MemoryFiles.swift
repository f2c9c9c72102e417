import Foundation
import Netlist

/// The files that random circuits' memories take their words from.
enum MemoryFiles {
  /// Of this process, so that two campaigns never share one.
  private static let folder = NSTemporaryDirectory() + "/hwgen-fuzz-\(ProcessInfo.processInfo.processIdentifier)"

  /// Where the words of a memory of a module go.
  static func path(module: String, memory: Int) -> String { "\(folder)/\(module)_\(memory).hex" }

  /// Writes the files that the design names.
  static func write(for design: Design) throws(FuzzError) {
    for memory in design.modules.flatMap(\.memories) {
      guard let path = memory.contentsFile, let words = memory.contents else { continue }
      let text = words.map(\.hexadecimal).joined(separator: "\n") + "\n"
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      } catch {
        throw FuzzError("cannot write a memory's words to \(path): \(error.localizedDescription)")
      }
    }
  }

  /// Removes them.
  static func remove(for design: Design) {
    for case let path? in design.modules.flatMap({ $0.memories.map(\.contentsFile) }) {
      try? FileManager.default.removeItem(atPath: path)
    }
  }
}
