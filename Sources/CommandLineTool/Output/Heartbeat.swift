import Dispatch
import Foundation
import Synchronization

/// Shows on standard error that a step of unknown length is alive: a line that is drawn over on a terminal, elsewhere a line every ten
/// seconds. What ends sooner shows nothing there.
final class Heartbeat: Sendable {
  private struct State {
    var detail: String
    var isVisible = false
    var isFinished = false
  }

  private let label: String
  private let console: Console
  private let start = ContinuousClock.now
  private let state: Mutex<State>
  // Timers of Dispatch may be used from any thread.
  nonisolated(unsafe) private let timer: any DispatchSourceTimer

  /// - Parameters:
  ///   - label: What is going on.
  ///   - detail: The stage it is at.
  init(_ label: String, detail: String = "", console: Console = .current) {
    self.label = label
    self.console = console
    state = Mutex(State(detail: detail))
    let timer = DispatchSource.makeTimerSource(queue: .global())
    self.timer = timer
    let interval: DispatchTimeInterval = console.isInteractive ? .seconds(1) : .seconds(10)
    timer.schedule(deadline: .now() + interval, repeating: interval)
    timer.setEventHandler { [weak self] in self?.show() }
    timer.resume()
  }

  /// Says which stage it is at now.
  func update(_ detail: String) { state.withLock { $0.detail = detail } }

  /// Removes the line.
  func finish() {
    timer.cancel()
    state.withLock { state in
      if state.isVisible { console.draw("\r\u{1B}[2K") }
      state.isVisible = false
      state.isFinished = true
    }
  }

  deinit { timer.cancel() }

  private func show() {
    state.withLock { state in
      guard !state.isFinished else { return }
      let seconds = Int((ContinuousClock.now - start) / .seconds(1))
      let line = VisibleText.escaped("\(label): " + (state.detail.isEmpty ? "" : state.detail + ", ") + "\(seconds) s so far")
      if console.isInteractive {
        console.draw("\r\u{1B}[2K" + line.prefix(ProgressBar.terminalWidth - 1))
        state.isVisible = true
      } else {
        console.error(line)
      }
    }
  }
}
