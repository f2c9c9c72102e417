import ErrorCorrection
import HDL
import Simulation
import Testing
import Units

/// `ecc-outlier` in the weight path of `flash-pe`, as one clocked design.
private struct CorrectedFlashPE: Module {
  var corrector = OutlierCorrector()
  var compute = FlashPE()

  static let summary = "The in-flash compute unit behind the error correction unit."

  struct IO: Bundle {
    let pages: In<Stream<OutlierPage>>
    let entries: In<Stream<OutlierEntries>>
    let weights: In<Stream<FlashWeightBeat>>
    let command: In<Stream<FlashCommand>>
    let vector: In<Stream<FlashVectorBeat>>
    let results: Out<Stream<FlashResult>>
    let busyCycles, starvedCycles, lateCycles: Out<Unsigned>
  }
  var io: IO {
    let (first, second) = (corrector.io, compute.io)
    return IO(
      pages: In(first.pages._value), entries: In(first.entries._value), weights: In(first.weights._value),
      command: In(second.command._value), vector: In(second.vector._value), results: Out(second.results._value),
      busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)), lateCycles: Out(Unsigned(32)))
  }

  @Hardware
  func build(_ io: IO) {
    let correction = Instance(corrector)
    let unit = Instance(compute)
    correction.pages <== io.pages
    correction.entries <== io.entries
    correction.weights <== io.weights
    unit.weights <== correction.corrected
    unit.command <== io.command
    unit.vector <== io.vector
    io.results <== unit.results
    io.busyCycles <== unit.busyCycles
    io.starvedCycles <== unit.starvedCycles
    io.lateCycles <== correction.lateCycles
  }
}

@Suite struct CorrectedFlashPETests {
  private static let rows = 32, columns = 512

  /// Where the 163 protected weights of a page lie: anywhere, at its beginning, at its end, or a row's worth apart.
  enum Places: String, CaseIterable { case anywhere, beginning, end, column }

  private func page(_ places: Places, _ random: inout SplitMix64) -> [Int8] {
    var page = (0..<16384).map { _ in Int8(random.next(below: 31) - 15) }
    for index in 0..<163 {
      let place =
        switch places {
        case .anywhere: random.next(below: 16384)
        case .beginning: index
        case .end: 16383 - index
        case .column: index % 32 * 512 + index / 32
        }
      page[place] = Int8(64 + random.next(below: 64))
    }
    return page
  }

  /// Pages with flips run through both units: every sum is that of the corrected weights, and the compute unit waits for the first page's
  /// first beats, the vector included, and never again, even where one page's last weights and the next one's first are protected.
  @Test(arguments: Places.allCases) func neverStalls(places: Places) throws {
    let unit = CorrectedFlashPE(), simulator = try BuiltinSimulator(elaborate(unit)), code = unit.corrector.code
    try simulator.reset()
    var random = SplitMix64(seed: 11), errors = BitErrors(rate: 2e-4, generator: SplitMix64(seed: 12))
    let vector = (0..<Self.columns).map { _ in Int8(truncatingIfNeeded: random.next()) }
    let lanes = try simulator.port("weights_lanes"), thresholds = try simulator.port("pages_thresholds")
    let counts = try [simulator.port("pages_beats"), simulator.port("pages_entries")],
      entry = try simulator.port("entries_entries")
    let bytes = try simulator.port("vector_bytes"),
      command = try ["rows", "columns", "newVector", "tag"].map { try simulator.port("command_" + $0) }
    let weights = try StreamDriver<ArraySlice<Int8>>(simulator, "weights", seed: 1) {
      $0.withUnsafeBytes { lanes.write(bytes: $0) }
    }
    let pages = try StreamDriver<[UInt8]>(simulator, "pages", seed: 2) {
      $0.withUnsafeBytes { thresholds.write(bytes: $0) }
      counts[0].write(8192)
      counts[1].write(163)
    }
    let entries = try StreamDriver<(UInt64, UInt64)>(simulator, "entries", seed: 3) { pair in
      // Two entries of 35 bits, the first one lowest.
      let words = [pair.0 | pair.1 << 35, pair.1 >> 29]
      words.withUnsafeBytes { entry.write(bytes: UnsafeRawBufferPointer(rebasing: $0[..<9])) }
    }
    let vectors = try StreamDriver<ArraySlice<Int8>>(simulator, "vector", seed: 4) {
      $0.withUnsafeBytes { bytes.write(bytes: $0) }
    }
    let commands = try StreamDriver<Bool>(simulator, "command", seed: 5) { isNew in
      for (port, value) in zip(command, [Self.rows, Self.columns, isNew ? 1 : 0, 0]) { port.write(UInt64(value)) }
    }
    let sum = try simulator.port("results_sum")
    var sums: [Int32] = [], expected: [Int32] = []
    let results = try StreamMonitor<Int32>(simulator, "results", seed: 6, read: { Int32(truncatingIfNeeded: sum.readSigned()) }) {
      one, _ in sums.append(one)
    }
    for number in 0..<3 {
      let clean = page(places, &random)
      var stored = clean, spare = code.encoded(clean)
      for bit in errors.positions(among: 8 * 16384) { stored[bit / 8] ^= Int8(bitPattern: 1 << UInt8(bit % 8)) }
      for bit in errors.positions(among: 35 * 163) { spare.entries[bit / 35] ^= 1 << UInt64(bit % 35) }
      let decoded = code.corrected(stored, spare)
      #expect(decoded.counts.zeroed > 0)
      for row in 0..<Self.rows {
        expected.append(
          FlashPEModel.sum(weights: decoded.page[(row * Self.columns)..<((row + 1) * Self.columns)], vector: vector))
      }
      pages.send(spare.thresholds)
      for first in stride(from: 0, to: 163, by: 2) {
        entries.send((spare.entries[first], first + 1 < 163 ? spare.entries[first + 1] : 0))
      }
      for first in stride(from: 0, to: 16384, by: 2) { weights.send(stored[first..<(first + 2)]) }
      commands.send(number == 0)
    }
    for first in stride(from: 0, to: Self.columns, by: 8) { vectors.send(vector[first..<(first + 8)]) }
    var starvedBefore: UInt64 = 0
    while sums.count < expected.count, simulator.cycle < 40_000 {
      try simulator.step([weights, pages, entries, vectors, commands, results])
      if try simulator.port("busyCycles").read() == 0 { starvedBefore = try simulator.port("starvedCycles").read() }
    }
    #expect(sums == expected)
    #expect(try simulator.port("busyCycles").read() == 3 * 8192)
    #expect(try simulator.port("starvedCycles").read() == starvedBefore)
    #expect(try simulator.port("lateCycles").read() <= OutlierCorrectorCycles.fillCycles)
  }
}
