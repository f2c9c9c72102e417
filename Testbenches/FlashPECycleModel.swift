import Simulation
import Units

/// What every cycle of a `FlashPE` must show, followed from the handshakes on its ports alone: when it takes weights, and
/// its three counters to the cycle.
///
/// A command that waits starts in the cycle in which the unit can take another one; from there on the tile's shape says
/// when rows and tiles end, and the results taken say how much room for sums is left. With register stages in the weight
/// path the port does not show when a beat is used; then only the sum of busy cycles can be followed. Where the weights come
/// from a page register inside the unit, the reads that it takes say when there are some.
final class FlashPECycleModel: Transactor {
  private let unit: FlashPE
  private let model: FlashPEModel
  private let commandValid, commandReady, rows, columns, newVector: SimulatorPort
  private let resultsValid, resultsReady: SimulatorPort
  /// The stream of weights, or the one of the page register's reads.
  private let weightsValid, weightsReady: SimulatorPort
  /// The port for a read's length, of a unit with a page register, and what is left of the read under way.
  private let readBeats: SimulatorPort?
  private var readLeft = 0
  private let busyPort, starvedPort, backPressuredPort: SimulatorPort
  private let report: (String) -> Void

  private struct Shape { var rows: Int, beats: Int, keepsVector: Bool }
  /// The command that was taken and has not started.
  private var waiting: Shape?
  /// The tile that runs, and where it is.
  private var running: Shape?
  private var row = 0, beatOfRow = 0
  /// Sums to come of each tile that has started, the oldest first.
  private var sumsOfTile: [Int] = []
  /// Tiles with sums to come that the unit can tell apart.
  private static let tileLimit = FlashTileQueue.depth
  /// Cycles in which a command waited only because too many tiles had sums to come.
  private(set) var heldUpStarts = 0
  /// Sums that the result buffer has room for.
  private var places: Int
  private var busy: UInt32 = 0, starved: UInt32 = 0, backPressured: UInt32 = 0

  /// The unit has just been reset. `hasPage` says that it has a page register; `report` takes a line about what is wrong.
  init(_ unit: FlashPE, _ simulator: any Simulator, hasPage: Bool = false, report: @escaping (String) -> Void) throws {
    self.unit = unit
    self.report = report
    model = FlashPEModel(unit)
    places = unit.resultEntries
    let port = { (name: String) in try simulator.port(name) }
    (commandValid, commandReady) = (try port("command_valid"), try port("command_ready"))
    (rows, columns, newVector) = (try port("command_rows"), try port("command_columns"), try port("command_newVector"))
    let weights = hasPage ? "read" : "weights"
    (weightsValid, weightsReady) = (try port(weights + "_valid"), try port(weights + "_ready"))
    readBeats = hasPage ? try port("read_beats") : nil
    (resultsValid, resultsReady) = (try port("results_valid"), try port("results_ready"))
    (busyPort, starvedPort) = (try port("busyCycles"), try port("starvedCycles"))
    backPressuredPort = try port("backPressuredCycles")
  }

  /// Claims the ways of holding up that a size of the unit has at all, if a testbench's tiles have at most `mostRows`.
  static func claim(_ unit: FlashPE, mostRows: Int, _ report: inout TestbenchReport) {
    // One tile more than can be told apart waits only if those before it, of a row each, fit into the result buffer.
    if unit.resultEntries >= tileLimit { report.claim("tiles held up") }
    // The tiles that can be told apart have more rows than sums fit.
    if tileLimit * mostRows >= rowsThatFill(unit) { report.claim("results held up") }
  }

  /// See `Testbench.effort`: full pages, sums that are taken late, and long vectors.
  static func effort(of unit: FlashPE) -> Int {
    (unit.pageBytes / unit.lanes * 100 + unit.resultEntries * 150 + unit.vectorBytes * 100) * (64 + unit.lanes) / 64
  }

  /// Rows that fill the result buffer although some of their sums are taken meanwhile.
  static func rowsThatFill(_ unit: FlashPE) -> Int { unit.resultEntries + unit.resultEntries / 8 + 40 }

  func drive() {}

  func sample(cycle: UInt64) {
    if unit.correctionStages > 0 { return countBeats() }
    compare("busyCycles", busyPort, busy, cycle)
    compare("starvedCycles", starvedPort, starved, cycle)
    compare("backPressuredCycles", backPressuredPort, backPressured, cycle)

    let endsRow = running.map { beatOfRow == $0.beats - 1 } ?? false
    let endsTile = endsRow && running.map { row == $0.rows - 1 } ?? false
    let isTaking = running != nil && (places > 0 || !endsRow)
    let beat = takesBeat(isTaking, cycle)
    let isHeldUp = running != nil && endsRow && places == 0
    if beat { busy &+= 1 }
    if isHeldUp { backPressured &+= 1 }
    if running != nil ? !beat && !isHeldUp : waiting != nil { starved &+= 1 }

    // A command that keeps the vector starts as soon as it can; another one may have to wait for its vector.
    let canStart = (running == nil || beat && endsTile) && sumsOfTile.count < Self.tileLimit
    if waiting != nil, running == nil, sumsOfTile.count == Self.tileLimit { heldUpStarts += 1 }
    let isReady = commandReady.read() == 1
    let next = waiting
    if let next, isReady, !canStart { report("a command of \(next.rows) rows starts in cycle \(cycle), too early") }
    if next.map({ $0.keepsVector && canStart }) ?? true, !isReady { report("command_ready is 0 in cycle \(cycle)") }

    if resultsValid.read() == 1, resultsReady.read() == 1 { takeSum(cycle) }
    if beat { advance(endsRow, endsTile) }
    guard isReady else { return }
    if let next {
      (running, row, beatOfRow, waiting) = (next, 0, 0, nil)
      sumsOfTile.append(next.rows)
    }
    if commandValid.read() == 1 {
      waiting = Shape(
        rows: Int(rows.read()), beats: model.beats(columns: Int(columns.read())), keepsVector: newVector.read() == 0)
    }
  }

  /// Whether a beat is taken, if `isTaking` says that one can be.
  private func takesBeat(_ isTaking: Bool, _ cycle: UInt64) -> Bool {
    guard let readBeats else {
      if (weightsReady.read() == 1) != isTaking {
        report(
          "weights_ready is \(weightsReady.read()) in cycle \(cycle), although \(isTaking ? "a beat is wanted" : "none can be taken")"
        )
      }
      return weightsValid.read() == 1 && isTaking
    }
    let beat = readLeft > 0 && isTaking
    if beat { readLeft -= 1 }
    // A read is taken with the last beat of the one before.
    if (weightsReady.read() == 1) != (readLeft == 0) { report("read_ready is \(weightsReady.read()) in cycle \(cycle)") }
    if readLeft == 0, weightsValid.read() == 1 { readLeft = Int(readBeats.read()) }
    return beat
  }

  private func takeSum(_ cycle: UInt64) {
    places += 1
    guard let left = sumsOfTile.first else { return report("a sum comes in cycle \(cycle), and no tile runs") }
    if left == 1 { sumsOfTile.removeFirst() } else { sumsOfTile[0] = left - 1 }
  }

  private func advance(_ endsRow: Bool, _ endsTile: Bool) {
    beatOfRow = endsRow ? 0 : beatOfRow + 1
    if endsRow {
      places -= 1
      row += 1
    }
    if endsTile { running = nil }
  }

  private func compare(_ name: String, _ port: SimulatorPort, _ expected: UInt32, _ cycle: UInt64) {
    if port.read() != UInt64(expected) { report("\(name) is \(port.read()) in cycle \(cycle), not \(expected)") }
  }

  private func countBeats() { if weightsValid.read() == 1, weightsReady.read() == 1 { busy &+= 1 } }

  /// With register stages in front: every beat has been used when all sums have come.
  func checkTotal() {
    if unit.correctionStages > 0, busyPort.read() != UInt64(busy) {
      report("busyCycles is \(busyPort.read()) after \(busy) beats")
    }
  }
}
