import Hosts
import Simulation
import Transformer
import Units
import Verilator

/// What the flash of the paper's S does of one layer of OPT-6.7B, in RTL, with random weights: the cycles of its six matrices beside the
/// cycle model's, every sum and raw weight against golden, and the bytes over the channels.
package struct LayerRun: Sendable {
  /// A matrix: the cycles of its slowest channel in RTL and by the model.
  package struct Part: Sendable { package var name: String, cycles = 0, modelled = 0, bytes = 0 }
  /// In the order of the program.
  package private(set) var parts: [Part] = []
  /// Bytes over the channels for a whole token: those of the layers, counted in RTL, and of the head, by the cycle model.
  package private(set) var tokenBytes = 0
  /// Values that differ from golden.
  package private(set) var mismatches = 0

  package init(
    _ build: VerilatorBuild, on chip: CambriconConfiguration, model name: String = "opt-6.7b", seed: UInt64 = 1
  ) throws {
    guard let shape = ModelShape.published.first(where: { $0.name == name }) else {
      throw AcceleratorError("there is no model '\(name)'")
    }
    var configuration = shape.configuration
    configuration.layers = 1
    var chip = chip
    chip.timing = .clocked
    let graph = ModelGraph(configuration, tiedHead: shape.isTied)
    let system = try CambriconLLM(chip, graph: graph, positions: 2, rows: 1)
    let layer = try system.compile(Slice(rows: 1, logits: .none), position: 0)
    let whole = try system.compile(Slice(rows: 1, logits: .all), position: 0)
    let space = AddressSpace(system.memories), memory = Memory(space, position: 0)
    var random = SplitMix64(seed: seed)
    for matrix in system.weights.all where matrix.rows != configuration.vocabulary { Self.fill(matrix.codes, space, &random) }
    Self.fill(system.scratch.codes, space, &random)
    let shifts = (0..<system.scratch.shifts.count).map { _ in UInt8(random.next(below: 21)) }
    space.write(shifts, to: system.scratch.shifts)

    let units = try RunningUnits(system.lanes.filter { $0.unit is FlashMemoryChip }, UnitPool(build))
    let models = ModelledUnits(system.lanes)
    func bytes(_ demands: [Demand]) -> Int { demands.reduce(0) { $0 + ($1.resource.unit == "byte" ? $1.amount : 0) } }
    func cycles(_ demands: [Demand]) -> Int { demands.first?.amount ?? 0 }
    _ = try Scheduler.run(layer) { steps in
      let flash = steps.filter { layer.steps[$0].pass is ClockedFlashProduct }
      let ran = Dictionary(uniqueKeysWithValues: zip(flash, try units.run(layer, flash, memory)))
      return try steps.map { number in
        let step = layer.steps[number], estimate = try step.pass.estimate(models, memory)
        guard let demands = ran[number] else { return estimate }
        mismatches += try Self.differences(step.pass, memory)
        let name = step.place.operation, index = parts.firstIndex { $0.name == name } ?? parts.count
        if index == parts.count { parts.append(Part(name: name)) }
        parts[index].cycles = max(parts[index].cycles, cycles(demands))
        parts[index].modelled = max(parts[index].modelled, cycles(estimate))
        parts[index].bytes += bytes(demands)
        return demands
      }
    }
    var head = 0
    for step in whole.steps[layer.steps.count...] where step.pass is ClockedFlashProduct {
      head += bytes(try step.pass.estimate(models, memory))
    }
    tokenBytes = shape.configuration.layers * parts.reduce(0) { $0 + $1.bytes } + head
  }

  private static func fill(_ buffer: Buffer, _ space: AddressSpace, _ random: inout SplitMix64) {
    let bytes = space.mutable(buffer, as: Int8.self)
    for index in 0..<buffer.count { bytes[index] = Int8(random.next(below: 255) - 127) }
  }

  /// Bytes of a pass's results that its golden function does not give.
  private static func differences(_ pass: any Pass, _ memory: Memory) throws -> Int {
    let results = try pass.writes.map { memory.space.bytes(of: try memory.resolve($0)) }
    try pass.golden(memory)
    return try zip(pass.writes, results).reduce(0) { sum, pair in
      let golden = memory.space.bytes(of: try memory.resolve(pair.0))
      return sum + zip(golden, pair.1).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) }
    }
  }

  static let table = PaperTable(
    "layer", "The flash of S for one layer of OPT-6.7B with random weights, in RTL",
    explanation: """
      Cycles are those of the slowest channel, from the first command to the last total or raw byte; the bytes of a token are those of 32 \
      such layers, counted in RTL, and of the head, by the cycle model. Sums are 3 bytes for each group of 64 columns, where the \
      paper's formula counts one byte a row.
      """,
    isLong: true
  ) {
    let build = try VerilatorBuild()
    return try [("groups of 64 columns", CambriconConfiguration.paperS), ("tiles of 256 x 2048", .paperSTiles)].flatMap {
      try rows(of: LayerRun(build, on: $1), $0)
    }
  }

  private static func rows(of run: LayerRun, _ name: String) throws -> [ReproducedFigure] {
    guard run.mismatches == 0 else { throw AcceleratorError("\(run.mismatches) bytes of sums and raw weights are not golden") }
    func percent(_ part: Part) -> String {
      "\(part.modelled) by the cycle model, \(PublishedFigure.text((Double(part.modelled) / Double(part.cycles) - 1) * 100, decimals: 2)) %"
    }
    let all = run.parts.reduce(into: Part(name: "all matrices")) { sum, part in
      (sum.cycles, sum.modelled) = (sum.cycles + part.cycles, sum.modelled + part.modelled)
    }
    return (run.parts + [all]).map {
      ReproducedFigure("\($0.name), \(name)", unit: "cycles", ours: Double($0.cycles), kind: .simulated, note: percent($0))
    } + [
      ReproducedFigure(
        "a token's bytes over the channels, \(name)", published: PaperFigures.gigabytes.first, unit: "GB",
        ours: Double(run.tokenBytes) / 1e9, kind: .counted)
    ]
  }
}
