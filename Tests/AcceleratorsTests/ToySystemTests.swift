import Foundation
import Testing

import Accelerators
import CircuitBuilding
import Hosts
import Netlist
import Simulation
import Transformer
import Verilator

/// What a new system gets: a toy of one unit generates, is checked, names faults, is traced and saved.
@Suite(.serialized) struct ToySystemTests {
  private static func system(_ model: LanguageModel, positions: Int = 12) throws -> ToySystem {
    try ToySystem(ToySystem.values(), graph: model.graph, positions: positions, rows: 4)
  }

  private static func model(_ name: String) throws -> LanguageModel {
    try name == "opt" ? RandomModel.opt() : RandomModel.llama(headWidth: 16)
  }

  /// A session on running units, which can be those of a changed netlist.
  private static func session(
    _ system: ToySystem, _ model: LanguageModel, _ execution: Execution,
    alteration: ((_ unitName: String, Design) throws -> Design)? = nil
  ) throws -> SystemSession {
    let units = try RunningUnits(system.lanes, UnitPool(VerilatorBuild(), alteration: alteration))
    return try SystemSession(system, model: model, execution: execution, units: units)
  }

  /// Continues a prompt with the tokens that the system chooses.
  private static func generate(_ session: SystemSession, tokens: Int) throws -> [Int] {
    var next = [5, 17, 3], result: [Int] = []
    for _ in 0..<tokens {
      let logits = try session.run(next, logits: .last)
      // The token that the chip's processor chose is that of the logits, the lowest of equals.
      #expect(session.chosen == logits.values.firstIndex(of: logits.values.max() ?? 0))
      next = [session.chosen]
      result += next
    }
    return result
  }

  /// What a system costs to write.
  @Test func isShort() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("ToySystem.swift")
    #expect(try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false).count <= 151)
  }

  @Test(arguments: ["llama", "opt"]) func generatesWithEveryProductChecked(name: String) throws {
    let model = try Self.model(name), system = try Self.system(model)
    let golden = try Self.generate(SystemSession(system, model: model, execution: .golden), tokens: 4)
    for execution in [Execution.rtl, .checked] {
      let session = try Self.session(system, model, execution)
      session.trace = Trace()
      #expect(try Self.generate(session, tokens: 4) == golden)
      #expect((session.valuesCompared > 1000) == (execution == .checked))
      let file = try #require(session.trace?.json)
      let object = try JSONSerialization.jsonObject(with: Data(file.utf8)) as? [String: Any]
      let events = try #require(object?["traceEvents"] as? [[String: Any]])
      let passes = Set(events.compactMap { ($0["args"] as? [String: Any])?["pass"] as? String })
      #expect(passes.isSuperset(of: ["toy-quantize", "toy-product", "toy-scale", "processor"]))
    }
  }

  /// With the lengths that a run has found, an estimate's timelines are the run's, to the cycle: a prompt and the tokens behind it,
  /// in configurations drawn at random.
  @Test(arguments: 1...5) func anEstimateIsTheRun(seed: UInt64) throws {
    var random = SplitMix64(seed: seed), values = try ToySystem.values()
    try values.set("clock-rate", "\(1000 * (1 + random.next(below: 10_000_000)))")
    let model = try Self.model(random.chance(50) ? "llama" : "opt")
    let system = try ToySystem(values, graph: model.graph, positions: 12, rows: 1 + random.next(below: 4))
    let session = try Self.session(system, model, .rtl), estimate = SystemEstimate(system), expected = SystemEstimate(system)
    var next = (0...random.next(below: 6)).map { _ in random.next(below: 64) }
    for _ in 0..<4 {
      let before = session.measured.count
      _ = try session.run(next, logits: .last)
      let timelines = try estimate.run(rows: next.count, logits: .last, lengths: Array(session.measured[before...]))
      #expect(timelines.last == session.timeline && estimate.time == session.time && estimate.position == session.position)
      // Without them, what is expected of the data: every code counts, which is never less.
      try expected.run(rows: next.count, logits: .last)
      #expect(expected.time.amounts["mac", default: 0] >= session.time.amounts["mac", default: 0])
      next = [session.chosen]
    }
    #expect(session.measured.contains { !$0.isEmpty })
  }

  /// A model that no machine here holds needs no weights to be estimated: a product takes a cycle each, and a sum one more.
  @Test func estimatesAModelWithoutItsWeights() throws {
    let shape = try ModelShape("llama2-70b"), values = try ToySystem.values()
    let system = try ToySystem(values, graph: shape.graph, positions: 1001, rows: 4)
    var cycles = 0
    for case .linear(let layer) in shape.graph.operations.map(\.kind) { cycles += layer.outputs * (layer.inputs + 1) }
    var trace: Trace?
    let report = try EstimateReport(system, model: shape.name, parameters: values, context: 1000) { trace = $0 }
    #expect(report.operators.filter { $0.unit == "mac" }.reduce(0) { $0 + $1.cycles } == cycles)
    #expect(report.secondsPerToken > Double(cycles) / 1e9 && report.tokensPerSecond == 1 / report.secondsPerToken)
    #expect(report.timeToFirstToken == nil && trace?.json.contains("blk.79.ffn_down") == true)
    #expect(try #require(report.peakBytes["weights"]) > shape.parameters)
    // Keys and values of 1001 positions, 8 heads of 128 numbers in 80 layers, in FP32.
    #expect(report.peakBytes["dram"] == 2 * 80 * 1001 * 8 * 128 * 4)
    #expect(report.operators.contains { $0.name == "ffn_down" && $0.bound == "mac" })
    #expect(report.csv.hasPrefix("operator,unit,seconds,cycles,bytes,bound\n"))
  }

  /// The numbers are those of the model: its logits are near those in fp32, as near as five bits are.
  @Test func isTheModel() throws {
    let model = try Self.model("llama"), ids = [5, 17, 3, 60, 41]
    var exact = model.session(capacity: ids.count)
    let toy = try SystemSession(Self.system(model), model: model, execution: .golden)
    let expected = try exact.run(ids, logits: .all).values, came = try toy.run(ids, logits: .all).values
    let error = zip(expected, came).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    #expect(error < 0.05 * expected.reduce(0) { $0 + $1 * $1 })
  }

  @Test func namesAFault() throws {
    let model = try Self.model("llama")
    let session = try Self.session(Self.system(model), model, .checked) { _, design in
      try PlantedFault.inverting("result_sum", in: design)
    }
    let difference = try #require(throws: Difference.self) { try Self.generate(session, tokens: 1) }
    #expect(difference.pass == "toy-product" && difference.unit == "mac" && difference.place.operation == "blk.0.attn_q")
    #expect(difference.element == [0] && difference.position == 0)
    // The step once more, on a unit that records.
    let waveform = FileManager.default.temporaryDirectory.appendingPathComponent("toy-\(UUID().uuidString).vcd")
    defer { try? FileManager.default.removeItem(at: waveform) }
    let replay = try session.replay(difference, waveform: waveform.path)
    let faulty = try #require(replay.faultyCycle)
    #expect(faulty < replay.cycles)
    // The lowest bit of the first product's sum is inverted.
    let tested = try ValueChangeDump(waveform).value("result_sum", at: 10 * Int(faulty) + 5)
    #expect(difference.description.contains("the RTL gave 0x" + String(String(tested + 1 << 32, radix: 16).dropFirst())))
  }

  /// Programs are the same at every position, and a run that was cut in two gives the same tokens.
  @Test func positionsAreNumbersOfTheRun() throws {
    let model = try Self.model("llama"), system = try Self.system(model), slice = Slice(rows: 1, logits: .last)
    #expect(try system.compile(slice, position: 0).listing == system.compile(slice, position: 7).listing)
    let whole = try SystemSession(system, model: model, execution: .golden)
    let first = try whole.run([5, 17, 3], logits: .last)
    let saved = try whole.save()
    let second = try whole.run([9], logits: .last)
    let resumed = try SystemSession(Self.system(model, positions: 20), model: model, execution: .golden)
    try resumed.resume(saved)
    #expect(try resumed.position == 3 && resumed.run([9], logits: .last) == second && first != second)

    var damaged = saved
    damaged[damaged.count / 2] ^= 1
    #expect(throws: (any Error).self) { try resumed.resume(damaged) }
  }

  /// A key that changes in the memory of the units is noticed by the next step that reads it, and before anything is saved.
  @Test func aFlippedKeyIsNoticed() throws {
    let model = try Self.model("llama"), system = try Self.system(model)
    let session = try Self.session(system, model, .checked)
    _ = try session.run([5, 17, 3], logits: .last)
    let kept = try #require(system.layout.kept.first)
    session.space[kept.buffer.memory][kept.buffer.offset + 2] ^= 64
    #expect(throws: AcceleratorError.self) { try session.save() }
    let difference = try #require(throws: Difference.self) { try session.run([9], logits: .last) }
    #expect(
      difference.place.operation.contains("attention") && difference.description.contains("had changed in memory"),
      "\(difference)")
  }

  /// A token that is none in memory, as a faulty unit could write one, ends the run with a message.
  @Test func numbersOutOfRangeDoNotTrap() throws {
    let model = try Self.model("llama"), system = try Self.system(model)
    let table = Operand.window(system.codes, dimension: 0, from: .value(system.count), count: 1)
    let space = AddressSpace(system.memories)
    for number in [Int32.min, -1, 1 << 20, .max] {
      space.write([number], to: system.count)
      #expect(throws: IndexFault.self) { try Memory(space, position: 0).resolve(table) }
    }
  }

  /// A value that the unit's port cannot hold is not cut off.
  @Test func aCodeThatDoesNotFitIsRefused() throws {
    let model = try Self.model("llama"), system = try Self.system(model), session = try Self.session(system, model, .rtl)
    let unit: StreamUnit = try #require(session.units).unit("mac"), wide = system.sums.first(2)
    session.space.write([Int32(1), 300], to: wide)
    let column = StreamUnit.Column.elements(session.space.elements(wide))
    #expect(throws: PortMisfit.self) { try unit.run([column, column], count: 2, outputs: 1) }
  }

  @Test func parametersAreChecked() throws {
    var values = try ToySystem.values(preset: "plain")
    #expect(values[ToySystem.clock] == 1e9)
    try values.set("clock-rate", "2e9")
    #expect(values[ToySystem.clock] == 2e9)
    #expect(throws: AcceleratorError.self) { try values.set("clock-rate", "0") }
    #expect(throws: AcceleratorError.self) { try values.set("clock", "1e9") }
    #expect(throws: AcceleratorError.self) { try ToySystem.values(preset: "fast") }
  }
}
