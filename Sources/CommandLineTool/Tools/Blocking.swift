import Dispatch
import Foundation
import Synchronization

/// One value that is written once by one thread and read by another.
private final class Slot<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  func store(_ new: Value) { value.withLock { $0 = new } }
  func load() -> Value? { value.withLock { $0 } }
}

/// Runs tasks on a thread of its own, apart from Swift's pool: waiting for them can then not starve them.
private final class OwnThread: TaskExecutor {
  private let queue = DispatchQueue(label: "hwgen.blocking")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// Waits for asynchronous work: elaboration and simulation are plain synchronous code, only starting processes is not.
func blocking<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
  let slot = Slot<Result<Value, any Error>>()
  let done = DispatchSemaphore(value: 0)
  Task.detached(executorPreference: OwnThread()) {
    do { slot.store(.success(try await body())) } catch { slot.store(.failure(error)) }
    done.signal()
  }
  done.wait()
  guard let result = slot.load() else { throw CommandFailure("a task ended without a result; this is a defect of hwgen") }
  return try result.get()
}

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
