import HDL
import Netlist
import Simulation
import Testbenches
import Units
import Verilator

/// One flash channel as running RTL, with its share of each matrix's rows.
final class FlashPart {
  let unit: FlashChannel
  let source: VerilogSource
  private let host: FlashChannelHost
  private var tiles: [FlashChannelHost.Tile] = []
  /// Pages of the tiles whose rows do not lie in the image as the cores want them: those of a narrow last group.
  private let repacked: UnsafeMutablePointer<Int8>

  func openWaveform(_ path: String) throws { try host.simulator.openWaveform(path) }
  func closeWaveform() throws { try host.simulator.closeWaveform() }

  var cycles: UInt64 { host.simulator.cycle }
  var macs: UInt64 { host.macs }

  init(_ system: CambriconConfiguration, build: VerilatorBuild, profile: BuildProfile) throws {
    unit = FlashChannel(cores: system.coresPerChannel, lanes: system.lanes, vectorBeat: 64)
    if let problem = unit.parameterError { throw AcceleratorError("flash-channel: \(problem)") }
    let design = Flattening.flatten(try elaborate(unit))
    source = try VerilogSource(design)
    let simulator = try build.model(source, options: BuildOptions(profile: profile)).makeSimulator()
    host = try FlashChannelHost(unit, simulator, memories: FlashChannelHost.memoryNames(in: design))
    repacked = .allocate(capacity: unit.accumulatorRows * BlockQuantizer.group)
  }

  deinit { repacked.deallocate() }

  /// Rows of a tile: as few tiles as fit pages, all of about the same size.
  static func tileRows(_ rows: Int) -> Int {
    let count = (rows + 255) / 256
    return (rows + count - 1) / max(1, count)
  }

  /// Multiplies some rows of a matrix by a vector; `codes` are the vector's codes padded to whole groups.
  func multiply(
    _ matrix: BlockMatrix, rows: Range<Int>, codes: UnsafePointer<Int8>, shifts: [UInt8], into sums: UnsafeMutablePointer<Int64>
  ) throws {
    try matrix.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      var first = rows.lowerBound
      while first < rows.upperBound {
        let last = min(rows.upperBound, first + unit.accumulatorRows)
        try accumulate(matrix, base, first..<last, codes, shifts)
        try tiles.withUnsafeBufferPointer { tiles in
          try host.multiply(tiles, totals: UnsafeMutableBufferPointer(start: sums + first, count: last - first))
        }
        first = last
      }
    }
  }

  /// Lists the tiles of some rows.
  private func accumulate(
    _ matrix: BlockMatrix, _ base: UnsafePointer<Int8>, _ rows: Range<Int>, _ codes: UnsafePointer<Int8>, _ shifts: [UInt8]
  ) throws {
    let group = BlockQuantizer.group
    let step = Self.tileRows(rows.count)
    tiles.removeAll(keepingCapacity: true)
    for index in 0..<matrix.groups {
      let width = matrix.width(ofGroup: index)
      let rowBytes = (width + unit.lanes - 1) / unit.lanes * unit.lanes
      for first in stride(from: rows.lowerBound, to: rows.upperBound, by: step) {
        let count = min(step, rows.upperBound - first)
        let place = base + (index * matrix.rows + first) * group
        var page = UnsafeRawPointer(place)
        if rowBytes != group {
          // A narrow last group lies in the page without the image's padding.
          let target = repacked + (first - rows.lowerBound) * rowBytes
          for row in 0..<count { (target + row * rowBytes).update(from: place + row * group, count: width) }
          page = UnsafeRawPointer(target)
        }
        tiles.append(
          FlashChannelHost.Tile(
            page: page, rows: count, columns: width, rowBase: first - rows.lowerBound, shift: Int(shifts[index]), vector: codes + index * group))
      }
    }
  }
}
