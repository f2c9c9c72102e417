import CommandLineTool
import Foundation
import Transformer

/// A run between two tokens: everything that `--resume` needs to go on with the same bits.
struct SavedRun: Codable {
  private static let file = SealedFile(kind: "hwgen-state", version: 3)

  var system: String
  var modelSha256: String
  var netlistSha256: String
  var prompt: String
  var promptIds: [Int]
  var ids: [Int]
  var sampler: Sampler
  /// Keys and values as the operators saved them.
  var cache: Data

  /// Reads the file, and checks that it is whole and that it fits.
  init(path: String, system: String, modelSha256: String, netlistSha256: String) throws {
    let saved: SavedRun
    do {
      let contents = try Self.file.read(path)
      guard let decoded = try? PropertyListDecoder().decode(SavedRun.self, from: contents) else {
        throw SealedFile.Fault.otherKind
      }
      saved = decoded
    } catch let fault as SealedFile.Fault {
      throw Self.failure(fault, path)
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

  private static func failure(_ fault: SealedFile.Fault, _ path: String) -> CommandFailure {
    switch fault {
    case .missing: .usage("there is no saved state '\(path)'; write one with --save-state")
    case .otherKind: .usage("'\(path)' is no state that --save-state wrote; start without --resume")
    case .otherVersion: .usage("'\(path)' was saved by another version of this program; start without --resume")
    case .damaged: .usage("'\(path)' is damaged since --save-state wrote it; get the file again, or start without --resume")
    }
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
    try OutputFolder.write(Self.file.sealed(encoder.encode(self)), to: path, option: "--save-state")
  }
}
