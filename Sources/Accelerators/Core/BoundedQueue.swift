import Dispatch
import Synchronization

/// Elements that one thread puts in and another one takes out, in portions: waking a thread costs more than most steps of a golden run.
///
/// Who takes sleeps until half of the room is full or the queue has ended; who puts sleeps while there is no room.
final class BoundedQueue<Element: Sendable>: Sendable {
  private struct State {
    var items: [Element] = []
    var hasEnded = false, takerSleeps = false, putterSleeps = false
  }
  private let state = Mutex(State())
  private let wakesTaker = DispatchSemaphore(value: 0), wakesPutter = DispatchSemaphore(value: 0)
  private let capacity: Int

  /// - Parameter capacity: elements that may wait to be taken, at least 1
  init(capacity: Int) { self.capacity = max(1, capacity) }

  /// Waits for room, and puts an element in.
  func put(_ element: Element) {
    while true {
      let (hasRoom, wakes) = state.withLock { state in
        let hasRoom = state.items.count < capacity
        if hasRoom { state.items.append(element) } else { state.putterSleeps = true }
        let wakes = state.takerSleeps && 2 * state.items.count >= capacity
        if wakes { state.takerSleeps = false }
        return (hasRoom, wakes)
      }
      if wakes { wakesTaker.signal() }
      if hasRoom { return }
      wakesPutter.wait()
    }
  }

  /// Nothing more will be put in.
  func end() {
    let wakes = state.withLock { state in
      defer { state.takerSleeps = false }
      state.hasEnded = true
      return state.takerSleeps
    }
    if wakes { wakesTaker.signal() }
  }

  /// Waits for elements, and takes all that are there; empty when the queue has ended and all have been taken.
  func takeAll() -> [Element] {
    while true {
      let (taken, wakes): ([Element]?, Bool) = state.withLock { state in
        if state.items.isEmpty && !state.hasEnded {
          state.takerSleeps = true
          return (nil, false)
        }
        defer { (state.items, state.putterSleeps) = ([], false) }
        return (state.items, state.putterSleeps)
      }
      if wakes { wakesPutter.signal() }
      if let taken { return taken }
      wakesTaker.wait()
    }
  }
}
