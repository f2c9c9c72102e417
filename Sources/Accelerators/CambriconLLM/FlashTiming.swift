import Hosts
import Synchronization
import Units

/// How the flash side of a token is simulated.
public enum FlashSimulation: String, Hashable, Codable, Sendable, CaseIterable {
  /// Sums from `flash-channel`, which has neither bus nor planes; time by the cycle model of `flash-chip`.
  case composed
  /// Sums, raw weights and cycles from `flash-chip`: controllers, buses, dies and planes, cycle by cycle.
  case clocked
}

/// When a flash channel has done its part of a matrix: the cycle model of `flash-chip`, for the rates of a configuration.
///
/// In `clocked` that chip itself runs; in `composed` this time stands for it.
public final class FlashTiming: Sendable {
  private struct Part: Hashable { let rows: Int, columns: Int, rawBytes: Int }

  /// A channel.
  public let chip: FlashMemoryChip
  /// Cycles of a byte on the bus; a fraction where the rates are so.
  let cyclesPerByte: Double
  private let clockRate: Double
  private let known = Mutex<[Part: FlashChipTime]>([:])

  /// - Parameters:
  ///   - system: sizes and rates
  ///   - rows: the most rows of a matrix
  ///   - clockRate: cycles a second of the flash
  public init(_ system: CambriconConfiguration, rows: Int, clockRate: Double) {
    chip = system.chip(rows: rows, clockRate: clockRate)
    cyclesPerByte = clockRate / system.channelRate
    self.clockRate = clockRate
  }

  /// For a block of so many rows and columns by a vector, and raw weights. It is the same each time: parts of equal sizes share it.
  func time(rows: Int, columns: Int, rawBytes: Int) -> FlashChipTime {
    let part = Part(rows: rows, columns: columns, rawBytes: rawBytes)
    if let time = known.withLock({ $0[part] }) { return time }
    let time = FlashChipUnit.time(rows: rows, columns: columns, rawBytes: rawBytes, on: chip, cyclesPerByte: cyclesPerByte)
    known.withLock { $0[part] = time }
    return time
  }

  /// What a channel's rounds go by.
  enum Limit { case reading, computing, transfers }

  /// Which of three would take longest alone: the planes that read pages, the cores, or the bus.
  func limit(_ work: FlashWork, busBytes: Int) -> Limit {
    let pages = FlashChipUnit.pages(
      rows: work.product?.matrix.rows ?? 0, columns: work.product?.columns ?? 0, rawBytes: work.rawBytes, on: chip)
    let reading = max(pages.tile, pages.read) * chip.readCycles, computing = pages.tile * chip.pageBytes / chip.lanes
    let transfers = Int((Double(busBytes) * cyclesPerByte).rounded())
    if reading >= max(computing, transfers) { return .reading }
    return computing > transfers ? .computing : .transfers
  }

  /// Nanoseconds of so many cycles.
  func nanoseconds(_ cycles: Int) -> Int { Int((Double(cycles) / clockRate * 1e9).rounded()) }
}

extension CambriconConfiguration {
  /// A channel's flash: its accumulators hold the sums of the largest matrix, as far as a chip can have them.
  func chip(rows: Int, clockRate: Double) -> FlashMemoryChip {
    var chip = FlashMemoryChip()
    (chip.dies, chip.lanes, chip.pageBytes, chip.vectorBytes) = (coresPerChannel, lanes, pageBytes, pageColumns)
    if pageColumns > BlockQuantizer.group { chip.sumColumns = BlockQuantizer.group }
    (chip.readCycles, chip.sliceBytes, chip.policy) = (Int(max(1, pageReadSeconds * clockRate).rounded()), sliceBytes, busPolicy)
    chip.cyclesPerByte = Int(max(1, clockRate / channelRate).rounded())
    chip.accumulatorRows = (10...16).lazy.map { 1 << $0 }.first { $0 >= rows } ?? 65536
    return chip
  }

  /// Why a clocked simulation is not possible, or nil.
  var clockedFault: String? {
    if clockSource != .rate { return "timing=clocked needs clock-from=rate, because a byte takes whole cycles on the bus" }
    let ratio = clockRate / channelRate
    if ratio != ratio.rounded() || !(1...16).contains(ratio) {
      return "timing=clocked needs a clock-rate of 1 to 16 whole times channel-rate, not \(ParameterValues.text(ratio)) times"
    }
    return chip(rows: 1, clockRate: clockRate).parameterError
  }
}
