import Foundation
import Transformer

extension SystemSession {
  /// Keys, values and state so far, to be continued by `resume`.
  private struct Saved: Codable {
    var position: Int
    var kept: [Data]
    /// Of the bytes, so that a damaged file is refused.
    var digest: String
  }

  private func keptBytes(_ space: borrowing AddressSpace, _ position: Int) throws -> [Data] {
    try system.layout.kept.map { Data(space.bytes(of: try $0.extent(at: position))) }
  }

  /// In a checked run both halves must agree: a resumed one begins both with the same bytes, and would never see a difference.
  public func save() throws -> Data {
    let kept = try keptBytes(space, position)
    if let goldenHalf, try goldenHalf.access({ try keptBytes($0, position) }) != kept {
      throw AcceleratorError(
        "keys and values differ from the golden run's, though no step has read the difference: nothing was saved")
    }
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    return try encoder.encode(Saved(position: position, kept: kept, digest: Self.digest(kept)))
  }

  /// Takes the keys and values of a saved run, and its position.
  public func resume(_ data: Data) throws {
    let saved = try PropertyListDecoder().decode(Saved.self, from: data)
    guard Self.digest(saved.kept) == saved.digest else {
      throw AcceleratorError("the saved state is damaged; start from the beginning")
    }
    let buffers = try saved.position <= capacity ? system.layout.kept.map { try $0.extent(at: saved.position) } : []
    guard buffers.map(\.byteCount) == saved.kept.map(\.count) else {
      throw AcceleratorError("the saved state is of another model; start from the beginning")
    }
    for (buffer, bytes) in zip(buffers, saved.kept) {
      Self.copy([UInt8](bytes), to: buffer, space)
      goldenHalf?.access { Self.copy([UInt8](bytes), to: buffer, $0) }
      if let range = buffer.format.narrowRange, !space.integers(buffer).allSatisfy(range.contains) {
        throw AcceleratorError("the saved state has values that no unit writes; start from the beginning")
      }
    }
    position = saved.position
  }

  private static func copy(_ bytes: [UInt8], to buffer: Buffer, _ space: borrowing AddressSpace) {
    var position = 0
    let memory = space[buffer.memory]
    buffer.forEachRange { range in
      UnsafeMutableRawBufferPointer(rebasing: memory[range]).copyBytes(from: bytes[position..<position + range.count])
      position += range.count
    }
  }

  /// FNV-1a, 64 bits.
  private static func digest(_ parts: [Data]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for part in parts { for byte in part { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 } }
    return String(hash, radix: 16)
  }
}
