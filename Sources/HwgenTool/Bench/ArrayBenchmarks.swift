import CommandLineTool
import HDL
import Simulation
import Units
import Verilator

/// Regular arithmetic: the emitted text beside the fastest hand-written portable spelling, in one run.
///
/// Where there are loops to unroll, each is built with both settings and the faster one counts. Weights are held,
/// activations are new every cycle, and both must give the same outputs.
enum ArrayBenchmarks {
  static func dotProductBank(_ build: VerilatorBuild) throws -> [Measurement] {
    let unit = DotProductBank()
    let text = HandWrittenArrays.dotProductBank(
      products: unit.products, lanes: unit.lanes, addressWidth: Unsigned.width(upTo: unit.products - 1))
    return try compare(
      "dot product, 64 lanes x 32", unit, text, macs: unit.products * unit.lanes, loads: unit.products, unrolling: [1, 256], build
    )
  }

  static func macArray(_ build: VerilatorBuild, side: Int) throws -> [Measurement] {
    let unit = MacArray(rows: side, columns: side)
    let module = try elaborate(unit).top.name
    return try compare(
      "INT8 array, \(side) x \(side)", unit, HandWrittenArrays.macArray(module: module, side: side), macs: side * side,
      loads: side,
      unrolling: [1], build)
  }

  private static func compare<U: Units.Unit>(
    _ name: String, _ unit: U, _ handWritten: String, macs: Int, loads: Int, unrolling: [Int], _ build: VerilatorBuild
  ) throws -> [Measurement] {
    let source = try VerilogSource(elaborate(unit))
    var byHand = source
    byHand.files = [VerilogSource.File(name: source.top + ".sv", text: handWritten)]
    let sides = try [source, byHand].map { source in try unrolling.map { try Load(source, unroll: $0, loads: loads, build) } }
    let sums = try sides.flatMap { $0 }.map { try $0.checksum() }
    guard Set(sums).count == 1 else {
      throw CommandFailure("\(name): the emitted and the hand-written design do not give the same sums")
    }
    var best = [0.0, 0.0]
    // In turns, so that the machine's mood strikes both.
    for _ in 0..<3 {
      for (index, side) in sides.enumerated() { for load in side { best[index] = max(best[index], try load.rate()) } }
    }
    let giga = Double(macs) / 1e9
    return [
      Measurement(
        "\(name), emitted against hand-written (\(fixed(best[0] * giga, 2)) and \(fixed(best[1] * giga, 2)) GMAC/s)",
        best[0] / best[1], "ratio", .atLeast, 0.95)
    ]
  }

  private struct Load {
    let simulator: VerilatorSimulator
    let activations, sums: SimulatorPort
    let stimuli: [UInt8]
    static let records = 256

    init(_ source: VerilogSource, unroll: Int, loads: Int, _ build: VerilatorBuild) throws {
      simulator = try build.model(source, options: BuildOptions(profile: .fast, unrolling: .fixed(unroll))).makeSimulator()
      activations = try simulator.port("activations")
      sums = try simulator.port("sums")
      var random = SplitMix64(seed: 3)
      let weights = try simulator.port("weights"), load = try simulator.port("loadWeights")
      let address = try? simulator.port("address")
      load.write(1)
      for index in 0..<loads {
        address?.write(UInt64(index))
        let bytes = (0..<weights.byteCount).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        bytes.withUnsafeBytes { weights.write(bytes: $0) }
        try simulator.step()
      }
      load.write(0)
      let bytesEach = activations.byteCount
      stimuli = (0..<(Self.records * bytesEach)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }

    private func run() throws -> Int {
      try stimuli.withUnsafeBytes { try simulator.run(cycles: Self.records, drive: [activations], stimuli: $0) }
    }

    /// Of the outputs of the cycles after the array has filled.
    func checksum() throws -> UInt64 {
      if let clear = try? simulator.port("clear") {
        clear.write(1)
        try simulator.step()
        try simulator.step()
        clear.write(0)
      }
      _ = try run()
      var sum: UInt64 = 0
      for _ in 0..<2 {
        _ = try run()
        for word in sums.readBits().words { sum = sum &* 0x100_0000_01B3 ^ word }
      }
      return sum
    }

    func rate() throws -> Double { try Stopwatch.rate(windows: 3) { try run() } }
  }
}
