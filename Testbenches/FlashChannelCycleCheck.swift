import Simulation
import Units

extension CycleCheck where Model == FlashChannelCycles {
  /// Holds all streams and counters of a channel against its cycle model.
  convenience init(_ unit: FlashChannel, on simulator: any Simulator) throws {
    let port = { (name: String) in try simulator.port(name) }
    let (idle, accepting, macs, busy) = (try port("idle"), try port("accepting"), try port("macs"), try port("busyCycles"))
    let (starved, backPressured) = (try port("starvedCycles"), try port("backPressuredCycles"))
    let (commandValid, commandReady, core) = (try port("command_valid"), try port("command_ready"), try port("command_core"))
    let (columns, beats) = (try port("command_columns"), try port("command_beats"))
    let newVector = try port("command_newVector")
    let (vectorValid, vectorReady, vectorCore) = (try port("vector_valid"), try port("vector_ready"), try port("vector_core"))
    let (externalValid, externalReady) = (try port("external_valid"), try port("external_ready"))
    let (drainValid, drainReady, drainRows) = (try port("drain_valid"), try port("drain_ready"), try port("drain_rows"))
    let (totalsValid, totalsReady) = (try port("totals_valid"), try port("totals_ready"))
    func command() -> FlashChannelSides.Command? {
      guard commandValid.read() == 1 else { return nil }
      return .init(
        core: Int(core.read()), columns: Int(columns.read()), beats: Int(beats.read()),
        bringsVector: newVector.read() == 1)
    }
    self.init(Model.self, unit) {
      FlashChannelSides(
        command: command(), vectorCore: vectorValid.read() == 1 ? Int(vectorCore.read()) : nil,
        external: externalValid.read() == 1,
        drainRows: drainValid.read() == 1 ? Int(drainRows.read()) : nil, totals: totalsReady.read() == 1)
    } shown: { _ in
      FlashChannelSignals(
        command: commandValid.read() == 1 && commandReady.read() == 1, vector: vectorValid.read() == 1 && vectorReady.read() == 1,
        external: externalReady.read() == 1, drain: drainReady.read() == 1, totals: totalsValid.read() == 1,
        idle: idle.read() == 1, accepting: accepting.read() == 1, macs: macs.read(), busy: busy.read(), starved: starved.read(),
        backPressured: backPressured.read())
    }
  }
}
