import Simulation

/// Holds the rooms that a channel's controller shows against what it takes: no command is taken without room, at most two reads of a
/// die are under way, and an idle channel has room for any tile.
final class FlashRoomCheck: Transactor {
  private let valid, ready, isRead, die, rawValid, rawReady, rawDie, rawLast, idle, tileRooms, readRooms: SimulatorPort
  private var reads: [Int]
  /// The first thing that was wrong.
  private(set) var fault: String?

  init(_ simulator: any Simulator, channel: Int, dies: Int) throws {
    func port(_ name: String) throws -> SimulatorPort { try simulator.port(name) }
    (valid, ready) = (try port("commands_\(channel)_valid"), try port("commands_\(channel)_ready"))
    (isRead, die) = (try port("commands_\(channel)_isRead"), try port("commands_\(channel)_die"))
    (rawValid, rawReady) = (try port("raws_\(channel)_valid"), try port("raws_\(channel)_ready"))
    (rawDie, rawLast) = (try port("raws_\(channel)_die"), try port("raws_\(channel)_last"))
    idle = try port("idles_\(channel)")
    (tileRooms, readRooms) = (try port("tileRooms_\(channel)"), try port("readRooms_\(channel)"))
    reads = Array(repeating: 0, count: dies)
  }

  func drive() {}

  func sample(cycle: UInt64) throws(SimulationError) {
    let tiles = Int(tileRooms.read()), open = Int(readRooms.read())
    let wanted = reads.indices.reduce(0) { $0 | (reads[$1] < 2 ? 1 << $1 : 0) }
    if open != wanted { note("cycle \(cycle): room for reads of dies \(open), not \(wanted)") }
    if idle.read() == 1, tiles != 1 << reads.count - 1 { note("cycle \(cycle): no room for tiles in an idle channel") }
    if valid.read() == 1, ready.read() == 1, reads.indices.contains(Int(die.read())) {
      let number = Int(die.read())
      if isRead.read() == 1 {
        reads[number] += 1
      } else if tiles >> number & 1 == 0 {
        note("cycle \(cycle): a tile is taken without room")
      }
    }
    if rawValid.read() == 1, rawReady.read() == 1, rawLast.read() == 1, reads.indices.contains(Int(rawDie.read())) {
      reads[Int(rawDie.read())] -= 1
    }
  }

  func finishCycle() {}

  private func note(_ text: String) { fault = fault ?? text }
}
