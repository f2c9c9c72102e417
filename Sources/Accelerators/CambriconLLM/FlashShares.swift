import Units

/// The part of each matrix that the flash channels multiply, the NPU having the rest: fixed before weights are placed.
///
/// Unless `flash-share` says it, it is the part with which a vector's product takes the least time, by the same cycle models, rates
/// and scheduler as an estimate. Flash that has more of a matrix takes longer and raw weights less, in steps of pages: so the candidates
/// are the parts where both take about as long, the paper's balance, and parts at equal distances, all and nothing among them.
struct FlashShares: Sendable {
  private struct Size: Hashable { let rows: Int, columns: Int }
  /// Rows or groups of columns in the flash, as the division deals them out.
  private var counts: [Size: Int] = [:]

  /// Of no matrix.
  init() {}

  init(_ system: CambriconLLM) throws {
    let configuration = system.configuration
    for matrix in system.weights.all where counts[Size(rows: matrix.rows, columns: matrix.columns)] == nil {
      let all = configuration.division == .columns ? matrix.groups : matrix.rows
      let step = configuration.division == .tiles ? configuration.pageRows : 1, count = (all + step - 1) / step
      func part(_ share: Double) -> Int { Int((Double(count) * share).rounded()) }
      let size = Size(rows: matrix.rows, columns: matrix.columns)
      if let share = configuration.flashShare {
        counts[size] = min(all, part(share) * step)
      } else {
        var search = ShareSearch(system, matrix, step: step, most: all)
        counts[size] = try min(all, step * search.fastest(count, balance: configuration.balancedShare.map(part)))
      }
    }
  }

  /// What each part of the system multiplies of a placed matrix.
  func shares(_ configuration: CambriconConfiguration, of matrix: BlockWeights.Matrix) throws -> MatrixShares {
    guard let count = counts[Size(rows: matrix.rows, columns: matrix.columns)] else {
      throw AcceleratorError("no share of a matrix of \(matrix.rows) x \(matrix.columns) was fixed")
    }
    return MatrixShares(configuration, rows: matrix.rows, groups: matrix.groups, inFlash: count)
  }
}

/// Products of one matrix and a vector, scheduled with different shares.
private struct ShareSearch {
  /// Equal distances between parts that are tried in any case.
  private static let distances = 16

  private let system: CambriconLLM, matrix: BlockWeights.Matrix
  /// Rows or groups that a part has, and the most of all.
  private let step: Int, most: Int
  private let units: ModelledUnits, memory: Memory
  /// Seconds of the parts that were tried.
  private var tried: [Int: Double] = [:]

  init(_ system: CambriconLLM, _ matrix: BlockWeights.Matrix, step: Int, most: Int) {
    (self.system, self.matrix, self.step, self.most) = (system, matrix, step, most)
    units = ModelledUnits(system.lanes)
    memory = Memory(AddressSpace([]), position: 0)
  }

  /// The part of `count` with the least time; of equal ones the largest, which moves the fewest bytes.
  mutating func fastest(_ count: Int, balance: Int?) throws -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if computing(middle) >= sending(middle) { high = middle } else { low = middle + 1 }
    }
    let even = (0...Self.distances).map { count * $0 / Self.distances }
    for part in even + [low, max(0, low - 1)] + (balance.map { [$0] } ?? []) { _ = try seconds(part) }
    return tried.min { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? count
  }

  private func shares(_ inFlash: Int) -> MatrixShares {
    MatrixShares(system.configuration, rows: matrix.rows, groups: matrix.groups, inFlash: min(most, inFlash * step))
  }

  /// Cycles in which the flash would multiply its part without raw weights on the channels.
  private func computing(_ inFlash: Int) -> Int {
    shares(inFlash).channels.reduce(0) {
      $1.isEmpty
        ? $0
        : max($0, system.chip.timing.time(rows: $1.rows.count, columns: $1.columns(of: matrix.columns).count, rawBytes: 0).cycles)
    }
  }

  /// Cycles in which the channels would carry the NPU's part without sums and vectors.
  private func sending(_ inFlash: Int) -> Int {
    let shares = shares(inFlash)
    return shares.channels.indices.reduce(0) {
      let bytes = shares.npu.groups.count * shares.rawRows(ofChannel: $1).count * BlockQuantizer.group
      return max($0, system.chip.timing.time(rows: 0, columns: 0, rawBytes: bytes).cycles)
    }
  }

  private mutating func seconds(_ inFlash: Int) throws -> Double {
    if let known = tried[inFlash] { return known }
    var program = Program(system.memories, rows: 1), lowering = CambriconLowering(system: system)
    try lowering.append(shares(inFlash), of: matrix, Place("product"), &program)
    let timeline = try Scheduler.run(program) { try $0.map { try program.steps[$0].pass.estimate(units, memory) } }
    tried[inFlash] = timeline.seconds
    return timeline.seconds
  }
}
