import Netlist
import Simulation
import Units

/// Packets of every packing and any length, packed from pruned weights or of random words, under random stalls, against `WeightPacket`; in
/// every cycle against `SparseWeightDecoderCycles`. What is packed must also unpack to the same weights. A transaction is a packet.
public enum SparseWeightDecoderTestbench: Testbench {
  private struct Beat: Equatable {
    var codes: [Int], positions: [Int], scales: [Int]
    var last: Bool
  }

  public static func effort(of unit: SparseWeightDecoder) -> Int { 4000 * unit.wordBits }

  public static func run(_ unit: SparseWeightDecoder, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    var report = TestbenchReport()
    report.claim(
      "stalls", "no stalls", "a whole packet", "a short packet", "a partly filled beat", "random words", "pruned weights")
    for packing in WeightPacking.allCases { report.claim(packing.rawValue) }
    var random = SplitMix64(seed: options.seed)
    try simulator.reset()
    let packing = try simulator.port("packets_packing"), groups = try simulator.port("packets_groups")
    let word = try simulator.port("words_data")
    let codes = try simulator.port("beats_codes"), positions = try simulator.port("beats_positions")
    let scales = try simulator.port("beats_scales"), count = try simulator.port("beats_count")
    let last = try simulator.port("beats_last")
    let counters = try StreamCounters(simulator, input: "words", output: "beats")
    let check = try cycleCheck(unit, simulator)
    let lanes = unit.lanes
    var round = 0
    while report.needsMore(options, round: round, most: 100) {
      let hasStalls = round % 2 == 0
      report.cover(hasStalls ? "stalls" : "no stalls")
      let stalls = { (random: inout SplitMix64) in hasStalls ? random.stalls() : .none }
      let shapes = try StreamDriver<WeightPacket>(simulator, "packets", stalls: stalls(&random), seed: random.next()) {
        packing.write(UInt64(WeightPacking.allCases.firstIndex(of: $0.packing) ?? 0))
        groups.write(UInt64($0.inputs / 16))
      }
      let words = try StreamDriver<[UInt64]>(simulator, "words", stalls: stalls(&random), seed: random.next()) {
        word.write(BitVector(words: $0, width: unit.wordBits))
      }
      var came: [Beat] = []
      let monitor = try StreamMonitor<Beat>(simulator, "beats", stalls: stalls(&random), seed: random.next()) {
        // Of a beat that is filled in part the rest is nobody's, and a scale counts where it has a lane.
        let filled = min(Int(count.read()), lanes)
        return Beat(
          codes: codes.readElements(lanes).prefix(filled).map { $0 & 15 },
          positions: positions.readElements(lanes).prefix(filled).map { $0 & (unit.inputs - 1) },
          scales: scales.readElements(lanes / 16).prefix((filled + 15) / 16).map { $0 & 0xffff }, last: last.read() == 1)
      } receive: { beat, _ in
        came.append(beat)
      }
      var expected: [Beat] = [], cycles = 0
      for _ in 0..<20 {
        let packet = try packet(unit, &random, &report)
        shapes.send(packet)
        for word in packet.words { words.send(word) }
        expected += beats(of: packet, lanes)
        report.cover("a partly filled beat", if: packet.kept.count % lanes != 0)
        cycles += packet.words.count
      }
      let start = simulator.cycle
      var progress = Progress()
      while came.count < expected.count {
        try simulator.step([shapes, words, monitor, check, counters.activity])
        try progress.check(
          came.count + words.transfers, cycle: simulator.cycle, report,
          "\(came.count) of \(expected.count) beats came in round \(round) of seed \(options.seed)")
      }
      // The first packet's description takes a cycle of its own.
      if !hasStalls, simulator.cycle - start != UInt64(1 + cycles) {
        report.mismatch("round \(round): \(cycles) words without stalls took \(simulator.cycle - start) cycles")
      }
      for (index, pair) in zip(expected, came).enumerated() where pair.0 != pair.1 {
        report.mismatch("round \(round), beat \(index): expected \(pair.0), came \(pair.1)")
      }
      report.note(check)
      counters.check(round, &report)
      report.transactions += 20
      round += 1
    }
    report.cycles = simulator.cycle
    return report
  }

  /// A packet of pruned weights, or, as often, of any words.
  private static func packet(_ unit: SparseWeightDecoder, _ random: inout SplitMix64, _ report: inout TestbenchReport) throws
    -> WeightPacket
  {
    let packing = WeightPacking.allCases[random.next(below: WeightPacking.allCases.count)]
    let isWhole = random.chance(30), inputs = isWhole ? unit.inputs : 16 * (1 + random.next(below: unit.inputs / 16))
    report.cover(packing.rawValue)
    report.cover(inputs == unit.inputs ? "a whole packet" : "a short packet")
    if random.chance(50) {
      report.cover("random words")
      let count = WeightPacket.wordCount(of: inputs, packing: packing, wordBits: unit.wordBits)
      let words = (0..<count).map { _ in (0..<unit.wordBits / 64).map { _ in random.next() } }
      return try WeightPacket(packing: packing, wordBits: unit.wordBits, inputs: inputs, words: words)
    }
    report.cover("pruned weights")
    var weights = [Int](repeating: 0, count: inputs)
    for start in stride(from: 0, to: inputs, by: packing.group) {
      for _ in 0..<packing.keptOfGroup { weights[start + random.next(below: packing.group)] = random.next(below: 15) - 7 }
    }
    let scales = (0..<(inputs + 127) / 128).map { _ in UInt16(truncatingIfNeeded: random.next()) }
    let packet = try WeightPacket(weights: weights, scales: scales, packing: packing, wordBits: unit.wordBits)
    if packet.weights != weights || packet.scales != scales {
      report.mismatch("a \(packing.rawValue) packet of \(inputs) inputs does not unpack to what was packed")
    }
    return packet
  }

  private static func beats(of packet: WeightPacket, _ lanes: Int) -> [Beat] {
    let kept = packet.kept, scales = packet.scales
    return stride(from: 0, to: kept.count, by: lanes).map { start in
      let part = Array(kept[start..<min(start + lanes, kept.count)])
      return Beat(
        codes: part.map { Int($0.code) }, positions: part.map(\.position),
        scales: stride(from: 0, to: part.count, by: 16).map { Int(scales[part[$0].position / WeightPacket.block]) },
        last: start + lanes >= kept.count)
    }
  }

  private static func cycleCheck(_ unit: SparseWeightDecoder, _ simulator: any Simulator) throws -> CycleCheck<
    SparseWeightDecoderCycles
  > {
    let packetsValid = try simulator.port("packets_valid"), packetsReady = try simulator.port("packets_ready")
    let wordsValid = try simulator.port("words_valid"), wordsReady = try simulator.port("words_ready")
    let valid = try simulator.port("beats_valid"), ready = try simulator.port("beats_ready")
    let packing = try simulator.port("packets_packing"), groups = try simulator.port("packets_groups")
    return CycleCheck(SparseWeightDecoderCycles.self, unit) {
      let packet = SparseWeightDecoderCycles.Packet(
        WeightPacking.allCases[min(Int(packing.read()), WeightPacking.allCases.count - 1)], inputs: 16 * Int(groups.read()))
      return .init(
        packet: packetsValid.read() == 1 ? packet : nil, offersWord: wordsValid.read() == 1, takes: ready.read() == 1)
    } shown: { _ in
      .init(packetsReady: packetsReady.read() == 1, wordsReady: wordsReady.read() == 1, valid: valid.read() == 1)
    }
  }
}
