import Simulation
import Units
import Verilator

/// A matrix and a vector as a `GroupVectorEngine` takes them: tiles of as many rows as it has columns, each of some beats.
public struct GroupVectorProduct {
  /// FP16, [beat][input].
  public let activations: UnsafePointer<UInt16>
  /// [tile][beat][row][inputs / 2 bytes]: INT4 with sign and magnitude, or FP16.
  public let weights: UnsafePointer<UInt8>
  /// FP16, [tile][block][row].
  public let scales: UnsafePointer<UInt16>
  /// FP16, [tile][row]: what sums begin with; nil for zeros.
  public let addends: UnsafePointer<UInt16>?
  /// Whether weights are FP16.
  public let isHalf: Bool
  /// Tiles, beats of each, and beats that share a scale.
  public let tiles: Int, beats: Int, beatsPerBlock: Int

  /// With all of these.
  public init(
    activations: UnsafePointer<UInt16>, weights: UnsafePointer<UInt8>, scales: UnsafePointer<UInt16>,
    addends: UnsafePointer<UInt16>?, isHalf: Bool, tiles: Int, beats: Int, beatsPerBlock: Int
  ) {
    (self.activations, self.weights, self.scales, self.addends) = (activations, weights, scales, addends)
    (self.isHalf, self.tiles, self.beats, self.beatsPerBlock) = (isHalf, tiles, beats, beatsPerBlock)
  }

  /// Blocks of a row.
  public var blocks: Int { (beats + beatsPerBlock - 1) / beatsPerBlock }
}

/// A `GroupVectorEngine` with FP16 results as running RTL: all beats of a product go through without a pause.
public final class GroupVectorUnit: RunningUnit {
  /// Its parameters.
  public let unit: GroupVectorEngine
  /// See `RunningUnit`.
  public let simulator: VerilatorSimulator
  /// See `RunningUnit`.
  public let model: UnitModel
  /// Takes the cycles of results, if it is there when a pass runs.
  public var log: ResultLog?
  private let endpoints: (input: StreamEndpoint, output: StreamEndpoint)
  private let channel: PreparedTransfer
  private let fed = BeatBuffer(), collected = BeatBuffer()
  private let counterPorts: [SimulatorPort]
  private var counted = [WrappingCounter](repeating: WrappingCounter(), count: 3)
  private var products: UInt64 = 0

  /// Elaborates, builds (or takes from the cache) and starts a unit.
  public init(_ unit: GroupVectorEngine, _ pool: UnitPool) throws {
    self.unit = unit
    model = try pool.model(unit)
    simulator = try model.makeSimulator()
    let input = try simulator.stream("operands"), output = try simulator.stream("results")
    guard unit.output == .fp16, output.recordBytes == 2 * unit.outputs else {
      throw SimulationError.model("a host of \(GroupVectorEngine.unitName) takes whole words of FP16 results")
    }
    endpoints = (input, output)
    channel = PreparedTransfer(simulator, feeding: input, collecting: output)
    counterPorts = try ["busyCycles", "starvedCycles", "backPressuredCycles"].map { [simulator] in try simulator.port($0) }
    try simulator.reset()
  }

  /// The unit's.
  public var unitName: String { GroupVectorEngine.unitName }

  /// Multiplies a matrix by a vector and returns the cycles.
  ///
  /// - Parameter results: takes FP16, [tile][row]
  public func multiply(_ product: GroupVectorProduct, into results: UnsafeMutablePointer<UInt16>) throws -> Int {
    let start = simulator.cycle, beats = product.tiles * product.beats, size = endpoints.input.recordBytes
    let records = fed.room(beats * size), room = collected.room(product.tiles * 2 * unit.outputs)
    for tile in 0..<product.tiles {
      for beat in 0..<product.beats { fill(records + (tile * product.beats + beat) * size, product, tile, beat) }
    }
    var cycles: [UInt64] = []
    if log == nil {
      guard try channel.run(records, inputs: beats, into: room, outputs: product.tiles) else {
        throw SimulationError.model("\(unitName) gave \(channel.collected) of \(product.tiles) vectors of results")
      }
    } else {
      cycles = try LoggedTransfer(simulator, endpoints.input, endpoints.output).run(records, beats, room, product.tiles)
    }
    results.update(from: room.assumingMemoryBound(to: UInt16.self), count: product.tiles * unit.outputs)
    for cycle in cycles { log?.note(cycle) }
    let before = counted[0].total
    for (index, port) in counterPorts.enumerated() { counted[index].follow(port.read()) }
    products += (counted[0].total - before) * UInt64((product.isHalf ? unit.halfInputs : unit.inputs) * unit.outputs)
    return Int(simulator.cycle - start)
  }

  /// Writes a beat's payload, one port's storage after the other.
  private func fill(_ record: UnsafeMutableRawPointer, _ product: GroupVectorProduct, _ tile: Int, _ beat: Int) {
    let outputs = unit.outputs, lanes = product.isHalf ? unit.halfInputs : unit.inputs
    var place = record
    func put(_ source: UnsafeRawPointer?, _ count: Int, _ port: Int) {
      let size = endpoints.input.payload[port].byteCount
      if let source { place.copyMemory(from: source, byteCount: count) }
      let used = source == nil ? 0 : count
      if used < size { (place + used).initializeMemory(as: UInt8.self, repeating: 0, count: size - used) }
      place += size
    }
    put(product.activations + beat * lanes, 2 * lanes, 0)
    let bytes = outputs * unit.inputs / 2
    put(product.weights + (tile * product.beats + beat) * bytes, bytes, 1)
    put(product.scales + (tile * product.blocks + beat / product.beatsPerBlock) * outputs, 2 * outputs, 2)
    put(beat == 0 ? product.addends.map { UnsafeRawPointer($0 + tile * outputs) } : nil, 2 * outputs, 3)
    place.storeBytes(of: product.isHalf ? 1 : 0, as: UInt8.self)
    place += endpoints.input.payload[4].byteCount
    place.storeBytes(of: beat == product.beats - 1 ? 1 : 0, as: UInt8.self)
  }

  /// Cycles, what the unit counts of them, and the products of the beats that it counted.
  public var counters: UnitCounters {
    UnitCounters(
      cycles: simulator.cycle, busy: counted[0].total, starved: counted[1].total, backPressured: counted[2].total,
      macs: products)
  }
}
