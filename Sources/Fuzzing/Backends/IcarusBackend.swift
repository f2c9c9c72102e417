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
    let texts = try cases.map { try VerilogEmitter(dialect: dialect).emit($0.design).text }
    if dialect == .verilog2005 { return try await simulate(texts.joined(separator: "\n"), cases, standard: "-g2005") }
    // An `always_comb` can run forever at time 0 in Icarus 11, between blocks that do not depend on each other. An
    // `always @*` cannot, but it never starts where all that it reads is constant: those circuits run as they are, and
    // are left out if they do not end.
    let plain = texts.joined(separator: "\n").replacing("always_comb", with: "always @*")
    var traces = try await simulate(plain, cases, standard: "-g2012")
    let unknown = traces.indices.filter { index in
      traces[index].samples.dropFirst(Trace.firstCompared).contains { $0.contains { !$0.isHexDigit } }
    }
    for index in unknown {
      do {
        traces[index] = try await simulate(texts[index], [cases[index]], standard: "-g2012", seconds: 2)[0]
      } catch let error as FuzzError where error.isTimeout {
        traces[index].isSkipped = true
      }
    }
    return traces
  }

  /// Runs any Verilog whose modules have the circuits' ports.
  func simulate(_ text: String, _ cases: [PreparedCase], standard: String, seconds: Int = 10) async throws -> [BackendTrace] {
    try await ExternalTool.inTemporaryFolder { folder in
      let file = dialect == .systemVerilog ? "circuits.sv" : "circuits.v"
      try ExternalTool.write(text, to: "\(folder)/\(file)")
      try ExternalTool.write(VerilogTestbench.text(cases), to: "\(folder)/testbench.v")
      _ = try await ExternalTool.run(
        compiler, [standard, "-s", VerilogTestbench.moduleName, "-o", "fuzz.vvp", file, "testbench.v"], folder: folder)
      let output = try await ExternalTool.run(runner, ["-n", "fuzz.vvp"], folder: folder, seconds: seconds)
      return try VerilogTestbench.traces(
        output, caseCount: cases.count, sampleCount: 2 * (cases.first?.fuzzCase.stimulus.cycles.count ?? 0))
    }
  }
}
