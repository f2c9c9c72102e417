import CommandLineTool
import HDL
import Hosts
import Netlist
import Simulation
import Testbenches
import Units
import Verilator
import Verilog

/// The in-flash compute unit's speed in both simulators.
enum FlashBenchmarks {
  static let lanes = 64

  /// New weights every cycle through the packed port, from the loop of the model's shim.
  static func packedPort(_ build: VerilatorBuild) throws -> [Measurement] {
    let unit = FlashPE(lanes: lanes)
    let simulator = try build.model(VerilogSource(Flattening.flatten(elaborate(unit))), options: BuildOptions(profile: .fast))
      .makeSimulator()
    let load = try PackedLoad(unit, simulator)
    var batched = 0.0, swift = 0.0, plain = 0.0
    // In turns, so that the machine's mood strikes all.
    for _ in 0..<4 {
      batched = max(batched, try Stopwatch.rate(windows: 3) { try load.runInBatches() })
      swift = max(swift, try Stopwatch.rate(windows: 3) { try load.runInSwift() })
      plain = max(plain, Stopwatch.rate(windows: 3) { load.runPlainLoop(simulator) })
    }
    return [
      Measurement("flash-pe, 64 lanes, packed port", batched * Double(lanes) / 1e9, "GMAC/s", .atLeast, 0.75),
      Measurement(
        "Swift testbench, a call a cycle, against a plain C++ loop around the same model", swift / plain, "ratio", .atLeast, 0.95),
      Measurement(
        "Swift testbench, in batches, against a plain C++ loop around the same model", batched / plain, "ratio", .atLeast, 0.95),
    ]
  }

  /// Fresh pages through the page register.
  static func pageRegister(_ build: VerilatorBuild) throws -> [Measurement] {
    let unit = FlashCore(lanes: lanes)
    let flat = try Flattening.flatten(elaborate(unit))
    let simulator = try build.model(VerilogSource(flat), options: BuildOptions(profile: .fast)).makeSimulator()
    let memory = flat.top.memories.first(where: \.isHostFilled)?.name ?? ""
    let host = try FlashCoreHost(unit, simulator, memory: memory)
    var random = SplitMix64(seed: 1)
    let pages = (0..<4).map { _ in (0..<unit.pageBytes).map { _ in Int8(truncatingIfNeeded: random.next()) } }
    let vector = (0..<unit.vectorBytes).map { _ in Int8(truncatingIfNeeded: random.next()) }
    var page = 0
    // Tiles as wide as the vector buffer, and tiles with a result in every cycle.
    return try [unit.vectorBytes, lanes].map { columns in
      let rows = unit.pageBytes / columns
      var sums = [Int32](repeating: 0, count: rows), isFirst = true
      let rate = try Stopwatch.rate {
        try sums.withUnsafeMutableBufferPointer { sums in
          try pages[page & 3].withUnsafeBytes { bytes in
            try host.run(
              page: bytes, rows: rows, columns: columns, vector: isFirst ? Array(vector[..<columns]) : nil, results: sums)
          }
        }
        page += 1
        isFirst = false
        return unit.pageBytes
      }
      return Measurement(
        "flash-core, 64 lanes, fresh pages as tiles of \(rows) x \(columns)", rate / 1e9, "GMAC/s", .atLeast, 1.4)
    }
  }

  /// Eight cores in one model on tiles of 256 rows and 64 columns, which is a result every cycle of every core. The matrices
  /// are larger than the caches together, and the host's copies of their pages count.
  static func channel(_ build: VerilatorBuild) throws -> [Measurement] {
    let unit = FlashChannel(cores: 8, lanes: lanes, vectorBeat: 64)
    let flat = try Flattening.flatten(elaborate(unit))
    let simulator = try build.model(VerilogSource(flat), options: BuildOptions(profile: .fast)).makeSimulator()
    let host = try FlashChannelHost(unit, simulator, memories: FlashChannelHost.memoryNames(in: flat))
    let matrices = 48, rows = 2048, groups = 9, rowsOfTile = 256
    var random = SplitMix64(seed: 1)
    let bytesOfMatrix = rows * groups * lanes
    let words = (0..<(matrices * bytesOfMatrix / 8)).map { _ in random.next() }
    let vector = (0..<(groups * lanes)).map { _ in Int8(truncatingIfNeeded: random.next()) }
    var totals = [Int64](repeating: 0, count: rows)
    return try words.withUnsafeBytes { weights in
      try vector.withUnsafeBufferPointer { vector in
        let blocks = rows / rowsOfTile
        let tiles = (0..<matrices).map { (matrix: Int) -> [FlashChannelHost.Tile] in
          (0..<groups).flatMap { (group: Int) -> [FlashChannelHost.Tile] in
            (0..<blocks).map { (block: Int) -> FlashChannelHost.Tile in
              let tile = (matrix * groups + group) * blocks + block
              return FlashChannelHost.Tile(
                page: weights.baseAddress! + tile * rowsOfTile * lanes, rows: rowsOfTile, columns: lanes,
                rowBase: block * rowsOfTile, shift: group,
                vector: vector.baseAddress! + group * lanes)
            }
          }
        }
        var next = 0
        func rate(_ body: (UnsafeBufferPointer<FlashChannelHost.Tile>) throws -> Void) throws -> Double {
          try Stopwatch.rate {
            try tiles[next].withUnsafeBufferPointer { try body($0) }
            next = (next + 1) % matrices
            return bytesOfMatrix
          }
        }
        let tilesOnly = try rate { try host.accumulate($0) }
        let whole = try rate { tiles in try totals.withUnsafeMutableBufferPointer { try host.multiply(tiles, totals: $0) } }
        return [
          Measurement("flash-channel, 8 cores of 64 lanes, tiles of 256 x 64", tilesOnly / 1e9, "GMAC/s", .atLeast, 3),
          Measurement("flash-channel, matrices of 2048 x 576 with their drains", whole / 1e9, "GMAC/s", .atLeast, 2),
        ]
      }
    }
  }

  /// The built-in simulator on the default flash-pe, beside Icarus on the same Verilog.
  static func builtin() throws -> [Measurement] {
    let unit = FlashPE()
    let design = try elaborate(unit)
    let start = try Stopwatch.seconds { _ = try BuiltinSimulator(design) }
    let simulator = try BuiltinSimulator(design)
    let load = try PackedLoad(unit, simulator)
    let rate = try Stopwatch.rate { try load.runInSwift() }
    var result = [
      Measurement("built-in simulator, flash-pe", rate, "cycles/s", .atLeast, 500_000),
      Measurement("built-in simulator, start", start * 1000, "ms", .atMost, 50),
    ]
    if let icarus = try IcarusSpeed.cyclesPerSecond(of: design, unit: unit) {
      result.append(Measurement("built-in simulator against Icarus, flash-pe", rate / icarus, "ratio", .atLeast, 20))
    }
    return result
  }
}

/// Full tiles with a weight beat every cycle, the vector kept.
final class PackedLoad<S: Simulator> {
  private let unit: FlashPE
  private let simulator: S
  private let weights: [UInt8]
  private let weightsValid, lanes, commandValid, newVector: SimulatorPort
  private let beats: Int

  init(_ unit: FlashPE, _ simulator: S) throws {
    self.unit = unit
    self.simulator = simulator
    var random = SplitMix64(seed: 2)
    beats = unit.pageBytes / unit.lanes
    weights = (0..<(4 * unit.pageBytes)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    weightsValid = try simulator.port("weights_valid")
    lanes = try simulator.port("weights_lanes")
    commandValid = try simulator.port("command_valid")
    newVector = try simulator.port("command_newVector")
    try simulator.reset()
    try simulator.port("results_ready").write(1)
    // One vector; then every command keeps it, and the next one always waits.
    try simulator.port("command_rows").write(UInt64(unit.pageBytes / unit.vectorBytes))
    try simulator.port("command_columns").write(UInt64(unit.vectorBytes))
    commandValid.write(1)
    newVector.write(1)
    try simulator.step()
    newVector.write(0)
    let vectorValid = try simulator.port("vector_valid")
    vectorValid.write(1)
    let ready = try simulator.port("weights_ready")
    for _ in 0..<100_000 {
      try simulator.step()
      if ready.read() == 1 { break }
    }
    guard ready.read() == 1 else { throw SimulationError.model("flash-pe does not start") }
    vectorValid.write(0)
    weightsValid.write(1)
  }

  /// Four tiles, driven beat by beat from Swift; returns the cycles.
  func runInSwift() throws -> Int {
    try weights.withUnsafeBytes { bytes in
      var address = bytes.baseAddress!
      for _ in 0..<(4 * beats) {
        lanes.write(bytes: UnsafeRawBufferPointer(start: address, count: unit.lanes))
        try simulator.step()
        address += unit.lanes
      }
    }
    return 4 * beats
  }

  /// The same, handed over in one call.
  func runInBatches() throws -> Int {
    guard let simulator = simulator as? VerilatorSimulator else { return try runInSwift() }
    return try weights.withUnsafeBytes { try simulator.run(cycles: 4 * beats, drive: [lanes], stimuli: $0) }
  }

  /// The same from the loop that a testbench in C++ contains: write, clock up, evaluate, clock down, evaluate.
  func runPlainLoop(_ simulator: VerilatorSimulator) -> Int {
    weights.withUnsafeBytes { simulator.runPlainLoop(cycles: 4 * beats, drive: [lanes], stimuli: $0) }
    return 4 * beats
  }
}
