import Dispatch
import Foundation
import Synchronization

/// Takes Ctrl-C while it lives, so that a long run can end between two steps; a second Ctrl-C ends the process at once.
final class Interrupt {
  private let source: any DispatchSourceSignal
  private let flag: Flag

  private final class Flag: Sendable {
    let value = Atomic<Bool>(false)
  }

  init() {
    let flag = Flag()
    self.flag = flag
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler {
      if flag.value.exchange(true, ordering: .relaxed) { exit(130) }
    }
    source.resume()
    self.source = source
  }

  deinit {
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }

  /// Whether Ctrl-C was pressed.
  var wasRequested: Bool { flag.value.load(ordering: .relaxed) }
}
