/// Which edge of its clock a domain acts at.
public enum ClockEdge: String, Hashable, Sendable, Codable { case rising, falling }

/// How registers with a reset value come to it, and which level of the reset signal makes them.
public struct ResetStyle: Hashable, Sendable, Codable {
  /// Whether the registers take their reset value as soon as the reset becomes active, not at the clock's next edge.
  public var isAsynchronous: Bool
  /// Whether the reset is active at 0.
  public var isActiveLow: Bool
  /// At the clock's edge, while the reset is 1.
  public static let synchronous = synchronous(activeLow: false)
  /// As soon as the reset is 1, and until it is 0 again.
  public static let asynchronous = asynchronous(activeLow: false)
  public static func synchronous(activeLow: Bool) -> ResetStyle { .init(isAsynchronous: false, isActiveLow: activeLow) }
  public static func asynchronous(activeLow: Bool) -> ResetStyle { .init(isAsynchronous: true, isActiveLow: activeLow) }
}

/// Registers, memories and checks that share an edge of a clock and a reset.
///
/// Clock and reset are nets of the module: input ports, wires, registers or outputs of instances. Several domains of one `name` have one
/// clock and differ in the edge or the reset: nothing between them is a crossing.
public struct ClockDomain: Hashable, Sendable {
  /// What the clock is called that a module has if nothing else is said.
  public static let standardName = "clock"
  /// The clock's name, not the port's.
  public var name: String
  public var clock: ValueID
  /// Nil when nothing in the module (and below) has a reset value, or the clock has no reset.
  public var reset: ValueID?
  public var edge: ClockEdge
  public var resetStyle: ResetStyle
  public init(
    name: String, clock: ValueID, reset: ValueID?, edge: ClockEdge = .rising, resetStyle: ResetStyle = .synchronous
  ) {
    self.name = name
    self.clock = clock
    self.reset = reset
    self.edge = edge
    self.resetStyle = resetStyle
  }
}

extension Module {
  /// The input ports that are clocks and their names, in the order of the domains: what a step of a simulator names by number.
  public var clockPorts: [(domain: String, port: Port)] {
    var result: [(domain: String, port: Port)] = []
    for domain in domains where !result.contains(where: { $0.port.value == domain.clock }) {
      if let port = ports.first(where: { $0.role == .clock && $0.value == domain.clock }) { result.append((domain.name, port)) }
    }
    return result
  }

  /// The nets that are clocks and resets here, each once.
  public var domainSignals: [ValueID] {
    var seen: Set<ValueID> = []
    return domains.flatMap { [$0.clock] + ($0.reset.map { [$0] } ?? []) }.filter { seen.insert($0).inserted }
  }

  /// Whether the port is a reset that is active at 0.
  public func isActiveLow(_ port: Port) -> Bool {
    port.role == .reset && domains.contains { $0.reset == port.value && $0.resetStyle.isActiveLow }
  }
}
