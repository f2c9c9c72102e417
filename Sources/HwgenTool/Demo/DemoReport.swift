import CommandLineTool
import Foundation
import Units

/// What a person wants to see of a demo.
struct DemoReport: Encodable {
  /// The time in which a NAND page comes from the cell array (Cambricon-LLM, table II).
  static let pageReadSeconds = 30e-6

  let lanes: Int
  let matrices: Int
  let weights: Int
  let pages: Int
  let rows: Int
  let sumsChecked: Int
  let mismatches: Int
  let cycles: UInt64
  let busyCycles: UInt64
  let starvedCycles: UInt64
  let backPressuredCycles: UInt64
  let macsPerCycle: Double
  /// The clock at which a full page takes exactly the time of its read.
  let chipClockMHz: Double
  let chipSeconds: Double
  let chipMegabytesPerSecond: Double
  let verilogLines: Int
  let buildSeconds: Double
  let streamSeconds: Double
  let totalSeconds: Double
  let simulatedCyclesPerSecond: Double
  let simulatedMACsPerSecond: Double
  let jobs: Int

  init(
    unit: FlashCore, work: WeightPages, outcome: PageStreamer.Outcome, wrongRows: Int, isWhole: Bool, verilogLines: Int,
    jobs: Int,
    seconds: (build: Double, stream: Double, total: Double)
  ) {
    lanes = unit.lanes
    matrices = work.matrices.count
    let streamed = work.pages[0..<outcome.pages].reduce(0) { $0 + $1.rows.count * $1.columns.count }
    weights = streamed
    pages = outcome.pages
    rows = isWhole ? work.rowCount : 0
    sumsChecked = outcome.sums
    mismatches = outcome.mismatches + wrongRows
    cycles = outcome.cycles
    busyCycles = outcome.busy
    starvedCycles = outcome.starved
    backPressuredCycles = outcome.backPressured
    macsPerCycle = Double(streamed) / Double(max(1, outcome.cycles))
    let clock = Double(unit.page.beats) / Self.pageReadSeconds
    chipClockMHz = clock / 1e6
    chipSeconds = Double(outcome.cycles) / clock
    chipMegabytesPerSecond = Double(streamed) / chipSeconds / 1e6
    self.verilogLines = verilogLines
    buildSeconds = seconds.build
    streamSeconds = seconds.stream
    totalSeconds = seconds.total
    simulatedCyclesPerSecond = Double(outcome.cycles) / seconds.stream
    simulatedMACsPerSecond = Double(streamed) / seconds.stream
    self.jobs = jobs
  }

  var text: String {
    func grouped(_ value: some BinaryInteger) -> String {
      var digits = Array(String(value)), result: [Character] = []
      while digits.count > 3 {
        result = [","] + digits.suffix(3) + result
        digits.removeLast(3)
      }
      return String(digits + result)
    }
    func share(_ part: UInt64) -> String { "\(grouped(part)) (\(fixed(100 * Double(part) / Double(max(1, cycles)), 1)) %)" }
    var table = Table([("", .left), ("", .left)])
    table.add("weights streamed", "\(grouped(weights)) INT8 in \(grouped(pages)) pages of \(matrices) matrices")
    table.add(
      "sums checked",
      "\(grouped(sumsChecked)) of tiles\(rows > 0 ? ", \(grouped(rows)) of whole rows" : ""), \(mismatches == 0 ? "every bit equal to the golden model" : "\(mismatches) wrong")"
    )
    table.add(
      "cycles", "\(grouped(cycles)) of one core with \(lanes) lane\(lanes == 1 ? "" : "s"), \(fixed(macsPerCycle, 3)) MAC/cycle")
    table.add("  busy", share(busyCycles))
    table.add("  starved", share(starvedCycles))
    table.add("  back-pressured", share(backPressuredCycles))
    table.add(
      "on the chip",
      "\(fixed(chipSeconds, 3)) s at \(fixed(chipClockMHz, 1)) MHz, the clock at which computing a page takes exactly tR (30 us); \(fixed(chipMegabytesPerSecond, 1)) MB/s a core"
    )
    table.add(
      "on this computer",
      "\(fixed(streamSeconds, 2)) s: \(fixed(simulatedCyclesPerSecond / 1e6, 1)) million cycles/s, \(fixed(simulatedMACsPerSecond / 1e9, 3)) GMAC/s with \(jobs) model\(jobs == 1 ? "" : "s") side by side"
    )
    table.add(
      "RTL",
      "\(grouped(verilogLines)) lines of SystemVerilog, model ready in \(fixed(buildSeconds, 1)) s; \(fixed(totalSeconds, 1)) s in all"
    )
    return table.text()
  }
}

/// A number with a fixed count of decimals.
func fixed(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }
