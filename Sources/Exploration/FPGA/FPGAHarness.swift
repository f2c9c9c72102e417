/// Registers on all ports of a unit, reached through a few pins: a part has fewer pins than a unit has ports, and pins would be
/// on the slowest path.
///
/// For each clock of the unit, inputs come from one shift register, and outputs go into registers and from there into another.
struct FPGAHarness {
  static let name = "hwgen_harness"
  let verilog: String

  init(_ source: SynthesisSource) {
    var pins: [String] = [], body = "", connections: [String] = []
    for (index, clock) in source.clocks.enumerated() {
      let ports = source.ports.filter {
        !source.clocks.contains($0.name) && (source.clockOfPort[$0.name] ?? source.clocks[0]) == clock
      }
      let inputs = ports.filter(\.isInput), outputs = ports.filter { !$0.isInput }
      pins += ["input clock\(index)"]
      connections.append(".\(clock)(clock\(index))")
      let inputBits = inputs.reduce(0) { $0 + $1.width }, outputBits = outputs.reduce(0) { $0 + $1.width }
      if inputBits > 0 {
        pins.append("input feed\(index)")
        body += "  reg [\(inputBits):0] inputs\(index);\n"
        body += "  always @(posedge clock\(index)) inputs\(index) <= {inputs\(index)[\(inputBits - 1):0], feed\(index)};\n"
        connections += Self.slices(inputs, of: "inputs\(index)")
      }
      if outputBits > 0 {
        pins += ["input load\(index)", "output drain\(index)"]
        body += "  wire [\(outputBits - 1):0] outputs\(index);\n  reg [\(outputBits):0] results\(index), shifted\(index);\n"
        body += "  always @(posedge clock\(index)) begin\n    results\(index) <= outputs\(index);\n"
        body += "    shifted\(index) <= load\(index) ? results\(index) : {shifted\(index)[\(outputBits - 1):0], 1'b0};\n  end\n"
        body += "  assign drain\(index) = shifted\(index)[\(outputBits)] ^ shifted\(index)[\(outputBits - 1)];\n"
        connections += Self.slices(outputs, of: "outputs\(index)")
      }
    }
    verilog =
      "module \(Self.name) (\(pins.joined(separator: ", ")));\n\(body)  \(source.top) unit (\(connections.joined(separator: ", ")));\nendmodule\n"
  }

  private static func slices(_ ports: [SynthesisSource.Port], of vector: String) -> [String] {
    var first = 0
    return ports.map { port in
      defer { first += port.width }
      return ".\(port.name)(\(vector)[\(first + port.width - 1):\(first)])"
    }
  }
}
