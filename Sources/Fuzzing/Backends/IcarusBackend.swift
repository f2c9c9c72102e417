import Foundation
import Netlist
import Verilog

/// The emitted Verilog in Icarus Verilog.
public struct IcarusBackend: FuzzBackend {
  public let dialect: Dialect
  let compiler: String, runner: String
  public var name: String { dialect == .systemVerilog ? "icarus" : "icarus-2005" }
  public var batchLimit: Int { FuzzCase.batchSize }

  /// Nil if Icarus is not installed.
  public init?(dialect: Dialect = .systemVerilog) {
    guard let compiler = ExternalTool.onPath("iverilog"), let runner = ExternalTool.onPath("vvp") else { return nil }
    self.dialect = dialect
    self.compiler = compiler
    self.runner = runner
  }

  public func run(_ cases: [PreparedCase]) async throws -> [BackendTrace] {
    var text = try cases.map { try VerilogEmitter(dialect: dialect).emit($0.design).text }.joined(separator: "\n")
    if dialect == .systemVerilog, try await isTangled() {
      // The same processes, started by the testbench instead of by themselves.
      let start = "always @* if (\(VerilogTestbench.moduleName).started)"
      text = text.replacing("  always_comb begin", with: "  \(start) begin").replacing("  always_comb\n", with: "  \(start)\n")
    }
    return try await simulate(text, cases, standard: dialect == .verilog2005 ? "-g2005" : "-g2012")
  }

  /// Whether this Icarus is older than 12. Up to 11, whatever wakes one `always_comb` wakes those before it too (issue 508 of
  /// Icarus: the inputs of an event share one list), so that two blocks of which one assigns a default first wake each
  /// other at time 0 for ever. Its `always @*` has no such fault, but does not start by itself.
  private func isTangled() async throws -> Bool {
    let version = try await ExternalTool.run("sh", ["-c", "\"$0\" -V 2>&1", runner], folder: NSTemporaryDirectory())
    let number = version.firstMatch(of: /version (\d+)/).flatMap { Int($0.1) }
    return (number ?? 12) < 12
  }

  /// Runs any Verilog whose modules have the circuits' ports.
  func simulate(_ text: String, _ cases: [PreparedCase], standard: String, seconds: Int = 30) async throws -> [BackendTrace] {
    try await ExternalTool.inTemporaryFolder { folder in
      let file = dialect == .systemVerilog ? "circuits.sv" : "circuits.v"
      try ExternalTool.write(text, to: "\(folder)/\(file)")
      try ExternalTool.write(VerilogTestbench.text(cases), to: "\(folder)/testbench.v")
      _ = try await ExternalTool.run(
        compiler, [standard, "-s", VerilogTestbench.moduleName, "-o", "fuzz.vvp", file, "testbench.v"], folder: folder)
      let output = try await ExternalTool.run(runner, ["-n", "fuzz.vvp"], folder: folder, seconds: seconds)
      return try VerilogTestbench.traces(
        output, caseCount: cases.count, sampleCount: 2 * (cases.first?.fuzzCase.stimulus.cycles.count ?? 0), isTwoState: false)
    }
  }
}
