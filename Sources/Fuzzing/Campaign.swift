import Netlist

/// A circuit on which a back end disagrees with the reference, or that it cannot build or run.
public struct FuzzFailure: Sendable {
  public var fuzzCase: FuzzCase
  public var backend: String
  /// What was wrong, in one line.
  public var reason: String
  /// The first sample that differs; nil if the back end failed altogether.
  public var sample: Int?
}

/// Runs seeds through back ends, in batches.
public struct FuzzCampaign: Sendable {
  public var backends: [any FuzzBackend]
  public var shape: CircuitShape
  /// How many of 100 circuits go through the back end of that name; all if it is missing here.
  public var percent: [String: Int]

  public init(backends: [any FuzzBackend], shape: CircuitShape = CircuitShape(), percent: [String: Int] = [:]) {
    self.backends = backends
    self.shape = shape
    self.percent = percent
  }

  /// Runs the circuits of `seeds`, all of one batch: they share `seed / FuzzCase.batchSize`.
  public func run(_ seeds: Range<UInt64>) async -> [FuzzFailure] { await run(seeds.map { FuzzCase(seed: $0, shape: shape) }) }

  /// Runs circuits whose modules have names of their own and whose stimuli share a clock schedule.
  public func run(_ cases: [FuzzCase]) async -> [FuzzFailure] {
    var failures: [FuzzFailure] = []
    var prepared: [(one: PreparedCase, expected: BackendTrace)] = []
    for fuzzCase in cases {
      do {
        prepared.append((try PreparedCase(fuzzCase), BackendTrace(fuzzCase.expected())))
      } catch {
        failures.append(FuzzFailure(fuzzCase: fuzzCase, backend: "generator", reason: "\(error)", sample: nil))
      }
    }
    for backend in backends {
      let chosen = prepared.filter { runs($0.one.fuzzCase.seed, on: backend.name) }
      for start in stride(from: 0, to: chosen.count, by: backend.batchLimit) {
        failures += await Self.check(backend, Array(chosen[start..<min(chosen.count, start + backend.batchLimit)]))
      }
    }
    // Those of a failure are looked at, and its text names them.
    if failures.isEmpty { for one in cases { MemoryFiles.remove(for: one.design) } }
    return failures
  }

  /// Whether the back end called `name` gets the circuit of this seed: spread over a batch, different from batch to batch.
  private func runs(_ seed: UInt64, on name: String) -> Bool { (seed &* 37 &+ 11) % 100 < UInt64(percent[name] ?? 100) }

  /// How many circuits of `seeds` each back end gets, in the back ends' order.
  public func circuitCounts(_ seeds: Range<UInt64>) -> [(backend: String, count: Int)] {
    backends.map { backend in (backend.name, seeds.count { runs($0, on: backend.name) }) }
  }

  /// Compares a back end with what is expected; a batch that cannot run is halved until the culprits are alone.
  static func check(_ backend: any FuzzBackend, _ cases: [(one: PreparedCase, expected: BackendTrace)]) async -> [FuzzFailure] {
    guard !cases.isEmpty else { return [] }
    do {
      let traces = try await backend.run(cases.map(\.one))
      return zip(cases, traces).compactMap { difference(backend, $0.one, expected: $0.expected, actual: $1) }
    } catch {
      guard cases.count > 1 else {
        return [FuzzFailure(fuzzCase: cases[0].one.fuzzCase, backend: backend.name, reason: "\(error)", sample: nil)]
      }
      let half = cases.count / 2
      let first = await check(backend, Array(cases[..<half]))
      return await first + check(backend, Array(cases[half...]))
    }
  }

  private static func difference(
    _ backend: any FuzzBackend, _ one: PreparedCase, expected: BackendTrace, actual: BackendTrace
  ) -> FuzzFailure? {
    let first = expected.samples.indices.first {
      $0 >= (backend.isTwoState ? 0 : Trace.firstCompared) && expected.samples[$0] != actual.samples[$0]
    }
    guard let first else { return nil }
    let place = "cycle \(first / 2) \(first % 2 == 0 ? "before" : "after") the edge"
    let names = one.outputs.map(\.name).joined(separator: ", ")
    let reason = "{\(names)} is \(actual.samples[first]), not \(expected.samples[first]), in \(place)"
    return FuzzFailure(fuzzCase: one.fuzzCase, backend: backend.name, reason: reason, sample: first)
  }

  /// One case again, alone: what fails now on the back end called `name`.
  public func check(_ fuzzCase: FuzzCase, on name: String) async -> FuzzFailure? {
    guard let backend = backends.first(where: { $0.name == name }) else { return nil }
    guard let one = try? PreparedCase(fuzzCase) else { return nil }
    return await Self.check(backend, [(one, BackendTrace(fuzzCase.expected()))]).first
  }
}
