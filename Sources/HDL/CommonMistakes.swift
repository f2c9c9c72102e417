import Netlist

// What beginners write, and what they are told. Swift picks an unavailable function only where nothing else fits, so that
// these messages stand in for its own.

@available(*, unavailable, message: "hardware is driven with '<==': write x <== x + 1 for x += 1")
public func += <L: Readable, R>(left: L, right: R) {}
@available(*, unavailable, message: "hardware is driven with '<==': write x <== x - 1 for x -= 1")
public func -= <L: Readable, R>(left: L, right: R) {}
@available(*, unavailable, message: "hardware is driven with '<==': write x <== x * y for x *= y")
public func *= <L: Readable, R>(left: L, right: R) {}

extension Drivable where Kind == Bit {
  @available(*, unavailable, message: "a Bool is Swift's, a Bit is hardware: write 1 or 0, or condition ? 1 : 0")
  public static func <== (left: Self, right: Bool) {}
}

extension Readable where Kind: Signal {
  @available(
    *, unavailable,
    message: "comparing signals gives a Bit, which no if, while, guard or ?: of Swift can test: use when(a == b) { } or mux"
  )
  public static func == <R: Readable>(left: Self, right: R) -> Bool where R.Kind == Kind { false }
}

@available(*, unavailable, message: "signals of different kinds do not mix: convert one with asSigned, asUnsigned or asBits")
@_disfavoredOverload public func + <L: Readable, R: Readable>(left: L, right: R) -> L.Kind { fatalError() }
@available(*, unavailable, message: "signals of different kinds do not mix: convert one with asSigned, asUnsigned or asBits")
@_disfavoredOverload public func - <L: Readable, R: Readable>(left: L, right: R) -> L.Kind { fatalError() }
@available(*, unavailable, message: "signals of different kinds do not mix: convert one with asSigned, asUnsigned or asBits")
@_disfavoredOverload public func * <L: Readable, R: Readable>(left: L, right: R) -> L.Kind { fatalError() }
@available(*, unavailable, message: "signals of different kinds do not mix: convert one with asSigned, asUnsigned or asBits")
@_disfavoredOverload public func <== <L: Drivable, R: Readable>(left: L, right: R) {}

/// `truncated(to:)` and `saturated(to:)` with a width that they cannot give.
func reportNarrowing(_ spelling: String, _ ref: Ref, _ width: Int) {
  let builder = builder()
  if width < 1 {
    builder.error("\(spelling)(to: \(width)) would leave no bit of \(builder.describe(ref)); a signal has at least 1")
  } else {
    builder.error(
      "\(spelling)(to: \(width)) cannot widen \(builder.describe(ref)), which is \(ref.width) bits",
      note: "use extended(to: \(width))")
  }
}

/// A constant shift that moves everything out.
func reportOvershift(_ operation: ShiftOperator, _ ref: Ref, _ amount: Int) {
  let builder = builder()
  let spelling = operation == .left ? "<<" : ">>"
  builder.error(
    "'\(spelling)' by \(amount) leaves nothing of \(builder.describe(ref)), which is \(ref.width) bits",
    note: "use extended(to:) first if it shall hold more bits", at: spelling)
}

extension Builder {
  /// Remembers that a whole stream was connected to a receiver, outside of all conditions; reports the second one: its `ready`
  /// would hide the first one's, which loses or repeats transfers.
  func claimReady(_ target: Ref) {
    guard frames.count == 1, let place = place(of: target) else { return }
    let id: ValueID, bits: Range<Int>
    switch place {
    case .value(let whole): (id, bits) = (whole, 0..<module[whole].type.width)
    case .part(let whole, let part):
      guard part.indices.isEmpty else { return }
      (id, bits) = (whole, part.offset..<(part.offset + part.width))
    case .memory: return
    }
    let claims = readyClaims[id, default: []]
    if let first = claims.first(where: { $0.bits.overlaps(bits) && $0.location != location })?.location {
      error(
        "\(describe(target)) has a driver already: line \(first.line) connects the stream to another receiver",
        note: "a stream has one receiver: choose one with when, or drive valid and ready of both by hand", at: "<==")
    }
    readyClaims[id] = claims + [(bits, location)]
  }

  /// Reports a register that was made outside and is driven inside `clocked(by:)`: the block does not change its clock.
  func requireOwnClock(_ target: Target) {
    let id: ValueID
    switch target {
    case .value(let whole), .part(let whole, _): id = whole
    case .memory: return
    }
    guard domain != 0, case .register(let index) = module[id].operation else { return }
    let own = module.registers[index].domain
    if isSameClock(own, domain) { return }
    error(
      "\(module[id].name.map { "'\($0)'" } ?? "this") is a register of '\(name(ofDomain: own))', and this is a block of '\(domainName)', which does not change its clock",
      note: "make it with clocked(by: \(domainName)) { Reg(...) }, or drive it outside of the block", at: "<==")
  }

  /// Whether two domains change at the same edge, whatever resets them.
  func isSameClock(_ a: Int, _ b: Int) -> Bool {
    a == b || entries[a].clock == entries[b].clock && edge(ofDomain: a) == edge(ofDomain: b)
  }
}
