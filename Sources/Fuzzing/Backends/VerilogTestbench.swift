import Netlist

/// Verilog that does to several circuits what their stimuli say and prints their outputs, one line for each circuit at
/// each comparison.
struct VerilogTestbench {
  static let moduleName = "fuzz_testbench"

  /// All cases have the same clock schedule.
  static func text(_ cases: [PreparedCase]) -> String {
    var text =
      "module \(moduleName);\n  // Read by processes that do not start by themselves.\n  reg started = 0;\n  reg clock = 0, slow_clock = 0, reset = 0, slow_reset = 0;\n"
    for (index, one) in cases.enumerated() {
      let top = one.design.top
      var connections: [String] = []
      for port in top.ports {
        let range = "[\(top[port.value].type.width - 1):0]"
        let name = Batch.portName(index, port)
        switch (port.direction, port.role) {
        case (.input, .clock): connections.append(".\(port.name)(\(Batch.clocks[port.domain]))")
        case (.input, .reset):
          connections.append(".\(port.name)(\(top.isActiveLow(port) ? "~" : "")\(Batch.resets[port.domain]))")
        case (.input, .data):
          text += "  reg \(range) \(name);\n"
          connections.append(".\(port.name)(\(name))")
        case (.output, _):
          text += "  wire \(range) \(name);\n"
          connections.append(".\(port.name)(\(name))")
        }
      }
      text += "  \(top.name) u\(index) (\(connections.joined(separator: ", ")));\n"
    }
    text += "  task show;\n    begin\n"
    for (index, one) in cases.enumerated() {
      let outputs = one.outputs.map { Batch.portName(index, $0) }.joined(separator: ", ")
      text += "      $display(\"%h\", {\(outputs)});\n"
    }
    text += "    end\n  endtask\n  initial begin\n    #1 started = 1;\n"
    for (number, cycle) in (cases.first?.fuzzCase.stimulus.cycles ?? []).enumerated() {
      text += "    reset = \(cycle.resets & 1); slow_reset = \(cycle.resets >> 1 & 1);\n"
      for (index, one) in cases.enumerated() {
        let cycles = one.fuzzCase.stimulus.cycles
        for (position, port) in one.dataInputs.enumerated() {
          let value = cycles[number].inputs[position]
          if number > 0, cycles[number - 1].inputs[position] == value { continue }
          text += "    \(Batch.portName(index, port)) = \(value.width)'h\(value.hexadecimal);\n"
        }
      }
      text += "    #1 show;\n"
      if cycle.edges & 1 == 1 { text += "    clock = 1;\n" }
      if cycle.edges & 2 == 2 { text += "    slow_clock = 1;\n" }
      text += "    #1 clock = 0; slow_clock = 0;\n    #1 show;\n"
    }
    return text + "    $finish(0);\n  end\nendmodule\n"
  }

  /// The lines that the testbench printed, as a trace for each case.
  ///
  /// What a failed check prints is an error, unless it does so before the first samples that are compared and the simulator knows
  /// unknown bits, which fail every check.
  static func traces(_ output: String, caseCount: Int, sampleCount: Int, isTwoState: Bool) throws -> [BackendTrace] {
    var lines = output.split(separator: "\n").map(String.init)
    if !isTwoState {
      var found = 0
      lines.removeAll { line in
        let isSample = line.allSatisfy { $0.isHexDigit || $0 == "x" || $0 == "X" }
        if isSample { found += 1 }
        return !isSample && found <= Trace.firstCompared * caseCount
      }
    }
    guard lines.count == caseCount * sampleCount else {
      throw FuzzError("\(lines.count) lines instead of \(caseCount * sampleCount) came back: \(lines.first ?? "none")")
    }
    return (0..<caseCount).map { index in BackendTrace(samples: (0..<sampleCount).map { lines[$0 * caseCount + index] }) }
  }
}
