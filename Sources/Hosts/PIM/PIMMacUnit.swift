import Simulation
import Units
import Verilator

/// A `PIMMac` of 4 lanes as running RTL: takes the columns of a product one behind the other, and never pauses.
public final class PIMMacUnit: RunningUnit {
  /// Its parameters.
  public let unit: PIMMac
  /// See `RunningUnit`.
  public let simulator: VerilatorSimulator
  /// See `RunningUnit`.
  public let model: UnitModel
  /// Takes the cycles of results, if it is there when a pass runs.
  public var log: ResultLog?
  private let valid, operand, activations, otherActivations, isProbability, isShared, elements, terms, last: Line
  private let resultsValid, isOther, macs, saturated, busyCycles, starvedCycles, backPressuredCycles: Line
  private let codes, settings, sums: SimulatorPort
  private var busy = WrappingCounter(), starved = WrappingCounter(), backPressured = WrappingCounter()
  private var overflows = WrappingCounter()
  /// Where the sums go that columns in the pipeline make, and how many of them count; the first one leaves next.
  private var pending: [(target: UnsafeMutablePointer<Int32>, count: Int, isOther: Bool)] = [], head = 0

  /// Elaborates, builds (or takes from the cache) and starts a unit.
  public init(_ unit: PIMMac, _ pool: UnitPool) throws {
    guard unit.lanes == PIMMatrix.lanes else {
      throw UnitError("\(PIMMac.unitName): a running unit has \(PIMMatrix.lanes) lanes, not \(unit.lanes)")
    }
    self.unit = unit
    model = try pool.model(unit)
    simulator = try model.makeSimulator()
    let line = { [simulator] (name: String) in Line(try simulator.port(name)) }
    (valid, operand, last) = (try line("columns_valid"), try line("columns_operand"), try line("columns_last"))
    (activations, otherActivations) = (try line("columns_activations"), try line("columns_otherActivations"))
    (isProbability, isShared) = (try line("columns_isProbability"), try line("columns_isShared"))
    (elements, terms) = (try line("columns_elements"), try line("columns_terms"))
    (resultsValid, isOther) = (try line("results_valid"), try line("results_isOther"))
    (macs, saturated) = (try line("macs"), try line("saturated"))
    (busyCycles, starvedCycles) = (try line("busyCycles"), try line("starvedCycles"))
    backPressuredCycles = try line("backPressuredCycles")
    (codes, settings) = (try simulator.port("columns_codes"), try simulator.port("columns_settings"))
    sums = try simulator.port("results_sums")
    try simulator.reset()
    try simulator.port("results_ready").write(1)
    simulator.evaluate()
  }

  /// The unit's.
  public var unitName: String { PIMMac.unitName }
  /// See `RunningUnit`.
  public var counters: UnitCounters {
    UnitCounters(
      cycles: simulator.cycle, busy: busy.total, starved: starved.total, backPressured: backPressured.total, macs: macs.read(),
      saturated: overflows.total)
  }

  /// A matrix by some vectors, and the cycles that it took: tile after tile of elements, group after group, with a column for each two
  /// vectors where they share it.
  ///
  /// - Parameter isSharing: whether a column meets two vectors
  public func multiply(_ matrix: PIMMatrix, by vectors: PIMVectors, isSharing: Bool, into results: PIMResults) throws -> Int {
    let start = simulator.cycle, before = busy.total
    operand.write(UInt64(PIMOperand.allCases.firstIndex(of: matrix.operand) ?? 0))
    isProbability.write(vectors.isProbability ? 1 : 0)
    var inputs = 0
    for first in stride(from: 0, to: matrix.elements, by: unit.elements) {
      let count = min(unit.elements, matrix.elements - first)
      elements.write(UInt64(count))
      if count < unit.elements { codes.address.initializeMemory(as: UInt8.self, repeating: 0, count: codes.byteCount) }
      for group in 0..<matrix.groups {
        if matrix.operand != .zeroByLane { offerSettings(matrix.settings + group * matrix.settingStride + first, count) }
        var vector = 0
        while vector < vectors.count {
          let shares = isSharing && vector + 1 < vectors.count ? 2 : 1
          try run(matrix, vectors, first..<first + count, group, vector..<vector + shares, results)
          vector += shares
        }
        inputs += vectors.count * ((min(matrix.group, matrix.terms - group * matrix.group) + 3) / 4)
      }
    }
    valid.write(0)
    var idle = 0
    while head < pending.count {
      try step()
      idle += 1
      if idle > 100 { throw SimulationError.model("\(unitName) owes \(pending.count - head) sums") }
    }
    busy.follow(busyCycles.read())
    starved.follow(starvedCycles.read())
    backPressured.follow(backPressuredCycles.read())
    overflows.follow(saturated.read())
    guard busy.total - before == UInt64(inputs) else {
      throw SimulationError.model("\(unitName) took \(busy.total - before) inputs, not \(inputs)")
    }
    return Int(simulator.cycle - start)
  }

  /// The columns of a group that one or two vectors meet.
  private func run(
    _ matrix: PIMMatrix, _ vectors: PIMVectors, _ tile: Range<Int>, _ group: Int, _ sharers: Range<Int>, _ results: PIMResults
  ) throws {
    let end = min(matrix.terms, (group + 1) * matrix.group)
    let other = sharers.count == 2
    isShared.write(other ? 1 : 0)
    valid.write(1)
    for term in stride(from: group * matrix.group, to: end, by: PIMMatrix.lanes) {
      let count = min(PIMMatrix.lanes, end - term)
      codes.address.copyMemory(
        from: matrix.codes + term / PIMMatrix.lanes * matrix.stride + tile.lowerBound, byteCount: 2 * tile.count)
      if matrix.operand == .zeroByLane { offerSettings(matrix.settings + term, count) }
      activations.write(Self.word(vectors.codes + sharers.lowerBound * vectors.stride + term, count))
      if other { otherActivations.write(Self.word(vectors.codes + (sharers.lowerBound + 1) * vectors.stride + term, count)) }
      terms.write(UInt64(count))
      let isLast = term + PIMMatrix.lanes >= end
      last.write(isLast ? 1 : 0)
      for vector in sharers {
        try step()
        if isLast {
          pending.append((results.row(vector, group) + tile.lowerBound, tile.count, vector > sharers.lowerBound))
        }
      }
    }
  }

  /// One cycle; sums that leave in it are taken.
  private func step() throws {
    if resultsValid.read() != 0 {
      guard head < pending.count, pending[head].isOther == (isOther.read() != 0) else {
        throw SimulationError.model("\(unitName) gave sums that nobody waits for")
      }
      pending[head].target.update(
        from: UnsafePointer(sums.address.assumingMemoryBound(to: Int32.self)), count: pending[head].count)
      if let log { for index in 0..<pending[head].count { log.note(pending[head].target + index, simulator.cycle) } }
      head += 1
      if head == pending.count { (pending, head) = ([], 0) }
    }
    try simulator.step()
  }

  /// `count` codes of 8 bits, and 0 for the lanes beyond.
  @inline(__always) private static func word(_ codes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    (0..<count).reduce(0) { $0 | UInt64(codes[$1]) << UInt64(8 * $1) }
  }

  /// `count` settings, two in a byte.
  private func offerSettings(_ numbers: UnsafePointer<UInt8>, _ count: Int) {
    let bytes = settings.address.assumingMemoryBound(to: UInt8.self)
    for index in stride(from: 0, to: count, by: 2) {
      bytes[index / 2] = numbers[index] | (index + 1 < count ? numbers[index + 1] << 4 : 0)
    }
  }
}
