import Netlist

/// The value of another clock domain, without a check: say why it is safe where you use it. Single bits go through
/// `synchronized()` instead.
public func unsafeCrossing<V: Readable>(_ value: V) -> V.Kind where V.Kind: Signal {
  value._value._with(builder().add(.crossing(value._value.ref.id), value._value.ref.type))
}

extension Readable where Kind == Bit {
  /// This bit of another clock domain, through `stages` registers of the running one, which follow it at every edge: conditions
  /// around the call do not hold them up. What it comes from may change with one clock only.
  public func synchronized(stages: Int = 2) -> Bit {
    if stages < 1 {
      builder().error("synchronized(stages: \(stages)) needs at least 1 stage", note: "2 is usual, 3 at very high clocks")
    }
    var bit = unsafeCrossing(self)
    let hasReset = builder().reset(ofDomain: builder().domain) != nil
    for stage in 0..<max(1, stages) {
      let register = hasReset ? Reg(next: bit, reset: 0) : Reg(next: bit, reset: .guarded)
      if stage == 0 { builder().markSynchronizer(register._value.ref) }
      bit = register.value
    }
    return bit
  }

  /// This reset (1 while it is active) in the running domain: it becomes active at once, and ends `stages` edges of the running clock
  /// after it has ended outside, at which registers that it resets asynchronously can start safely together.
  ///
  ///     let reset = io.powerOn.resetSynchronized()
  ///     resetting(by: reset, .asynchronous) { … }
  public func resetSynchronized(stages: Int = 2) -> Bit {
    if stages < 1 { builder().error("resetSynchronized(stages: \(stages)) needs at least 1 stage", note: "2 is usual") }
    return resetting(by: unsafeCrossing(self), .asynchronous) {
      var bit = Bit(_ref: builder().constant(BitVector(width: 1), .bit))
      for _ in 0..<max(1, stages) { bit = Reg(next: bit, reset: 1).value }
      return bit
    }
  }
}

extension Builder {
  func markSynchronizer(_ ref: Ref) {
    guard ref.owner == serial, case .register(let index) = module[id(of: ref)].operation else { return }
    module.registers[index].isSynchronizer = true
  }
}
