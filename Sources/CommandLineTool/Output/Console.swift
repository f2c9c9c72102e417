import Foundation
import Synchronization

/// Where a command prints: the process's streams, or a buffer in tests.
public struct Console: Sendable {
  private let rawWrite: @Sendable (String) -> Void
  private let rawWriteError: @Sendable (String) -> Void
  /// Throws when standard output did not take what was written.
  let flush: @Sendable () throws -> Void
  /// Whether standard error is a terminal, where a line can be drawn over.
  public let isInteractive: Bool
  /// Whether standard output is a terminal.
  private let isOutputTerminal: Bool

  /// - Parameters:
  ///   - write: Receives text for standard output.
  ///   - writeError: Receives text for standard error.
  public init(
    isInteractive: Bool = false, isOutputTerminal: Bool = false, write: @escaping @Sendable (String) -> Void,
    writeError: @escaping @Sendable (String) -> Void,
    flush: @escaping @Sendable () throws -> Void = {}
  ) {
    self.isInteractive = isInteractive
    self.isOutputTerminal = isOutputTerminal
    rawWrite = write
    rawWriteError = writeError
    self.flush = flush
  }

  /// The console of the running command line.
  @TaskLocal public static var current = Console.standard

  /// The process's standard output and standard error.
  public static let standard: Console = {
    let failed = Atomic<Bool>(false)
    return Console(
      isInteractive: isatty(2) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb",
      isOutputTerminal: isatty(1) == 1,
      write: { text in if !writeAll(text, to: 1) { failed.store(true, ordering: .relaxed) } },
      writeError: { text in _ = writeAll(text, to: 2) },
      flush: {
        if failed.load(ordering: .relaxed) { throw CommandFailure("cannot write to standard output; is the disk full?") }
      })
  }()

  /// Whether the descriptor took all of the text.
  private static func writeAll(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while let base = rest.baseAddress, !rest.isEmpty {
        let count = Foundation.write(descriptor, base, rest.count)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return false }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
      return true
    }
  }

  /// Prints text on standard output; control characters in it never reach a terminal.
  package func write(_ text: String) { rawWrite(isOutputTerminal ? VisibleText.escaped(text) : text) }

  /// Draws on standard error: the only way for a control character to a terminal. What is drawn is ours, not a file's.
  package func draw(_ text: String) { rawWriteError(text) }

  /// Prints a line on standard output.
  public func print(_ text: String) { write(text + "\n") }
  /// Prints a line on standard error, without control characters: a message may quote anything.
  public func error(_ text: String) { rawWriteError(VisibleText.escaped(text) + "\n") }
}
