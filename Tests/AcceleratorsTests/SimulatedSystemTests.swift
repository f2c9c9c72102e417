import Foundation
import Testing

import Accelerators
import Hosts
import Netlist
import Simulation
import Transformer
import Units
import Verilator

/// Whole models through the RTL of all units.
@Suite(.serialized) struct SimulatedSystemTests {
  static let embedded = Result { try LanguageModel.embedded() }
  private static let prompt = "The sea is"

  /// Continues a prompt; a model without a tokenizer gets ids.
  static func generate(_ session: SystemSession, _ model: LanguageModel, prompt ids: [Int] = [5, 17, 3], tokens: Int) throws
    -> [Int]
  {
    let prompt = model.tokenizer?.encode(prompt) ?? ids
    var generator = Generator(session: session, prompt: prompt, tokens: tokens)
    var ids: [Int] = []
    while let token = try generator.next() { ids.append(token.id) }
    return ids
  }

  /// A session with room for 4 or more tokens after the prompt.
  static func session(
    _ model: LanguageModel, _ execution: Execution, _ configuration: CambriconConfiguration = .laptop, positions: Int = 16,
    profile: BuildProfile = .fast, alteration: ((_ unitName: String, Design) throws -> Design)? = nil
  ) throws -> SystemSession {
    let system = try CambriconLLM(configuration, graph: model.graph, positions: positions)
    let pool = UnitPool(try VerilatorBuild(), profile: profile, alteration: alteration)
    return try SystemSession(
      system, model: model, execution: execution, units: execution == .golden ? nil : RunningUnits(system.lanes, pool))
  }

  /// Generates with every result compared, and counts the products.
  private static func check(
    _ model: LanguageModel, _ configuration: CambriconConfiguration = .laptop, prompt: [Int] = [5, 17, 3], tokens: Int
  ) throws -> SystemSession {
    let positions = (model.tokenizer?.encode(Self.prompt) ?? prompt).count + tokens
    let golden = try generate(session(model, .golden, configuration, positions: positions), model, prompt: prompt, tokens: tokens)
    let checked = try session(model, .checked, configuration, positions: positions)
    #expect(try generate(checked, model, prompt: prompt, tokens: tokens) == golden)
    #expect(checked.macs == model.graph.multiplications(tokens: checked.position, logitRows: tokens))
    return checked
  }

  /// Every result of every unit agrees, all products are counted, and neither checking nor the preset changes a token.
  @Test func agreesWithTheGoldenTransformer() throws {
    let model = try Self.embedded.get()
    let checked = try Self.check(model, tokens: 4)
    #expect(checked.counters["flash-channel"]?.macs ?? 0 > 0 && checked.counters["npu-systolic"]?.macs ?? 0 > 0)
    #expect(checked.counters["flash-channel"]?.busy ?? 0 > 0 && checked.counters["npu-systolic"]?.starved != nil)
    #expect(checked.valuesCompared > 100_000)

    // Without the check no golden function runs: the units alone make the tokens, with assertions at each program's first run.
    let golden = try Self.generate(Self.session(model, .golden), model, tokens: 4)
    let system = try CambriconLLM(.laptop, graph: model.graph, positions: 16)
    let units = try RunningUnits(system.lanes, UnitPool(VerilatorBuild()))
    let rtl = try SystemSession(system, model: model, execution: .rtl, units: units, assertingUnits: units.with(.checked))
    #expect(try Self.generate(rtl, model, tokens: 4) == golden)
    #expect(units.counters["npu-systolic"]?.cycles ?? 0 < rtl.counters["npu-systolic"]?.cycles ?? 0)
    #expect(rtl.macs == checked.macs && rtl.time.seconds > 0 && rtl.time.bytes["dram link"] ?? 0 > 0)
    let paper = try Self.check(model, .paperS, tokens: 2)
    #expect(paper.counters["adder-tree"]?.cycles ?? 0 > 0)
  }

  /// A run that was cut in two gives the same tokens, and exponents that no unit writes are refused.
  @Test func savedRunsGoOn() throws {
    let model = try Self.embedded.get()
    let prompt = [5, 17, 3]
    let whole = try Self.session(model, .checked)
    _ = try whole.run(prompt, logits: .last)
    let saved = try whole.save()
    let next = try whole.run([9], logits: .last)
    let resumed = try Self.session(model, .checked, positions: 12)
    try resumed.resume(saved)
    #expect(try resumed.position == 3 && resumed.run([9], logits: .last) == next)

    let golden = try Self.session(model, .golden)
    _ = try golden.run(prompt, logits: .last)
    let exponents = try #require(golden.system.layout.kept.first { $0.buffer.format.name == "int9" })
    golden.space.write([Int32](repeating: 300, count: exponents.buffer.count), to: exponents.buffer)
    let wrong = try golden.save()
    #expect(throws: AcceleratorError.self) { try resumed.resume(wrong) }
  }

  /// A stop between steps leaves the session where it was.
  @Test func aRunCanBeStopped() throws {
    let model = try Self.embedded.get()
    let session = try Self.session(model, .checked)
    _ = try session.run([5, 17], logits: .none)
    var asked = 0
    var reached = 0.0
    session.progress = { reached = $0 }
    let stopped = #expect(throws: SessionError.self) {
      try session.run([3, 4, 5, 6], logits: .last) {
        asked += 1
        return asked > 200
      }
    }
    #expect(stopped == .cancelled && session.position == 2 && reached > 2 && reached < 6)
    let again = try session.run([3, 4, 5, 6], logits: .last)
    let other = try Self.session(model, .golden)
    #expect(try other.run([5, 17, 3, 4, 5, 6], logits: .last) == again)
  }

  /// However a matrix is dealt out, its sums are the same: whole rows, or columns whose partial sums of flash and NPU are added.
  @Test(arguments: MatrixDivision.allCases, [1, 3]) func divisionChangesNoBit(division: MatrixDivision, channels: Int) throws {
    var system = CambriconConfiguration.laptop
    system.division = division
    system.channels = channels
    system.coresPerChannel = 2
    system.pageBytes = 4096
    system.flashShare = 0.6
    let counters = try Self.check(Self.embedded.get(), system, tokens: 2).counters
    #expect((counters["adder-tree"] != nil) == (division != .rows))
    #expect(counters["flash-channel"]?.macs ?? 0 > 0 && counters["npu-systolic"]?.macs ?? 0 > 0)
  }

  /// LayerNorm, biases, learned positions and ReLU without a gate.
  @Test func runsOPT() throws {
    let counters = try Self.check(RandomModel.opt(), tokens: 5).counters
    #expect(counters["layer-norm"]?.cycles ?? 0 > 0)
    #expect(counters["rms-norm"] == nil && counters["rotary-embedding"] == nil)
  }

  /// Heads of one and of more groups of 64 elements, the last of them narrow or not.
  @Test(arguments: [64, 80, 128]) func runsWideHeads(width: Int) throws {
    let model = try RandomModel.llama(headWidth: width)
    _ = try Self.check(model, tokens: 5)
    // The quantized model still is the model: its logits are near those in fp32.
    var golden = model.session(capacity: 8)
    let quantized = try GoldenRun.session(model, positions: 8)
    let ids = [5, 17, 3, 60, 41]
    let exact = try golden.run(ids).values
    let rounded = try quantized.run(ids, logits: .last).values
    let error = zip(exact, rounded).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let power = exact.reduce(0) { $0 + $1 * $1 }
    #expect(error < 0.002 * power, "the error's power is \(error / power) of the logits'")
  }

  /// Zeros of every kind, whose exponents fit every port: a head of values, keys or queries that is 0 at all positions, the value
  /// of a single position among others, a matrix, and a model that computes nothing but zeros.
  @Test(arguments: ["v_proj", "k_proj", "q_proj", "embed_tokens", "down_proj", "input_layernorm"]) func runsWithZeroVectors(
    tensor: String
  ) throws {
    let width = 80
    let model = try RandomModel.llama(headWidth: 64) { name, values in
      guard name.contains(tensor) else { return }
      // Of the embedding only the row of one token.
      for index in values.indices where tensor != "embed_tokens" || index / width == 17 { values[index] = 0 }
    }
    _ = try Self.check(model, tokens: 4)
  }

  /// A write that a port cannot hold is an error with the port's name, and never loses bits.
  @Test func refusesWhatDoesNotFit() throws {
    let model = try RandomModel.llama(headWidth: 64)
    let session = try Self.session(model, .rtl)
    let quantizer: StreamUnit = try #require(session.units).unit("block-quantizer")
    let scaler: StreamUnit = try #require(session.units).unit("row-scaler")
    func with<Value>(_ values: [Value], _ body: (StreamUnit.Column) throws -> Void) throws {
      var values = values
      try values.withUnsafeMutableBytes { bytes in
        let size = MemoryLayout<Value>.size
        let base = try #require(bytes.baseAddress)
        try body(.elements(ElementView(base, container: size, shape: [Axis(count: bytes.count / size, stride: size)])))
      }
    }
    try with([Float(1), 2]) { numbers in
      for exponent in [256, -257, -645] {
        try with([Int32(0), Int32(exponent)]) { exponents in
          let misfit = try #require(throws: PortMisfit.self) { try quantizer.run([numbers, exponents], count: 2) }
          #expect(misfit == PortMisfit(port: "block-quantizer.input_exponent", value: exponent, width: 9, isSigned: true))
        }
      }
      try with([Int32(255), -256]) { exponents in
        try quantizer.run([numbers, exponents], count: 2)
        #expect(quantizer.value(0, at: 0) == 64 && quantizer.value(0, at: 0, lane: 1) == 0)
      }
    }
    let one = StreamUnit.Column.constant(UInt64(Float(1).bitPattern))
    let zero = StreamUnit.Column.constant(0)
    try with([Int64(1) << 60]) { sum in #expect(throws: PortMisfit.self) { try scaler.run([sum, zero, zero, one], count: 1) } }
    // A constant that was refused is not kept.
    for _ in 0..<2 {
      try with([Int64(1)]) { sum in
        #expect(throws: PortMisfit.self) { try scaler.run([sum, .constant(1024), zero, one], count: 1) }
      }
    }
    try with([Int64(3)]) { sum in
      try scaler.run([sum, .constant(UInt64(bitPattern: -1)), zero, one], count: 1)
      #expect(Float(bitPattern: UInt32(truncatingIfNeeded: scaler.value(0, at: 0))) == 1.5)
    }
  }

  /// Numbers beyond FP32's range end a run where they arise, with the operator, the token and the element, in RTL and golden.
  @Test(arguments: [
    ("input_layernorm", "blk.0.attn_norm: rms-norm gave inf at position 0, element 7,"),
    ("post_attention_layernorm", "blk.0.ffn_norm: rms-norm gave inf at position 0, element 7,"),
    ("o_proj", "blk.0.attn_output: scale gave "), ("up_proj", "blk.0.ffn_up: scale gave "),
  ]) func refusesInfinity(tensor: String, message: String) throws {
    let width = 80
    let model = try RandomModel.llama(headWidth: 16) { name, values in
      // Element 7 is far above the others, so that the norm's result is, too.
      if name.contains("embed") { for index in values.indices where index % width == 7 { values[index] = 10 } }
      guard name.contains(tensor) else { return }
      if tensor.hasSuffix("layernorm") {
        values[7] = 0x1p127
      } else {
        values = values.map { Float(sign: $0.sign, exponent: 126, significand: 1.9) }
      }
    }
    let golden = try #require(throws: NonFiniteResult.self) { try Self.generate(Self.session(model, .golden), model, tokens: 2) }
    #expect(golden.description.hasPrefix(message), "\(golden)")
    for execution in [Execution.rtl, .checked] {
      let simulated = try #require(throws: NonFiniteResult.self) {
        try Self.generate(Self.session(model, execution), model, tokens: 2)
      }
      #expect(simulated == golden)
    }
  }

  /// A text longer than 2,048 positions, where the model's context has them; the netlists do not depend on the text.
  @Test func runsLongTexts() throws {
    let model = try RandomModel.llama(headWidth: 16, context: 2304)
    let prompt = (0..<2100).map { 1 + $0 * 7 % 79 }
    let checked = try Self.check(model, prompt: prompt, tokens: 2)
    #expect(checked.valuesCompared > 2100 * 2100)
    #expect(throws: AcceleratorError.self) {
      try CambriconLLM(.laptop, graph: model.graph, positions: CambriconLLM.mostPositions + 1)
    }
  }

  /// Beyond 8,321 positions the sums of attention have 52 bits.
  @Test func runsWithWideSums() throws {
    let wide = try Self.check(RandomModel.llama(headWidth: 16, context: 16384), tokens: 3)
    let narrow = try Self.session(RandomModel.llama(headWidth: 16), .rtl)
    #expect(wide.units?.netlistDigest != narrow.units?.netlistDigest)
  }
}
