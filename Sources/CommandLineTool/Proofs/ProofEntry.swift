/// One configuration of one unit that `prove --all` looks at, and how.
package struct ProofEntry: Sendable {
  /// How the netlist is proven.
  package enum Netlist: Sendable { case flat, byModule }

  let unit: String
  let settings: [(name: String, value: String)]
  /// Cycles of the induction, or nil when the assertions are not tried here.
  let depth: Int?
  /// Whether only the first cycles are looked at: no induction is known that closes.
  let isBounded: Bool
  let netlist: Netlist?

  package init(
    _ unit: String, _ settings: KeyValuePairs<String, String> = [:], depth: Int? = 4, bounded: Bool = false,
    netlist: Netlist? = .flat
  ) {
    self.unit = unit
    self.settings = settings.map { ($0.key, $0.value) }
    self.depth = depth
    isBounded = bounded
    self.netlist = netlist
  }
}
