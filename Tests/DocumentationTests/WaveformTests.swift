import Foundation
import HDL
import Simulation
import Testing
import Units

/// The waveform pictures of the documentation, drawn from runs of the built-in simulator.
@Suite struct WaveformTests {
  /// Two sums of two products; the receiver keeps the first one waiting for a cycle.
  @Test func multiplyAccumulateElement() throws {
    let simulator = try BuiltinSimulator(elaborate(MacPE()))
    try simulator.reset()
    let recorder = try Recorder(
      simulator,
      ports: [
        "operands_valid", "operands_ready", "operands_a", "operands_b", "operands_last", "result_valid", "result_ready",
        "result_sum",
      ])
    let valid = try simulator.port("operands_valid"), ready = try simulator.port("operands_ready")
    let a = try simulator.port("operands_a"), b = try simulator.port("operands_b"), last = try simulator.port("operands_last")
    let resultReady = try simulator.port("result_ready")
    var pairs = [(3, 7, false), (-5, 11, true), (100, -128, false), (127, 127, true)][...]
    for cycle in 0..<10 {
      resultReady.write(cycle == 2 ? 0 : 1)
      valid.write(pairs.isEmpty ? 0 : 1)
      if let pair = pairs.first {
        a.write(signed: pair.0)
        b.write(signed: pair.1)
        last.write(pair.2 ? 1 : 0)
      }
      simulator.evaluate()
      if !pairs.isEmpty, ready.read() == 1 { pairs.removeFirst() }
      try recorder.step()
    }
    try Self.check(WaveformPicture(recorder.recording, radix: .decimal).render(), "mac-pe.svg")
  }

  /// Holds a picture against the committed one.
  static func check(_ picture: String, _ name: String) throws {
    let path = root.appendingPathComponent("Documentation/Images/\(name)")
    if RegionTests.isUpdating {
      try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try picture.write(to: path, atomically: true, encoding: .utf8)
    } else {
      let committed = try String(contentsOf: path, encoding: .utf8)
      #expect(
        committed == picture,
        "\(name) is not current; run HWGEN_UPDATE_DOCUMENTATION=1 swift test -c release --filter DocumentationTests")
    }
  }
}
