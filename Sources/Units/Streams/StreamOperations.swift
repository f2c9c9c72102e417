import HDL

// Stages of a stream, written behind it: `io.input.buffered(depth: 4).registered()`. Each works on a stream that can be
// read, an input port or an instance's output, and returns another one.

extension In {
  /// The stream behind a `Fifo` of `depth` payloads.
  @Hardware
  public func buffered<P>(depth: Int) -> In<Stream<P>> where T == Stream<P> {
    let fifo = Instance(Fifo<P>(payload: _value.payload.shape, depth: depth))
    fifo.input <== self
    return fifo.output
  }

  /// The stream behind one stage of registers.
  @Hardware
  public func registered<P>(_ style: RegisterSliceStyle = .full) -> In<Stream<P>> where T == Stream<P> {
    let slice = Instance(RegisterSlice<P>(payload: _value.payload.shape, style: style))
    slice.input <== self
    return slice.output
  }

  /// The stream of what `transform` makes of each payload, combinationally: `ready` and `valid` pass through.
  ///
  /// `transform` drives every signal of the result: `numbers.mapped(to: Word(data: 8)) { $1.data <== ~$0.data }`.
  public func mapped<P, Q: Payload>(to payload: Q, _ transform: (In<P>, Wire<Q>) -> Void) -> In<Stream<Q>> where T == Stream<P> {
    let result = Wire(Stream(payload))
    result.valid <== self.valid
    self.ready <== result.ready
    transform(self.payload, result.payload)
    return In<Stream<Q>>(result._value)
  }

  /// The stream behind `stages` register slices that cut `valid`, payload and `ready`.
  public func staged<P: Payload>(_ stages: Int) -> In<Stream<P>> where T == Stream<P> {
    (0..<stages).reduce(self) { stream, _ in stream.sliced() }
  }

  @Hardware
  private func sliced<P: Payload>() -> In<Stream<P>> where T == Stream<P> {
    let stage = Instance(RegisterSlice<P>(payload: _value.payload.shape))
    stage.input <== self
    return stage.output
  }

  /// A latency-insensitive pipeline of `stages` steps with registers behind each.
  ///
  /// `step` receives the stage's number from 0, its input and its output, and drives every signal of the output. Each stage
  /// takes one cycle; the pipeline takes one payload a cycle, stalls where the receiver stalls and closes bubbles. With
  /// `forward` (the smaller one) `ready` passes combinationally through all stages, with `full` through none.
  public func pipelined<P>(stages: Int, _ style: RegisterSliceStyle = .forward, _ step: (Int, In<P>, Wire<P>) -> Void) -> In<
    Stream<P>
  >
  where T == Stream<P> {
    var stream = self
    for stage in 0..<max(0, stages) {
      stream = stream.mapped(to: P(_value.payload.shape)) { step(stage, $0, $1) }.registered(style)
    }
    return stream
  }
}
