import Netlist

extension Readable where Kind: Scalar {
  /// This value of the domain `source` in the running domain: whole values only, never a mixture of the bits of two.
  ///
  /// A handshake moves one value at a time: the source takes a copy and toggles a request; when the request has come over through
  /// `stages` registers, the copy is taken, and the answer goes back the same way. Values that come and go faster than that are
  /// skipped, the last one always arrives. For values that must not be lost use an asynchronous FIFO. The resets of both domains
  /// overlap; until the first value arrives the result is `reset`.
  public func synchronized(from source: ClockDomain, stages: Int = 2, reset: Int = 0) -> Kind {
    builder().ungated { handshake(from: source, stages: stages, reset: reset) }
  }

  private func handshake(from source: ClockDomain, stages: Int, reset: Int) -> Kind {
    let value = _value
    func register() -> Reg<Kind> { Reg(value._with(fresh(value.ref.type)), reset: reset) }

    let answer = Wire(Bit())
    let (request, copy) = clocked(by: source) { () -> (Reg<Bit>, Reg<Kind>) in
      let request = Reg(Bit(), reset: 0), copy = register()
      when(request == answer.synchronized(stages: stages)) {
        copy._drive(value.ref)
        request <== !request
      }
      return (request, copy)
    }
    let seen = request.synchronized(stages: stages)
    let taken = Reg(next: seen, reset: 0), result = register()
    // The copy has not changed since the request was made, and does not until the answer is back.
    when(seen != taken) { result._drive(unsafeCrossing(copy).ref) }
    answer <== taken
    _name("answer", answer)
    _name("request", request)
    _name("copy", copy)
    _name("taken", taken)
    _name("received", result)
    return result.value
  }
}
