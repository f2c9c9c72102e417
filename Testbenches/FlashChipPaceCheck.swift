import Hosts
import Simulation
import Units

/// Matrices on a chip of one channel as systems run them: totals and raw weights are golden, and the cycles, the bytes on the bus and the
/// beats of each core are those that `FlashChipCycles` and the tiles say.
struct FlashChipPaceCheck {
  private let unit: FlashMemoryChip, simulator: any Simulator
  private var random: SplitMix64

  init(_ unit: FlashMemoryChip, _ simulator: any Simulator, seed: UInt64) {
    (self.unit, self.simulator) = (unit, simulator)
    random = SplitMix64(seed: seed)
  }

  /// Tiles alone, raw weights alone, and both.
  mutating func run(_ report: inout TestbenchReport) throws {
    let host = try FlashChipHost(unit, simulator, memories: FlashChipPlanes.memories(of: unit))
    let pages = 2 * unit.dies + 1, bytes = unit.dies * unit.pageBytes + 1 + random.next(below: unit.pageBytes)
    try run(host, tiles: pages, rawBytes: 0, &report)
    try run(host, tiles: 0, rawBytes: bytes, &report)
    try run(host, tiles: pages, rawBytes: bytes, &report)
  }

  private mutating func numbers(_ count: Int) -> [Int8] { (0..<count).map { _ in Int8(truncatingIfNeeded: random.next()) } }

  private mutating func run(_ host: FlashChipHost, tiles count: Int, rawBytes: Int, _ report: inout TestbenchReport) throws {
    let layout = PageLayout(unit)
    let widest = min(unit.vectorBytes, unit.pageBytes / unit.lanes * unit.lanes)
    let columns = unit.sumColumns < widest ? widest / unit.sumColumns * unit.sumColumns : widest
    let sums = unit.sums(ofColumns: columns), width = columns / sums
    let rows = min(unit.accumulatorRows, unit.pageBytes / (sums * layout.beats(columns: columns) * unit.lanes))
    let vectors = (0..<2).map { _ in numbers(columns) }, weights = (0..<count).map { _ in numbers(rows * columns) }
    let shifts = (0..<sums).map { _ in random.next(below: 21) }, raw = numbers(rawBytes)
    var totals = [Int64](repeating: 0, count: count == 0 ? 0 : rows), wanted = totals,
      came = [Int8](repeating: 0, count: rawBytes)
    for tile in 0..<count {
      for row in 0..<rows {
        for part in 0..<sums {
          let first = row * columns + part * width
          let sum = FlashPEModel.sum(
            weights: weights[tile][first..<first + width],
            vector: Array(vectors[tile / unit.dies % 2][part * width..<(part + 1) * width]))
          wanted[row] += Int64(sum) << Int64(shifts[part])
        }
      }
    }
    let images = weights.map { layout.page(rows: rows * sums, columns: columns, weights: $0) { 0x33 } }
    let shift = shifts.enumerated().reduce(0) { $0 | $1.element << (FlashAccumulatorLane.shiftWidth * $1.offset) }
    // The addresses hold while the pointers are used.
    let pages = images.map { image in
      let page = UnsafeMutableBufferPointer<Int8>.allocate(capacity: image.count)
      _ = page.initialize(from: image)
      return page
    }
    let inputs = vectors.map { vector in
      let input = UnsafeMutableBufferPointer<Int8>.allocate(capacity: vector.count)
      _ = input.initialize(from: vector)
      return input
    }
    defer { for buffer in pages + inputs { buffer.deallocate() } }
    let list = try pages.enumerated().map { tile, page in
      guard let base = page.baseAddress, let vector = inputs[tile / unit.dies % 2].baseAddress else {
        throw SimulationError.model("a tile has no page")
      }
      return FlashChannelHost.Tile(
        page: UnsafeRawPointer(base), rows: rows, columns: columns, rowBase: 0, shift: shift, vector: UnsafePointer(vector))
    }
    let before = host.observed, start = simulator.cycle
    try list.withUnsafeBufferPointer { list in
      try raw.withUnsafeBufferPointer { raw in
        try came.withUnsafeMutableBufferPointer { came in
          try totals.withUnsafeMutableBufferPointer { totals in
            let block = raw.baseAddress.flatMap { from in
              came.baseAddress.map {
                FlashRawBlock(from: from, stride: 0, to: $0, stride: 0, groups: 1, rows: 1, partBytes: rawBytes)
              }
            }
            try host.run(list, raw: rawBytes == 0 ? nil : block, into: totals)
          }
        }
      }
    }
    let took = Int(simulator.cycle - start), after = host.observed
    let shapes = (0..<count).map { FlashTileShape(rows: rows, columns: columns, vector: $0 / unit.dies % 2) }
    let time = FlashChipCycles.time(of: FlashChipPass(tiles: shapes, rawBytes: rawBytes, totals: totals.count), on: unit)
    let name = "\(count) tiles and \(rawBytes) raw bytes"
    if totals != wanted { report.mismatch("the host's totals of \(name) are not golden") }
    if came != raw { report.mismatch("the host's raw weights of \(name) are not those of the pages") }
    if took != time.cycles { report.mismatch("\(name) took \(took) cycles, \(time.cycles) by the model") }
    let busy = Int(after.busBusy - before.busBusy)
    if busy != time.busBytes * unit.cyclesPerByte {
      report.mismatch("\(name) had the bus busy for \(busy) cycles, not for \(time.busBytes) bytes")
    }
    for die in 0..<unit.dies {
      let tiles = (count - die + unit.dies - 1) / unit.dies, beats = tiles * rows * sums * layout.beats(columns: columns)
      let counted = Int((after.beats[die] &- before.beats[die]) & 0xFFFF_FFFF)
      if counted != beats { report.mismatch("\(name): core \(die) counts \(counted) beats, not \(beats)") }
    }
    report.transactions += totals.count + rawBytes
  }
}
