import CommandLineTool
import Foundation
import Transformer

/// A run between two tokens: everything that `--resume` needs to go on with the same bits.
struct SavedRun: Codable {
  /// Changes when the form does.
  static let currentVersion = 1

  var version = currentVersion
  var system: String
  var modelSha256: String
  var netlistSha256: String
  var prompt: String
  var promptIds: [Int]
  var ids: [Int]
  var sampler: Sampler
  /// Keys and values as the operators saved them.
  var cache: Data

  /// Reads the file, and checks that it fits.
  init(path: String, system: String, modelSha256: String, netlistSha256: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure.usage("there is no saved state '\(path)'; write one with --save-state")
    }
    guard let saved = try? PropertyListDecoder().decode(SavedRun.self, from: data), saved.version == Self.currentVersion else {
      throw CommandFailure.usage("'\(path)' is no state that --save-state wrote; start without --resume")
    }
    guard saved.modelSha256 == modelSha256 else {
      throw CommandFailure.usage(
        "'\(path)' is the state of another model; use the model it was saved with, or start without --resume")
    }
    guard saved.system == system, saved.netlistSha256 == netlistSha256 else {
      throw CommandFailure.usage(
        "'\(path)' is the state of another netlist; use the system, preset and sources it was saved with, or start without --resume"
      )
    }
    self = saved
  }

  init(
    system: String, modelSha256: String, netlistSha256: String, prompt: String, promptIds: [Int], ids: [Int], sampler: Sampler,
    cache: Data
  ) {
    self.system = system
    self.modelSha256 = modelSha256
    self.netlistSha256 = netlistSha256
    self.prompt = prompt
    self.promptIds = promptIds
    self.ids = ids
    self.sampler = sampler
    self.cache = cache
  }

  /// Writes the file at once: one that is there already is whole at every moment.
  func write(to path: String) throws {
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    do {
      try encoder.encode(self).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw CommandFailure("cannot write the state to '\(path)'; name a file in a writable folder")
    }
  }
}
