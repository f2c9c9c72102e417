import Transformer

/// A page of flash that holds INT8 weights.
public struct WeightPage: Hashable, Sendable {
  /// Where it lies.
  public let memory: MemoryID
  /// Its weights, of which a page that is not full has fewer.
  public let bytes: Range<Int>
  /// Some bytes of a memory.
  public init(memory: MemoryID, bytes: Range<Int>) { (self.memory, self.bytes) = (memory, bytes) }
}

/// A system whose INT8 weights lie in pages of flash, where bits can flip.
public protocol PagedSystem: AcceleratorSystem {
  /// Bytes of a full page.
  var pageBytes: Int { get }
  /// The pages of all weights, ascending.
  var weightPages: [WeightPage] { get }
}
