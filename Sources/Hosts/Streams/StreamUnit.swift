import Netlist
import Simulation
import Units
import Verilator

/// One unit with one input stream and one output stream, running as RTL: whole vectors go through in one call.
///
/// Fields of the beats are given and read by their place in the payload, so that no name is looked up in a pass.
public final class StreamUnit: RunningUnit {
  /// Where the values of one field of the input beats come from.
  public enum Column {
    /// Integers have their sign.
    case elements(ElementView)
    case constant(UInt64)
  }

  public let unitName: String
  public let simulator: VerilatorSimulator
  public let model: UnitModel
  private let channel: PreparedTransfer
  /// Takes the cycles of results, if it is there when a pass runs.
  public var log: ResultLog?
  /// Of the beats that were collected last, while there is a log.
  private var beatCycles: [UInt64] = []
  private let endpoints: (input: StreamEndpoint, output: StreamEndpoint)
  /// The input stream's name.
  private let input: String
  private let inputFields: [BeatField]
  private let outputFields: [BeatField]
  private let inputBytes: Int
  private let outputBytes: Int
  /// Inputs that hold one value for a whole vector.
  private let constants: [SimulatorPort]
  /// Busy, starved and back-pressured cycles; none of a unit that does not count them.
  private let counterPorts: [SimulatorPort]
  private var counted = [WrappingCounter](repeating: WrappingCounter(), count: 3)
  private let fed = BeatBuffer()
  private let collected = BeatBuffer()
  /// For each field the constant that this many first beats hold since an earlier pass; nil if they differ.
  private var held: [(value: UInt64, count: Int)?]

  /// Elaborates, builds (or takes from the cache) and starts a unit.
  ///
  /// - Parameters:
  ///   - fields: the input's payload before `last`, in the order in which `run` takes its columns
  ///   - constants: inputs beside the streams
  ///   - results: the output's payload, whose places `collect` takes
  public init<U: Units.Unit>(
    _ unit: U, _ pool: UnitPool, _ fields: [String], constants: [String] = [], input inputName: String = "input",
    output outputName: String = "output",
    results: [String]
  ) throws {
    unitName = U.unitName
    self.input = inputName
    model = try pool.model(unit)
    simulator = try model.makeSimulator()
    let input = try simulator.stream(inputName), output = try simulator.stream(outputName)
    let counters = ["busyCycles", "starvedCycles", "backPressuredCycles"],
      outputs = model.design.modules.last?.ports.map(\.name) ?? []
    counterPorts =
      outputs.contains(NameStyle.snakeCase(counters[0])) ? try counters.map { [simulator] in try simulator.port($0) } : []
    self.constants = try constants.map { [simulator] in try simulator.port($0) }
    inputFields = try BeatField.fields(of: input, stream: inputName, expected: fields + ["last"], unit: unitName)
    outputFields = try BeatField.fields(of: output, stream: outputName, expected: results, unit: unitName)
    endpoints = (input, output)
    channel = PreparedTransfer(simulator, feeding: input, collecting: output)
    held = .init(repeating: nil, count: inputFields.count)
    inputBytes = input.recordBytes
    outputBytes = output.recordBytes
    try simulator.reset()
  }

  /// Sends one vector of `count` beats, a column for each field but `last`, receives `outputs` beats, and returns the cycles
  /// that it took.
  ///
  /// Throws `PortMisfit`, with the unit's name, for a value that its port cannot hold.
  @discardableResult public func run(
    _ columns: [Column], constants values: [UInt64] = [], count: Int, outputs: Int? = nil
  ) throws -> Int {
    precondition(
      columns.count == inputFields.count - 1 && values.count == constants.count && count > 0, "a field of \(unitName) is not fed")
    let start = simulator.cycle, outputs = outputs ?? count
    for (port, value) in zip(constants, values) { port.write(value) }
    if fed.capacity < count * inputBytes { for index in held.indices { held[index] = nil } }
    let beats = fed.room(count * inputBytes), room = collected.room(outputs * outputBytes)
    for (index, column) in columns.enumerated() { try fill(beats, column, index, count: count) }
    try fill(beats, .constant(0), inputFields.count - 1, count: count)
    let isDone = try withLastMarked(beats, count) {
      guard log == nil else {
        beatCycles = try LoggedTransfer(simulator, endpoints.input, endpoints.output).run(beats, count, room, outputs)
        return beatCycles.count == outputs
      }
      return try channel.run(beats, inputs: count, into: room, outputs: outputs)
    }
    guard isDone else {
      throw SimulationError.model(
        "\(unitName) gave \(log == nil ? channel.collected : beatCycles.count) of \(outputs) results for \(count) values")
    }
    for (index, port) in counterPorts.enumerated() { counted[index].follow(port.read()) }
    return Int(simulator.cycle - start)
  }

  /// Cycles, and what the unit counts of them, since it was started.
  public var counters: UnitCounters {
    guard !counterPorts.isEmpty else { return UnitCounters(cycles: simulator.cycle) }
    return UnitCounters(
      cycles: simulator.cycle, busy: counted[0].total, starved: counted[1].total, backPressured: counted[2].total)
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
    switch column {
    case .constant(let value):
      if let done = held[index], done.value == value, done.count >= count { return }
      guard PortMisfit.fits(value, width: field.width, isSigned: field.isSigned) else { throw misfit(field, value) }
      held[index] = (value, count)
      for beat in 0..<count { field.store(value, target + beat * inputBytes) }
    case .elements(let view):
      precondition(view.count == count, "\(view.count) elements for \(count) beats of \(unitName)")
      held[index] = nil
      switch (view.container, field.byteCount) {
      case (1, 1): try copy(view, Int8.self, target, field, UInt8.self)
      case (4, 1): try copy(view, Int32.self, target, field, UInt8.self)
      case (4, 4): try copy(view, Int32.self, target, field, UInt32.self)
      case (4, 2): try copy(view, Int32.self, target, field, UInt16.self)
      case (8, 8): try copy(view, Int64.self, target, field, UInt64.self)
      default: preconditionFailure("elements of \(view.container) bytes for \(field.name) of \(unitName)")
      }
    }
  }

  /// Copies elements to a field; throws for one that does not fit.
  @inline(__always) private func copy<Source: FixedWidthInteger & BitwiseCopyable, Target: FixedWidthInteger & BitwiseCopyable>(
    _ view: ElementView, _: Source.Type, _ target: UnsafeMutableRawPointer, _ field: BeatField, _: Target.Type
  ) throws {
    let mask = Target(truncatingIfNeeded: field.mask), stride = view.step, columns = view.columns
    // A number fits where adding half the range, if it is signed, leaves no bit above the width.
    let half: UInt64 = field.isSigned ? 1 << UInt64(field.width - 1) : 0, beyond = ~field.mask
    // Words of 32 bits without a sign are IEEE numbers: any of them fits.
    let isWord = Source.bitWidth == 32 && field.width == 32
    var place = target + field.offset, excess: UInt64 = 0
    view.forEachRow { row in
      var source = UnsafeRawPointer(row)
      for _ in 0..<columns {
        let value = source.loadUnaligned(as: Source.self)
        if !isWord { excess |= (UInt64(truncatingIfNeeded: value) &+ half) & beyond }
        place.storeBytes(of: Target(truncatingIfNeeded: value) & mask, as: Target.self)
        source += stride
        place += inputBytes
      }
    }
    guard excess == 0 else {
      var first: UInt64?
      view.forEachRow { row in
        for column in 0..<columns where first == nil {
          let value = UInt64(truncatingIfNeeded: (row + column * stride).loadUnaligned(as: Source.self))
          if !PortMisfit.fits(value, width: field.width, isSigned: field.isSigned) { first = value }
        }
      }
      throw misfit(field, first ?? 0)
    }
  }

  private func misfit(_ field: BeatField, _ value: UInt64) -> PortMisfit {
    let port = "\(unitName).\(input)_\(field.name)"
    return field.isSigned
      ? PortMisfit(port: port, value: Int64(bitPattern: value), width: field.width, isSigned: true)
      : PortMisfit(port: port, value: value, width: field.width, isSigned: false)
  }

  /// Writes every `step`-th value of a result's field to elements, in row-major order.
  public func collect(_ place: Int, every step: Int = 1, to view: ElementView) {
    let field = outputFields[place]
    if let log { note(log, step, view) }
    switch (field.byteCount, view.container) {
    case (4, 4): collect(field, UInt32.self, step, view, Int32.self)
    case (1, 1): collect(field, UInt8.self, step, view, Int8.self)
    default:
      var beat = 0
      view.forEachRow { row in
        for column in 0..<view.columns {
          let value = self.value(place, at: beat), target = row + column * view.step
          switch view.container {
          case 1: target.storeBytes(of: UInt8(truncatingIfNeeded: value), as: UInt8.self)
          case 4: target.storeBytes(of: Int32(truncatingIfNeeded: value), as: Int32.self)
          default: target.storeBytes(of: Int64(value), as: Int64.self)
          }
          beat += step
        }
      }
    }
  }

  private func note(_ log: ResultLog, _ step: Int, _ view: ElementView) {
    var beat = 0
    view.forEachRow { row in
      for column in 0..<view.columns {
        log.note(row + column * view.step, beatCycles[beat])
        beat += step
      }
    }
  }

  @inline(__always)
  private func collect<Source: FixedWidthInteger & BitwiseCopyable, Target: FixedWidthInteger & BitwiseCopyable>(
    _ field: BeatField, _: Source.Type, _ step: Int, _ view: ElementView, _: Target.Type
  ) {
    let stride = view.step, columns = view.columns
    // A narrow signed field keeps its sign in the container.
    let spare = field.isSigned ? Target.bitWidth - min(field.width, Target.bitWidth) : 0
    var source = UnsafeRawPointer(collected.bytes) + field.offset
    view.forEachRow { row in
      var target = row
      for _ in 0..<columns {
        let value = Target(truncatingIfNeeded: source.loadUnaligned(as: Source.self))
        target.storeBytes(of: (value << Target(spare)) >> Target(spare), as: Target.self)
        target += stride
        source += step * outputBytes
      }
    }
  }

  /// A result's field of up to 32 bits in one beat, with its sign.
  public func value(_ place: Int, at beat: Int) -> Int {
    let field = outputFields[place], address = beat * outputBytes + field.offset, bytes = collected.bytes
    log?.note(beatCycles[beat])
    let raw: UInt32 =
      switch field.byteCount {
      case 1: UInt32(bytes.load(fromByteOffset: address, as: UInt8.self))
      case 2: UInt32(bytes.loadUnaligned(fromByteOffset: address, as: UInt16.self))
      default: bytes.loadUnaligned(fromByteOffset: address, as: UInt32.self)
      }
    let spare = UInt32(32 - field.width)
    return field.isSigned ? Int(Int32(bitPattern: raw << spare) >> Int32(spare)) : Int(raw)
  }
}
