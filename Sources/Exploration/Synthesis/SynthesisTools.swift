import Foundation
import Tools

/// Yosys and OpenSTA as found, with their versions: looked for once, used by many runs.
public struct SynthesisTools: Sendable, Hashable {
  public var yosys: ExternalTool
  public var openSTA: ExternalTool
  /// By tool: `yosys`, `opensta`.
  public var versions: [String: String]
  /// A tool that runs longer is stopped; nil lets it run.
  public var secondsLimit: Double?

  public init(yosys: ExternalTool, openSTA: ExternalTool, versions: [String: String], secondsLimit: Double? = nil) {
    self.yosys = yosys
    self.openSTA = openSTA
    self.versions = versions
    self.secondsLimit = secondsLimit
  }

  /// Throws `ToolFailure.missing` for one that is not there.
  public static func find() throws -> SynthesisTools {
    let (yosys, openSTA) = (try ExternalTool.yosys(), try ExternalTool.openSTA())
    return SynthesisTools(yosys: yosys, openSTA: openSTA, versions: ["yosys": yosys.version(), "opensta": openSTA.version()])
  }

  /// The default library's path; throws when it is not installed.
  public static func defaultLibrary() throws -> String {
    let path = (ToolFolder.path() ?? ".tools") + "/libraries/osu018_stdcells.lib"
    guard FileManager.default.fileExists(atPath: path) else {
      throw ToolFailure.missing("the default library is not there; run 'make setup', or name one with --library")
    }
    return path
  }
}
