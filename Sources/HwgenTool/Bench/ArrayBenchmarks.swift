import CommandLineTool
import HDL
import Simulation
import Units
import Verilator
import Verilog

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

  /// An array of instances, in both dialects, against an instance for each element as they were printed before: built as a user's
  /// plain `verilator` does, and with the shim's sign extension, which leaves the older spelling little to lose.
  static func instances(_ build: VerilatorBuild, side: Int, bar: Double) throws -> [Measurement] {
    let name = "\(side) x \(side) instances"
    let design = try elaborate(MacElementArray(rows: side, columns: side))
    let array = try VerilogSource(design)
    let older = try VerilogEmitter(dialect: .verilog2005).emit(design).files.map {
      VerilogSource.File(name: $0.name, text: $0.text)
    }
    let single = VerilogSource.File(
      name: array.top + ".sv", text: SingleInstances.macElementArray(module: array.top, side: side))
    let sources = [array, array.with([single]), array.with(older)]
    let plain = try rates(name, sources, loads: side, unrolling: [1], build.withVerilatorArithmetic)
    let best = try rates(name, sources, loads: side, unrolling: [1], build)
    let lines = [array.files, older].map { $0.reduce(0) { $0 + $1.text.count { $0 == "\n" } } }
    let giga = Double(side * side) / 1e9
    return [
      Measurement(
        "\(name), plain Verilator, array against single ones (\(fixed(plain[0] * giga, 2)) and \(fixed(plain[1] * giga, 2)) GMAC/s)",
        plain[0] / plain[1], "ratio", .atLeast, bar),
      Measurement("\(name), plain Verilator, Verilog-2005 against single ones", plain[2] / plain[1], "ratio", .atLeast, bar),
      Measurement(
        "\(name), array against single ones (\(fixed(best[0] * giga, 2)) and \(fixed(best[1] * giga, 2)) GMAC/s)",
        best[0] / best[1], "ratio", .atLeast, 0.95),
      Measurement("\(name), text of both dialects, the longer", Double(lines.max() ?? 0), "lines", .atMost, 120),
    ]
  }

  private static func compare<U: Units.Unit>(
    _ name: String, _ unit: U, _ handWritten: String, macs: Int, loads: Int, unrolling: [Int], _ build: VerilatorBuild
  ) throws -> [Measurement] {
    let source = try VerilogSource(elaborate(unit))
    let byHand = source.with([VerilogSource.File(name: source.top + ".sv", text: handWritten)])
    let best = try rates(name, [source, byHand], loads: loads, unrolling: unrolling, build)
    let giga = Double(macs) / 1e9
    return [
      Measurement(
        "\(name), emitted against hand-written (\(fixed(best[0] * giga, 2)) and \(fixed(best[1] * giga, 2)) GMAC/s)",
        best[0] / best[1], "ratio", .atLeast, 0.95)
    ]
  }

  /// Cycles a second of each spelling, which must all give the same sums.
  private static func rates(
    _ name: String, _ sources: [VerilogSource], loads: Int, unrolling: [Int], _ build: VerilatorBuild
  ) throws -> [Double] {
    let sides = try sources.map { source in try unrolling.map { try Load(source, unroll: $0, loads: loads, build) } }
    let sums = try sides.flatMap { $0 }.map { try $0.checksum() }
    guard Set(sums).count == 1 else { throw CommandFailure("\(name): the spellings do not give the same sums") }
    var best = sides.map { _ in 0.0 }
    // In turns, so that the machine's mood strikes all.
    for _ in 0..<3 {
      for (index, side) in sides.enumerated() { for load in side { best[index] = max(best[index], try load.rate()) } }
    }
    return best
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

extension VerilogSource {
  /// The same ports with another text.
  fileprivate func with(_ files: [File]) -> VerilogSource {
    var result = self
    result.files = files
    return result
  }
}
