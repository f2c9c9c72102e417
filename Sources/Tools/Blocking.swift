import Dispatch
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
package func blocking<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
  let slot = Slot<Result<Value, any Error>>()
  let done = DispatchSemaphore(value: 0)
  Task.detached(executorPreference: OwnThread()) {
    do { slot.store(.success(try await body())) } catch { slot.store(.failure(error)) }
    done.signal()
  }
  done.wait()
  guard let result = slot.load() else { throw ToolFailure.failed("a task ended without a result; this is a defect of hwgen") }
  return try result.get()
}
