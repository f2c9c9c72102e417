import Netlist

public typealias ClockEdge = Netlist.ClockEdge
public typealias ResetStyle = Netlist.ResetStyle

/// A clock with the edge that counts and its reset, by name.
///
/// The standard one has the ports `clock` and `reset` (`reset_n` if it is active at 0); another, say `fast`, has `fast_clock` and
/// `fast_reset`. What a domain does not say of its edge and reset it has from the domain of that name around the module's
/// instance, and at the top it is the rising edge and a synchronous, active-high reset:
///
///     let fast = ClockDomain("fast", edge: .rising, reset: .asynchronous(activeLow: true))
///     let slow = ClockDomain("slow", reset: .none)
///
/// Domains of one name are one clock: with `edge: .falling` only the edge is another one.
public struct ClockDomain: Hashable, Sendable {
  public let name: String
  /// Nil: as around the module.
  let edge: ClockEdge?
  let reset: DeclaredReset
  let clockPort: String?
  let resetPort: String?

  enum DeclaredReset: Hashable {
    case asAround
    /// Nil: there is none.
    case style(ResetStyle?)
  }

  /// - Parameters:
  ///   - edge: the edge at which registers change; as around the module if it is left out
  ///   - clockPort, resetPort: the ports' names, if not those that follow from the name
  public init(_ name: String, edge: ClockEdge? = nil, clockPort: String? = nil, resetPort: String? = nil) {
    self.init(name, edge, .asAround, clockPort, resetPort)
  }
  /// - Parameters:
  ///   - reset: how registers come to their reset values; `.none` if they have none
  public init(
    _ name: String, edge: ClockEdge? = nil, reset: ResetStyle?, clockPort: String? = nil, resetPort: String? = nil
  ) {
    self.init(name, edge, .style(reset), clockPort, resetPort)
  }
  private init(_ name: String, _ edge: ClockEdge?, _ reset: DeclaredReset, _ clockPort: String?, _ resetPort: String?) {
    self.name = name
    self.edge = edge
    self.reset = reset
    self.clockPort = clockPort
    self.resetPort = resetPort
  }

  /// The domain of everything that names none.
  public static let standard = ClockDomain(Netlist.ClockDomain.standardName)
}

extension ClockDomain {
  /// A domain whose clock is a signal of the running module: the output of a black box (a PLL, a clock gate) or a register.
  ///
  /// Its edges come after those that changed the register; logic in front of a clock, which could glitch, is an error. To the check
  /// of crossings it is a clock of its own.
  ///
  /// - Parameters:
  ///   - name: of the domain, another one than those of the module's other clocks
  ///   - reset: the running domain's, if nothing is said
  public init(_ name: String, clock: some Readable<Bit>, edge: ClockEdge = .rising) {
    let builder = builder()
    let reset = builder.reset(ofDomain: builder.domain)
    self.init(name, edge, .style(reset.flatMap { builder.resetNets[$0].style }), nil, nil)
    builder.declare(name, clock: clock._value.ref, edge: edge, reset: reset)
  }

  /// A domain whose clock and reset are signals of the running module; `resetStyle` says which level of `reset` counts, and when.
  public init(
    _ name: String, clock: some Readable<Bit>, edge: ClockEdge = .rising, reset: some Readable<Bit>,
    resetStyle: ResetStyle = .synchronous
  ) {
    let builder = builder()
    self.init(name, edge, .style(resetStyle), nil, nil)
    let net = builder.resetNet(of: reset._value.ref, style: resetStyle, name: name + "_reset")
    builder.declare(name, clock: clock._value.ref, edge: edge, reset: net)
  }
}

/// Registers, memories, assertions and instances made inside belong to `clock`. Returns what the closure does, so that a
/// register can be made in one domain and used in the other: `let pointer = clocked(by: fast) { Reg(Bits(4), reset: 0) }`.
@discardableResult
public func clocked<Result>(by clock: ClockDomain, _ body: () -> Result) -> Result {
  let builder = builder()
  return builder.inside(builder.domainIndex(clock), body)
}

/// Registers and instances made inside are reset by `signal` instead of their domain's reset, with the same clock:
/// `resetting(by: runningReset() | io.clear) { … }`. Returns what the closure does.
///
/// - Parameters:
///   - style: whether the registers change at once or at the clock's edge, and which level of `signal` makes them. What resets
///     asynchronously must come from a register, a port or a black box: logic could glitch.
@discardableResult
public func resetting<Result>(by signal: some Readable<Bit>, _ style: ResetStyle = .synchronous, _ body: () -> Result) -> Result {
  let builder = builder()
  var entry = builder.entries[builder.domain]
  entry.localReset = builder.resetNet(of: signal._value.ref, style: style, name: "local_reset")
  return builder.inside(builder.index(of: entry), body)
}

/// The running domain's clock as a signal, for ports and black boxes; registers do not take it.
public func runningClock() -> Bit {
  let builder = builder()
  return Bit(_ref: builder.ref(builder.clockValue(builder.domain)))
}

/// Whether the running domain is being reset: 1 while its reset is active, whatever its style.
public func runningReset() -> Bit {
  let builder = builder()
  guard let net = builder.reset(ofDomain: builder.domain) else {
    builder.error("the domain '\(builder.domainName)' has no reset")
    return Bit(_ref: builder.constant(BitVector(width: 1), .bit))
  }
  let value = builder.resetValue(ofNet: net)
  guard builder.resetNets[net].style.isActiveLow else { return Bit(_ref: builder.ref(value)) }
  return Bit(_ref: builder.add(.not(value), .bit))
}
