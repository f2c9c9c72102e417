import HDL
import Netlist
import Simulation
import Units
import Verilator

/// The NPU's systolic array as running RTL.
final class NPUPart {
  let unit: NPUSystolic
  let source: VerilogSource
  private let simulator: VerilatorSimulator
  private let command, weights, activations, results: StreamEndpoint
  private let fields: CommandFields
  private let macsPort: SimulatorPort
  private var commandBeats: [UInt8] = []
  private var weightBeats: [UInt8] = []
  private var activationBeats: [UInt8] = []
  private var resultBeats: [UInt8] = []

  var cycles: UInt64 { simulator.cycle }
  var macs: UInt64 { macsPort.read() }

  /// Where the fields of a command lie in its beat.
  private struct CommandFields {
    var vectors, inner, columns, first, last: (offset: Int, bytes: Int)
  }

  init(_ system: CambriconConfiguration, build: VerilatorBuild, profile: BuildProfile) throws {
    var unit = NPUSystolic(rows: system.npuRows, columns: system.npuColumns)
    unit.requantizes = false
    if let problem = unit.parameterError { throw AcceleratorError("npu-systolic: \(problem)") }
    guard BlockQuantizer.group % system.npuRows == 0 else {
      throw AcceleratorError("the NPU's rows must divide \(BlockQuantizer.group), the columns of a group, not \(system.npuRows)")
    }
    self.unit = unit
    let design = Flattening.flatten(try elaborate(unit))
    source = try VerilogSource(design)
    simulator = try build.model(source, options: BuildOptions(profile: profile)).makeSimulator()
    command = try simulator.stream("command")
    weights = try simulator.stream("weights")
    activations = try simulator.stream("activations")
    results = try simulator.stream("results")
    macsPort = try simulator.port("macs")
    let endpoint = command
    func field(_ name: String) throws -> (offset: Int, bytes: Int) {
      var offset = 0
      for port in endpoint.payload {
        if port.name == "command_\(name)" { return (offset, port.byteCount) }
        offset += port.byteCount
      }
      throw SimulationError.noSuchPort(name: "command_\(name)", existing: endpoint.payload.map(\.name))
    }
    fields = CommandFields(
      vectors: try field("vectors"), inner: try field("inner"), columns: try field("columns"), first: try field("first"), last: try field("last"))
    try simulator.reset()
  }

  /// Multiplies a row-major matrix that begins at `start` in `codes` by some vectors and hands each sum to `take`.
  ///
  /// Outputs are taken `unit.columns` at a time and vectors `unit.accumulators` at a time; the sums over K stay in the array's
  /// accumulators, shifted to the vector's common exponent group by group.
  func multiply(
    _ codes: [Int8], from start: Int, stride: Int, rows: Int, columns: Int, by vectors: [BlockQuantizedVector],
    take: (_ sum: Int64, _ row: Int, _ vector: Int) -> Void
  ) throws {
    guard rows > 0 else { return }
    for first in Swift.stride(from: 0, to: vectors.count, by: unit.accumulators) {
      let part = Array(vectors[first..<min(vectors.count, first + unit.accumulators)])
      // Bounded memory: 64 tiles of outputs at a time.
      let step = 64 * unit.columns
      for row in Swift.stride(from: 0, to: rows, by: step) {
        try run(codes, start + row * stride, stride, min(step, rows - row), columns, part) { take($0, row + $1, first + $2) }
      }
    }
  }

  private func run(
    _ codes: [Int8], _ start: Int, _ stride: Int, _ rows: Int, _ columns: Int, _ vectors: [BlockQuantizedVector],
    take: (_ sum: Int64, _ row: Int, _ vector: Int) -> Void
  ) throws {
    let outputTiles = (rows + unit.columns - 1) / unit.columns
    let passes = (columns + unit.rows - 1) / unit.rows
    reserve(&commandBeats, outputTiles * passes * command.recordBytes)
    reserve(&weightBeats, outputTiles * columns * weights.recordBytes)
    reserve(&activationBeats, outputTiles * passes * vectors.count * activations.recordBytes)
    let outputs = outputTiles * vectors.count
    reserve(&resultBeats, outputs * results.recordBytes)
    fill(codes, start, stride, rows, columns, vectors)

    let finished = try resultBeats.withUnsafeMutableBytes { resultBeats in
      try commandBeats.withUnsafeBytes { commandBeats in
        try weightBeats.withUnsafeBytes { weightBeats in
          try activationBeats.withUnsafeBytes { activationBeats in
            try simulator.transfer(
              feeding: [
                StreamFeed(command, UnsafeRawBufferPointer(rebasing: commandBeats[..<(outputTiles * passes * command.recordBytes)])),
                StreamFeed(weights, UnsafeRawBufferPointer(rebasing: weightBeats[..<(outputTiles * columns * weights.recordBytes)])),
                StreamFeed(
                  activations,
                  UnsafeRawBufferPointer(rebasing: activationBeats[..<(outputTiles * passes * vectors.count * activations.recordBytes)])),
              ],
              collecting: [StreamCollection(results, UnsafeMutableRawBufferPointer(rebasing: resultBeats[..<(outputs * results.recordBytes)]))])
          }
        }
      }
    }
    guard finished.isComplete else {
      throw SimulationError.model("the NPU gave \(finished.collected[0]) of \(outputs) results; fed \(finished.fed)")
    }
    resultBeats.withUnsafeBytes { bytes in
      for tile in 0..<outputTiles {
        for vector in vectors.indices {
          let record = (tile * vectors.count + vector) * results.recordBytes
          for column in 0..<min(unit.columns, rows - tile * unit.columns) {
            take(Self.signed(bytes, record, column, unit.accumulatorWidth), tile * unit.columns + column, vector)
          }
        }
      }
    }
  }

  /// Writes the beats of all passes: outputs outside, K inside.
  private func fill(_ codes: [Int8], _ start: Int, _ stride: Int, _ rows: Int, _ columns: Int, _ vectors: [BlockQuantizedVector]) {
    let outputTiles = (rows + unit.columns - 1) / unit.columns
    let passes = (columns + unit.rows - 1) / unit.rows
    let commandSize = command.recordBytes, weightSize = weights.recordBytes, activationSize = activations.recordBytes
    codes.withUnsafeBufferPointer { codes in
      weightBeats.withUnsafeMutableBufferPointer { weightBeats in
        commandBeats.withUnsafeMutableBytes { commandBeats in
          for tile in 0..<outputTiles {
            let used = min(unit.columns, rows - tile * unit.columns)
            for pass in 0..<passes {
              let record = (tile * passes + pass) * commandSize
              let inner = min(unit.rows, columns - pass * unit.rows)
              for byte in 0..<commandSize { commandBeats[record + byte] = 0 }
              Self.store(commandBeats, record, fields.vectors, vectors.count)
              Self.store(commandBeats, record, fields.inner, inner)
              Self.store(commandBeats, record, fields.columns, used)
              Self.store(commandBeats, record, fields.first, pass == 0 ? 1 : 0)
              Self.store(commandBeats, record, fields.last, pass == passes - 1 ? 1 : 0)
            }
            // A beat of weights is one number of K for all outputs of the tile.
            for output in 0..<used {
              let row = codes.baseAddress! + start + (tile * unit.columns + output) * stride
              var place = weightBeats.baseAddress! + tile * columns * weightSize + output
              for column in 0..<columns {
                place.pointee = UInt8(bitPattern: row[column])
                place += weightSize
              }
            }
          }
        }
      }
    }
    activationBeats.withUnsafeMutableBytes { beats in
      // The beats of the first tile, and copies for the others.
      let tileBytes = passes * vectors.count * activationSize
      for pass in 0..<passes {
        let inner = min(unit.rows, columns - pass * unit.rows)
        for (index, vector) in vectors.enumerated() {
          let record = (pass * vectors.count + index) * activationSize
          for element in 0..<unit.rows {
            beats[record + element] = element < inner ? UInt8(bitPattern: vector.codes[pass * unit.rows + element]) : 0
          }
          beats[record + activationSize - 1] = vector.shifts[pass * unit.rows / BlockQuantizer.group]
        }
      }
      guard let base = beats.baseAddress else { return }
      for tile in 1..<max(1, outputTiles) { (base + tile * tileBytes).copyMemory(from: base, byteCount: tileBytes) }
    }
  }

  private func reserve(_ buffer: inout [UInt8], _ count: Int) {
    if buffer.count < count { buffer = [UInt8](repeating: 0, count: count) }
  }

  private static func store(_ bytes: UnsafeMutableRawBufferPointer, _ record: Int, _ field: (offset: Int, bytes: Int), _ value: Int) {
    for byte in 0..<field.bytes { bytes[record + field.offset + byte] = UInt8(truncatingIfNeeded: value >> (8 * byte)) }
  }

  /// Element `index` of a packed vector of `width` bits each, which fills whole bytes.
  private static func signed(_ bytes: UnsafeRawBufferPointer, _ record: Int, _ index: Int, _ width: Int) -> Int64 {
    let size = width / 8
    var value: UInt64 = 0
    for byte in 0..<size { value |= UInt64(bytes[record + index * size + byte]) << UInt64(8 * byte) }
    return Int64(bitPattern: value << UInt64(64 - width)) >> Int64(64 - width)
  }
}
