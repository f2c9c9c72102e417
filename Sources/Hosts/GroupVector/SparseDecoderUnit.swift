import Simulation
import Units
import Verilator

/// Packets of a matrix's rows in memory, one after the other.
public struct PackedRows {
  /// Whole words.
  public let bytes: UnsafePointer<UInt8>
  /// Rows, and which of their weights are kept.
  public let rows: Int, packing: WeightPacking
  /// Inputs of each packet of a row, multiples of 16.
  public let packets: [Int]

  /// With all of these.
  public init(bytes: UnsafePointer<UInt8>, rows: Int, packing: WeightPacking, packets: [Int]) {
    (self.bytes, self.rows, self.packing, self.packets) = (bytes, rows, packing, packets)
  }
}

/// A `SparseWeightDecoder` as running RTL: all packets of a matrix go through without a pause.
public final class SparseDecoderUnit: RunningUnit {
  /// Its parameters.
  public let unit: SparseWeightDecoder
  /// See `RunningUnit`.
  public let simulator: VerilatorSimulator
  /// See `RunningUnit`.
  public let model: UnitModel
  /// Takes the cycles of results, if it is there when a pass runs.
  public var log: ResultLog?
  private let packets: StreamEndpoint, words: StreamEndpoint, beats: StreamEndpoint
  private let counterPorts: [SimulatorPort]
  private var counted = [WrappingCounter](repeating: WrappingCounter(), count: 3)
  private let shapes = BeatBuffer(), collected = BeatBuffer()

  /// Elaborates, builds (or takes from the cache) and starts a unit.
  public init(_ unit: SparseWeightDecoder, _ pool: UnitPool) throws {
    self.unit = unit
    model = try pool.model(unit)
    simulator = try model.makeSimulator()
    (packets, words, beats) = (try simulator.stream("packets"), try simulator.stream("words"), try simulator.stream("beats"))
    counterPorts = try ["busyCycles", "starvedCycles", "backPressuredCycles"].map { [simulator] in try simulator.port($0) }
    guard words.recordBytes == unit.wordBits / 8, packets.payload.count == 2, beats.payload.count == 5 else {
      throw SimulationError.model("the ports of \(SparseWeightDecoder.unitName) are not those that its host knows")
    }
    try simulator.reset()
  }

  /// The unit's.
  public var unitName: String { SparseWeightDecoder.unitName }

  /// Decodes all rows and returns the cycles.
  ///
  /// - Parameters:
  ///   - weight: takes a row, an input of the row and the INT4 code
  ///   - scale: takes a row, a block of 128 inputs and its FP16 code; perhaps more than once
  public func decode(
    _ matrix: PackedRows, weight: (_ row: Int, _ input: Int, _ code: UInt8) -> Void,
    scale: (_ row: Int, _ block: Int, _ code: UInt16) -> Void
  ) throws -> Int {
    let start = simulator.cycle, lanes = unit.lanes
    let counts = matrix.packets.map { (matrix.packing.kept(of: $0) + lanes - 1) / lanes }
    let wordsOfRow = matrix.packets.reduce(0) {
      $0 + WeightPacket.wordCount(of: $1, packing: matrix.packing, wordBits: unit.wordBits)
    }
    let shapeBytes = matrix.rows * matrix.packets.count * packets.recordBytes
    let wordBytes = matrix.rows * wordsOfRow * words.recordBytes
    let beatBytes = matrix.rows * counts.reduce(0, +) * beats.recordBytes
    let shape = shapes.room(shapeBytes), room = collected.room(beatBytes)
    fill(shape, matrix)
    let result = try simulator.transfer(
      feeding: [
        StreamFeed(packets, UnsafeRawBufferPointer(start: shape, count: shapeBytes)),
        StreamFeed(words, UnsafeRawBufferPointer(start: matrix.bytes, count: wordBytes)),
      ], collecting: [StreamCollection(beats, UnsafeMutableRawBufferPointer(start: room, count: beatBytes))])
    guard result.isComplete else { throw SimulationError.model("\(unitName) did not give all beats of \(matrix.rows) rows") }
    log?.note(simulator.cycle)
    var place = UnsafeRawPointer(room)
    for row in 0..<matrix.rows {
      var first = 0
      for (packet, count) in zip(matrix.packets, counts) {
        for _ in 0..<count {
          read(place, row, first, weight, scale)
          place += beats.recordBytes
        }
        first += packet
      }
    }
    for (index, port) in counterPorts.enumerated() { counted[index].follow(port.read()) }
    return Int(simulator.cycle - start)
  }

  private func fill(_ shape: UnsafeMutableRawPointer, _ matrix: PackedRows) {
    let packing = UInt8(WeightPacking.allCases.firstIndex(of: matrix.packing) ?? 0)
    let sizes = packets.payload.map(\.byteCount)
    var place = shape
    for _ in 0..<matrix.rows {
      for inputs in matrix.packets {
        place.initializeMemory(as: UInt8.self, repeating: 0, count: packets.recordBytes)
        place.storeBytes(of: packing, as: UInt8.self)
        (place + sizes[0]).storeBytes(of: UInt8(truncatingIfNeeded: inputs / 16), as: UInt8.self)
        if sizes[1] > 1 { (place + sizes[0] + 1).storeBytes(of: UInt8(inputs / 16 >> 8), as: UInt8.self) }
        place += packets.recordBytes
      }
    }
  }

  /// A beat: codes, positions, scales, how many lanes hold weights, and whether the packet ends.
  private func read(
    _ beat: UnsafeRawPointer, _ row: Int, _ first: Int, _ weight: (_ row: Int, _ input: Int, _ code: UInt8) -> Void,
    _ scale: (_ row: Int, _ block: Int, _ code: UInt16) -> Void
  ) {
    let sizes = beats.payload.map(\.byteCount), width = unit.inputs.trailingZeroBitCount
    let positions = beat + sizes[0], scales = positions + sizes[1], count = Int((scales + sizes[2]).load(as: UInt8.self))
    for lane in 0..<min(count, unit.lanes) {
      let bit = lane * width
      // Positions are followed by scales, so that four bytes can be read.
      let position = Int((positions + bit / 8).loadUnaligned(as: UInt32.self) >> UInt32(bit % 8)) & (unit.inputs - 1)
      let code = (beat + lane / 2).load(as: UInt8.self) >> UInt8(4 * (lane % 2)) & 15
      weight(row, first + position, code)
      if lane % 16 == 0 {
        scale(row, (first + position) / WeightPacket.block, (scales + lane / 8).loadUnaligned(as: UInt16.self))
      }
    }
  }

  /// Cycles, and what the unit counts of them.
  public var counters: UnitCounters {
    UnitCounters(cycles: simulator.cycle, busy: counted[0].total, starved: counted[1].total, backPressured: counted[2].total)
  }
}
