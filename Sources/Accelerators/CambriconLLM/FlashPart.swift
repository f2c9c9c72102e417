import HDL
import Netlist
import Simulation
import Hosts
import Units
import Verilator

/// One flash channel as running RTL, with its share of each matrix.
final class FlashPart {
  let unit: FlashChannel
  let source: VerilogSource
  /// The model's library.
  let library: String
  private let host: FlashChannelHost
  private let pageRows: Int
  private var tiles: [FlashChannelHost.Tile] = []
  /// Pages of the tiles whose rows do not lie in the image as the cores want them: those of a narrow last group.
  private let repacked: UnsafeMutablePointer<Int8>

  /// Records what `body` does.
  func recording(_ path: String, _ body: () throws -> Void) throws {
    try host.simulator.openWaveform(path)
    try body()
    try host.simulator.closeWaveform()
  }

  var cycles: UInt64 { host.simulator.cycle }
  var macs: UInt64 { host.macs }

  init(_ system: CambriconConfiguration, build: VerilatorBuild, profile: BuildProfile) throws {
    var unit = FlashChannel(cores: system.coresPerChannel, lanes: system.lanes, vectorBeat: BlockQuantizer.group)
    unit.pageBytes = system.pageBytes
    unit.vectorBytes = BlockQuantizer.group
    if let problem = unit.parameterError { throw AcceleratorError("flash-channel: \(problem)") }
    let design = try Flattening.flatten(elaborate(unit))
    source = try VerilogSource(design)
    let model = try build.model(source, options: BuildOptions(profile: profile))
    library = model.path
    host = try FlashChannelHost(unit, model.makeSimulator(), memories: FlashChannelHost.memoryNames(in: design))
    pageRows = system.pageRows
    repacked = .allocate(capacity: unit.accumulatorRows * BlockQuantizer.group)
    self.unit = unit
  }

  deinit { repacked.deallocate() }

  /// Rows of a tile: as few tiles as fit pages, all of about the same size.
  static func tileRows(_ rows: Int, pageRows: Int) -> Int {
    let count = (rows + pageRows - 1) / pageRows
    return (rows + count - 1) / max(1, count)
  }

  /// Multiplies a block of a matrix by a vector.
  ///
  /// - Parameters:
  ///   - codes: the whole vector's codes, padded to whole groups
  ///   - shifts: one for each group of the whole vector
  ///   - sums: takes the sum of each row of the block
  func multiply(
    _ matrix: BlockMatrix, _ block: MatrixBlock, codes: UnsafePointer<Int8>, shifts: UnsafePointer<UInt8>,
    into sums: UnsafeMutablePointer<Int64>
  ) throws {
    try matrix.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      var first = block.rows.lowerBound
      while first < block.rows.upperBound {
        let last = min(block.rows.upperBound, first + unit.accumulatorRows)
        listTiles(matrix, base, MatrixBlock(rows: first..<last, groups: block.groups), codes, shifts)
        try tiles.withUnsafeBufferPointer { tiles in
          try host.multiply(
            tiles, totals: UnsafeMutableBufferPointer(start: sums + first - block.rows.lowerBound, count: last - first))
        }
        first = last
      }
    }
  }

  /// Lists the tiles of a block of at most as many rows as there are accumulators.
  private func listTiles(
    _ matrix: BlockMatrix, _ base: UnsafePointer<Int8>, _ block: MatrixBlock, _ codes: UnsafePointer<Int8>,
    _ shifts: UnsafePointer<UInt8>
  ) {
    let group = BlockQuantizer.group, rows = block.rows
    let step = Self.tileRows(rows.count, pageRows: pageRows)
    tiles.removeAll(keepingCapacity: true)
    for index in block.groups {
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
            page: page, rows: count, columns: width, rowBase: first - rows.lowerBound, shift: Int(shifts[index]),
            vector: codes + index * group))
      }
    }
  }
}
