/// A value that a port cannot hold: written to it, its upper bits would be lost without a word.
public struct PortMisfit: Error, Sendable, Equatable, CustomStringConvertible {
  public let port: String
  /// The value as it was to be written.
  public let value: String
  /// Bits of the port, or of each of its elements.
  public let width: Int
  public let isSigned: Bool

  public init(port: String, value: some CustomStringConvertible, width: Int, isSigned: Bool) {
    self.port = port
    self.value = value.description
    self.width = width
    self.isSigned = isSigned
  }

  public var description: String {
    let range =
      width > 62
      ? "" : isSigned ? ", \(-1 << (width - 1)) to \((1 << (width - 1)) - 1)" : ", 0 to \((1 << width) - 1)"
    return "\(value) does not fit into port '\(port)', which takes \(width) \(isSigned ? "signed " : "")bits\(range)"
  }

  /// Whether `value`, a two's-complement number where `isSigned`, else a plain one of 64 bits, fits into `width` bits.
  @inlinable public static func fits(_ value: UInt64, width: Int, isSigned: Bool) -> Bool {
    guard width < 64 else { return true }
    guard isSigned else { return value >> UInt64(width) == 0 }
    let sign = Int64(bitPattern: value) >> Int64(width - 1)
    return sign == 0 || sign == -1
  }
}

/// The first write to a port of a model that did not fit, kept for the step that follows it: that step throws
/// `SimulationError.doesNotFit`, in every build, so that no write can lose bits without a word.
///
/// A model owns one, and its ports point to it.
public final class PortMisfits: @unchecked Sendable {
  // Read in every step, from other modules too, where a stored property would cost a check of its accesses.
  @usableFromInline let empty = UnsafeMutablePointer<Bool>.allocate(capacity: 1)
  /// Whether none is kept.
  @inlinable public var isEmpty: Bool { empty.pointee }
  private var first: PortMisfit?

  public init() { empty.initialize(to: true) }
  deinit { empty.deallocate() }

  /// Keeps a misfit unless there is one already.
  public func report(_ misfit: PortMisfit) {
    if first == nil { first = misfit }
    empty.pointee = false
  }

  /// The misfit that was kept, as an error; none is kept any more.
  public func take() -> SimulationError? {
    defer { (first, empty.pointee) = (nil, true) }
    return first.map { .doesNotFit($0) }
  }
}
