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
  /// Elements of a vector that a beat takes, and that one gives.
  private let lanes: Int, resultLanes: Int
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
    let top = model.design.top
    inputFields = try BeatField.fields(of: input, stream: inputName, in: top, expected: fields + ["last"], unit: unitName)
    outputFields = try BeatField.fields(of: output, stream: outputName, in: top, expected: results, unit: unitName)
    // `last` has a bit for each lane.
    lanes = inputFields[inputFields.count - 1].width
    resultLanes = outputFields.map(\.count).max() ?? 1
    endpoints = (input, output)
    channel = PreparedTransfer(simulator, feeding: input, collecting: output)
    held = .init(repeating: nil, count: inputFields.count)
    inputBytes = input.recordBytes
    outputBytes = output.recordBytes
    try simulator.reset()
  }

  /// Sends one vector of `count` elements, a column for each field but `last`, receives `outputs` beats or as many as it sends, and
  /// returns the cycles that it took.
  ///
  /// Throws `PortMisfit`, with the unit's name, for a value that its port cannot hold.
  @discardableResult public func run(
    _ columns: [Column], constants values: [UInt64] = [], count: Int, outputs: Int? = nil
  ) throws -> Int {
    precondition(
      columns.count == inputFields.count - 1 && values.count == constants.count && count > 0, "a field of \(unitName) is not fed")
    let start = simulator.cycle, inputs = (count + lanes - 1) / lanes, outputs = outputs ?? inputs
    for (port, value) in zip(constants, values) { port.write(value) }
    if fed.capacity < inputs * inputBytes { for index in held.indices { held[index] = nil } }
    let beats = fed.room(inputs * inputBytes), room = collected.room(outputs * outputBytes)
    for (index, column) in columns.enumerated() { try fill(beats, column, index, beats: inputs, count: count) }
    try fill(beats, .constant(0), inputFields.count - 1, beats: inputs, count: count)
    let isDone = try withLastMarked(beats, inputs, lane: (count - 1) % lanes) {
      guard log == nil else {
        beatCycles = try LoggedTransfer(simulator, endpoints.input, endpoints.output).run(beats, inputs, room, outputs)
        return beatCycles.count == outputs
      }
      return try channel.run(beats, inputs: inputs, into: room, outputs: outputs)
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

  /// Runs `body` with `last`, which every beat has as 0, set for a lane of the last beat.
  private func withLastMarked<Result>(
    _ beats: UnsafeMutableRawPointer, _ count: Int, lane: Int, _ body: () throws -> Result
  ) rethrows -> Result {
    let record = beats + (count - 1) * inputBytes, last = inputFields[inputFields.count - 1]
    last.store(1 << UInt64(lane), lane: 0, record)
    defer { last.store(0, lane: 0, record) }
    return try body()
  }

  /// Fills a field of the beats, unless passes before have filled it with the same constant.
  private func fill(_ target: UnsafeMutableRawPointer, _ column: Column, _ index: Int, beats: Int, count: Int) throws {
    let field = inputFields[index]
    switch column {
    case .constant(let value):
      if let done = held[index], done.value == value, done.count >= beats { return }
      guard PortMisfit.fits(value, width: field.width, isSigned: field.isSigned) else { throw misfit(field, value) }
      held[index] = (value, beats)
      field.fill(value, target, stride: inputBytes, count: beats)
    case .elements(let view):
      precondition(view.count == count, "\(view.count) elements for \(count) of \(unitName)")
      precondition(field.count == lanes, "\(field.name) of \(unitName) is one value for all lanes")
      held[index] = nil
      guard field.scatter(view, to: target, stride: inputBytes) == 0 else { throw misfit(field, in: view) }
    }
  }

  /// Of the first element that does not fit.
  private func misfit(_ field: BeatField, in view: ElementView) -> PortMisfit {
    var first: UInt64?
    view.forEachRow { row in
      for column in 0..<view.columns where first == nil {
        let value = UInt64(bitPattern: view.integer(at: row + column * view.step))
        if !PortMisfit.fits(value, width: field.width, isSigned: field.isSigned) { first = value }
      }
    }
    return misfit(field, first ?? 0)
  }

  private func misfit(_ field: BeatField, _ value: UInt64) -> PortMisfit {
    let port = "\(unitName).\(input)_\(field.name)"
    return field.isSigned
      ? PortMisfit(port: port, value: Int64(bitPattern: value), width: field.width, isSigned: true)
      : PortMisfit(port: port, value: value, width: field.width, isSigned: false)
  }

  /// Writes a result's field for every `step`-th element of the vector to elements, in row-major order.
  public func collect(_ place: Int, every step: Int = 1, to view: ElementView) {
    let field = outputFields[place]
    if let log { note(log, step, view) }
    // What a beat has for all its lanes: elements that are looked at lie in beats of their own.
    field.gather(
      collected.bytes, stride: outputBytes, every: field.count == resultLanes ? step : max(1, step / resultLanes), to: view)
  }

  private func note(_ log: ResultLog, _ step: Int, _ view: ElementView) {
    var element = 0
    view.forEachRow { row in
      for column in 0..<view.columns {
        log.note(row + column * view.step, beatCycles[element / resultLanes])
        element += step
      }
    }
  }

  /// A result's field in one beat of the last run, with its sign; the first lane's, or the only one where it has one for all lanes.
  public func value(_ place: Int, at beat: Int, lane: Int = 0) -> Int {
    precondition((0..<lanes).contains(lane), "\(unitName) has \(lanes) lanes")
    log?.note(beatCycles[beat])
    return Int(outputFields[place].load(lane: lane, collected.bytes + beat * outputBytes))
  }
}
