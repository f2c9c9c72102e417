import Simulation
import Units

/// What every cycle of a `FlashChannel` must show, followed from what its senders and its receiver offer: when it takes
/// commands, vectors, sums from outside and drains, whether it is idle, and its four counters to the cycle.
///
/// A tile waits until its vector has come, its core's last beat is read and no drain is under way, and runs for as many cycles
/// as it has beats. A drain goes through one row in each cycle in which a total can leave, and the sweep after reset is a drain
/// of all rows without totals.
final class FlashChannelCycleModel: Transactor {
  private struct Tile { var beats: Int, vectorLeft: Int }
  private struct Core {
    /// The tile that was taken and has not started.
    var waiting: Tile?
    /// Beats to come of the tile that runs, and whether one was read in the cycle before.
    var beatsLeft = 0
    var hasRun = false
    /// Groups of the vector beat that are written.
    var groups = 0
  }
  private struct Counters: Equatable {
    var macs: UInt64 = 0, busy: UInt64 = 0, starved: UInt64 = 0, backPressured: UInt64 = 0
  }

  private let unit: FlashChannel
  private let report: (String) -> Void
  private let commandRows, commandColumns, commandBeats, commandNewVector, drainRows: SimulatorPort
  private let idle, accepting, macs, busy, starved, backPressured: SimulatorPort
  private let commandValid, commandReady, commandCore, vectorValid, vectorReady, vectorCore: SimulatorPort
  private let externalValid, externalReady, drainValid, drainReady, totalsValid, totalsReady: SimulatorPort
  private var cores: [Core]
  private var expected = Counters()
  /// Rows that the drain, or the sweep, has not gone through.
  private var rowsLeft: Int
  private var isSweep = true
  private var hasTotal = false, hasExternal = false

  /// The unit has just been reset. `report` takes a line about what is wrong.
  init(_ unit: FlashChannel, _ simulator: any Simulator, report: @escaping (String) -> Void) throws {
    self.unit = unit
    self.report = report
    cores = Array(repeating: Core(), count: unit.cores)
    rowsLeft = unit.accumulatorRows
    let port = { (name: String) in try simulator.port(name) }
    (idle, accepting, macs) = (try port("idle"), try port("accepting"), try port("macs"))
    (busy, starved) = (try port("busyCycles"), try port("starvedCycles"))
    backPressured = try port("backPressuredCycles")
    (commandValid, commandReady, commandCore) = (try port("command_valid"), try port("command_ready"), try port("command_core"))
    (vectorValid, vectorReady, vectorCore) = (try port("vector_valid"), try port("vector_ready"), try port("vector_core"))
    (externalValid, externalReady) = (try port("external_valid"), try port("external_ready"))
    (drainValid, drainReady) = (try port("drain_valid"), try port("drain_ready"))
    (totalsValid, totalsReady) = (try port("totals_valid"), try port("totals_ready"))
    (commandRows, commandColumns) = (try port("command_rows"), try port("command_columns"))
    (commandBeats, commandNewVector) = (try port("command_beats"), try port("command_newVector"))
    drainRows = try port("drain_rows")
  }

  private var counters: Counters {
    Counters(macs: macs.read(), busy: busy.read(), starved: starved.read(), backPressured: backPressured.read())
  }

  /// Goes on after cycles that nobody followed and a drain: the channel is idle, and its counters show what they show.
  func resume() {
    cores = Array(repeating: Core(), count: unit.cores)
    (rowsLeft, isSweep, hasTotal, hasExternal) = (0, false, false, false)
    expected = counters
  }

  func drive() {}

  func sample(cycle: UInt64) {
    if counters != expected { report("the counters are \(counters) in cycle \(cycle), not \(expected)") }
    let isDraining = rowsLeft > 0
    let isWaiting = cores.contains { $0.waiting != nil }
    let isIdle = !isWaiting && !isDraining && !hasExternal && !cores.contains { $0.beatsLeft > 0 || $0.hasRun }
    check("idle", idle, isIdle, cycle)
    check("accepting", accepting, !isWaiting, cycle)
    check("drain_ready", drainReady, isIdle, cycle)
    check("external_ready", externalReady, !isDraining && drainValid.read() == 0, cycle)
    check("totals_valid", totalsValid, hasTotal, cycle)

    let starts = cores.map { core in
      !isDraining && core.beatsLeft <= 1 && core.waiting.map { $0.vectorLeft == 0 } ?? false
    }
    for core in cores {
      guard let tile = core.waiting else { continue }
      if tile.vectorLeft > 0 {
        if core.beatsLeft == 0 { expected.starved &+= 1 }
      } else if isDraining {
        expected.backPressured &+= 1
      }
    }
    takeVector(cycle)
    for index in cores.indices { advance(&cores[index], starts: starts[index]) }
    takeCommand(cycle)

    let steps = isDraining && (!hasTotal || totalsReady.read() == 1)
    hasExternal = externalValid.read() == 1 && !isDraining && drainValid.read() == 0
    if steps && !isSweep { hasTotal = true } else if totalsReady.read() == 1 { hasTotal = false }
    if steps { rowsLeft -= 1 }
    if drainValid.read() == 1, isIdle { (rowsLeft, isSweep) = (Int(drainRows.read()), false) }
  }

  /// A beat's bytes are written in groups of as many as divide a word and a beat, one a cycle, up to the vector's end.
  private func takeVector(_ cycle: UInt64) {
    guard vectorValid.read() == 1 else { return }
    let index = Int(vectorCore.read())
    guard cores.indices.contains(index), let tile = cores[index].waiting, tile.vectorLeft > 0 else {
      return check("vector_ready", vectorReady, false, cycle)
    }
    var (group, rest) = (unit.vectorBeat, unit.lanes)
    while rest != 0 { (group, rest) = (rest, group % rest) }
    let endsVector = tile.vectorLeft <= group
    let endsBeat = endsVector || cores[index].groups == unit.vectorBeat / group - 1
    check("vector_ready", vectorReady, endsBeat, cycle)
    cores[index].groups = endsBeat ? 0 : cores[index].groups + 1
    cores[index].waiting?.vectorLeft = max(0, tile.vectorLeft - group)
  }

  private func advance(_ core: inout Core, starts: Bool) {
    core.hasRun = core.beatsLeft > 0
    core.beatsLeft = max(0, core.beatsLeft - 1)
    if starts, let tile = core.waiting { (core.beatsLeft, core.waiting) = (tile.beats, nil) }
  }

  private func takeCommand(_ cycle: UInt64) {
    guard commandValid.read() == 1 else { return }
    let index = Int(commandCore.read())
    guard cores.indices.contains(index) else { return }
    // A tile that starts has gone.
    let isReady = cores[index].waiting == nil
    check("command_ready", commandReady, isReady, cycle)
    guard isReady else { return }
    let columns = commandColumns.read(), beats = commandBeats.read()
    expected.macs &+= commandRows.read() * columns
    expected.busy &+= beats
    cores[index].waiting = Tile(beats: Int(beats), vectorLeft: commandNewVector.read() == 1 ? Int(columns) : 0)
  }

  private func check(_ name: String, _ port: SimulatorPort, _ wanted: Bool, _ cycle: UInt64) {
    if (port.read() == 1) != wanted { report("\(name) is \(port.read()) in cycle \(cycle)") }
  }
}
