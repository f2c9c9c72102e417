import Foundation
import Simulation
import Synchronization
import Testing

import Verilator

@Suite struct BuildTests {
  /// A design that no other test and no earlier run has built.
  private func freshSource() -> VerilogSource {
    var source = Samples.slice
    source.files[0].text += "// \(UUID().uuidString)\n"
    return source
  }

  @Test func damagedEntryIsBuiltAgain() throws {
    let build = try VerilatorBuild()
    let source = freshSource()
    let options = BuildOptions(unrolling: .fixed(1))
    let first = try build.model(source, options: options)
    let made = try #require(try FileManager.default.attributesOfItem(atPath: first.path)[.systemFileNumber] as? Int)
    let second = try build.model(source, options: options)
    #expect(first.path == second.path)
    #expect(try FileManager.default.attributesOfItem(atPath: second.path)[.systemFileNumber] as? Int == made)

    let whole = try #require(FileManager.default.contents(atPath: first.path))
    try FileManager.default.removeItem(atPath: first.path)
    try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: first.path))
    let third = try build.model(source, options: options)
    #expect(FileManager.default.contents(atPath: third.path)?.count ?? 0 > whole.count / 2)
    try third.makeSimulator().step()
    try FileManager.default.removeItem(atPath: URL(fileURLWithPath: first.path).deletingLastPathComponent().path)
  }

  @Test func automaticUnrollingIsRemembered() throws {
    let build = try VerilatorBuild()
    var source = VerilogSource(
      text: """
        module dot (input wire clk, input wire [127:0] a, input wire [127:0] b, output reg [31:0] sum);
          integer i;
          reg signed [31:0] total;
          always @(posedge clk) begin
            total = 0;
            for (i = 0; i < 16; i = i + 1) total = total + $signed(a[i*8 +: 8]) * $signed(b[i*8 +: 8]);
            sum <= total;
          end
        endmodule
        """, top: "dot",
      ports: [
        .init("clk", .input, role: .clock), .init("a", .input, width: 128, count: 16), .init("b", .input, width: 128, count: 16),
        .init("sum", .output, width: 32),
      ], clocks: [.init(domain: "clock", port: "clk")])
    source.files[0].text += "// \(UUID().uuidString)\n"
    let chosen = try build.model(source, options: BuildOptions(profile: .fast))
    let key = try "unroll-" + build.key(source, profile: .fast, unrollCount: 0)
    let remembered = try #require(build.cache.remembered("choices", key))
    #expect(["1", "256"].contains(remembered))
    #expect(try build.model(source, options: BuildOptions(profile: .fast)).path == chosen.path)
    let fixed = try build.model(source, options: BuildOptions(profile: .fast, unrolling: .fixed(Int(remembered) ?? 0)))
    #expect(fixed.path == chosen.path)
  }

  @Test func brokenVerilogGivesItsFirstError() throws {
    var source = freshSource()
    source.files[0].text = source.files[0].text.replacingOccurrences(of: "assign in_ready", with: "asign in_ready")
    let error = #expect(throws: VerilatorError.self) {
      try VerilatorBuild().model(source, options: BuildOptions(unrolling: .fixed(1)))
    }
    guard case .buildFailed("Verilator", let message, let log) = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(message.hasPrefix("%Error: slice.sv:1"))
    #expect(try String(contentsOfFile: log, encoding: .utf8).contains("verilator_bin --cc"))
    #expect(error?.description.contains("\n") == false)
    try FileManager.default.removeItem(atPath: log)
  }

  /// Verilator 5.48 stops at this one with an internal error of its gate optimizer, unless equal logic stays apart.
  @Test func internalErrorOfTheGateOptimizerIsAvoided() throws {
    let source = VerilogSource(
      text: """
        module gate (
          input logic clk, input logic reset, input logic [79:0] in, input logic [220:0] a, input logic [20:0] b,
          output logic [27:0] out, output logic signed [16:0] negated
        );
          logic signed [27:0] state;
          wire signed [16:0] part = a[169:153];
          wire some = |state;
          wire signed [16:0] complement = ~part;
          wire signed [16:0] none = part & complement;
          wire choice = b[19] ? b[19] : some;
          assign out = state;
          assign negated = -part;
          always_ff @(posedge clk) begin
            if (reset) begin
              state <= 28'sh7ffffff;
              if (none[0]) begin
                case (in[75])
                  1'b1: ;
                  default: begin
                    if (!choice) state <= 28'(complement);
                    state[5'(choice)] <= some;
                  end
                endcase
              end
            end
          end
        endmodule
        // \(UUID().uuidString)
        """, top: "gate",
      ports: [
        .init("clk", .input, role: .clock), .init("reset", .input), .init("in", .input, width: 80),
        .init("a", .input, width: 221),
        .init("b", .input, width: 21), .init("out", .output, width: 28), .init("negated", .output, width: 17),
      ], clocks: [.init(domain: "clock", port: "clk")])
    let simulator = try VerilatorBuild().model(source, options: BuildOptions(unrolling: .fixed(1))).makeSimulator()
    try simulator.port("reset").write(1)
    try simulator.step()
    #expect(try simulator.port("out").readBits().unsigned == 0x7ff_ffff)
  }

  @Test func portsMustAgree() throws {
    var source = freshSource()
    source.ports.append(.init("missing", .input))
    #expect(
      throws: VerilatorError.source("the Verilog of module 'slice' has no port 'missing'; make the port list agree with it")
    ) { try VerilatorBuild().model(source, options: BuildOptions(unrolling: .fixed(1))) }
  }

  @Test func missingToolNamesTheRemedy() throws {
    let error = #expect(throws: VerilatorError.self) {
      try Toolchain.find(environment: ["HWGEN_TOOLS": "/nonexistent", "PATH": "/nonexistent"])
    }
    #expect(error?.description.hasPrefix("Verilator was not found; run 'make setup'") == true)
  }

  @Test func keyDependsOnWhatMatters() throws {
    let build = try VerilatorBuild()
    let source = Samples.slice
    let key = try build.key(source, profile: .fast, unrollCount: 1)
    #expect(try build.key(source, profile: .fast, unrollCount: 1) == key)
    #expect(try build.key(source, profile: .checked, unrollCount: 1) != key)
    #expect(try build.key(source, profile: .fast, unrollCount: 2) != key)
    var other = source
    other.files[0].text += " "
    #expect(try build.key(other, profile: .fast, unrollCount: 1) != key)
    var toolchain = build.toolchain
    toolchain.identity += "another processor"
    #expect(try VerilatorBuild(toolchain: toolchain).key(source, profile: .fast, unrollCount: 1) != key)
    let folder = try Samples.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    other = source
    other.dataFiles = [folder + "/contents.hex"]
    try Data("1".utf8).write(to: URL(fileURLWithPath: other.dataFiles[0]))
    let one = try build.key(other, profile: .fast, unrollCount: 1)
    try Data("2".utf8).write(to: URL(fileURLWithPath: other.dataFiles[0]))
    #expect(try build.key(other, profile: .fast, unrollCount: 1) != one)
  }
}

private final class Counter: Sendable {
  private let value = Mutex(0)
  var count: Int { value.withLock { $0 } }
  func increment() { value.withLock { $0 += 1 } }
}

@Suite struct BuildCacheTests {
  @Test func onlyOneOfManyBuilds() throws {
    let root = try Samples.folder()
    defer { try? FileManager.default.removeItem(atPath: root) }
    let builds = Counter()
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      // Each has its own cache value and its own lock, as a process of its own would.
      let folder = try? BuildCache(root: root).entry("models", "key", products: ["file"]) { folder in
        builds.increment()
        usleep(50_000)
        try Data("contents".utf8).write(to: URL(fileURLWithPath: folder + "/file"))
      }
      #expect(folder == root + "/models/key")
    }
    #expect(builds.count == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/models") == ["key"])
  }

  @Test func failedBuildLeavesNothing() throws {
    struct Failure: Error {}
    let root = try Samples.folder()
    defer { try? FileManager.default.removeItem(atPath: root) }
    #expect(throws: Failure.self) {
      try BuildCache(root: root).entry("models", "key", products: ["file"]) { _ in throw Failure() }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/models").isEmpty)
  }

  @Test func leastRecentlyUsedGoFirst() throws {
    let root = try Samples.folder()
    defer { try? FileManager.default.removeItem(atPath: root) }
    let cache = BuildCache(root: root, limit: 3500)
    func make(_ key: String) throws {
      _ = try cache.entry("models", key, products: ["file"]) { folder in
        try Data(count: 1000).write(to: URL(fileURLWithPath: folder + "/file"))
      }
      usleep(20_000)
    }
    for key in ["a", "b", "c"] { try make(key) }
    try make("a")  // used again
    try make("d")
    #expect(Set(try FileManager.default.contentsOfDirectory(atPath: root + "/models")) == ["a", "c", "d"])
  }

  /// What is in the cache is loaded and run.
  @Test func onlyItsOwnerMayEnterTheCache() throws {
    let outer = FileManager.default.temporaryDirectory.path + "/hwgen-\(UUID().uuidString)", root = outer + "/deep/cache"
    defer { try? FileManager.default.removeItem(atPath: outer) }
    func use(_ root: String) throws {
      _ = try BuildCache(root: root).entry("models", "key", products: ["file"]) { folder in
        try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/file"))
      }
    }
    try use(root)
    var status = stat()
    #expect(stat(root, &status) == 0 && status.st_mode & 0o777 == 0o700)
    chmod(root, 0o755)
    try use(root)
    for mode: mode_t in [0o770, 0o702, 0o777] {
      chmod(root, mode)
      let error = #expect(throws: VerilatorError.self) { try use(root) }
      #expect(error.map { "\($0)" }?.contains("others can write to it") == true)
    }
    chmod(root, 0o700)
    // Only the superuser can give a folder away.
    guard geteuid() == 0 else { return }
    try FileManager.default.createSymbolicLink(atPath: outer + "/link", withDestinationPath: root)
    try use(outer + "/link")
    lchown(outer + "/link", 12345, 12345)
    chown(outer + "/deep", 12345, 12345)
    for path in [outer + "/link", outer + "/deep"] {
      #expect(throws: VerilatorError.cache(path: path, reason: "it belongs to another user")) { try use(path) }
    }
  }

  /// A log that could not be written is not named.
  @Test func aLogIsNamedOnlyIfItIsThere() {
    #expect("\(VerilatorError.buildFailed(stage: "x", message: "y", log: ""))" == "x failed: y")
    #expect("\(VerilatorError.buildFailed(stage: "x", message: "y", log: "/z"))" == "x failed: y (log: /z)")
  }

  @Test func unusableFolderIsNamed() throws {
    #expect(throws: VerilatorError.cache(path: "/dev/null/cache", reason: "the folder cannot be created")) {
      try BuildCache(root: "/dev/null/cache").entry("models", "key", products: []) { _ in }
    }
  }
}

@Suite struct ShimTests {
  /// Another version's spelling is no fault of the design's ports.
  @Test func unknownOutputIsRefusedWithARemedy() {
    let error = #expect(throws: VerilatorError.self) {
      try Shim.members(["clk"], top: "top", header: "    PortIn<8> clk;")
    }
    #expect(error?.description.contains("this version writes the ports of a model otherwise") == true)
    #expect(error?.description.contains("make setup") == true)
  }

  @Test func spellsNamesAsVerilatorDoes() {
    #expect(Shim.encoded("plain_name9") == "plain_name9")
    #expect(Shim.encoded("a__b") == "a___05Fb")
    #expect(Shim.encoded("9a") == "__039a")
    #expect(Shim.encoded("a$b") == "a__024b")
    #expect(Shim.declaredPorts("    VL_IN8(&clk,0,0);\n    VL_OUTW(&__SYM__long,69,0,3);") == ["clk", "__SYM__long"])
  }

  @Test func fallingEdgesAreSkippedOnlyWhenNobodyLooks() {
    let rising = """
      x = ((IData)(vlSelfRef.clk)
         & (~ (IData)(vlSelfRef.__Vtrigprevexpr___TOP__clk__0)));
      vlSelfRef.__Vtrigprevexpr___TOP__clk__0 = vlSelfRef.clk;
      """
    #expect(Shim.isOnlyRising("clk", rising))
    #expect(Shim.isOnlyRising("clk", rising + "y = vlSelfRef.clk_enable;"))
    #expect(!Shim.isOnlyRising("clk", rising + "y = vlSelfRef.clk;"))
    #expect(
      !Shim.isOnlyRising("clk", rising + "y = ((~ (IData)(vlSelfRef.clk)) & (IData)(vlSelfRef.__Vtrigprevexpr___TOP__clk__0));"))
    #expect(!Shim.isOnlyRising("clk", ""))
  }
}
