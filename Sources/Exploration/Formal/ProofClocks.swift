import Netlist

/// A design that a proof cannot say anything right about, with the remedy.
public struct ProofRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  public let description: String
}

/// The clocks that registers, memories and checks of a whole design follow.
struct ProofClocks {
  /// The edges that count.
  private(set) var edges: Set<ClockEdge> = []
  /// A register whose reset acts at once; nil if there is none.
  private(set) var asynchronousReset: String?

  /// Throws a `ProofRefusal` for a clock that is made inside: the solver chooses the clocks, and cannot choose that one.
  init(_ design: Design) throws {
    let top = try Flattening.flatten(design).top
    var used = Set(top.registers.map(\.domain) + top.memories.map(\.domain))
    Module.walk(top.statements) { statement in
      if case .check(_, _, _, let domain) = statement.kind { used.insert(domain) }
    }
    for index in used.sorted() {
      let domain = top.domains[index]
      guard top.ports.contains(where: { $0.role == .clock && $0.value == domain.clock }) else {
        let name = top[domain.clock].name.map { "'\($0)'" } ?? "of domain '\(domain.name)'"
        throw ProofRefusal(
          description: "the clock \(name) is made inside '\(top.name)', and a proof knows only clocks that are ports;"
            + " prove the modules that run at it by themselves")
      }
      edges.insert(domain.edge)
    }
    let register = top.registers.first { $0.reset != nil && top.domains[$0.domain].resetStyle.isAsynchronous }
    asynchronousReset = register.map { top[$0.value].name ?? "a register" }
  }
}
