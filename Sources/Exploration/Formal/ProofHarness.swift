import Netlist

/// The Verilog module around a unit that a proof starts from: it resets the unit first, assumes that the streams that enter
/// keep their contract, and asserts that those that leave do.
///
/// The clocks, the resets and all inputs are free. A unit of one clock may be reset again at any time; the resets of one of
/// several clocks are held until each clock has had an edge, and then stay low.
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

    // Every reset is 1 until each clock has had an edge.
    for (index, domain) in module.domains.enumerated() {
      lines.append("  logic started_\(index) = 1'b0;")
      lines.append("  always @(posedge \(module.ports[domain.clockPort].name)) started_\(index) <= 1'b1;")
    }
    let started = module.domains.indices.map { "started_\($0)" }.joined(separator: " && ")
    for domain in module.domains {
      guard let reset = domain.resetPort.map({ module.ports[$0].name }) else { continue }
      lines.append("  always @* if (!(\(started))) assume (\(reset));")
      if module.domains.count > 1 { lines.append("  always @* if (\(started)) assume (!\(reset));") }
    }

    for stream in module.streams {
      let valid = module.ports[stream.valid], ready = module.ports[stream.ready].name
      guard module.domains.indices.contains(valid.domain) else { continue }
      let domain = module.domains[valid.domain]
      let clock = module.ports[domain.clockPort].name, reset = domain.resetPort.map { module.ports[$0].name } ?? "1'b0"
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
      func state(_ condition: String, _ promise: String) {
        lines.append("  always @(posedge \(clock)) if (!\(reset) && \(stalled)) \(kind) (\(condition));")
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
    hasSeveralClocks = module.domains.count > 1
  }
}
