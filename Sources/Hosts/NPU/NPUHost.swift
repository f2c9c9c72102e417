import Simulation
import Units

/// The host's side of an `NPUSystolic`: cuts a product of a matrix and some vectors into passes and streams them through the
/// array.
///
/// Made for long runs: nothing is allocated and no name is looked up while a product runs, and every beat is handed over
/// when the array is ready for it. All `ready` outputs of the array come from registers, so the host knows before an edge
/// what is taken at it.
public final class NPUHost {
  public let unit: NPUSystolic
  public let simulator: any Simulator
  private let ports: NPUSystolicPorts
  private let commands, weightBeats, activationBeats: Handshake
  private let resultsValid: UnsafeMutableRawPointer
  private let sums: UnsafeMutableRawPointer
  private var mostVectors: Int { unit.mostVectors }
  var log: ResultLog?

  /// Resets the model.
  public init(_ unit: NPUSystolic, _ simulator: any Simulator) throws {
    self.unit = unit
    self.simulator = simulator
    ports = try NPUSystolicPorts(simulator)
    let port = { (name: String) in try simulator.port(name) }
    commands = try Handshake(simulator, "command")
    weightBeats = try Handshake(simulator, "weights")
    activationBeats = try Handshake(simulator, "activations")
    resultsValid = try port("results_valid").address
    // Room beyond the last sum, so that each can be loaded as 8 bytes.
    sums = .allocate(byteCount: ports.sums.byteCount + 16, alignment: 8)
    sums.initializeMemory(as: UInt8.self, repeating: 0, count: ports.sums.byteCount + 16)
    try simulator.reset()
    try port("results_ready").write(1)
    ports.commandRequantize.write(0)
    ports.commandWithParameters.write(0)
    simulator.evaluate()
  }

  deinit { sums.deallocate() }

  /// The two bits of an input stream, without a look at their ports.
  private struct Handshake {
    private let valid, ready: UnsafeMutablePointer<UInt8>
    init(_ simulator: any Simulator, _ stream: String) throws {
      valid = try simulator.port(stream + "_valid").address.assumingMemoryBound(to: UInt8.self)
      ready = try simulator.port(stream + "_ready").address.assumingMemoryBound(to: UInt8.self)
    }
    /// Whether what is offered is taken at the coming edge.
    @inline(__always) var takes: Bool { valid.pointee & ready.pointee != 0 }
    @inline(__always) func offer(_ isOffered: Bool) { valid.pointee = isOffered ? 1 : 0 }
  }

  /// Products done, and cycles with work inside, with the array waiting for a beat, and held up by results; all but the
  /// first modulo 2^32.
  public var counters: (macs: UInt64, busy: UInt64, starved: UInt64, backPressured: UInt64) { ports.counters }

  /// Multiplies a row-major matrix by some vectors: `results[token][row]` is the sum over all columns of
  /// `weights[row][column] * activations[token][column] << shifts[token][column / groupSize]`, exact in 48 bits.
  ///
  /// - Parameters:
  ///   - weights: `rows` x `columns`, rows `stride` bytes apart
  ///   - activations: `tokens` x `columns`, tokens `activationStride` bytes apart (`columns` if nil)
  ///   - shifts: `tokens` x ceil(`columns` / `groupSize`), each 0 to 31
  ///   - results: `tokens` x `rows`
  public func multiply(
    weights: UnsafePointer<Int8>, stride: Int, rows: Int, columns: Int, activations: UnsafePointer<Int8>,
    activationStride: Int? = nil,
    tokens: Int, shifts: UnsafePointer<UInt8>, groupSize: Int = 64, into results: UnsafeMutablePointer<Int64>
  ) throws {
    try multiply(
      NPUWeights(weights, stride: stride, rows: rows, columns: columns, unit: unit), activations: activations,
      activationStride: activationStride, tokens: tokens, shifts: shifts, groupSize: groupSize, into: results)
  }

  /// The same for weights that have been converted already.
  ///
  /// - Parameters:
  ///   - shiftStride: from one token's shifts to the next one's; without it they lie one after the other
  ///   - resultStride: the same of results
  public func multiply(
    _ weights: NPUWeights, activations: UnsafePointer<Int8>, activationStride: Int? = nil, tokens: Int,
    shifts: UnsafePointer<UInt8>, shiftStride: Int? = nil,
    groupSize: Int = 64, into results: UnsafeMutablePointer<Int64>, resultStride: Int? = nil
  ) throws {
    guard weights.rows > 0, weights.columns > 0, tokens > 0, groupSize > 0 else {
      throw UnitError("a product needs at least 1 row, column, token and number in a group")
    }
    guard weights.tile == unit.columns else {
      throw UnitError(
        "these weights are for an array of \(weights.tile) columns, this one has \(unit.columns); convert them again")
    }
    let tiling = NPUTiling(rows: weights.rows, columns: weights.columns, groupSize: groupSize, unit: unit)
    let activationStride = activationStride ?? weights.columns, shiftStride = shiftStride ?? tiling.groups
    let resultStride = resultStride ?? weights.rows
    // More vectors than the accumulators hold go in several rounds.
    var token = 0
    while token < tokens {
      let count = min(mostVectors, tokens - token)
      try run(
        tiling, weights, activations + token * activationStride, activationStride, count, shifts + token * shiftStride,
        shiftStride, results + token * resultStride, resultStride)
      token += count
    }
  }

  private func run(
    _ tiling: NPUTiling, _ weights: NPUWeights, _ activations: UnsafePointer<Int8>, _ stride: Int, _ vectors: Int,
    _ shifts: UnsafePointer<UInt8>, _ shiftStride: Int, _ results: UnsafeMutablePointer<Int64>, _ resultStride: Int
  ) throws {
    var command = NPUTiling.Cursor(tiling)
    var operand = NPUTiling.Cursor(tiling)
    var beatsLeft = tiling.beats
    var beat = UnsafeRawPointer(weights.bytes)
    // Weight-stationary: the vector that is next; output-stationary: the number of K in the pass.
    var position = 0
    var result = (row: 0, vector: 0)
    let isWeightStationary = unit.dataflow == .weightStationary, simulator = simulator, beatBytes = unit.columns
    var idle = 0

    offer(command, tiling, vectors)
    commands.offer(true)
    offerWeights(beat)
    weightBeats.offer(true)
    offerActivations(operand, position, activations, stride, vectors, shifts, shiftStride)
    activationBeats.offer(true)
    simulator.evaluate()

    while result.row < tiling.rows {
      let takesCommand = commands.takes, takesWeights = weightBeats.takes, takesActivations = activationBeats.takes
      if resultsValid.load(as: UInt8.self) != 0 {
        idle = 0
        guard Int(ports.vector.read()) == result.vector else {
          throw SimulationError.model("sums of vector \(ports.vector.read()) come instead of \(result.vector)'s")
        }
        collect(result.row, min(tiling.tile, tiling.rows - result.row), results + result.vector * resultStride)
        result.vector += 1
        if result.vector == vectors { result = (row: result.row + tiling.tile, vector: 0) }
      }
      try simulator.step()
      if takesWeights {
        idle = 0
        beatsLeft -= 1
        beat += beatBytes
        if beatsLeft > 0 { offerWeights(beat) } else { weightBeats.offer(false) }
      }
      if takesActivations {
        idle = 0
        position += 1
        if position == (isWeightStationary ? vectors : operand.inner) {
          position = 0
          operand.advance(tiling)
        }
        if operand.isDone(tiling) {
          activationBeats.offer(false)
        } else {
          offerActivations(operand, position, activations, stride, vectors, shifts, shiftStride)
        }
      }
      if takesCommand {
        command.advance(tiling)
        if command.isDone(tiling) { commands.offer(false) } else { offer(command, tiling, vectors) }
      }
      idle += 1
      if idle > 2000 { throw SimulationError.model("the array stands still at output \(result.row) of \(tiling.rows)") }
    }
  }

  // MARK: Beats

  private func offer(_ pass: NPUTiling.Cursor, _ tiling: NPUTiling, _ vectors: Int) {
    ports.commandVectors.write(UInt64(vectors))
    ports.commandInner.write(UInt64(pass.inner))
    ports.commandColumns.write(UInt64(min(tiling.tile, tiling.rows - pass.row)))
    ports.commandFirst.write(pass.isFirst() ? 1 : 0)
    ports.commandLast.write(pass.isLast(tiling) ? 1 : 0)
  }

  @inline(__always) private func offerWeights(_ beat: UnsafeRawPointer) {
    let port = ports.weights.address
    if unit.columns & 15 != 0 { return port.copyMemory(from: beat, byteCount: unit.columns) }
    var offset = 0
    while offset < unit.columns {
      port.storeBytes(
        of: beat.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self), toByteOffset: offset, as: SIMD16<UInt8>.self)
      offset += 16
    }
  }

  /// Rows beyond the pass's numbers of K, or beyond the vectors, keep what they had: the array takes them as 0.
  @inline(__always) private func offerActivations(
    _ pass: NPUTiling.Cursor, _ position: Int, _ activations: UnsafePointer<Int8>, _ stride: Int, _ vectors: Int,
    _ shifts: UnsafePointer<UInt8>, _ groups: Int
  ) {
    if unit.dataflow == .weightStationary {
      ports.activations.address.copyMemory(from: activations + position * stride + pass.first, byteCount: pass.inner)
      ports.shifts.write(UInt64(shifts[position * groups + pass.group]))
      return
    }
    let bytes = ports.activations.address.assumingMemoryBound(to: Int8.self)
    for vector in 0..<vectors { bytes[vector] = activations[vector * stride + pass.first + position] }
    if position == pass.inner - 1 {
      ports.shifts.write(elements: (0..<unit.rows).map { $0 < vectors ? Int(shifts[$0 * groups + pass.group]) : 0 })
    }
  }

  /// Takes the sums of one vector.
  private func collect(_ row: Int, _ count: Int, _ results: UnsafeMutablePointer<Int64>) {
    let width = unit.accumulatorWidth
    sums.copyMemory(from: ports.sums.address, byteCount: ports.sums.byteCount)
    let sign = Int64(64 - width)
    for column in 0..<count {
      let bit = column * width
      var bits = sums.loadUnaligned(fromByteOffset: bit / 8, as: UInt64.self) >> UInt64(bit % 8)
      // Beyond 57 bits a sum may reach into a ninth byte.
      if bit % 8 != 0 { bits |= UInt64(sums.load(fromByteOffset: bit / 8 + 8, as: UInt8.self)) << UInt64(64 - bit % 8) }
      results[row + column] = (Int64(bitPattern: bits) << sign) >> sign
      log?.note(results + row + column, simulator.cycle)
    }
  }
}
