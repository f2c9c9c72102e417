import Netlist

/// A clock and its synchronous reset, by name. The standard one has the ports `clock` and `reset`; another, say `fast`,
/// has `fast_clock` and `fast_reset`.
public struct ClockSource: Hashable, Sendable {
  public let name: String
  public init(_ name: String) { self.name = name }
  public static let standard = ClockSource("clock")
  var clockPort: String { self == .standard ? "clock" : name + "_clock" }
  var resetPort: String { self == .standard ? "reset" : name + "_reset" }
}

/// Registers, memories, assertions and instances made inside belong to `clock`. Returns what the closure does, so that a
/// register can be made in one domain and used in the other: `let pointer = clocked(by: fast) { Reg(Bits(4), reset: 0) }`.
@discardableResult
public func clocked<Result>(by clock: ClockSource, _ body: () -> Result) -> Result {
  let builder = builder()
  let before = builder.domain
  builder.domain = builder.domainIndex(clock.name)
  defer { builder.domain = before }
  return body()
}

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
    for stage in 0..<max(1, stages) {
      let register = Reg(next: bit, reset: 0)
      if stage == 0 { builder().markSynchronizer(register._value.ref) }
      bit = register.value
    }
    return bit
  }
}

extension Builder {
  func domainIndex(_ name: String) -> Int {
    if let index = domainNames.firstIndex(of: name) { return index }
    domainNames.append(name)
    return domainNames.count - 1
  }
  func markSynchronizer(_ ref: Ref) {
    guard ref.owner == serial, case .register(let index) = module[id(of: ref)].operation else { return }
    module.registers[index].isSynchronizer = true
  }
  /// The input value of a domain's clock, made on first use.
  func clockValue(_ domain: Int) -> ValueID {
    if let known = clockValues[domain] { return known }
    let id = add(.input, .bit).id
    clockValues[domain] = id
    return id
  }
  func resetValue(_ domain: Int) -> ValueID {
    if let known = resetValues[domain] { return known }
    let id = add(.input, .bit).id
    resetValues[domain] = id
    return id
  }
}
