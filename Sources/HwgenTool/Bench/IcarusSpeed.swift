import CommandLineTool
import Foundation
import HDL
import Units
import Verilator
import Verilog

/// How fast Icarus Verilog runs a design with a Verilog testbench that keeps it busy.
enum IcarusSpeed {
  /// Nil when Icarus is not installed.
  static func cyclesPerSecond(of design: Design, unit: FlashPE) throws -> Double? {
    guard let compiler = Toolchain.findOnPath("iverilog"), let runner = Toolchain.findOnPath("vvp") else { return nil }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-icarus-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appendingPathComponent("bench.sv").path
    let text = try VerilogEmitter().emit(design).text
    func seconds(cycles: Int) throws -> Double {
      try (text + testbench(unit, cycles: cycles)).write(toFile: source, atomically: true, encoding: .utf8)
      let binary = folder.appendingPathComponent("bench.vvp").path
      try run(compiler, ["-g2012", "-s", "bench", "-o", binary, source])
      let before = childSeconds
      try run(runner, [binary])
      return childSeconds - before
    }
    let few = 2_000, many = 22_000
    let start = try seconds(cycles: few)
    return Double(many - few) / max(1e-6, try seconds(cycles: many) - start)
  }

  private static var childSeconds: Double {
    var usage = rusage()
    getrusage(RUSAGE_CHILDREN.rawValue, &usage)
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6
  }

  private static func run(_ tool: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 {
      throw CommandFailure("\(tool) failed on the emitted Verilog; run 'hwgen lint --unit flash-pe'")
    }
  }

  private static func testbench(_ unit: FlashPE, cycles: Int) -> String {
    """

    module bench;
      reg clock = 0, reset = 1, vector_valid = 1, first = 1;
      reg [\(8 * unit.lanes - 1):0] lanes = 1;
      integer cycle;
      wire command_ready, weights_ready;
      flash_pe dut (
        .clock(clock), .reset(reset), .command_valid(1'b1), .command_ready(command_ready),
        .command_rows(\(unit.rowsWidth)'d\(unit.pageBytes / unit.vectorBytes)), .command_columns(\(unit.columnsWidth)'d\(unit.vectorBytes)),
        .command_newVector(first), .command_tag(8'd0), .vector_valid(vector_valid), .vector_ready(), .vector_bytes(64'h0123456789abcdef),
        .weights_valid(1'b1), .weights_ready(weights_ready), .weights_lanes(lanes), .results_valid(), .results_ready(1'b1),
        .results_sum(), .results_row(), .results_last(), .results_tag(), .busyCycles(), .starvedCycles(), .backPressuredCycles());
      initial begin
        for (cycle = 0; cycle < \(cycles); cycle = cycle + 1) begin
          if (cycle == 2) reset = 0;
          if (cycle == 4) first = 0;
          lanes = lanes * 5 + 3;
          #5 clock = 1;
          #5 clock = 0;
        end
        $finish;
      end
    endmodule

    """
  }
}
