import Dispatch
import Foundation
import Synchronization

/// How many threads models run on.
public enum Threads {
  /// Cores of the machine.
  public static let available = max(1, ProcessInfo.processInfo.activeProcessorCount)

  private static let limit = Atomic(available)

  /// Most threads, 1 to `available`, which it is at first; results do not depend on it. For measurements.
  public static var used: Int {
    get { limit.load(ordering: .relaxed) }
    set { limit.store(min(max(1, newValue), available), ordering: .relaxed) }
  }
}

/// Splits loops over all cores.
enum Parallel {
  /// Calls `body` with ranges that together cover `0..<count`, at the same time on all cores; `grain` is the least useful
  /// size of a range. The ranges never depend on the results, but on the machine: `body` must not care where they start.
  static func forEachRange(of count: Int, grain: Int, _ body: @Sendable (Range<Int>) -> Void) {
    let width = Threads.used
    let pieces = min(width * 4, (count + grain - 1) / max(1, grain))
    guard pieces > 1, width > 1 else {
      if count > 0 { body(0..<count) }
      return
    }
    DispatchQueue.concurrentPerform(iterations: pieces) { piece in
      body(count * piece / pieces..<count * (piece + 1) / pieces)
    }
  }
}

/// A buffer that several cores write at the same time, each its own elements.
struct SharedBuffer<Element>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  /// - Precondition: the buffer is not empty.
  init(_ buffer: UnsafeMutableBufferPointer<Element>) {
    guard let address = buffer.baseAddress else { preconditionFailure("an empty buffer has nothing to share") }
    base = address
    count = buffer.count
  }
}
