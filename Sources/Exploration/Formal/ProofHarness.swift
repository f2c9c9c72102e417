import Netlist

/// The Verilog module around a unit that a proof starts from: it resets the unit first, assumes that the streams that enter
/// keep their contract, and asserts that those that leave do.
///
/// The clocks, the resets and all inputs are free. A unit of one clock may be reset again at any time; the resets of one of
/// several clocks are held until all clocks have had an edge, and then stay low.
public struct ProofHarness: Sendable {
  /// The module's name, and that of its file.
  public static let top = "hwgen_proof", file = "harness.sv"

  public let text: String
  /// What is asserted on a line of `text`, from 1.
  public let promises: [Int: String]
  /// Whether the solver must treat clocks as signals.
  public let hasSeveralClocks: Bool

  public init(_ module: Module) {
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
    lines += clocks.count > 1 ? Self.severalClocks(clocks, resets) : Self.oneClock(clocks, resets)

    for stream in module.streams {
      let valid = module.ports[stream.valid], ready = module.ports[stream.ready].name
      guard module.domains.indices.contains(valid.domain) else { continue }
      let domain = module.domains[valid.domain]
      guard let clock = port(domain.clock)?.name else { continue }
      let reset = port(domain.reset).map(active) ?? "1'b0"
      let payload = stream.payload.map { module.ports[$0].name }
      let width = stream.payload.reduce(0) { $0 + module[module.ports[$1].value].type.width }
      let stalled = "\(stream.name)_stalled", held = "\(stream.name)_held"
      lines.append("  logic \(stalled) = 1'b0;")
      lines.append("  always @(posedge \(clock)) \(stalled) <= !\(reset) && \(valid.name) && !\(ready);")
      if !payload.isEmpty {
        lines.append("  logic [\(width - 1):0] \(held);")
        lines.append("  always @(posedge \(clock)) \(held) <= {\(payload.joined(separator: ", "))};")
      }
      let kind = stream.direction == .input ? "assume" : "assert"
      // What leaves beside other clocks stays as it is between the edges, too.
      let sampling = kind == "assert" && clocks.count > 1 ? "instant" : clock
      func state(_ condition: String, _ promise: String) {
        lines.append("  always @(posedge \(sampling)) if (!\(reset) && \(stalled)) \(kind) (\(condition));")
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
    hasSeveralClocks = clocks.count > 1
  }

  /// The reset is 1 until the clock has had an edge.
  private static func oneClock(_ clocks: [String], _ resets: [String]) -> [String] {
    zip(clocks, resets).flatMap { clock, reset in
      [
        "  logic started = 1'b0;", "  always @(posedge \(clock)) started <= 1'b1;",
        "  always @* if (!started) assume (\(reset));",
      ]
    }
  }

  /// The resets are 1 until all clocks rise at once, which leaves nothing of what was before: an induction needs no invariant
  /// about times at which only some of the registers have been reset. In each step of the solver at least one clock changes, so
  /// that no run of any length is without edges.
  private static func severalClocks(_ clocks: [String], _ resets: [String]) -> [String] {
    var lines = ["  (* gclk *) logic instant;"]
    for (index, clock) in clocks.enumerated() {
      lines.append("  logic before_\(index) = 1'b1;")
      lines.append("  always @(posedge instant) before_\(index) <= \(clock);")
    }
    func all(_ separator: String, _ term: (String, String) -> String) -> String {
      clocks.enumerated().map { term($1, "before_\($0)") }.joined(separator: separator)
    }
    lines.append("  always @* assume (\(all(" || ") { "\($0) != \($1)" }));")
    lines.append("  logic started = 1'b0;")
    lines.append("  always @(posedge instant) if (\(all(" && ") { "\($0) && !\($1)" })) started <= 1'b1;")
    for reset in resets { lines.append("  always @* assume (\(reset) == !started);") }
    return lines
  }
}
