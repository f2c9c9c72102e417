import CommandLineTool
import HDL
import Netlist
import Simulation
import Units
import Verilator
import Verilog

/// The special-function units' speed in simulation with 1 lane and with 16: elements a second through bulk transfers, vectors of 576
/// without stalls.
enum SpecialFunctionBenchmarks {
  private static let length = 576
  private static let vectors = 20

  static func run(_ build: VerilatorBuild) throws -> [Measurement] {
    try [1, 16].flatMap { try run(build, lanes: $0) }
  }

  private static func run(_ build: VerilatorBuild, lanes: Int) throws -> [Measurement] {
    let normalize = ["input_number", "input_gain"]
    return [
      try speed(RMSNorm(lanes: lanes), build, inputs: normalize),
      try speed(Softmax(lanes: lanes), build, inputs: ["input_number"]),
      try speed(GatedActivation(lanes: lanes), build, inputs: ["input_gate", "input_up"]),
      try speed(GatedActivation(.gelu, lanes: lanes), build, inputs: ["input_gate", "input_up"]),
      try speed(
        RotaryEmbedding(lanes: lanes), build, inputs: ["input_x0", "input_x1", "input_cosine", "input_sine"],
        outputs: ["output_x0", "output_x1"]),
      try speed(ResidualAdd(lanes: lanes), build, inputs: ["input_a", "input_b"]),
      try speed(
        Argmax(lanes: lanes), build, inputs: ["input_number"], stream: "result", outputs: ["result_number", "result_index"]),
      try speed(LayerNorm(lanes: lanes), build, inputs: normalize + ["input_bias"]),
    ]
  }

  private static func speed<U: LaneUnit>(
    _ unit: U, _ build: VerilatorBuild, inputs: [String], stream: String = "output", outputs: [String] = ["output_number"]
  ) throws -> Measurement {
    let source = try VerilogSource(Flattening.flatten(elaborate(unit)))
    let simulator = try build.model(source, options: BuildOptions(profile: .fast)).makeSimulator()
    try simulator.reset()
    // 1 / 576, and an epsilon; units without these ports do without.
    if let port = try? simulator.port("inverseLength") { port.write(UInt64((1 / Float(length)).bitPattern)) }
    if let port = try? simulator.port("epsilon") { port.write(UInt64(Float(1e-5).bitPattern)) }
    func endpoint(_ name: String, _ ports: [String]) throws -> StreamEndpoint {
      StreamEndpoint(
        valid: try simulator.port(name + "_valid"), ready: try simulator.port(name + "_ready"),
        payload: try ports.map { try simulator.port($0) })
    }
    let input = try endpoint("input", inputs + ["input_last"])
    let output = try endpoint(stream, outputs)
    let lanes = unit.lanes, beats = unit.beats(length), fieldBytes = 4 * lanes
    let results = stream == "output" ? vectors * beats : vectors

    var random = SplitMix64(seed: 3)
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: vectors * beats * input.recordBytes, alignment: 16)
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: results * output.recordBytes, alignment: 16)
    defer {
      bytes.deallocate()
      room.deallocate()
    }
    for beat in 0..<(vectors * beats) {
      let record = beat * input.recordBytes, isLast = beat % beats == beats - 1
      for place in stride(from: 0, to: fieldBytes * inputs.count, by: 4) {
        let number = Float(Int(random.next() >> 40) - 1 << 23) * 0x1p-21
        bytes.storeBytes(of: number.bitPattern, toByteOffset: record + place, as: UInt32.self)
      }
      let mark: UInt16 = isLast ? 1 << UInt16((length - 1) % lanes) : 0
      for byte in 0..<(lanes + 7) / 8 { bytes[record + fieldBytes * inputs.count + byte] = UInt8(mark >> UInt16(8 * byte) & 255) }
    }
    let rate = try Stopwatch.rate(windows: 6) {
      let moved = try simulator.transfer(
        feeding: [StreamFeed(input, UnsafeRawBufferPointer(bytes))], collecting: [StreamCollection(output, room)])
      guard moved.isComplete else { throw CommandFailure("\(U.unitName) stopped after \(moved.collected[0]) results") }
      return vectors * length
    }
    let settings = unit.settings.filter { $0.name == "function" }.map { ", " + $0.value }.joined() + ", \(lanes) lanes"
    return Measurement("\(U.unitName)\(settings)", rate / 1e6, "million elements/s", .atLeast, 1)
  }
}
