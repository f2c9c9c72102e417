import Foundation
import Netlist
import Testing
import Tools
import Verilog

import Exploration

/// The figures are those of a plain script: Yosys's `synth`, ABC with the library, OpenSTA, and registers around the unit that are
/// written in Verilog.
@Suite(.enabled(if: hasSynthesis)) struct PlainScriptTests {
  @Test(arguments: ["mac-pe", "adder-tree", "arbiter", "register-slice", "fp-compare"])
  func sameFigures(_ name: String) throws {
    let design = try SynthesisTests.design(name)
    let report = try Synthesis.run(design)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-plain-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ text: String, _ file: String) throws {
      try text.write(to: folder.appendingPathComponent(file), atomically: true, encoding: .utf8)
    }
    // Of several modules, the text of one that `Synthesis` maps: another order of gates moves ABC's result, here by 4 %.
    let text = design.modules.count > 1 ? try SynthesisSource(design).text : try VerilogEmitter().emit(design).text
    try write(text + Self.wrapper(design.top), "unit.sv")
    let library = try SynthesisTools.defaultLibrary(), top = design.top.name
    try write("set_driving_cell BUFX2\n", "driver")
    try write(
      """
      read_verilog -sv unit.sv
      hierarchy -top \(top)
      synth -flatten -top \(top)
      dfflibmap -liberty \(library)
      abc -liberty \(library) -constr driver -D 5000
      opt_clean -purge
      tee -o area.txt stat -liberty \(library)
      design -stash mapped
      read_verilog -sv unit.sv
      delete \(top)
      design -copy-from mapped \(top)
      hierarchy -top wrapper
      proc
      flatten
      techmap
      opt
      dfflibmap -liberty \(library)
      abc -liberty \(library) t:$_*
      opt_clean -purge
      splitnets -ports
      opt_clean -purge
      write_verilog -noattr -noexpr mapped.v
      """, "plain.ys")
    let yosys = try ExternalTool.yosys().run(["script plain.ys"], in: folder.path)
    #expect(yosys.status == 0, "\(yosys.error)")
    let area = try #require(
      String(contentsOf: folder.appendingPathComponent("area.txt"), encoding: .utf8).firstMatch(
        of: /Chip area for module[^:]*: ([\d.]+)/))
    #expect(abs((Double(area.1) ?? 0) / report.areaUm2 - 1) < 0.01, "\(area.1) against \(report.areaUm2)")

    let mapped = try String(contentsOf: folder.appendingPathComponent("mapped.v"), encoding: .utf8)
    try write(mapped.replacing(/\b(wire|input|output) signed\b/) { String($0.1) }, "mapped.v")
    try write(
      """
      read_liberty \(library)
      read_verilog mapped.v
      link_design wrapper
      create_clock -period 5 [get_ports wrapper_clock]
      report_checks -path_delay max -digits 4
      """, "time.tcl")
    let sta = try ExternalTool.openSTA().run(["-no_splash", "-exit", "time.tcl"], in: folder.path)
    let slack = try #require(
      sta.output.firstMatch(of: /([-\d.]+)\s+slack/).flatMap { Double($0.1) }, "\(sta.output) \(sta.error)")
    // The order of the gates, which differs between the two, moves ABC by more than a percent in small units (mac-pe: 1.7).
    #expect(abs((5 - slack) / report.criticalPathNs - 1) < 0.02, "\(5 - slack) against \(report.criticalPathNs)")
  }

  /// Registers on every port but clock and reset.
  private static func wrapper(_ top: Module) -> String {
    var ports = ["input wrapper_clock"], body = "", connections: [String] = []
    for port in top.ports {
      let range = "[\(top[port.value].type.width - 1):0]"
      if port.role == .clock {
        connections.append(".\(port.name)(wrapper_clock)")
      } else if port.role == .reset {
        ports.append("input \(port.name)")
        connections.append(".\(port.name)(\(port.name))")
      } else {
        ports.append("\(port.direction == .input ? "input" : "output reg") \(range) \(port.name)")
        body += "  \(port.direction == .input ? "reg" : "wire") \(range) inner_\(port.name);\n"
        body +=
          "  always @(posedge wrapper_clock) \(port.direction == .input ? "inner_\(port.name) <= \(port.name)" : "\(port.name) <= inner_\(port.name)");\n"
        connections.append(".\(port.name)(inner_\(port.name))")
      }
    }
    return
      "\nmodule wrapper(\(ports.joined(separator: ", ")));\n\(body)  \(top.name) unit (\(connections.joined(separator: ", ")));\nendmodule\n"
  }
}
