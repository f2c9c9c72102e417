import Foundation
import Netlist
import Verilog

/// The netlist of gates that Yosys synthesizes from the emitted Verilog, in Icarus.
///
/// ABC only maps it: its search for equal logic takes more than ten minutes on some random circuits.
public struct YosysBackend: FuzzBackend {
  let python: String
  let icarus: IcarusBackend
  public var name: String { "yosys" }
  /// Synthesis is slow: a failure shall not cost the others.
  public var batchLimit: Int { 5 }

  /// Nil if Icarus or `pyosys` is not installed.
  public init?(toolsFolder: String?) {
    guard let icarus = IcarusBackend() else { return nil }
    let python = toolsFolder.map { $0 + "/verification/bin/python" } ?? ""
    guard FileManager.default.isExecutableFile(atPath: python) else { return nil }
    self.python = python
    self.icarus = icarus
  }

  public func run(_ cases: [PreparedCase]) async throws -> [BackendTrace] {
    let text = try await ExternalTool.inTemporaryFolder { folder in
      var script = "from pyosys import libyosys as ys\ndesign = ys.Design()\n"
      for (index, one) in cases.enumerated() {
        try ExternalTool.write(VerilogEmitter().emit(one.design).text, to: "\(folder)/circuit\(index).sv")
        let passes = [
          "design -reset", "read_verilog -sv -nosynthesis circuit\(index).sv",
          "synth -flatten -noabc -top \(one.design.top.name)", "abc -script +strash;map", "opt_clean",
          // Latches start by themselves in the newer language only.
          "write_verilog -noattr -sv circuit\(index).v",
        ]
        script += "for one in \(passes): ys.run_pass(one, design)\n"
      }
      try ExternalTool.write(script, to: "\(folder)/synth.py")
      _ = try await ExternalTool.run(python, ["synth.py"], folder: folder, seconds: 600)
      return try cases.indices.map { try String(contentsOfFile: "\(folder)/circuit\($0).v", encoding: .utf8) }.joined(
        separator: "\n")
    }
    return try await icarus.simulate(text, cases, standard: "-g2012", seconds: 60)
  }
}
