import Foundation
import Netlist
import Verilator
import Verilog

/// The emitted Verilog in Verilator, a batch of circuits in one program.
///
/// The program is built for a short life: compiled without optimization, its stimuli in a file.
public actor VerilatorBackend: FuzzBackend {
  public nonisolated let name: String
  public nonisolated let batchLimit = FuzzCase.batchSize
  public nonisolated let isTwoState = true
  let root: String
  let compiler: String
  let isFlattened: Bool
  let call: Call
  private let runtime: VerilatorRuntime

  /// How Verilator and the C++ compiler are called.
  public struct Call: Sendable {
    var name: String
    var switches: [String]
    var isTraced = false
    /// Whether Verilator's internal errors are met with what helps.
    var hasRemedies = false

    private static let quiet = ["-Wno-fatal", "-Wno-lint", "-Wno-style"]

    /// With the switches that models of `hwgen` are built with, and without warnings.
    public static let own = Call(
      name: "", switches: ["--assert", "--x-assign", "fast", "--x-initial", "0", "--error-limit", "1"] + quiet,
      hasRemedies: true)

    /// As somebody calls it who has the text alone: without a switch.
    ///
    /// - Parameters:
    ///   - isTraced: whether a waveform is written, which changes what Verilator keeps and in which order it computes
    ///   - allowsWarnings: whether warnings are passed over, and internal errors of Verilator met with what is known to help
    public static func plain(isTraced: Bool = false, allowsWarnings: Bool = false) -> Call {
      Call(
        name: isTraced ? "-traced" : "-plain", switches: (isTraced ? ["--trace"] : []) + (allowsWarnings ? quiet : []),
        isTraced: isTraced, hasRemedies: allowsWarnings)
    }

    /// As Verilator builds each circuit where it stands alone: without a switch it inlines functions of few lines only, which a batch is not.
    public static let alone = Call(
      name: "-alone", switches: ["--inline-cfuncs", "1000000", "--inline-cfuncs-product", "1000000"])
  }

  /// Nil if the folder that `make setup` fills has no Verilator, or there is no C++ compiler.
  ///
  /// - Parameters:
  ///   - isFlattened: whether circuits become one module each first, the profile for fast simulation.
  ///   - call: how Verilator is called
  ///   - runtime: Verilator's run time, which several back ends may share.
  public init?(
    toolsFolder: String?, isFlattened: Bool = false, call: Call = .own, runtime: VerilatorRuntime = VerilatorRuntime()
  ) {
    let root = toolsFolder.map { $0 + "/simulation/verilator" } ?? ""
    guard FileManager.default.isExecutableFile(atPath: root + "/bin/verilator_bin") else { return nil }
    guard
      let compiler = ProcessInfo.processInfo.environment["HWGEN_CXX"] ?? ExternalTool.onPath("clang++")
        ?? ExternalTool.onPath("g++")
    else {
      return nil
    }
    self.root = root
    self.compiler = compiler
    self.isFlattened = isFlattened
    self.call = call
    self.runtime = runtime
    name = "verilator" + (isFlattened ? "-flattened" : "") + call.name
  }

  public func run(_ cases: [PreparedCase]) async throws -> [BackendTrace] {
    let objects = try await runtime.objects(root: root, compiler: compiler)
    return try await Self.run(cases, root: root, compiler: compiler, runtime: objects, isFlattened: isFlattened, call: call)
  }

  /// Outside the actor, so that batches run side by side.
  private nonisolated static func run(
    _ cases: [PreparedCase], root: String, compiler: String, runtime: String, isFlattened: Bool, call: Call
  ) async throws -> [BackendTrace] {
    let batch = try Batch(cases, isFlattened: isFlattened)
    let text = try VerilogEmitter().emit(batch.design).text
    return try await ExternalTool.inTemporaryFolder { folder in
      try ExternalTool.write(text, to: folder + "/circuits.sv")
      let arguments =
        ["VERILATOR_ROOT=\(root)", "\(root)/bin/verilator_bin", "--cc"] + call.switches + [
          "--top-module", batch.design.top.name, "--prefix", "Vbatch", "-Mdir", "cpp", "circuits.sv",
        ]
      do {
        _ = try await ExternalTool.run("env", arguments, folder: folder)
      } catch {
        // As for models: see `VerilatorBuild`. Circuits that others keep from being built get their turn with it first.
        guard call.hasRemedies, cases.count == 1, let flags = VerilatorFault.remedy(for: "\(error)") else { throw error }
        _ = try await ExternalTool.run("env", arguments + flags, folder: folder)
      }
      let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/cpp").filter { $0.hasSuffix(".cpp") }.sorted()
      try ExternalTool.write(
        files.map { "#include \"\($0)\"\n" }.joined() + VerilatorDriver.source(batch, isTraced: call.isTraced),
        to: folder + "/cpp/all.cc")
      try ExternalTool.write(VerilatorDriver.stimuli(batch), to: folder + "/stimuli")
      _ = try await ExternalTool.run(
        compiler,
        VerilatorRuntime.flags + [
          "-O0", "-Icpp", "-I\(root)/include", "-I\(root)/include/vltstd", "cpp/all.cc",
        ]
          + VerilatorRuntime.files.map { "\(runtime)/\($0).o" } + ["-lpthread", "-o", "model"], folder: folder)
      let output = try await ExternalTool.run("./model", [], folder: folder, seconds: 10)
      return try VerilogTestbench.traces(
        output, caseCount: cases.count, sampleCount: 2 * (cases.first?.fuzzCase.stimulus.cycles.count ?? 0), isTwoState: true)
    }
  }
}

/// What the C++ program around a batch does for a waveform.
private struct Waveform {
  var include = "", open = "", look = "", close = ""

  static let none = Waveform()
  static let written = Waveform(
    include: "#include \"verilated_vcd_c.h\"",
    open: """
      context.traceEverOn(true);
          VerilatedVcdC waveform;
          top.trace(&waveform, 99);
          waveform.open("waveform.vcd");
          uint64_t time = 0;
      """,
    look: "waveform.dump(++time);", close: "waveform.close();")
}

/// The C++ program around a batch: it reads stimuli as text and prints what the testbench in Verilog prints.
enum VerilatorDriver {
  static func source(_ batch: Batch, isTraced: Bool) -> String {
    let top = batch.design.top
    func entry(_ port: Netlist.Port) -> String { "{&top.\(port.name), \(top[port.value].type.width)}" }
    let inputs = top.ports.filter { $0.direction == .input && $0.role == .data }.map(entry).joined(separator: ",\n    ")
    let outputs = batch.cases.enumerated().map { index, one in
      "{"
        + one.outputs.reversed().map { "{&top.\(Batch.portName(index, $0)), \(one.design.top[$0.value].type.width)}" }.joined(
          separator: ", ") + "}"
    }.joined(separator: ",\n    ")
    let waveform = isTraced ? Waveform.written : Waveform.none
    return """
      \(waveform.include)
      #include <cstdio>
      #include <vector>
      struct Port { void* data; int width; };
      static int bytesOf(int width) { return width <= 8 ? 1 : width <= 16 ? 2 : width <= 32 ? 4 : width <= 64 ? 8 : (width + 31) / 32 * 4; }
      static void show(const std::vector<std::vector<Port>>& circuits) {
        for (const auto& outputs : circuits) {
          std::vector<char> bits;
          for (const Port& port : outputs) {
            const unsigned char* data = static_cast<unsigned char*>(port.data);
            for (int bit = 0; bit < port.width; ++bit) bits.push_back(data[bit / 8] >> (bit % 8) & 1);
            for (int bit = port.width; bit < bytesOf(port.width) * 8; ++bit) if (data[bit / 8] >> (bit % 8) & 1) std::printf("dirty");
          }
          while (bits.size() % 4) bits.push_back(0);
          for (int digit = int(bits.size()) / 4 - 1; digit >= 0; --digit)
            std::putchar("0123456789abcdef"[bits[digit * 4] | bits[digit * 4 + 1] << 1 | bits[digit * 4 + 2] << 2 | bits[digit * 4 + 3] << 3]);
          std::putchar('\\n');
        }
      }
      int main() {
        VerilatedContext context;
        Vbatch top{&context};
        \(waveform.open)
        std::vector<Port> inputs{\(inputs)};
        std::vector<std::vector<Port>> outputs{
          \(outputs)};
        // Resets begin inactive: one that acts at once needs an edge.
        top.eval();
        FILE* stimuli = std::fopen("stimuli", "r");
        unsigned edges, resets, byte;
        while (std::fscanf(stimuli, "%u %u", &edges, &resets) == 2) {
          top.clock = 0, top.slow_clock = 0, top.reset = resets & 1, top.slow_reset = resets >> 1 & 1;
          for (const Port& port : inputs)
            for (int index = 0; index < bytesOf(port.width); ++index) {
              if (std::fscanf(stimuli, "%x", &byte) != 1) return 1;
              static_cast<unsigned char*>(port.data)[index] = byte;
            }
          top.eval();
          \(waveform.look)
          show(outputs);
          top.clock = edges & 1, top.slow_clock = edges >> 1 & 1;
          top.eval();
          \(waveform.look)
          top.clock = 0, top.slow_clock = 0;
          top.eval();
          \(waveform.look)
          show(outputs);
        }
        \(waveform.close)
        return 0;
      }

      """
  }

  /// For each cycle: edges, resets, and each input's bytes as they lie in memory.
  static func stimuli(_ batch: Batch) -> String {
    var text = ""
    for (number, cycle) in (batch.cases.first?.fuzzCase.stimulus.cycles ?? []).enumerated() {
      text += "\(cycle.edges) \(cycle.resets)\n"
      for one in batch.cases {
        for value in one.fuzzCase.stimulus.cycles[number].inputs {
          let width = value.width
          let bytes = width <= 8 ? 1 : width <= 16 ? 2 : width <= 32 ? 4 : width <= 64 ? 8 : (width + 31) / 32 * 4
          for index in 0..<bytes { text += String(value.words[index / 8] >> UInt64(index % 8 * 8) & 255, radix: 16) + " " }
        }
        text += "\n"
      }
    }
    return text
  }
}
