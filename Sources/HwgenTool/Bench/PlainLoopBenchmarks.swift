import CommandLineTool
import Accelerators
import HDL
import Hosts
import Netlist
import Simulation
import Testbenches
import Units
import Verilator

/// The units of Cambricon-LLM that multiply, on one layer of SmolLM2-135M for one token: driven by their hosts in Swift, and the
/// same cycles with the same inputs from a plain loop in C++ around the same models.
enum PlainLoopBenchmarks {
  /// A matrix's share: outputs x inputs.
  private typealias Shape = (rows: Int, columns: Int)

  private static let system = CambriconConfiguration.laptop
  /// Positions that attention reads.
  private static let context = 32

  /// The flash's share of each matrix, where both multiply: the paper's balance, which the laptop's rates make 0.956.
  private static let share = 0.956
  /// The rows that the flash has of each matrix; the NPU has the others.
  private static var flashShapes: [Shape] { shapes { $0.channels.reduce(0) { $0 + $1.rows.count } } }
  private static var npuShapes: [Shape] { shapes { $0.npu.rows.count } }
  private static func shapes(_ rows: (MatrixShares) -> Int) -> [Shape] {
    NPUBenchmarks.layerShapes.map {
      let inFlash = Int((Double($0.0) * share).rounded())
      return (rows(MatrixShares(system, rows: $0.0, groups: $0.1 / BlockQuantizer.group, inFlash: inFlash)), $0.1)
    }
  }

  /// Both rates in turns, so that the machine's mood strikes both.
  private static func compare(_ unit: String, bar: Double, swift: () throws -> Int, plain: () throws -> Int) throws
    -> [Measurement]
  {
    var rates = (swift: 0.0, plain: 0.0)
    for _ in 0..<4 {
      rates.swift = max(rates.swift, try Stopwatch.rate(windows: 2, swift))
      rates.plain = max(rates.plain, try Stopwatch.rate(windows: 2, plain))
    }
    return [
      Measurement("\(unit), a layer of smollm2, from Swift", rates.swift / 1e9, "GMAC/s", .atLeast, bar),
      Measurement("\(unit), the same cycles from a plain C++ loop", rates.plain / 1e9, "GMAC/s", .atLeast, bar),
      Measurement("\(unit), Swift against the plain C++ loop", rates.swift / rates.plain, "ratio", .atLeast, 0.9),
    ]
  }

  /// A matrix as tiles of whole pages.
  private static func tiles(_ shape: Shape, _ weights: UnsafePointer<Int8>, _ vector: UnsafePointer<Int8>) -> [FlashChannelHost
    .Tile]
  {
    let group = BlockQuantizer.group
    let blocks = (shape.rows + system.pageRows - 1) / system.pageRows
    let step = (shape.rows + blocks - 1) / blocks
    var result: [FlashChannelHost.Tile] = []
    for index in 0..<shape.columns / group {
      for row in stride(from: 0, to: shape.rows, by: step) {
        let page = weights + (index * shape.rows + row) * group
        let rows = min(step, shape.rows - row)
        result.append(
          FlashChannelHost.Tile(page: page, rows: rows, columns: group, rowBase: row, shift: 3, vector: vector + index * group))
      }
    }
    return result
  }

  /// The tiles that all cores have at the same time.
  private static func waves(_ tiles: [FlashChannelHost.Tile], cores: Int) -> [[FlashChannelHost.Tile]] {
    stride(from: 0, to: tiles.count, by: cores).map { Array(tiles[$0..<min($0 + cores, tiles.count)]) }
  }

  /// The flash channel; both sides fill the page registers, as the cell array would.
  static func flashChannel(_ build: VerilatorBuild) throws -> [Measurement] {
    var unit = FlashChannel(cores: system.coresPerChannel, lanes: system.lanes, vectorBeat: BlockQuantizer.group)
    (unit.pageBytes, unit.vectorBytes) = (system.pageBytes, BlockQuantizer.group)
    let design = try Flattening.flatten(elaborate(unit)), memories = FlashChannelHost.memoryNames(in: design)
    let simulator = try build.model(VerilogSource(design), options: BuildOptions(profile: .fast)).makeSimulator()
    let recorder = StimulusRecorder(simulator)

    var random = SplitMix64(seed: 5)
    let group = BlockQuantizer.group, most = flashShapes.map { $0.rows * $0.columns }.max() ?? 0
    let weights = (0..<most).map { _ in Int8(truncatingIfNeeded: random.next()) }
    let vector = (0..<1536).map { _ in Int8(truncatingIfNeeded: random.next()) }
    var totals = [Int64](repeating: 0, count: flashShapes.map(\.rows).max() ?? 0)
    let products = flashShapes.reduce(0) { $0 + $1.rows * $1.columns }
    return try weights.withUnsafeBufferPointer { weights in
      try vector.withUnsafeBufferPointer { vector in
        guard let weights = weights.baseAddress, let vector = vector.baseAddress else { return [] }
        let matrices = flashShapes.map { Self.tiles($0, weights, vector) }
        func layer(_ host: FlashChannelHost) throws {
          for (tiles, shape) in zip(matrices, flashShapes) {
            try totals.withUnsafeMutableBufferPointer { totals in
              try tiles.withUnsafeBufferPointer {
                try host.multiply($0, totals: UnsafeMutableBufferPointer(rebasing: totals[..<shape.rows]))
              }
            }
          }
        }
        let recording = try FlashChannelHost(unit, recorder, memories: memories)
        let before = recording.macs
        let stimuli = try recorder.record { try layer(recording) }
        guard recording.macs - before == UInt64(products) else {
          throw CommandFailure("flash-channel counted \(recording.macs - before) products, not \(products)")
        }

        // A round of pages begins with the command to the first core.
        let rounds = (0..<stimuli.cycles).filter {
          stimuli.value("command_valid", in: $0) == 1 && stimuli.value("command_core", in: $0) == 0
        }
        let pages = matrices.flatMap { Self.waves($0, cores: unit.cores) }
        guard rounds.count == pages.count else {
          throw CommandFailure("flash-channel ran \(rounds.count) rounds of pages, not \(pages.count)")
        }
        let registers = try memories.map { try simulator.memory($0).address }
        let host = try FlashChannelHost(unit, simulator, memories: memories)
        func replay() {
          stimuli.bytes.withUnsafeBytes { bytes in
            func run(_ cycles: Range<Int>) {
              let part = bytes[cycles.lowerBound * stimuli.recordBytes..<cycles.upperBound * stimuli.recordBytes]
              simulator.runPlainLoop(cycles: cycles.count, drive: stimuli.ports, stimuli: UnsafeRawBufferPointer(rebasing: part))
            }
            var next = 0
            for (cycle, tiles) in zip(rounds, pages) {
              run(next..<cycle)
              let page = Int(stimuli.value("command_page", in: cycle)) * unit.beats * unit.lanes
              for (register, tile) in zip(registers, tiles) {
                (register + page).copyMemory(from: tile.page, byteCount: tile.rows * group)
              }
              next = cycle
            }
            run(next..<stimuli.cycles)
          }
        }
        let start = host.macs
        replay()
        guard host.macs - start == UInt64(products) else {
          throw CommandFailure("the loop in C++ made \(host.macs - start) products, not \(products)")
        }
        return try compare(FlashChannel.unitName, bar: 1.5) {
          try layer(host)
          return products
        } plain: {
          replay()
          return products
        }
      }
    }
  }

  /// The NPU: its share of the weights, and attention.
  static func npu(_ build: VerilatorBuild) throws -> [Measurement] {
    let unit = NPUSystolic(rows: system.npuRows, columns: system.npuColumns)
    let source = try VerilogSource(Flattening.flatten(elaborate(unit)))
    let simulator = try build.model(source, options: BuildOptions(profile: .fast, unrolling: .fixed(256))).makeSimulator()
    let recorder = StimulusRecorder(simulator)

    let heads = 3, group = BlockQuantizer.group
    let shapes: [(rows: Int, columns: Int, tokens: Int)] =
      npuShapes.map { ($0.rows, $0.columns, 1) }
      + (0..<heads).flatMap { _ in [(context, group, heads), (group, context, heads)] }
    let products = shapes.reduce(0) { $0 + $1.rows * $1.columns * $1.tokens }
    var random = SplitMix64(seed: 6)
    let numbers = (0..<1536 * group).map { _ in Int8(truncatingIfNeeded: random.next()) }
    let shifts = [UInt8](repeating: 3, count: 1536)
    var sums = [Int64](repeating: 0, count: 1536 * heads)
    return try numbers.withUnsafeBufferPointer { numbers in
      guard let numbers = numbers.baseAddress else { return [] }
      let images = shapes.map { NPUWeights(numbers, stride: $0.columns, rows: $0.rows, columns: $0.columns, unit: unit) }
      func layer(_ host: NPUHost) throws {
        for (image, shape) in zip(images, shapes) {
          try sums.withUnsafeMutableBufferPointer { sums in
            guard let sums = sums.baseAddress else { return }
            try host.multiply(image, activations: numbers, tokens: shape.tokens, shifts: shifts, groupSize: group, into: sums)
          }
        }
      }
      let recording = try NPUHost(unit, recorder)
      let before = recording.counters.macs
      let stimuli = try recorder.record { try layer(recording) }
      guard recording.counters.macs - before == UInt64(products) else {
        throw CommandFailure("npu-systolic counted \(recording.counters.macs - before) products, not \(products)")
      }
      let host = try NPUHost(unit, simulator)
      func replay() {
        stimuli.bytes.withUnsafeBytes { simulator.runPlainLoop(cycles: stimuli.cycles, drive: stimuli.ports, stimuli: $0) }
      }
      let start = host.counters.macs
      replay()
      guard host.counters.macs - start == UInt64(products) else {
        throw CommandFailure("the loop in C++ made \(host.counters.macs - start) products, not \(products)")
      }
      return try compare(NPUSystolic.unitName, bar: 0.15) {
        try layer(host)
        return products
      } plain: {
        replay()
        return products
      }
    }
  }
}
