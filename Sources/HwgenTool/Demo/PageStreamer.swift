import Simulation
import Hosts
import Transformer
import Units

/// Streams pages through one running `FlashCore` and holds every sum against the golden model.
struct PageStreamer {
  struct Outcome: Sendable {
    var pages = 0
    var sums = 0
    var mismatches = 0
    var firstMismatch: String?
    var cycles: UInt64 = 0
    var busy: UInt64 = 0
    var starved: UInt64 = 0
    var backPressured: UInt64 = 0

    mutating func add(_ other: Outcome) {
      pages += other.pages
      sums += other.sums
      mismatches += other.mismatches
      firstMismatch = firstMismatch ?? other.firstMismatch
      cycles += other.cycles
      busy += other.busy
      starved += other.starved
      backPressured += other.backPressured
    }
  }

  private let host: FlashCoreHost
  private let work: WeightPages
  private let model: FlashPEModel
  private var bytes: [Int8]
  private var sums: [Int32]

  init(_ unit: FlashCore, _ simulator: any Simulator, memory: String, work: WeightPages) throws {
    host = try FlashCoreHost(unit, simulator, memory: memory)
    self.work = work
    model = FlashPEModel(unit.unit)
    bytes = [Int8](repeating: 0, count: (unit.pageBytes + unit.lanes - 1) / unit.lanes * unit.lanes)
    sums = [Int32](repeating: 0, count: unit.pageBytes)
  }

  /// Runs some pages in a row; the first one always brings its vector. `totals` takes each matrix row's sum over its
  /// column tiles, which is what is added outside the flash.
  mutating func run(_ range: Range<Int>, totals: UnsafeMutableBufferPointer<Int32>, firstRow: [Int]) throws -> Outcome {
    var outcome = Outcome()
    let start = (cycle: host.simulator.cycle, counters: host.counters)
    for index in range {
      let page = work.pages[index]
      let matrix = work.matrices[page.matrix]
      let stride = model.beats(columns: page.columns.count) * model.unit.lanes
      let count = pack(matrix, page, stride: stride)
      let vector = Array(work.vectors[page.matrix][page.columns])
      try sums.withUnsafeMutableBufferPointer { sums in
        try bytes.withUnsafeBytes { bytes in
          try host.run(
            page: UnsafeRawBufferPointer(rebasing: bytes[0..<count]), rows: page.rows.count, columns: page.columns.count,
            vector: page.needsVector || index == range.lowerBound ? vector : nil, results: sums)
        }
      }
      for (position, row) in page.rows.enumerated() {
        let first = row * matrix.columns + page.columns.lowerBound
        let expected = FlashPEModel.sum(weights: matrix.values[first..<(first + page.columns.count)], vector: vector)
        totals[firstRow[page.matrix] + row] &+= sums[position]
        if sums[position] != expected {
          outcome.mismatches += 1
          if outcome.firstMismatch == nil {
            outcome.firstMismatch =
              "\(matrix.name) row \(row), columns \(page.columns): expected \(expected), the RTL gave \(sums[position])"
          }
        }
      }
      outcome.pages += 1
      outcome.sums += page.rows.count
    }
    let end = host.counters
    // The counters have 32 bits.
    let difference = { (from: UInt64, to: UInt64) in UInt64(UInt32(truncatingIfNeeded: to &- from)) }
    outcome.cycles = host.simulator.cycle - start.cycle
    outcome.busy = difference(start.counters.busy, end.busy)
    outcome.starved = difference(start.counters.starved, end.starved)
    outcome.backPressured = difference(start.counters.backPressured, end.backPressured)
    return outcome
  }

  /// Lays a tile out as it lies in its page; returns the bytes that it takes.
  private mutating func pack(_ matrix: QuantizedMatrix, _ page: WeightPages.Page, stride: Int) -> Int {
    let width = page.columns.count
    bytes.withUnsafeMutableBufferPointer { bytes in
      matrix.values.withUnsafeBufferPointer { values in
        for (position, row) in page.rows.enumerated() {
          let source = values.baseAddress! + (row * matrix.columns + page.columns.lowerBound)
          (bytes.baseAddress! + position * stride).update(from: source, count: width)
        }
      }
    }
    return page.rows.count * stride
  }
}
