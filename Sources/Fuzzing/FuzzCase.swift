import Netlist

/// One circuit with what is done to it.
public struct FuzzCase: Sendable {
  public var seed: UInt64
  /// As generated, before any pass.
  public var design: Design
  public var stimulus: Stimulus
  /// Another spelling of the design that says what it must do; nil if it says so itself.
  public var reference: Design?

  /// Circuits of one batch: consecutive seeds that share a clock schedule, which depends on `seed / batchSize` only, so
  /// that a circuit behaves alone as in its batch.
  public static let batchSize = 100
  public static let cycleCount = 16

  public init(seed: UInt64, shape: CircuitShape = CircuitShape()) {
    self.seed = seed
    design = CircuitGenerator.design(seed: seed, shape: shape)
    let schedule = ClockSchedule(seed: seed / UInt64(Self.batchSize), count: Self.cycleCount)
    stimulus = Stimulus(for: design, seed: seed, schedule: schedule)
  }

  public init(seed: UInt64, design: Design, stimulus: Stimulus) {
    self.seed = seed
    self.design = design
    self.stimulus = stimulus
  }

  /// The design as back ends get it: named, and for three seeds in four also folded and without dead code.
  public func prepared() throws(FuzzError) -> Design {
    let wanted: Set<String> =
      seed % 4 == 3
      ? ["drivers", "combinational loops", "names"]
      : ["drivers", "combinational loops", "fold constants", "dead code", "names"]
    var design = design
    let found = Pipeline(Pipeline.standard.passes.filter { wanted.contains($0.name) }).run(&design)
    if let first = found.first(where: { $0.severity == .error }) {
      throw FuzzError("the generator made an invalid circuit: \(first)")
    }
    try MemoryFiles.write(for: design)
    return design
  }

  /// What the outputs must be: the reference semantics applied to the circuit as generated.
  public func expected() -> Trace {
    let evaluator = ReferenceEvaluator(reference ?? design)
    let top = design.top
    let inputs = top.ports.indices.filter { top.ports[$0].direction == .input && top.ports[$0].role == .data }
    let resets = top.ports.indices.filter { top.ports[$0].role == .reset }
    let outputs = top.ports.indices.filter { top.ports[$0].direction == .output }
    var trace = Trace()
    for cycle in stimulus.cycles {
      for (port, value) in zip(inputs, cycle.inputs) { evaluator.set(port: port, value) }
      for port in resets {
        let level = cycle.level(of: top.ports[port], in: top)
        evaluator.set(port: port, BitVector(Int(level), width: 1))
      }
      evaluator.settle()
      trace.samples.append(outputs.map { evaluator.get(port: $0) })
      evaluator.step(domains: cycle.edges)
      trace.samples.append(outputs.map { evaluator.get(port: $0) })
    }
    return trace
  }
}

/// Something that went wrong, in one line.
public struct FuzzError: Error, Sendable, CustomStringConvertible {
  public let description: String
  /// A program that did not end.
  public let isTimeout: Bool
  public init(_ description: String, isTimeout: Bool = false) {
    self.description = description
    self.isTimeout = isTimeout
  }
}
