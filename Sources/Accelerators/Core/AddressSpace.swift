import Foundation
import Hosts

/// A named memory of the chip, filled from its beginning. Its capacity is real: what does not fit is refused.
public struct MemoryMap: Sendable {
  public enum Kind: Sendable {
    /// Placed once, never written: needs no dependencies, and is not saved.
    case weights
    /// Lost between programs.
    case scratch
    /// Kept between programs: keys and values.
    case kept
    /// Kept, and known to estimates too: tags, lengths, tokens; a few kilobytes.
    case state
  }
  public let memory: MemoryID, kind: Kind
  /// Bytes.
  public let capacity: Int
  public private(set) var used = 0

  public init(_ name: String, _ kind: Kind, capacity: Int) {
    (memory, self.kind, self.capacity) = (MemoryID(name), kind, capacity)
  }

  /// Room for a dense tensor, on a 64-byte boundary.
  public mutating func place(_ format: Format, _ counts: Int...) throws -> Buffer {
    var shape = Axes(), stride = format.container
    for (index, count) in counts.reversed().enumerated() {
      shape.insert(Axis(count: count, stride: stride), at: 0)
      stride *= index == 0 ? (count + format.packing - 1) / format.packing : count
    }
    let buffer = Buffer(memory: memory, offset: used, format: format, shape: shape)
    guard used + stride <= capacity else {
      throw AcceleratorError(
        "\(memory.name) has \(capacity) bytes; \(used + stride) would be needed: give it more, or use a smaller model")
    }
    used += (stride + 63) / 64 * 64
    return buffer
  }
}

/// One copy of all memories: the RTL run has one, the golden run has its own.
///
/// Weights, which no step may write, are the same bytes in all copies until `separate` gives one its own.
public final class AddressSpace {
  private final class Storage {
    let bytes: UnsafeMutableRawBufferPointer
    init(_ count: Int) {
      // Pages that nothing touches stay unused.
      bytes = UnsafeMutableRawBufferPointer(start: calloc(1, max(64, count)), count: max(64, count))
    }
    deinit { free(bytes.baseAddress) }
  }
  /// By the number of their memory.
  private var memories: [Storage?]

  /// - Parameter weights: an address space whose memories of weights are shared
  public init(_ maps: [MemoryMap], sharing weights: AddressSpace? = nil) {
    memories = .init(repeating: nil, count: (maps.map(\.memory.number).max() ?? -1) + 1)
    for map in maps {
      let shared = map.kind == .weights ? weights?.storage(map.memory) : nil
      // Room beyond the end, so that a value can be loaded with the bytes after it.
      memories[map.memory.number] = shared ?? Storage(map.used + 64)
    }
  }

  private func storage(_ memory: MemoryID) -> Storage? {
    memory.number < memories.count ? memories[memory.number] : nil
  }

  /// Gives this address space bytes of its own where it shares them, for an experiment with a wrong weight.
  public func separate(_ memory: MemoryID) {
    let own = Storage(self[memory].count)
    own.bytes.copyMemory(from: UnsafeRawBufferPointer(self[memory]))
    memories[memory.number] = own
  }

  public subscript(memory: MemoryID) -> UnsafeMutableRawBufferPointer {
    guard let storage = storage(memory) else { preconditionFailure("\(memory.name) has no values in this execution") }
    return storage.bytes
  }
  public func holds(_ memory: MemoryID) -> Bool { storage(memory) != nil }

  /// The address of a buffer's first byte.
  public func address(_ buffer: Buffer) -> UnsafeMutableRawPointer {
    guard let base = self[buffer.memory].baseAddress else { preconditionFailure("\(buffer.memory.name) is empty") }
    return base + buffer.offset
  }

  /// A buffer's elements, one code to a container, as the hosts of units take them.
  public func elements(_ buffer: Buffer) -> ElementView {
    precondition(buffer.format.packing == 1, "\(buffer) has packed codes")
    let memory = UnsafeMutableRawPointer(address(buffer))
    return ElementView(memory, container: buffer.format.container, shape: buffer.shape)
  }

  /// A copy of a buffer's bytes and of its companions', by ascending address.
  public func bytes(of buffer: Buffer) -> [UInt8] {
    var copy: [UInt8] = []
    copy.reserveCapacity(buffer.byteCount)
    let memory = self[buffer.memory]
    buffer.forEachRange { copy += memory[$0] }
    return buffer.companions.reduce(into: copy) { $0 += bytes(of: $1) }
  }

  /// Whether a buffer holds `copy`, as `bytes(of:)` gave it.
  public func holds(_ copy: [UInt8], in buffer: Buffer) -> Bool {
    guard buffer.companions.isEmpty else { return bytes(of: buffer) == copy }
    let memory = self[buffer.memory]
    var position = 0, isEqual = true
    copy.withUnsafeBytes { copy in
      buffer.forEachRange { range in
        guard isEqual, position + range.count <= copy.count else { return isEqual = false }
        isEqual = memcmp(memory.baseAddress! + range.lowerBound, copy.baseAddress! + position, range.count) == 0
        position += range.count
      }
    }
    return isEqual && position == copy.count
  }

  /// The elements of a buffer in row-major order; its format has as many bytes as `Element`, one code to a container.
  public func read<Element: BitwiseCopyable>(_ buffer: Buffer, as _: Element.Type = Element.self) -> [Element] {
    let size = MemoryLayout<Element>.size, columns = buffer.columns, stride = buffer.shape[buffer.shape.count - 1].stride
    precondition(buffer.format.container == size && buffer.format.packing == 1, "\(buffer) is not of \(Element.self)")
    guard let base = self[buffer.memory].baseAddress else { return [] }
    return [Element](unsafeUninitializedCapacity: buffer.count) { target, count in
      guard var place = target.baseAddress.map(UnsafeMutableRawPointer.init) else { return }
      buffer.forEachRow { offset in
        if stride == size {
          place.copyMemory(from: base + offset, byteCount: columns * size)
        } else {
          for column in 0..<columns {
            place.storeBytes(
              of: base.loadUnaligned(fromByteOffset: offset + column * stride, as: Element.self), toByteOffset: column * size,
              as: Element.self)
          }
        }
        place += columns * size
      }
      count = buffer.count
    }
  }

  /// The integers of a buffer whose codes have a container each, with their sign.
  func integers(_ buffer: Buffer) -> [Int] {
    switch buffer.format.container {
    case 1: read(buffer, as: Int8.self).map { Int($0) }
    case 2: read(buffer, as: Int16.self).map { Int($0) }
    case 4: read(buffer, as: Int32.self).map { Int($0) }
    default: read(buffer, as: Int64.self).map { Int($0) }
    }
  }

  /// Writes a buffer's elements, `buffer.count` of them in row-major order.
  public func write<Element: BitwiseCopyable>(_ values: [Element], to buffer: Buffer) {
    let size = MemoryLayout<Element>.size, columns = buffer.columns, stride = buffer.shape[buffer.shape.count - 1].stride
    precondition(buffer.format.container == size && buffer.format.packing == 1, "\(buffer) is not of \(Element.self)")
    precondition(values.count == buffer.count, "\(values.count) values for \(buffer)")
    guard let base = self[buffer.memory].baseAddress else { return }
    values.withUnsafeBytes { source in
      var position = 0
      buffer.forEachRow { offset in
        for column in 0..<(stride == size ? 0 : columns) {
          (base + offset + column * stride).copyMemory(from: source.baseAddress! + position + column * size, byteCount: size)
        }
        if stride == size, columns > 0 {
          (base + offset).copyMemory(from: source.baseAddress! + position, byteCount: columns * size)
        }
        position += columns * size
      }
    }
  }
}
