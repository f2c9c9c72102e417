import ArgumentParser
import Foundation
import HDL
import Simulation
import Tools
import UnitProtocol
import Verilator
import Netlist

/// Why a command did not succeed: one line with the remedy, and the exit status.
public struct CommandFailure: Error, Sendable, CustomStringConvertible {
  /// Wrong usage or parameter (`EX_USAGE`).
  public static let usageStatus: Int32 = 64
  /// A tool is missing (`EX_UNAVAILABLE`).
  public static let missingToolStatus: Int32 = 69
  /// Any other failure.
  public static let failureStatus: Int32 = 1
  /// Ctrl-C before there was a result: 128 and the signal's number, as shells have it.
  public static let interruptedStatus: Int32 = 130

  public let message: String
  public let status: Int32

  public init(_ message: String, status: Int32 = failureStatus) {
    self.message = message
    self.status = status
  }

  public var description: String { message }

  /// A wrong argument or parameter: status 64. A line break in what somebody gave is written out, so that the message stays one line.
  public static func usage(_ message: String) -> CommandFailure { CommandFailure(VisibleText.line(message), status: usageStatus) }
  /// A tool that is not there: status 69.
  public static func missingTool(_ message: String) -> CommandFailure { CommandFailure(message, status: missingToolStatus) }

  /// What the library's own errors amount to; nil for those of the argument parser.
  package init?(describing error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as UnitError: self = .usage(error.description)
    case let error as ElaborationError:
      // A compiler's diagnostics, which a designer wants to see all at once, each at its own place.
      self.init("the design has errors\n" + error.description)
    case let error as VerilatorError:
      if case .missingTool = error { self = .missingTool(error.description) } else { self.init(error.description) }
    case let error as ToolFailure:
      if case .missing = error { self = .missingTool(error.description) } else { self.init(Self.oneLine(error.description)) }
    case let error as SimulationError: self.init(Self.oneLine(error.description))
    case let error as CocoaError: self.init(Self.oneLine(error.localizedDescription))
    default:
      guard !Self.isFromArgumentParser(error) else { return nil }
      self.init(Self.oneLine("\(error)"))
    }
  }

  /// The argument parser's errors say more through `ParsableArguments.message(for:)`.
  private static func isFromArgumentParser(_ error: any Error) -> Bool {
    String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }

  /// The text without line breaks and without a full stop at its end.
  package static func oneLine(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
    return line.hasSuffix(".") ? String(line.dropLast()) : line
  }
}
