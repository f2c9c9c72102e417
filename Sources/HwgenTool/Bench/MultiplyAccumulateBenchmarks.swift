import CommandLineTool
import Exploration
import Foundation
import HDL
import Tools
import Units

/// INT8 multiply-accumulates side by side: `a * b + c` in plain Verilog, through Yosys's default and its Booth multipliers, and
/// the structures of `multiplyAccumulate`. The same library, script and tools for all, in one run.
enum MultiplyAccumulateBenchmarks {
  /// What came of one structure and one mapping.
  private struct Point {
    let label: String
    let isOurs: Bool
    let area: Double
    let delay: Double
  }

  /// For the libraries in the tools folder and those at `paths`; for a MAC and for the element of a systolic array.
  static func run(libraries paths: [String]) throws -> [Measurement] {
    let folder = URL(fileURLWithPath: try SynthesisTools.defaultLibrary()).deletingLastPathComponent()
    let installed = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".lib") }.sorted()
    let tools = try SynthesisTools.find()
    return try (installed.map { folder.appendingPathComponent($0).path } + paths).flatMap { path -> [Measurement] in
      let library = try CellLibrary(path: path)
      return try [mac, element].flatMap { try compare($0, library: library, tools: tools) }
    }
  }

  private struct Kind: Sendable {
    let name: String
    let plain: SynthesisSource
    let ours: @Sendable () throws -> [(label: String, source: SynthesisSource)]
  }

  private static let mac = Kind(
    name: "int8 mac",
    plain: SynthesisSource(
      verilog: """
        module plain_mac (
          input clock, input reset, input enable, input clear, input signed [7:0] a, input signed [7:0] b, output reg signed [31:0] sum
        );
          reg enable_1, clear_1;
          reg signed [7:0] a_1, b_1;
          always @(posedge clock) begin
            enable_1 <= reset ? 1'b0 : enable;
            clear_1 <= reset ? 1'b0 : clear;
            a_1 <= a;
            b_1 <= b;
            if (enable_1) sum <= a_1 * b_1 + (clear_1 ? 32'sd0 : sum);
          end
        endmodule
        """, top: "plain_mac", clock: "clock", reset: "reset"),
    ours: {
      try [MultiplyAccumulateStructure.fused, .fast].map {
        ($0.rawValue, try SynthesisSource(elaborate(MultiplyAccumulate(structure: $0))))
      }
    })

  private static let element = Kind(
    name: "int8 pe",
    plain: SynthesisSource(
      verilog: """
        module plain_element (
          input clock, input loadWeight, input signed [7:0] weightAbove, input signed [7:0] activationLeft, input signed [31:0] sumAbove,
          output reg signed [7:0] weight, output reg signed [7:0] activation, output reg signed [31:0] sum
        );
          always @(posedge clock) begin
            if (loadWeight) weight <= weightAbove;
            activation <= activationLeft;
            sum <= activationLeft * weight + sumAbove;
          end
        endmodule
        """, top: "plain_element", clock: "clock"),
    ours: {
      try [MultiplyAccumulateStructure.fused, .fast].map {
        ($0.rawValue, try SynthesisSource(elaborate(MacElement(width: 8, sumWidth: 32, structure: $0))))
      }
    })

  /// At three delays: that of the fastest plain result, and 1.25 and 1.6 times that.
  private static func compare(_ kind: Kind, library: CellLibrary, tools: SynthesisTools) throws -> [Measurement] {
    var points: [Point] = []
    for mapping in SynthesisOptions.Mapping.allCases {
      func add(_ label: String, _ source: SynthesisSource, booth: Bool = false, isOurs: Bool) throws {
        let options = SynthesisOptions(library: library.path, booth: booth, mapping: mapping)
        let report = try Synthesis(source: source, options: options, library: library, tools: tools).run()
        points.append(
          Point(
            label: "\(label), \(mapping.rawValue)", isOurs: isOurs, area: report.gateEquivalents, delay: report.criticalPathNs))
      }
      try add("plain", kind.plain, isOurs: false)
      try add("plain booth", kind.plain, booth: true, isOurs: false)
      for one in try kind.ours() { try add(one.label, one.source, isOurs: true) }
    }
    let title = "\(kind.name), \(library.name)"
    var table = Table([(title, .left), ("gate equivalents", .right), ("ns", .right)])
    for point in points { table.add(point.label, fixed(point.area, 0), fixed(point.delay, 2)) }
    Console.current.error(table.text())

    let peers = points.filter { !$0.isOurs }, own = points.filter(\.isOurs)
    guard let fastest = peers.map(\.delay).min() else { return [] }
    return [1, 1.25, 1.6].compactMap { factor -> Measurement? in
      let target = fastest * factor
      guard let peer = peers.filter({ $0.delay <= target }).min(by: { $0.area < $1.area }) else { return nil }
      let smaller = own.filter { $0.delay <= target }.map { 100 * (1 - $0.area / peer.area) }.max() ?? -100
      let faster = own.filter { $0.area <= peer.area }.map { 100 * (1 - $0.delay / peer.delay) }.max() ?? -100
      let place = "\(title), \(fixed(target, 2)) ns beside \(peer.label) (\(fixed(peer.area, 0)) GE, \(fixed(peer.delay, 2)) ns)"
      return Measurement(
        "\(place): smaller at equal delay \(fixed(smaller, 1)) %, faster at equal area \(fixed(faster, 1)) %; the better",
        max(smaller, faster), "%", .atLeast, 15)
    }
  }
}
