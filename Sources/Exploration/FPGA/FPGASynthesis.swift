import Foundation
import Netlist
import Tools

/// One mapping of a design to an FPGA.
public struct FPGASynthesis: Sendable {
  public let target: FPGATarget
  public let top: String
  private let source: SynthesisSource

  /// Flattens and emits the design.
  public init(_ design: Design, target: FPGATarget) throws {
    self.target = target
    source = try SynthesisSource(design)
    top = source.top
  }

  /// Runs the tools in a folder of their own that is removed afterwards.
  ///
  /// Throws `Synthesis.Failure` or `ToolFailure`, each one line. Blocks the calling thread.
  public func run() throws -> FPGAReport {
    try WorkFolder.temporary("fpga") { try run(in: $0) }
  }

  /// As `run()`, in a folder that stays.
  public func run(in folder: URL) throws -> FPGAReport { try run(in: WorkFolder(folder)) }

  private func run(in folder: WorkFolder) throws -> FPGAReport {
    let yosys = try ExternalTool.yosys()
    var versions = ["yosys": yosys.version()]
    let harness = target == .ecp5 && !source.clocks.isEmpty ? FPGAHarness(source) : nil
    for (name, text) in [("design.sv", source.text), ("harness.v", harness?.verilog ?? ""), ("fpga.ys", script(harness))] {
      try folder.write(text, to: name)
    }
    let mapping = try yosys.run(["script fpga.ys"], in: folder.path)
    guard mapping.status == 0 else { throw Synthesis.Failure("Yosys failed on \(top): \(Synthesis.reason(mapping))") }
    guard let cells = folder.contents("cells.json").flatMap({ try? Self.cells($0) }) else {
      throw Synthesis.Failure("Yosys ended without writing cells.json for \(top); is the disk full?")
    }
    let registers = Set(mapping.output.matches(of: /using FF mapping for memory [^.\s]+\.(\S+)/).map { String($0.1) })
    let lost = (source.memories ?? []).filter(registers.contains).sorted()
    func report(device: String?, fmaxMhz: Double?) -> FPGAReport {
      FPGAReport(target: target, cells: cells, memoriesAsFlipFlops: lost, device: device, fmaxMhz: fmaxMhz, versions: versions)
    }
    guard harness != nil else { return report(device: nil, fmaxMhz: nil) }

    let counts = report(device: nil, fmaxMhz: nil)
    // The smallest part that has room for the unit and its harness.
    let isSmall =
      counts.luts + 8 * counts.memoryLUTs < 16_000 && counts.dsps <= 28 && counts.blockRAMs <= 56 && counts.flipFlops < 20_000
    let device = isSmall ? ["--25k", "--package", "CABGA381"] : ["--85k", "--package", "CABGA756"]
    let nextpnr = try ExternalTool.nextpnrECP5()
    versions["nextpnr-ecp5"] = nextpnr.version()
    let routing = try nextpnr.run(
      device + [
        "--json", "harness.json", "--freq", "100", "--seed", "1", "--lpf-allow-unconstrained", "--timing-allow-fail", "--report",
        "routed.json",
        "--quiet",
      ], in: folder.path)
    guard routing.status == 0 else { throw Synthesis.Failure("nextpnr-ecp5 failed on \(top): \(Synthesis.reason(routing))") }
    guard let data = folder.contents("routed.json"), let routed = try? JSONDecoder().decode(Routed.self, from: data),
      let fmax = routed.fmax.values.map(\.achieved).min()
    else { throw Synthesis.Failure("nextpnr-ecp5 gave no clock frequency for \(top); has it a path between registers?") }
    return report(device: isSmall ? "LFE5U-25F" : "LFE5U-85F", fmaxMhz: (fmax * 10).rounded() / 10)
  }

  /// The unit alone for its counts, and inside the harness for place and route.
  private func script(_ harness: FPGAHarness?) -> String {
    let mapping = target == .ecp5 ? "synth_ecp5" : "synth_xilinx -family xcup -noiopad"
    var text = "read_verilog -sv design.sv\n\(mapping) -top \(top)\ntee -q -o cells.json stat -json\n"
    if harness != nil {
      text +=
        "design -reset\nread_verilog -sv design.sv\nread_verilog harness.v\nsynth_ecp5 -top \(FPGAHarness.name) -json harness.json\n"
    }
    return text
  }

  private static func cells(_ data: Data) throws -> [String: Int] {
    try JSONDecoder().decode(Statistics.self, from: data).design.cells
  }

  private struct Statistics: Decodable {
    struct Part: Decodable {
      var cells: [String: Int]
      enum CodingKeys: String, CodingKey { case cells = "num_cells_by_type" }
    }
    var design: Part
  }

  private struct Routed: Decodable {
    struct Clock: Decodable { var achieved: Double }
    var fmax: [String: Clock]
  }
}
