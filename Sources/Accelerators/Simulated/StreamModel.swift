import Simulation
import Units
import Verilator
import Verilog
import HDL
import Netlist

/// One unit with an `input` stream and one output stream, running as RTL: whole vectors go through in one call.
final class StreamModel {
  /// Where the values of one field of the input beats come from.
  enum Column {
    case floats([Float])
    case integers([Int])
    case sums([Int64])
    case constant(UInt64)
    /// 1 in the last beat, 0 before.
    case last
  }

  let name: String
  private let outputName: String
  /// Time spent in the model's own loop.
  private(set) var modelTime = Duration.zero
  let simulator: VerilatorSimulator
  let source: VerilogSource
  private let input: StreamEndpoint
  private let output: StreamEndpoint
  private var fed: [UInt8] = []
  /// Beats of the last vector, and of its results.
  private var lastRun = (count: 0, outputs: 0)
  private var collected: [UInt8] = []

  /// Elaborates, builds (or takes from the cache) and starts the unit.
  init<U: Units.Unit>(_ unit: U, output outputName: String = "output", build: VerilatorBuild, profile: BuildProfile) throws {
    name = U.unitName
    let design = Flattening.flatten(try elaborate(unit))
    source = try VerilogSource(design)
    simulator = try build.model(source, options: BuildOptions(profile: profile)).makeSimulator()
    input = try simulator.stream("input")
    output = try simulator.stream(outputName)
    self.outputName = outputName
    try simulator.reset()
  }

  /// Sends one vector of `count` beats, each with these fields of the payload, and receives `outputs` beats.
  func run(_ columns: KeyValuePairs<String, Column>, count: Int, outputs: Int) throws {
    for port in input.payload where !columns.contains(where: { port.name == "input_\($0.key)" }) {
      throw AcceleratorError("the field \(port.name) of \(name) is not fed")
    }
    let stride = input.recordBytes
    lastRun = (count, outputs)
    if fed.count < count * stride { fed = [UInt8](repeating: 0, count: count * stride) }
    if collected.count < outputs * output.recordBytes { collected = [UInt8](repeating: 0, count: outputs * output.recordBytes) }
    let result = try fed.withUnsafeMutableBytes { fed in
      var offset = 0
      for port in input.payload {
        for (field, column) in columns where port.name == "input_\(field)" {
          fill(fed, column, port, offset: offset, stride: stride, count: count)
        }
        offset += port.byteCount
      }
      return try collected.withUnsafeMutableBytes { collected in
        let start = ContinuousClock.now
        defer { modelTime += ContinuousClock.now - start }
        return try simulator.transfer(
          feeding: [StreamFeed(input, UnsafeRawBufferPointer(rebasing: fed[..<(count * stride)]))],
          collecting: [StreamCollection(output, UnsafeMutableRawBufferPointer(rebasing: collected[..<(outputs * output.recordBytes)]))])
      }
    }
    guard result.isComplete else {
      throw SimulationError.model("\(name) gave \(result.collected[0]) of \(outputs) results for \(result.fed[0]) of \(count) values")
    }
  }

  /// Runs the last vector once more on `traced`, a model of the same unit that records, and saves its waveform.
  func replay(on traced: StreamModel, waveform path: String) throws {
    // Constants that stand on ports of their own.
    for port in simulator.ports where port.direction == .input && port.role == .data && !port.name.hasPrefix("input_") && !port.name.hasPrefix(outputName) {
      try traced.simulator.port(port.name).write(port.readBits())
    }
    try traced.simulator.openWaveform(path)
    var results = [UInt8](repeating: 0, count: lastRun.outputs * output.recordBytes)
    try fed.withUnsafeBytes { fed in
      try results.withUnsafeMutableBytes { results in
        _ = try traced.simulator.transfer(
          feeding: [StreamFeed(traced.input, UnsafeRawBufferPointer(rebasing: fed[..<(lastRun.count * input.recordBytes)]))],
          collecting: [StreamCollection(traced.output, results)])
      }
    }
    try traced.simulator.closeWaveform()
  }

  private func fill(_ target: UnsafeMutableRawBufferPointer, _ column: Column, _ port: SimulatorPort, offset: Int, stride: Int, count: Int) {
    let mask: UInt64 = port.width >= 64 ? .max : 1 << UInt64(port.width) - 1
    func store<T: FixedWidthInteger>(_: T.Type, _ value: (Int) -> UInt64) {
      var place = offset
      for index in 0..<count {
        target.storeBytes(of: T(truncatingIfNeeded: value(index) & mask), toByteOffset: place, as: T.self)
        place += stride
      }
    }
    func storeAll(_ value: (Int) -> UInt64) {
      switch port.byteCount {
      case 1: store(UInt8.self, value)
      case 2: store(UInt16.self, value)
      case 4: store(UInt32.self, value)
      default: store(UInt64.self, value)
      }
    }
    switch column {
    case .floats(let values): values.withUnsafeBufferPointer { values in store(UInt32.self) { UInt64(values[$0].bitPattern) } }
    case .integers(let values): values.withUnsafeBufferPointer { values in storeAll { UInt64(bitPattern: Int64(values[$0])) } }
    case .sums(let values): values.withUnsafeBufferPointer { values in storeAll { UInt64(bitPattern: values[$0]) } }
    case .constant(let value): storeAll { _ in value }
    case .last: storeAll { $0 == count - 1 ? 1 : 0 }
    }
  }

  /// The first `count` values of an output field.
  func floats(_ field: String, count: Int) throws -> [Float] {
    let offset = try self.offset(field)
    return collected.withUnsafeBytes { bytes in
      (0..<count).map { Float(bitPattern: bytes.loadUnaligned(fromByteOffset: $0 * output.recordBytes + offset, as: UInt32.self)) }
    }
  }

  /// The first `count` values of an output field of up to 32 bits, every `stride`-th one.
  func integers(_ field: String, count: Int, stride: Int = 1) throws -> [Int] {
    let offset = try self.offset(field)
    guard let port = output.payload.first(where: { $0.name == "\(outputName)_\(field)" }) else { return [] }
    let spare = 32 - port.width
    return collected.withUnsafeBytes { bytes in
      (0..<count).map { index in
        let place = index * stride * output.recordBytes + offset
        let raw: UInt32 =
          switch port.byteCount {
          case 1: UInt32(bytes[place])
          case 2: UInt32(bytes.loadUnaligned(fromByteOffset: place, as: UInt16.self))
          default: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
          }
        return port.isSigned ? Int(Int32(bitPattern: raw << UInt32(spare)) >> Int32(spare)) : Int(raw)
      }
    }
  }

  private func offset(_ field: String) throws -> Int {
    var offset = 0
    for port in output.payload {
      if port.name == "\(outputName)_\(field)" { return offset }
      offset += port.byteCount
    }
    throw SimulationError.noSuchPort(name: "\(outputName)_\(field)", existing: output.payload.map(\.name))
  }
}
