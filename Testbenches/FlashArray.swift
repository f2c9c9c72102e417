import Simulation
import Units

/// The cell arrays of dies: write a page into its plane's memory in the last cycle of its read, and something else before.
final class FlashArray: Transactor {
  private let unit: FlashDie
  private let reads, pages, halves: [SimulatorPort]
  private let memories: [SimulatorMemory]
  /// What a plane's page holds; nothing if there is no such page.
  private let content: (_ plane: Int, _ page: Int) -> [Int8]
  private var pending: [(due: UInt64, plane: Int, page: Int, half: Int)] = []
  private var now: UInt64 = 0
  /// Reads so far, of each plane.
  private(set) var count: [Int]

  /// - Parameter memories: names of the planes' memories, two for each die
  init(
    _ unit: FlashDie, _ simulator: any Simulator, memories names: [String],
    content: @escaping (_ plane: Int, _ page: Int) -> [Int8]
  ) throws {
    self.unit = unit
    self.content = content
    reads = try names.indices.map { try simulator.port("arrayReads_\($0)") }
    pages = try names.indices.map { try simulator.port("arrayPages_\($0)") }
    halves = try names.indices.map { try simulator.port("arrayHalves_\($0)") }
    memories = try names.map { try simulator.memory($0) }
    count = names.map { _ in 0 }
    guard memories.allSatisfy(\.isByteArray) else {
      throw SimulationError.model(
        "a plane's memory is not stored as an array of bytes in this model")
    }
  }

  func drive() {}

  func sample(cycle: UInt64) throws(SimulationError) {
    now = cycle
    for plane in reads.indices where reads[plane].read() == 1 {
      let half = Int(halves[plane].read())
      pending.append((cycle + UInt64(unit.readCycles), plane, Int(pages[plane].read()), half))
      count[plane] += 1
      write(Array(repeating: 0x55, count: unit.pageBytes), plane, half)
    }
  }

  func finishCycle() {
    while let first = pending.firstIndex(where: { $0.due <= now }) {
      let read = pending.remove(at: first)
      write(content(read.plane, read.page), read.plane, read.half)
    }
  }

  private func write(_ bytes: [Int8], _ plane: Int, _ half: Int) {
    let beat = plane % 2 == 0 ? unit.lanes : 1
    let size = unit.pageBytes / beat * beat
    bytes.withUnsafeBytes {
      guard let source = $0.baseAddress else { return }
      (memories[plane].address + half * size).copyMemory(from: source, byteCount: min(size, $0.count))
    }
  }
}
