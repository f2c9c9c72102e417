import Foundation
import HDL
import Simulation
import TestbenchKit

/// One configuration of a unit, driven by its testbench on one backend.
struct SimulationRun: Sendable {
  let configuration: Configuration
  let backend: Backend
  let options: TestbenchOptions
  /// Where the waveform goes; nil for none.
  var waveform: String?
  /// Somebody else's Verilog in the place of the emitted one; nil for the unit itself.
  var foreign: ForeignRTL?
  /// Cycles after which a run is given up.
  var mostCycles: UInt64?
  /// Whether a long run says on standard error how far it is; of several runs at once, none does.
  var showsProgress = false

  /// Far more than a testbench takes that ends: 10,000 a transaction, and 100 million at least.
  private var cycleBound: UInt64 { mostCycles ?? max(100_000_000, 10_000 * UInt64(options.count)) }

  /// Elaborates, builds the model and runs the testbench; throws when an assertion fails.
  func report() throws -> SimulationReport {
    let testbench = try Catalog.current.testbench(of: configuration.name)
    let design = try configuration.elaborated().design
    let isPicture = waveform?.hasSuffix(".svg") == true, waves = isPicture ? nil : waveform
    let running = try foreign?.simulator(for: design, waves: waves) ?? backend.simulator(for: design, waves: waves)
    let pictured = isPicture ? PicturedSimulator(running) : nil
    let heartbeat = showsProgress ? Heartbeat("simulating \(configuration.name)") : nil
    defer { heartbeat?.finish() }
    let watched = WatchedSimulator(pictured ?? running, bound: cycleBound) {
      heartbeat?.update(String(format: "%.1f million cycles", Double($0) / 1e6))
    }
    let (result, duration) = try traced(watched, pictured) {
      do { return try testbench.run(configuration.unit, watched, options) } catch  where watched.isExceeded {
        // Whoever drives a unit in several goes may have caught and reworded it.
        throw CommandFailure(
          "\(CommandFailure.oneLine(CommandFailure(describing: error)?.message ?? "\(error)")); raise --max-cycles if the run is only long"
        )
      }
    }
    return SimulationReport(
      unit: configuration.name, configuration: configuration.label, parameters: configuration.parameters, backend: backend,
      seed: options.seed, count: options.count, result: result, seconds: duration)
  }

  /// Runs `body`, timed, under an open waveform if one is wanted; the file gets its name when it is complete, also when the
  /// body fails: the waveform of a failure is the one worth looking at.
  private func traced<Value>(
    _ simulator: any Simulator, _ pictured: PicturedSimulator?, _ body: () throws -> Value
  ) throws -> (Value, Double) {
    let clock = ContinuousClock()
    func timed() throws -> (Value, Double) {
      let start = clock.now
      let value = try body()
      return (value, (clock.now - start) / .seconds(1))
    }
    guard let waveform else { return try timed() }
    if let pictured { return try drawn(pictured, to: waveform, timed) }
    let place = OutputPlace(waveform)
    guard place.kind == .file else {
      throw CommandFailure("cannot write '\(waveform)': it is no regular file; choose another place with --waves")
    }
    let temporary = place.temporary(ending: "tmp." + (waveform as NSString).pathExtension)
    defer { unlink(temporary) }
    do { try simulator.openWaveform(temporary) } catch {
      throw CommandFailure("cannot write '\(waveform)'; choose another place with --waves")
    }
    let result = Result { try timed() }
    do { try simulator.closeWaveform() } catch {
      throw CommandFailure(
        "cannot write '\(waveform)': is the disk full? Choose another place with --waves, or fewer transactions with --count")
    }
    guard rename(temporary, place.path) == 0 else {
      throw CommandFailure("cannot write '\(waveform)': \(OutputPlace.reason(errno)); choose another place with --waves")
    }
    return try result.get()
  }

  /// Runs `body` and leaves the picture of its first cycles, also when it fails.
  private func drawn<Value>(_ simulator: PicturedSimulator, to waveform: String, _ body: () throws -> Value) throws -> Value {
    try OutputFolder.write(Data(), to: waveform, option: "--waves", onlyProbe: true)
    let result = Result { try body() }
    try OutputFolder.write(Data(simulator.picture.utf8), to: waveform, option: "--waves")
    return try result.get()
  }

  /// The command line that repeats this run.
  var commandLine: String {
    let defaults = Configuration.all(of: type(of: configuration.unit))[0].unit.settings
    var words = [Catalog.current.name, "sim", "--unit", configuration.name]
    for (setting, standard) in zip(configuration.unit.settings, defaults) where setting.value != standard.value {
      words += ["--set", "\(setting.name)=\(setting.value)"]
    }
    words += ["--backend", backend.rawValue, "--seed", "\(options.seed)", "--count", "\(options.count)"]
    return words.joined(separator: " ")
  }
}

/// What came of a run, as `sim --json` prints it.
struct SimulationReport: Encodable, Sendable {
  var unit: String
  var configuration: String
  var parameters: [String: JSONValue]
  var backend: Backend
  var seed: UInt64
  /// Transactions asked for.
  var count: Int
  var transactions: Int
  var cycles: UInt64
  var mismatches: Int
  var firstMismatch: String?
  var coverage: [String: Int]
  var passed: Bool
  /// Of the testbench, without elaborating and building.
  var seconds: Double
  var cyclesPerSecond: Double

  init(
    unit: String, configuration: String, parameters: [String: JSONValue], backend: Backend, seed: UInt64, count: Int,
    result: TestbenchReport, seconds: Double
  ) {
    self.unit = unit
    self.configuration = configuration
    self.parameters = parameters
    self.backend = backend
    self.seed = seed
    self.count = count
    transactions = result.transactions
    cycles = result.cycles
    mismatches = result.mismatches
    firstMismatch = result.firstMismatch
    coverage = result.coverage
    passed = result.passed && result.transactions >= count
    self.seconds = seconds
    cyclesPerSecond = seconds > 0 ? (Double(result.cycles) / seconds).rounded() : 0
  }

  /// What is wrong, in one line; nil when the run passed.
  var problem: String? {
    if passed { return nil }
    if mismatches > 0 {
      let first = firstMismatch.map { "; the first: " + CommandFailure.oneLine($0) } ?? ""
      return "\(mismatches) mismatches with the golden model in \(transactions) transactions" + first
    }
    if transactions == 0 { return "the testbench ran no transaction; raise --count" }
    if transactions < count { return "the testbench ended after \(transactions) of \(count) transactions; lower --count" }
    let holes = coverage.filter { $0.value == 0 }.keys.sorted().joined(separator: ", ")
    return "never exercised: \(holes); raise --count"
  }
}
