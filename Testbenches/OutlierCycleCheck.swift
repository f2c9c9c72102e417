import Netlist
import Simulation
import Units

/// Holds a running `OutlierCorrector` against its cycle model.
enum OutlierCycleCheck {
  static func check(_ unit: OutlierCorrector, _ simulator: any Simulator) throws -> CycleCheck<OutlierCorrectorCycles> {
    let names = ["pages", "entries", "weights", "corrected"]
    let valid = try names.map { try simulator.port($0 + "_valid") }, ready = try names.map { try simulator.port($0 + "_ready") }
    let beats = try simulator.port("pages_beats"), count = try simulator.port("pages_entries")
    let late = try simulator.port("lateCycles"), entries = try simulator.port("entries_entries"), width = unit.code.entryBits
    return CycleCheck(OutlierCorrectorCycles.self, unit) {
      let bits = valid[1].read() == 1 ? entries.readBits() : nil
      return OutlierCorrectorCycles.Outside(
        page: valid[0].read() == 1 ? (Int(beats.read()), Int(count.read())) : nil,
        entries: bits.map { bits in (0..<unit.lanes).map { bits.slice(offset: $0 * width, width: width).words[0] } },
        offersWeights: valid[2].read() == 1, takes: ready[3].read() == 1)
    } shown: { expected in
      OutlierCorrectorCycles.Signals(
        pages: ready[0].read() == 1, entries: valid[1].read() == 1 ? ready[1].read() == 1 : expected.entries,
        weights: ready[2].read() == 1, valid: valid[3].read() == 1, late: Int(late.read()))
    }
  }
}
