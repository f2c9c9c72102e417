import Netlist
import Simulation

/// Something that runs circuits and says what their outputs were.
public protocol FuzzBackend: Sendable {
  var name: String { get }
  /// The most circuits that one call of `run` takes.
  var batchLimit: Int { get }
  /// Whether every bit is 0 or 1 from the start, so that outputs can be compared before the first reset, too.
  var isTwoState: Bool { get }
  /// One trace for each case. Throws when the batch cannot be built or run; the caller then tries smaller ones.
  func run(_ cases: [PreparedCase]) async throws -> [BackendTrace]
}

extension FuzzBackend {
  public var isTwoState: Bool { false }
}

/// A case with the design that back ends get.
public struct PreparedCase: Sendable {
  public var fuzzCase: FuzzCase
  public var design: Design
  public init(_ fuzzCase: FuzzCase) throws(FuzzError) {
    self.fuzzCase = fuzzCase
    design = try fuzzCase.prepared()
  }

  var dataInputs: [Port] { design.top.ports.filter { $0.direction == .input && $0.role == .data } }
  var outputs: [Port] { design.top.ports.filter { $0.direction == .output } }
}

/// Outputs as hexadecimal digits, lowest port last, one text a sample: 4-state simulators may answer with `x`.
public struct BackendTrace: Sendable, Equatable {
  public var samples: [String]
  public init(samples: [String]) { self.samples = samples }

  /// All outputs of a sample as one number, the first port highest.
  static func text(_ outputs: [BitVector]) -> String { BitVector.concatenated(outputs.reversed()).hexadecimal }
  public init(_ trace: Trace) { samples = trace.samples.map(Self.text) }
}

extension BackendTrace {
  /// Drives a simulator whose top module is the circuit itself.
  init(_ simulator: some Simulator, _ prepared: PreparedCase) throws {
    let inputs = try prepared.dataInputs.map { try simulator.port($0.name) }
    let outputs = try prepared.outputs.map { try simulator.port($0.name) }
    let top = prepared.design.top
    let resets = try top.ports.filter { $0.role == .reset }.map { (port: $0, handle: try simulator.port($0.name)) }
    let domains = UInt32(1) << UInt32(simulator.domains.count) - 1
    samples = []
    for cycle in prepared.fuzzCase.stimulus.cycles {
      for (port, value) in zip(inputs, cycle.inputs) { port.write(value) }
      for (port, handle) in resets { handle.write(cycle.level(of: port, in: top)) }
      simulator.evaluate()
      samples.append(Self.text(outputs.map { $0.readBits() }))
      if cycle.edges & domains != 0 { try simulator.step(domains: cycle.edges & domains) }
      samples.append(Self.text(outputs.map { $0.readBits() }))
    }
  }
}

/// The built-in simulator, each circuit by itself.
public struct BuiltinBackend: FuzzBackend {
  /// Whether the design is flattened to one module first.
  public var isFlattened: Bool
  public init(isFlattened: Bool = false) { self.isFlattened = isFlattened }
  public var name: String { isFlattened ? "flattened" : "builtin" }
  public var batchLimit: Int { 1 }
  public var isTwoState: Bool { true }

  public func run(_ cases: [PreparedCase]) async throws -> [BackendTrace] {
    try cases.map { one in
      try BackendTrace(BuiltinSimulator(isFlattened ? try Flattening.flatten(one.design) : one.design), one)
    }
  }
}
