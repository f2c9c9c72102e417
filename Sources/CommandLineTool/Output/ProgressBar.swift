import Foundation
import Synchronization

/// How far a long step has come, on standard error: a bar on a terminal, elsewhere a line every ten seconds.
///
/// Safe to advance from several threads.
public final class ProgressBar: Sendable {
  private struct State {
    var completed = 0
    var detail = ""
    var lastDrawn = ContinuousClock.now
    var isVisible = false
    var isFinished = false
  }

  private let label: String
  private let total: Int
  private let unit: String
  private let console: Console
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  /// - Parameters:
  ///   - label: What is going on.
  ///   - total: Steps until the end, at least 1.
  ///   - unit: What one step is, in the plural; nothing by default.
  public init(_ label: String, total: Int, unit: String = "", console: Console = .current) {
    self.label = label
    self.total = max(1, total)
    self.unit = unit
    self.console = console
  }

  /// Counts `steps` more as done and shows `detail`, if given, beside the bar.
  public func advance(by steps: Int = 1, detail: String? = nil) {
    state.withLock { state in
      state.completed = min(total, state.completed + steps)
      if let detail { state.detail = detail }
      draw(&state)
    }
  }

  /// Sets what is done in all.
  public func update(to completed: Int, detail: String? = nil) {
    state.withLock { state in
      state.completed = min(total, max(0, completed))
      if let detail { state.detail = detail }
      draw(&state)
    }
  }

  /// Prints a whole line on standard error without breaking the bar.
  public func note(_ line: String) {
    state.withLock { state in
      erase(&state)
      console.error(line)
    }
  }

  /// Removes the bar; what follows on the terminal starts on a clean line.
  public func finish() {
    state.withLock { state in
      erase(&state)
      state.isFinished = true
    }
  }

  private func draw(_ state: inout State) {
    let now = ContinuousClock.now
    let interval: Duration = console.isInteractive ? .milliseconds(100) : .seconds(10)
    guard !state.isFinished, now - state.lastDrawn >= interval else { return }
    state.lastDrawn = now
    let line = self.line(completed: state.completed, detail: state.detail, elapsed: now - start)
    if console.isInteractive {
      console.draw("\r\u{1B}[2K" + line)
      state.isVisible = true
    } else {
      console.error(line)
    }
  }

  private func erase(_ state: inout State) {
    guard state.isVisible else { return }
    console.draw("\r\u{1B}[2K")
    state.isVisible = false
  }

  /// `label [#####     ] 50% 10/20 pages, 0:12 left: detail`
  func line(completed: Int, detail: String, elapsed: Duration) -> String {
    let width = 24
    let filled = completed * width / total
    var text = label
    if console.isInteractive {
      text += " [" + String(repeating: "#", count: filled) + String(repeating: " ", count: width - filled) + "]"
    }
    text += " \(completed * 100 / total)% \(completed)/\(total)" + (unit.isEmpty ? "" : " " + unit)
    if completed > 0, completed < total {
      let left = Int(elapsed / .seconds(1) * Double(total - completed) / Double(completed))
      text += ", \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
    }
    if !detail.isEmpty { text += ": " + detail }
    text = VisibleText.escaped(text)
    return console.isInteractive ? String(text.prefix(Self.terminalWidth - 1)) : text
  }

  static let terminalWidth: Int = {
    var size = winsize()
    return ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 20 ? Int(size.ws_col) : 80
  }()
}
