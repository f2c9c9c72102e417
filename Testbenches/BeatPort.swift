import Simulation

/// A port of a beat's payload: an element for each lane, or one value for all.
struct BeatPort {
  let port: SimulatorPort
  /// Elements side by side.
  let count: Int

  /// A port that has `lanes` elements of `width` bits, where it is as wide.
  init(_ port: SimulatorPort, lanes: Int, width: Int = 32) {
    self.port = port
    count = lanes > 1 && port.width == lanes * width ? lanes : 1
  }

  /// Writes the elements of a beat, and any bits to the lanes behind them; of one value for all the last one's.
  func write(_ elements: [UInt64], _ random: inout SplitMix64) {
    guard count > 1 else { return port.write(elements[elements.count - 1]) }
    let width = port.width / count, mask: UInt64 = 1 << UInt64(width) - 1
    let rest = (elements.count..<count).map { _ in random.next() & mask }
    port.write(elements: (elements + rest).map { Int(truncatingIfNeeded: $0) })
  }

  /// Writes the numbers of a beat, two's complement, and any to the lanes behind them.
  func write(signed elements: [Int], _ random: inout SplitMix64) {
    guard count > 1 else { return port.write(signed: elements[elements.count - 1]) }
    let width = port.width / count
    port.write(elements: elements + (elements.count..<count).map { _ in random.signed(width: width) })
  }

  /// The numbers of a beat, two's complement.
  func readSigned() -> [Int] { count > 1 ? port.readElements(count) : [port.readSigned()] }

  /// The elements of a beat as bits.
  func read() -> [UInt64] {
    guard count > 1 else { return [port.read()] }
    let bits = port.readBits(), width = port.width / count
    return (0..<count).map { bits.slice(offset: $0 * width, width: width).words[0] }
  }
}

extension Array {
  /// In pieces of `size`, the last one of what is left.
  func chunks(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min(count, $0 + size)]) }
  }
}
