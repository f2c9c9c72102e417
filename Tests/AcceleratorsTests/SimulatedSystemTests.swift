import Foundation
import Testing

import Accelerators
import Simulation
import Transformer
import Units
import Verilator

/// Whole models through the RTL of all units.
@Suite(.serialized) struct SimulatedSystemTests {
  private static let embedded = Result { try LanguageModel.embedded() }
  private static let prompt = "The sea is"

  private static func units(_ system: CambriconConfiguration, _ model: LanguageModel) throws -> CambriconUnits {
    try CambriconUnits(system, model: model.configuration, build: VerilatorBuild())
  }

  /// Continues a prompt; a model without a tokenizer gets ids.
  private static func generate<Units: OperatorUnits>(
    _ model: LanguageModel, _ units: Units, prompt ids: [Int] = [5, 17, 3], tokens: Int
  ) throws -> (ids: [Int], operators: QuantizedOperators<Units>, positions: Int) {
    let prompt = model.tokenizer?.encode(Self.prompt) ?? ids
    let capacity = prompt.count + tokens
    let operators = QuantizedOperators(model, weights: try QuantizedWeights(model), units: units, positions: capacity)
    var generator = Generator(
      session: Session(graph: model.graph, operators: operators, capacity: capacity), prompt: prompt, tokens: tokens)
    var ids: [Int] = []
    while let token = try generator.next() { ids.append(token.id) }
    return (ids, generator.session.operators, generator.session.position)
  }

  /// Generates with every result compared, and counts the products.
  private static func check(
    _ model: LanguageModel, _ system: CambriconConfiguration, prompt: [Int] = [5, 17, 3], tokens: Int
  ) throws -> CheckedUnits<CambriconUnits> {
    let golden = try generate(model, GoldenUnits(), prompt: prompt, tokens: tokens).ids
    let checked = try generate(model, CheckedUnits(units(system, model)), prompt: prompt, tokens: tokens)
    #expect(checked.ids == golden)
    let macs = checked.operators.units.tested.macs
    #expect(Int(macs.flash + macs.npu) == model.graph.multiplications(tokens: checked.positions, logitRows: tokens))
    return checked.operators.units
  }

  /// Every result of every unit agrees, all products are counted, and neither checking nor the preset changes a token.
  @Test func agreesWithTheGoldenTransformer() throws {
    let model = try Self.embedded.get()
    let units = try Self.check(model, .laptop, tokens: 4)
    #expect(units.tested.macs.flash > 0 && units.tested.macs.npu > 0)
    #expect(units.valuesCompared > 100_000)

    // Without the check no golden operator runs: the units alone make the tokens.
    let golden = try Self.generate(model, GoldenUnits(), tokens: 4).ids
    #expect(try Self.generate(model, Self.units(.laptop, model), tokens: 4).ids == golden)
    let paper = try Self.check(model, .paperS, tokens: 2)
    #expect(paper.tested.cyclesByUnit["adder-tree", default: 0] > 0)
  }

  /// However a matrix is dealt out, its sums are the same: whole rows, or columns whose partial sums of flash and NPU are added.
  @Test(arguments: MatrixDivision.allCases, [1, 3]) func divisionChangesNoBit(division: MatrixDivision, channels: Int) throws {
    var system = CambriconConfiguration.laptop
    system.division = division
    system.channels = channels
    system.coresPerChannel = 2
    system.pageBytes = 4096
    system.flashShare = 0.6
    let units = try Self.check(Self.embedded.get(), system, tokens: 2).tested
    #expect((units.cyclesByUnit["adder-tree"] != nil) == (division == .columns))
    #expect(units.macs.flash > 0 && units.macs.npu > 0)
  }

  /// LayerNorm, biases, learned positions and ReLU without a gate.
  @Test func runsOPT() throws {
    let units = try Self.check(RandomModel.opt(), .laptop, tokens: 5)
    #expect(units.tested.cyclesByUnit["layer-norm", default: 0] > 0)
    #expect(units.tested.cyclesByUnit["rms-norm"] == nil && units.tested.cyclesByUnit["rotary-embedding"] == nil)
  }

  /// Heads of one and of more groups of 64 elements, the last of them narrow or not.
  @Test(arguments: [64, 80, 128]) func runsWideHeads(width: Int) throws {
    let model = try RandomModel.llama(headWidth: width)
    _ = try Self.check(model, .laptop, tokens: 5)
    // The quantised model still is the model: its logits are near those in fp32.
    var golden = model.session(capacity: 8)
    var quantized = Session(
      graph: model.graph,
      operators: QuantizedOperators(model, weights: try QuantizedWeights(model), units: GoldenUnits(), positions: 8), capacity: 8)
    let exact = try golden.run([5, 17, 3, 60, 41]).values, rounded = try quantized.run([5, 17, 3, 60, 41]).values
    let error = zip(exact, rounded).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }, power = exact.reduce(0) { $0 + $1 * $1 }
    #expect(error < 0.002 * power, "the error's power is \(error / power) of the logits'")
  }

  /// Zeros of every kind, whose exponents fit every port: a head of values, keys or queries that is 0 at all positions, the value
  /// of a single position among others, a matrix, and a model that computes nothing but zeros.
  @Test(arguments: ["v_proj", "k_proj", "q_proj", "embed_tokens", "down_proj", "input_layernorm"])
  func runsWithZeroVectors(tensor: String) throws {
    let width = 80
    let model = try RandomModel.llama(headWidth: 64) { name, values in
      guard name.contains(tensor) else { return }
      // Of the embedding only the row of one token.
      for index in values.indices where tensor != "embed_tokens" || index / width == 17 { values[index] = 0 }
    }
    _ = try Self.check(model, .laptop, tokens: 4)
  }

  /// A write that a port cannot hold is an error with the port's name, and never loses bits.
  @Test func refusesWhatDoesNotFit() throws {
    let units = try Self.units(.laptop, RandomModel.llama(headWidth: 64))
    for exponent in [256, -257, -645] {
      let misfit = try #require(throws: PortMisfit.self) { try units.quantize([1, 2], exponents: [0, exponent]) }
      #expect(misfit == PortMisfit(port: "block-quantizer.input_exponent", value: exponent, width: 9, isSigned: true))
    }
    #expect(throws: PortMisfit.self) { try units.scale([1 << 60], exponent: 0, exponents: nil, by: .constant(1)) }
    #expect(throws: PortMisfit.self) { try units.scale([1], exponent: 1024, exponents: nil, by: .constant(1)) }
    // A constant that was refused is not kept.
    #expect(throws: PortMisfit.self) { try units.scale([1], exponent: 1024, exponents: nil, by: .constant(1)) }
    #expect(try units.scale([3], exponent: -1, exponents: nil, by: .constant(1)) == [1.5])
    #expect(try units.quantize([1, 2], exponents: [255, -256]).codes == [64, 0])
  }

  /// Numbers beyond FP32's range end a run where they arise, with the operator, the token and the element, in RTL and golden.
  @Test(arguments: [
    ("input_layernorm", "blk.0.attn_norm: rms-norm gave inf at position 0, element 7,"),
    ("post_attention_layernorm", "blk.0.ffn_norm: rms-norm gave inf at position 0, element 7,"),
    ("o_proj", "blk.0.attn_output: scale gave "), ("up_proj", "blk.0.ffn_up: scale gave "),
  ])
  func refusesInfinity(tensor: String, message: String) throws {
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
    let golden = try #require(throws: NonFiniteResult.self) { try Self.generate(model, GoldenUnits(), tokens: 2) }
    #expect(golden.description.hasPrefix(message), "\(golden)")
    let simulated = try #require(throws: NonFiniteResult.self) { try Self.generate(model, Self.units(.laptop, model), tokens: 2) }
    #expect(simulated == golden)
  }

  /// A text longer than 2,048 positions, where the model's context has them; the netlists do not depend on the text.
  @Test func runsLongTexts() throws {
    let model = try RandomModel.llama(headWidth: 16, context: 2304)
    let prompt = (0..<2100).map { 1 + $0 * 7 % 79 }
    let units = try Self.check(model, .laptop, prompt: prompt, tokens: 2)
    #expect(units.valuesCompared > 2100 * 2100)
    #expect(throws: AcceleratorError.self) {
      try CambriconUnits(
        .laptop, model: model.configuration, positions: CambriconUnits.mostPositions + 1, build: VerilatorBuild())
    }
  }

  /// Beyond 8,321 positions the sums of attention have 52 bits.
  @Test func runsWithWideSums() throws {
    let units = try Self.check(RandomModel.llama(headWidth: 16, context: 16384), .laptop, tokens: 3).tested
    let narrow = try Self.units(.laptop, RandomModel.llama(headWidth: 16))
    #expect(units.netlistDigest != narrow.netlistDigest)
  }

  /// One wrong bit of a result of the RTL is caught in the pass that made it, and named.
  @Test(arguments: UnitFunction.allCases) func namesTheFault(function: UnitFunction) throws {
    let model = function == .layerNorm ? try RandomModel.opt() : try Self.embedded.get()
    let fault = TamperedUnits(try Self.units(.laptop, model), .result(function, occurrence: function == .argmax ? 0 : 3))
    let mismatch = try #require(throws: OperatorMismatch.self) { try Self.generate(model, CheckedUnits(fault), tokens: 1) }
    #expect(mismatch.function == function)
    #expect(Self.operation(of: function, mismatch.operation), "\(mismatch)")
    #expect(mismatch.cycle > 0)
    #expect(mismatch.description.contains(function.rawValue) && mismatch.description.contains("value \(mismatch.row)"))
  }

  /// Whether an operation of the model has passes of a kind.
  private static func operation(of function: UnitFunction, _ name: String) -> Bool {
    let parts: [String] =
      switch function {
      case .quantize, .scale, .product:
        ["attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down", "attention"]
      case .keyProduct, .valueProduct, .softmax: ["attention"]
      case .rmsNorm, .layerNorm: ["_norm"]
      case .rotate: ["_rotated"]
      case .gate: ["ffn_activation"]
      case .add: ["_residual"]
      case .argmax: ["output"]
      }
    return parts.contains { name.contains($0) }
  }

  /// A wrong bit of a weight in the flash shows in the product of its matrix.
  @Test func namesTheMatrixOfAWrongWeight() throws {
    let model = try Self.embedded.get()
    let faulty = TamperedUnits(try Self.units(.laptop, model), .weight(matrix: "blk.1.ffn_up.weight"))
    let mismatch = try #require(throws: OperatorMismatch.self) { try Self.generate(model, CheckedUnits(faulty), tokens: 1) }
    #expect(mismatch.function == .product && mismatch.operation == "blk.1.ffn_up")
  }

  /// The pass with a difference is run again on a build that records: what the user finds in the waveform.
  @Test(arguments: [UnitFunction.scale, .product]) func savesTheWaveform(function: UnitFunction) throws {
    let model = try Self.embedded.get()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }

    let units = try Self.units(.laptop, model)
    // The third pass of the row scaler, and the first product after the prompt's 28, of which the flash has its share.
    let faulty = TamperedUnits(units, .result(function, occurrence: function == .scale ? 2 : 28))
    let mismatch = try #require(throws: OperatorMismatch.self) { try Self.generate(model, CheckedUnits(faulty), tokens: 1) }
    #expect(mismatch.description.hasPrefix("blk.0.attn_"))
    #expect(mismatch.description.contains("\(function.rawValue) in the pass from position "))
    #expect(mismatch.description.contains("value \(mismatch.row), after \(mismatch.cycle) cycles of the unit: expected "))

    let text = folder.appendingPathComponent("pass.vcd"), binary = folder.appendingPathComponent("pass.fst")
    #expect(units.record(mismatch, waveform: text.path).hasSuffix("wrote the waveform \(text.path)"))
    let lines = try String(contentsOf: text, encoding: .utf8).split(separator: "\n")
    let signals = Set(
      lines.filter { $0.hasPrefix("$var") || $0.contains(" $var ") }.compactMap { $0.split(separator: " ").dropFirst(4).first })
    #expect(signals.isSuperset(of: function == .scale ? ["input_sum", "output_number"] : ["command_valid", "totals_sum"]))
    // Time goes on, and the unit works: more than the reset's changes.
    #expect(lines.filter { $0.hasPrefix("#") }.count > 100 && lines.count > 1000)

    #expect(units.record(mismatch, waveform: binary.path).hasSuffix("wrote the waveform \(binary.path)"))
    try checkHeader(of: Data(contentsOf: binary))
    #expect(units.record(mismatch, waveform: "/nowhere/pass.fst").hasPrefix("that pass could not be replayed"))
  }

  /// The first block of an FST file: its kind 0, its length, the times, and e as the mark of the byte order.
  private func checkHeader(of file: Data) throws {
    let header = [UInt8](file.prefix(33))
    try #require(header.count == 33)
    func number(_ offset: Int) -> UInt64 { header[offset..<offset + 8].reduce(0) { $0 << 8 | UInt64($1) } }
    #expect(header[0] == 0 && number(1) == 329)
    #expect(number(17) > number(9) + 100, "the waveform has an end")
    #expect(
      Double(bitPattern: UInt64(littleEndian: header[25..<33].withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }))
        == 2.718281828459045)
    #expect(file.count > 1000)
  }
}
