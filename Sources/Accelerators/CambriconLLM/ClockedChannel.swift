import HDL
import Hosts
import Netlist
import Simulation
import Units
import Verilator

/// One flash channel as a single clocked system: its cores in RTL, and around them, cycle by cycle, the cell arrays' read time
/// and the channel that carries vectors in and results out. What the composed time of a matrix is held against.
///
/// A plane's array fills its data register in tR. When the core has finished the page before, the page moves to the
/// cache register, its vector comes over the channel, and the core computes while the array reads the next page. Results
/// leave in 4 bytes each; one transfer at a time uses the channel.
public struct ClockedChannel {
  public let system: CambriconConfiguration
  private let chip: FlashChip
  private let simulator: VerilatorSimulator
  private let memories: [SimulatorMemory]

  /// The first channel of a system.
  public init(_ system: CambriconConfiguration, build: VerilatorBuild) throws {
    self.system = system
    chip = FlashChip(
      cores: system.coresPerChannel,
      core: FlashCore(lanes: system.lanes, pageBytes: system.pageBytes, vectorBytes: BlockQuantizer.group))
    let design = try Flattening.flatten(elaborate(chip))
    simulator = try build.model(VerilogSource(design), options: BuildOptions(profile: .checked)).makeSimulator()
    memories = try FlashChannelHost.memoryNames(in: design).map { [simulator] in try simulator.memory($0) }
  }

  /// What one plane with its core is doing.
  private struct Core {
    /// Tiles that the array has not read yet.
    var tiles: [(row: Int, rows: Int, group: Int)]
    /// The tile in the data register, and the cycle from which it is there.
    var register: (tile: (row: Int, rows: Int, group: Int), ready: UInt64)?
    /// The tile that is computed, and its results so far.
    var running: (tile: (row: Int, rows: Int, group: Int), received: Int)?
    /// The vector on its way: its group, and the cycle at which it has come.
    var vector: UInt64?
    let read, command, vectorStream, results: SimulatorStream
  }

  /// Multiplies the first `rows` rows of a matrix by a vector; returns the sums and the cycles until the last result has left.
  ///
  /// Sums are those of the groups, shifted and added as the NPU's channel controller does.
  public func multiply(
    _ matrix: BlockMatrix, rows: Int, by vector: BlockQuantizedVector
  ) throws -> (sums: [Int64], cycles: UInt64) {
    var sums = [Int64](repeating: 0, count: rows)
    var cores = try makeCores(matrix, rows: rows)
    let pageCycles = UInt64((system.pageReadSeconds * system.clockRate).rounded())
    let cyclesPerByte = system.clockRate / system.channelRate
    let resultCycles = UInt64((4 * cyclesPerByte).rounded(.up)),
      vectorCycles = UInt64((Double(BlockQuantizer.group) * cyclesPerByte).rounded(.up))
    try simulator.reset()
    let start = simulator.cycle
    var linkFree = start, turn = 0
    while cores.contains(where: { !$0.tiles.isEmpty || $0.register != nil || $0.running != nil }) {
      let now = simulator.cycle
      var acts = false
      for index in cores.indices {
        // The array reads as soon as its data register is free.
        if cores[index].register == nil, let tile = cores[index].tiles.first {
          cores[index].tiles.removeFirst()
          cores[index].register = (tile, now + pageCycles)
        }
        if cores[index].running == nil, let register = cores[index].register, register.ready <= now {
          if let arrival = cores[index].vector {
            if arrival <= now {
              try load(&cores[index], register.tile, matrix, vector, memories[index])
              acts = true
            }
          } else if linkFree <= now {
            cores[index].vector = now + vectorCycles
            linkFree = now + vectorCycles
          }
        }
      }
      // Cores take turns with their results.
      for offset in cores.indices {
        let index = (turn + offset) % cores.count
        guard linkFree <= now, let running = cores[index].running, cores[index].results.valid.read() == 1 else { continue }
        let sum = Int64(try cores[index].results.payload("sum").readSigned())
        sums[running.tile.row + running.received] += sum << Int64(vector.shifts[running.tile.group])
        cores[index].results.ready.write(1)
        cores[index].running?.received += 1
        linkFree = now + resultCycles
        turn = index + 1
        acts = true
        try simulator.step()
        cores[index].results.ready.write(0)
        simulator.evaluate()
        if running.received + 1 == running.tile.rows { cores[index].running = nil }
        break
      }
      if !acts { try advance(cores, linkFree) }
    }
    return (sums, max(simulator.cycle, linkFree) - start)
  }

  /// One cycle, or many when nothing can happen before.
  private func advance(_ cores: [Core], _ linkFree: UInt64) throws {
    let now = simulator.cycle
    guard cores.allSatisfy({ $0.running == nil }) else { return try simulator.step() }
    let events = cores.compactMap { $0.register?.ready } + cores.compactMap(\.vector) + [linkFree]
    let next = events.filter { $0 > now }.min() ?? now + 1
    try simulator.run(cycles: Int(next - now))
  }

  private func makeCores(_ matrix: BlockMatrix, rows: Int) throws -> [Core] {
    var cores = try (0..<chip.cores).map { index in
      Core(
        tiles: [], read: try simulator.stream("reads_\(index)"), command: try simulator.stream("commands_\(index)"),
        vectorStream: try simulator.stream("vectors_\(index)"), results: try simulator.stream("results_\(index)"))
    }
    let step = FlashChannelUnit.tileRows(rows, pageRows: system.pageRows)
    var next = 0
    for group in 0..<matrix.groups {
      for row in stride(from: 0, to: rows, by: step) {
        cores[next % cores.count].tiles.append((row, min(step, rows - row), group))
        next += 1
      }
    }
    return cores
  }

  /// Moves a page to the cache register and starts the core on it.
  private func load(
    _ core: inout Core, _ tile: (row: Int, rows: Int, group: Int), _ matrix: BlockMatrix, _ vector: BlockQuantizedVector,
    _ memory: SimulatorMemory
  ) throws {
    let width = matrix.width(ofGroup: tile.group), group = BlockQuantizer.group
    let beatsOfRow = (width + system.lanes - 1) / system.lanes
    matrix.values.withUnsafeBytes { values in
      for row in 0..<tile.rows {
        let source = (tile.group * matrix.rows + tile.row + row) * group
        (memory.address + row * beatsOfRow * system.lanes).copyMemory(from: values.baseAddress! + source, byteCount: width)
      }
    }
    try core.read.payload("beats").write(UInt64(tile.rows * beatsOfRow))
    try core.command.payload("rows").write(UInt64(tile.rows))
    try core.command.payload("columns").write(UInt64(width))
    try core.command.payload("newVector").write(1)
    core.read.valid.write(1)
    core.command.valid.write(1)
    simulator.evaluate()
    guard core.read.ready.read() == 1, core.command.ready.read() == 1 else {
      throw SimulationError.model("a core is busy when its page comes")
    }
    try simulator.step()
    core.read.valid.write(0)
    core.command.valid.write(0)
    let beat = FlashPE().vectorBeat
    let bytes = try core.vectorStream.payload("bytes")
    var position = 0
    core.vectorStream.valid.write(1)
    while position < width {
      let first = tile.group * group + position
      var padded = vector.codes[first..<min(first + beat, tile.group * group + width)].map { UInt8(bitPattern: $0) }
      padded += [UInt8](repeating: 0, count: beat - padded.count)
      padded.withUnsafeBytes { bytes.write(bytes: $0) }
      simulator.evaluate()
      if core.vectorStream.ready.read() == 1 { position += beat }
      try simulator.step()
    }
    core.vectorStream.valid.write(0)
    simulator.evaluate()
    core.vector = nil
    core.register = nil
    core.running = (tile, 0)
  }
}
