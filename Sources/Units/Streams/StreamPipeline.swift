import HDL

/// The registers between the parts of a function that takes several cycles: all of them move in the cycles in which `enable` is 1.
public struct Pipeline {
  public let enable: Bit
  /// Moves from operands to results.
  public let latency: Int

  public init(enable: Bit, latency: Int) {
    self.enable = enable
    self.latency = latency
  }

  /// The signal as it was `moves` moves ago. The last register is called what the caller calls the result.
  @Hardware
  public func later<S: Signal>(_ signal: some Readable<S>, by moves: Int) -> S {
    // Without a name of its own: the signal has one, or is named by what takes it.
    var stage: S
    stage = signal._value
    for move in 0..<moves {
      let delayed = Reg(next: stage, enable: enable)
      stage = delayed._value
    }
    return stage
  }

  /// The signal beside the result that belongs to it. Single bits start from 0, since they may steer something.
  @Hardware
  public func later<S: Signal>(_ signal: some Readable<S>) -> S {
    // Without a name of its own: the signal has one, or is named by what takes it.
    var stage: S
    stage = signal._value
    for move in 0..<latency {
      let delayed = Reg(next: stage, enable: enable, reset: S.self == Bit.self ? 0 : nil)
      stage = delayed._value
    }
    return stage
  }
}

extension Optional<Pipeline> {
  /// One move later, or at once where nothing is pipelined: a place at which a combinational function may be cut.
  func cut<S: Signal>(_ signal: some Readable<S>) -> S { later(signal, by: 1) }
  /// Some moves later, or at once where nothing is pipelined.
  func later<S: Signal>(_ signal: some Readable<S>, by moves: Int) -> S { self?.later(signal, by: moves) ?? signal._value }
}

extension In {
  /// The stream of what a function of `latency` cycles, at least one, makes of each payload.
  ///
  /// All registers of the function move together, unless a result waits for its receiver: one payload a cycle. `compute` drives
  /// every signal of the result from signals that are `latency` moves later than the payload's, by `Pipeline.later` or by
  /// functions that take as long.
  public func computed<P, Q: Payload>(to payload: Q, in latency: Int, _ compute: (In<P>, Pipeline, Wire<Q>) -> Void) -> In<
    Stream<Q>
  >
  where T == Stream<P> {
    // Both the wire and what is in the flow are called after what the caller makes.
    flow(into: Wire(Stream(payload)), latency, compute)
  }

  @Hardware
  private func flow<P, Q: Payload>(
    into result: Wire<Stream<Q>>, _ latency: Int, _ compute: (In<P>, Pipeline, Wire<Q>) -> Void
  ) -> In<Stream<Q>> where T == Stream<P> {
    let moves = Wire(Bit())
    let pipeline = Pipeline(enable: moves._value, latency: latency)
    let isOccupied = (0..<latency).map { _ in Reg(Bit(), reset: 0) }
    let last = isOccupied[latency - 1]
    moves <== !last | result.ready
    self.ready <== moves
    result.valid <== last
    when(moves) {
      isOccupied[0] <== self.valid
      for stage in 1..<latency { isOccupied[stage] <== isOccupied[stage - 1] }
    }
    compute(self.payload, pipeline, result.payload)
    return In<Stream<Q>>(result._value)
  }
}
