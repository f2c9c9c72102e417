import Dispatch
import Synchronization

/// The golden run beside the units: a thread of its own with an address space of its own, some steps behind.
final class GoldenHalf: Sendable {
  /// A step that the units have done, with a copy of the bytes that it wrote.
  struct Done: Sendable {
    /// The step's number in its program, and in the order in which the steps ran.
    let step: Int, turn: Int
    let pass: any Pass, place: Place, position: Int, written: [[UInt8]]
  }
  struct Result: Sendable { var tensors = 0, values = 0, difference: Difference? }

  private let space: Mutex<AddressSpace>
  private let result = Mutex(Result())

  init(_ maps: [MemoryMap], sharing other: AddressSpace) {
    // Only the memories of weights are shared, which nobody writes.
    nonisolated(unsafe) let space = AddressSpace(maps, sharing: other)
    self.space = Mutex(space)
  }

  var current: Result { result.withLock { $0 } }
  func access<Value: Sendable>(_ body: (borrowing AddressSpace) throws -> Value) rethrows -> Value {
    try space.withLock { try body($0) }
  }

  /// Follows what `body` puts into the queue; the caller's thread runs it, and goes on when everything has been compared.
  ///
  /// - Parameter capacity: steps by which the golden run may lag
  func follow(capacity: Int, _ body: (BoundedQueue<Done>) throws -> Void) rethrows {
    let queue = BoundedQueue<Done>(capacity: capacity), end = DispatchSemaphore(value: 0)
    DispatchQueue(label: "golden").async { [self] in
      while true {
        let portion = queue.takeAll()
        if portion.isEmpty { break }
        for done in portion where current.difference == nil { compare(done) }
      }
      end.signal()
    }
    defer {
      queue.end()
      end.wait()
    }
    try body(queue)
  }

  private func compare(_ done: Done) {
    let difference: Difference? = space.withLock { space in
      let memory = Memory(space, position: done.position)
      do {
        try done.pass.golden(memory)
        for (operand, written) in zip(done.pass.writes, done.written) {
          let buffer = try memory.resolve(operand)
          if !done.pass.isProcessor {
            result.withLock { ($0.tensors, $0.values) = ($0.tensors + 1, $0.values + buffer.count) }
          }
          if space.holds(written, in: buffer) { continue }
          return Difference(done, buffer, tested: written, golden: space.bytes(of: buffer))
        }
        return nil
      } catch {
        return Difference(done, "the golden run failed: \(error)")
      }
    }
    if let difference { result.withLock { $0.difference = difference } }
  }
}
