import Dispatch
import Foundation
import Synchronization

/// Calls `body` for each item, `jobs` at a time, and returns the results in the order of the items.
///
/// Each job has a thread of its own with a stack of 16 MB, because large designs recurse deeply. The catalog and the
/// console of the caller are those of the jobs.
package func parallelMap<Item: Sendable, Output: Sendable>(
  _ items: [Item], jobs: Int, _ body: @escaping @Sendable (Item) -> Output
) -> [Output] {
  let catalog = Catalog.current
  let console = Console.current
  let queue = WorkQueue<Item, Output>(items)
  let done = DispatchSemaphore(value: 0)
  let count = max(1, min(jobs, items.count))
  for _ in 0..<count {
    let thread = Thread {
      Catalog.$current.withValue(catalog) {
        Console.$current.withValue(console) {
          while let (index, item) = queue.take() { queue.finish(index, body(item)) }
        }
      }
      done.signal()
    }
    thread.stackSize = 16 << 20
    thread.start()
  }
  for _ in 0..<count { done.wait() }
  return queue.results
}

/// Items that threads take one by one, and the results in the items' order.
private final class WorkQueue<Item: Sendable, Output: Sendable>: Sendable {
  private let items: [Item]
  private let state: Mutex<(next: Int, results: [Output?])>

  init(_ items: [Item]) {
    self.items = items
    state = Mutex((0, [Output?](repeating: nil, count: items.count)))
  }

  func take() -> (Int, Item)? {
    state.withLock { state in
      guard state.next < items.count else { return nil }
      defer { state.next += 1 }
      return (state.next, items[state.next])
    }
  }

  func finish(_ index: Int, _ output: Output) { state.withLock { $0.results[index] = output } }

  var results: [Output] { state.withLock { $0.results.compactMap { $0 } } }
}
