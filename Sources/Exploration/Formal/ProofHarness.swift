import Netlist

/// The Verilog module around a unit that a proof starts from: it resets the unit first, assumes that the streams that enter
/// keep their contract, and asserts that those that leave do.
///
/// The clocks, the resets and all inputs are free. A unit of one edge of one clock may be reset again at any time; the resets of one
/// of several clocks, or of both edges, are held until all of them have come, and then stay inactive.
public struct ProofHarness: Sendable {
  /// The module's name, and that of its file.
  public static let top = "hwgen_proof", file = "harness.sv"

  public let text: String
  /// What is asserted on a line of `text`, from 1.
  public let promises: [Int: String]
  /// Whether the solver must treat clocks as signals: there are several, both edges of one count, or a reset acts at once.
  public let hasSeveralClocks: Bool

  /// Throws a `ProofRefusal` for a clock that is made inside.
  public init(_ design: Design) throws {
    let module = design.top
    let found = try ProofClocks(design), edges = found.edges
    var lines: [String] = [], promises: [Int: String] = [:]
    func range(_ port: Port) -> String {
      let width = module[port.value].type.width
      return width == 1 ? "" : "[\(width - 1):0] "
    }
    let inputs = module.ports.filter { $0.direction == .input }
    lines.append("module \(Self.top) (")
    for (index, port) in inputs.enumerated() {
      lines.append("  input logic \(range(port))\(port.name)\(index + 1 < inputs.count ? "," : "")")
    }
    lines.append(");")
    for port in module.ports where port.direction == .output { lines.append("  logic \(range(port))\(port.name);") }
    lines.append("  \(module.name) unit (")
    lines.append("    " + module.ports.map { ".\($0.name)(\($0.name))" }.joined(separator: ", "))
    lines.append("  );")

    let clocks = module.clockPorts.map(\.port.name)
    /// 1 while the reset is active.
    func active(_ port: Port) -> String { module.isActiveLow(port) ? "!\(port.name)" : port.name }
    func port(_ id: ValueID?) -> Port? { module.ports.first { $0.role != .data && $0.value == id } }
    let resets = module.ports.filter { $0.role == .reset }.map(active)
    hasSeveralClocks = clocks.count > 1 || edges.count > 1 || found.asynchronousReset != nil
    if hasSeveralClocks {
      lines += Self.severalClocks(clocks, resets, hasFallingEdges: edges.contains(.falling))
    } else {
      lines += Self.oneClock(clocks, resets, edge: edges.first.map(Self.event) ?? Self.event(.rising))
    }

    for stream in module.streams {
      let valid = module.ports[stream.valid], ready = module.ports[stream.ready].name
      guard module.domains.indices.contains(valid.domain) else { continue }
      let domain = module.domains[valid.domain]
      guard let name = port(domain.clock)?.name else { continue }
      let clock = "\(Self.event(domain.edge)) \(name)"
      let reset = port(domain.reset).map(active) ?? "1'b0"
      let payload = stream.payload.map { module.ports[$0].name }
      let width = stream.payload.reduce(0) { $0 + module[module.ports[$1].value].type.width }
      let stalled = "\(stream.name)_stalled", held = "\(stream.name)_held"
      lines.append("  logic \(stalled) = 1'b0;")
      lines.append("  always @(\(clock)) \(stalled) <= !\(reset) && \(valid.name) && !\(ready);")
      if !payload.isEmpty {
        lines.append("  logic [\(width - 1):0] \(held);")
        lines.append("  always @(\(clock)) \(held) <= {\(payload.joined(separator: ", "))};")
      }
      let kind = stream.direction == .input ? "assume" : "assert"
      // What leaves beside other clocks stays as it is between the edges, too.
      let sampling = kind == "assert" && hasSeveralClocks ? "posedge instant" : clock
      func state(_ condition: String, _ promise: String) {
        lines.append("  always @(\(sampling)) if (!\(reset) && \(stalled)) \(kind) (\(condition));")
        if kind == "assert" { promises[lines.count] = promise }
      }
      state(valid.name, "\(stream.name)_valid stays 1 until the transfer")
      if !payload.isEmpty {
        state(
          "{\(payload.joined(separator: ", "))} == \(held)", "the payload of \(stream.name) stays unchanged until the transfer")
      }
    }
    lines.append("endmodule\n")
    text = lines.joined(separator: "\n")
    self.promises = promises
  }

  private static func event(_ edge: ClockEdge) -> String { edge == .rising ? "posedge" : "negedge" }

  /// The reset is 1 until the clock has had an edge.
  private static func oneClock(_ clocks: [String], _ resets: [String], edge: String) -> [String] {
    zip(clocks, resets).flatMap { clock, reset in
      [
        "  logic started = 1'b0;", "  always @(\(edge) \(clock)) started <= 1'b1;",
        "  always @* if (!started) assume (\(reset));",
      ]
    }
  }

  /// The resets are active until all clocks rise at once, and then fall at once where falling edges count, which leaves nothing of what was before: an induction needs no invariant
  /// about times at which only some of the registers have been reset. In each step of the solver at least one clock changes, so
  /// that no run of any length is without edges.
  private static func severalClocks(_ clocks: [String], _ resets: [String], hasFallingEdges: Bool) -> [String] {
    var lines = ["  (* gclk *) logic instant;"]
    for (index, clock) in clocks.enumerated() {
      lines.append("  logic before_\(index) = 1'b1;")
      lines.append("  always @(posedge instant) before_\(index) <= \(clock);")
    }
    func all(_ separator: String, _ term: (String, String) -> String) -> String {
      clocks.enumerated().map { term($1, "before_\($0)") }.joined(separator: separator)
    }
    lines.append("  always @* assume (\(all(" || ") { "\($0) != \($1)" }));")
    let rise = all(" && ") { "\($0) && !\($1)" }, fall = all(" && ") { "!\($0) && \($1)" }
    lines.append("  logic started = 1'b0;")
    if hasFallingEdges {
      lines.append("  logic risen = 1'b0;")
      lines.append("  always @(posedge instant) if (\(rise)) risen <= 1'b1;")
      lines.append("  always @(posedge instant) if (risen && \(fall)) started <= 1'b1;")
    } else {
      lines.append("  always @(posedge instant) if (\(rise)) started <= 1'b1;")
    }
    for reset in resets { lines.append("  always @* assume (\(reset) == !started);") }
    return lines
  }
}
