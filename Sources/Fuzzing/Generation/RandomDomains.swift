import Netlist
import Simulation

/// How the domains of a module act: edges, reset styles and resets that logic makes.
///
/// Drawn apart from all else, so that a circuit is the same with and without them.
struct DomainStyles {
  private var random: RandomSource
  private let isPlain: Bool

  /// - Parameter random: the module's; it is copied and stays as it is
  init(_ random: RandomSource, shape: CircuitShape) {
    var copy = random
    var own = RandomSource(seed: copy.word() ^ 0xC10C_57E5)
    isPlain = !shape.hasDomainStyles || own.chance(50)
    self.random = own
  }

  mutating func edge() -> ClockEdge { isPlain || random.chance(70) ? .rising : .falling }
  mutating func reset() -> ResetStyle {
    if isPlain { return .synchronous }
    return random.chance(50) ? .asynchronous(activeLow: random.chance(50)) : .synchronous(activeLow: random.chance(50))
  }
  /// Whether some registers have a reset that logic makes of the domain's.
  mutating func hasLocalReset() -> Bool { !isPlain && random.chance(40) }
  /// Whether a register moves from the domain with the module's reset to that with one of its own.
  mutating func isLocal() -> Bool { random.chance(50) }
}

extension ModuleBuilder {
  mutating func addDomain(_ domain: Int) {
    let name = domain == 0 ? "clock" : "slow"
    let clock = add(.input, .bit)
    module.ports.append(
      Port(
        name: reserved(name == "clock" ? name : name + "_clock"), direction: .input, role: .clock, value: clock, domain: domain))
    var entry = ClockDomain(name: name, clock: clock, reset: nil, edge: styles.edge())
    if hasReset[domain] {
      entry.resetStyle = styles.reset()
      let reset = add(.input, .bit)
      let plain = domain == 0 ? "reset" : "slow_reset"
      module.ports.append(
        Port(
          name: reserved(entry.resetStyle.isActiveLow ? plain + "_n" : plain), direction: .input, role: .reset, value: reset,
          domain: domain))
      entry.reset = reset
    }
    module.domains.append(entry)
    if enable == nil { enable = input(.bit, domain: 0, name: "enable") }
  }

  /// 1 while a domain is being reset.
  private mutating func isResetting(_ domain: Int) -> ValueID? {
    let entry = module.domains[domain]
    return entry.reset.map { entry.resetStyle.isActiveLow ? add(.not($0), .bit) : $0 }
  }

  /// Gives some registers of the first domains resets that logic makes: the domain's own, or something else.
  mutating func addLocalResets() {
    for domain in hasReset.indices where hasReset[domain] && styles.hasLocalReset() {
      guard let own = isResetting(domain) else { continue }
      let local = add(.wire, .bit, name: "local_reset")
      assign(local, add(.binary(.or, own, value(.bit)), .bit))
      var entry = module.domains[domain]
      (entry.reset, entry.resetStyle) = (local, .synchronous)
      module.domains.append(entry)
      for register in module.registers.indices where module.registers[register].domain == domain && styles.isLocal() {
        module.registers[register].domain = module.domains.count - 1
      }
    }
  }

  /// What drives the reset of an instance: this module's, inverted if the other level counts there.
  mutating func reset(of inner: Module, _ port: Port, from domain: Int) -> ValueID? {
    guard let reset = module.domains[domain].reset else { return nil }
    if inner.isActiveLow(port) == module.domains[domain].resetStyle.isActiveLow { return reset }
    let wire = add(.wire, .bit)
    assign(wire, add(.not(reset), .bit))
    return wire
  }
}
