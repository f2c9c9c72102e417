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
    var text = ""
    for one in cases { text += try VerilogEmitter(dialect: dialect).emit(one.design).text + "\n" }
    return try await simulate(text, cases, standard: dialect == .systemVerilog ? "-g2012" : "-g2005")
  }

  /// Runs any Verilog whose modules have the circuits' ports.
  func simulate(_ text: String, _ cases: [PreparedCase], standard: String) async throws -> [BackendTrace] {
    try await ExternalTool.inTemporaryFolder { folder in
      let file = dialect == .systemVerilog ? "circuits.sv" : "circuits.v"
      try ExternalTool.write(text, to: "\(folder)/\(file)")
      try ExternalTool.write(VerilogTestbench.text(cases), to: "\(folder)/testbench.v")
      _ = try await ExternalTool.run(
        compiler, [standard, "-s", VerilogTestbench.moduleName, "-o", "fuzz.vvp", file, "testbench.v"], folder: folder)
      let output = try await ExternalTool.run(runner, ["-n", "fuzz.vvp"], folder: folder, seconds: 10)
      return try VerilogTestbench.traces(
        output, caseCount: cases.count, sampleCount: 2 * (cases.first?.fuzzCase.stimulus.cycles.count ?? 0))
    }
  }
}
