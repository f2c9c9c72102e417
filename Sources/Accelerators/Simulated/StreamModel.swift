import HDL
import Hosts
import Netlist
import Simulation
import Units
import Verilator
import Verilog

/// One unit with an `input` stream and one output stream, running as RTL: whole vectors go through in one call.
///
/// Fields of the beats are given and read by their place in the payload, so that no name is looked up in a pass.
final class StreamModel {
  /// Where the values of one field of the input beats come from.
  enum Column {
    case floats([Float])
    case integers([Int])
    case sums([Int64])
    case constant(UInt64)
  }

  /// A field of the beats: where it lies in a record, and what it is.
  private struct Field {
    let name: String
    let offset: Int
    let byteCount: Int
    let width: Int
    let isSigned: Bool
  }

  let name: String
  let simulator: VerilatorSimulator
  let source: VerilogSource
  /// The model's library.
  let library: String
  private let channel: PreparedTransfer
  private let inputFields: [Field]
  private let outputFields: [Field]
  private let inputBytes: Int
  private let outputBytes: Int
  /// Inputs that hold one value for a whole vector.
  private let constants: [SimulatorPort]
  private let fed = BeatBuffer()
  private let collected = BeatBuffer()
  /// For each field the constant that this many first beats hold since an earlier pass; nil if they differ.
  private var held: [(value: UInt64, count: Int)?]
  /// Beats of the last vector, and of its results.
  private var lastRun = (count: 0, outputs: 0)
  /// The same unit once more, built with another profile.
  private let remake: (BuildProfile) throws -> StreamModel

  /// Elaborates, builds (or takes from the cache) and starts a unit.
  ///
  /// - Parameters:
  ///   - fields: the input's payload before `last`, in the order in which `run` takes its columns
  ///   - constants: inputs beside the streams
  ///   - results: the output's payload, whose places `floats` and `integers` take
  init<U: Units.Unit>(
    _ unit: U, _ fields: [String], constants: [String] = [], output outputName: String = "output", results: [String],
    build: VerilatorBuild,
    profile: BuildProfile
  ) throws {
    name = U.unitName
    if let problem = unit.parameterError { throw AcceleratorError("\(U.unitName): \(problem)") }
    let design = try Flattening.flatten(elaborate(unit))
    source = try VerilogSource(design)
    let model = try build.model(source, options: BuildOptions(profile: profile))
    library = model.path
    simulator = try model.makeSimulator()
    let input = try simulator.stream("input"), output = try simulator.stream(outputName)
    self.constants = try constants.map { [simulator] in try simulator.port($0) }
    inputFields = try Self.fields(of: input, stream: "input", expected: fields + ["last"], unit: name)
    outputFields = try Self.fields(of: output, stream: outputName, expected: results, unit: name)
    channel = PreparedTransfer(simulator, feeding: input, collecting: output)
    held = .init(repeating: nil, count: inputFields.count)
    inputBytes = input.recordBytes
    outputBytes = output.recordBytes
    remake = { profile in
      try StreamModel(unit, fields, constants: constants, output: outputName, results: results, build: build, profile: profile)
    }
    try simulator.reset()
  }

  /// The payload of a stream, which must have the fields that the caller knows.
  private static func fields(of stream: StreamEndpoint, stream name: String, expected: [String], unit: String) throws -> [Field] {
    var offset = 0
    let fields = stream.payload.map { port in
      defer { offset += port.byteCount }
      return Field(
        name: String(port.name.dropFirst(name.count + 1)), offset: offset, byteCount: port.byteCount, width: port.width,
        isSigned: port.isSigned)
    }
    // `last` of results is known from their number.
    let known = fields.map(\.name)
    guard known == expected || known == expected + ["last"] else {
      throw AcceleratorError(
        "\(unit) has the fields \(known.joined(separator: ", ")) where \(expected.joined(separator: ", ")) are used")
    }
    return fields
  }

  /// Sends one vector of `count` beats, a column for each field but `last`, and receives `outputs` beats.
  ///
  /// Throws `PortMisfit`, with the unit's name, for a value that its port cannot hold.
  func run(_ columns: [Column], constants values: [UInt64] = [], count: Int, outputs: Int) throws {
    precondition(
      columns.count == inputFields.count - 1 && values.count == constants.count && count > 0, "a field of \(name) is not fed")
    for (port, value) in zip(constants, values) { port.write(value) }
    lastRun = (count, outputs)
    if fed.capacity < count * inputBytes { for index in held.indices { held[index] = nil } }
    let beats = fed.room(count * inputBytes), room = collected.room(outputs * outputBytes)
    for (index, column) in columns.enumerated() { try fill(beats, column, index, count: count) }
    try fill(beats, .constant(0), inputFields.count - 1, count: count)
    guard try withLastMarked(beats, count, { try channel.run(beats, inputs: count, into: room, outputs: outputs) }) else {
      throw SimulationError.model("\(name) gave \(channel.collected) of \(outputs) results for \(channel.fed) of \(count) values")
    }
  }

  /// Runs the last vector once more on a model of the same unit that records, and saves its waveform: FST, or VCD where the
  /// path ends so.
  func replay(waveform path: String) throws {
    let traced = try remake(.traced(for: path))
    for (port, own) in zip(traced.constants, constants) { port.write(own.readBits()) }
    try traced.simulator.openWaveform(path)
    let beats = fed.room(lastRun.count * inputBytes), room = traced.collected.room(lastRun.outputs * outputBytes)
    _ = try withLastMarked(beats, lastRun.count) {
      try traced.channel.run(beats, inputs: lastRun.count, into: room, outputs: lastRun.outputs)
    }
    try traced.simulator.closeWaveform()
  }

  /// Runs `body` with `last`, which every beat has as 0, set in the last beat.
  private func withLastMarked<Result>(_ beats: UnsafeMutableRawPointer, _ count: Int, _ body: () throws -> Result) rethrows
    -> Result
  {
    let mark = beats + (count - 1) * inputBytes + inputFields[inputFields.count - 1].offset
    mark.storeBytes(of: 1, as: UInt8.self)
    defer { mark.storeBytes(of: 0, as: UInt8.self) }
    return try body()
  }

  /// Fills a field of the beats, unless passes before have filled it with the same constant.
  private func fill(_ target: UnsafeMutableRawPointer, _ column: Column, _ index: Int, count: Int) throws {
    let field = inputFields[index]
    if case .constant(let value) = column {
      if let done = held[index], done.value == value, done.count >= count { return }
    }
    held[index] = nil
    switch column {
    case .floats(let values):
      try values.withUnsafeBufferPointer { values in try fill(target, field, count: count) { UInt64(values[$0].bitPattern) } }
    case .integers(let values):
      try values.withUnsafeBufferPointer { values in
        try fill(target, field, count: count) { UInt64(bitPattern: Int64(values[$0])) }
      }
    case .sums(let values):
      try values.withUnsafeBufferPointer { values in try fill(target, field, count: count) { UInt64(bitPattern: values[$0]) } }
    case .constant(let value):
      try fill(target, field, count: count) { _ in value }
      held[index] = (value, count)
    }
  }

  @inline(__always)
  private func fill(_ target: UnsafeMutableRawPointer, _ field: Field, count: Int, _ value: (Int) -> UInt64) throws {
    let mask: UInt64 = field.width >= 64 ? .max : 1 << UInt64(field.width) - 1
    let stride = inputBytes
    // A number fits where adding half the range, if it is signed, leaves no bit above the width.
    let half: UInt64 = field.isSigned ? 1 << UInt64(field.width - 1) : 0
    var excess: UInt64 = 0
    func store<T: FixedWidthInteger>(_: T.Type) {
      var place = field.offset
      for index in 0..<count {
        let bits = value(index)
        excess |= (bits &+ half) & ~mask
        target.storeBytes(of: T(truncatingIfNeeded: bits & mask), toByteOffset: place, as: T.self)
        place += stride
      }
    }
    switch field.byteCount {
    case 1: store(UInt8.self)
    case 2: store(UInt16.self)
    case 4: store(UInt32.self)
    default: store(UInt64.self)
    }
    guard excess == 0 else { throw misfit(field, count: count, value) }
  }

  /// The first of some values that does not fit into its field.
  private func misfit(_ field: Field, count: Int, _ value: (Int) -> UInt64) -> PortMisfit {
    let first = (0..<count).lazy.map(value).first { !PortMisfit.fits($0, width: field.width, isSigned: field.isSigned) } ?? 0
    let port = "\(name).input_\(field.name)"
    return field.isSigned
      ? PortMisfit(port: port, value: Int64(bitPattern: first), width: field.width, isSigned: true)
      : PortMisfit(port: port, value: first, width: field.width, isSigned: false)
  }

  /// The first `count` values of a result of 32 bits.
  func floats(_ place: Int = 0, count: Int) -> [Float] {
    let field = outputFields[place], stride = outputBytes, bytes = collected.bytes
    return [Float](unsafeUninitializedCapacity: count) { target, initialized in
      for index in 0..<count {
        target[index] = Float(bitPattern: bytes.loadUnaligned(fromByteOffset: index * stride + field.offset, as: UInt32.self))
      }
      initialized = count
    }
  }

  /// The first `count` values of a result of up to 32 bits, every `stride`-th one, each as `convert` makes it.
  func integers<Value>(_ place: Int = 0, count: Int, stride: Int = 1, _ convert: (Int) -> Value) -> [Value] {
    let field = outputFields[place], bytes = collected.bytes
    let spare = UInt32(32 - field.width)
    return (0..<count).map { index in
      let place = index * stride * outputBytes + field.offset
      let raw: UInt32 =
        switch field.byteCount {
        case 1: UInt32(bytes.load(fromByteOffset: place, as: UInt8.self))
        case 2: UInt32(bytes.loadUnaligned(fromByteOffset: place, as: UInt16.self))
        default: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
        }
      return convert(field.isSigned ? Int(Int32(bitPattern: raw << spare) >> Int32(spare)) : Int(raw))
    }
  }
}
