import Accelerators
import CircuitBuilding
import Foundation
import Netlist
import Testing
import Transformer
import Verilator

/// A wrong bit in the Verilog of each unit of a system is caught in the pass that made it, and named.
@Suite(.serialized) struct FaultTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let pass: String, unit: String, port: String
    var bit = 0
    /// Parts of operations' names, one of which the first difference is in.
    let operations: [String]
    var tokens = [5, 17, 3]
    /// Everything in the flash, so that the NPU has keys and values only.
    var isFlashOnly = false
    var isColumns = false, isOPT = false

    var testDescription: String { "\(pass) on \(unit)" }
  }

  static let faults = [
    Fault(pass: "quantize", unit: "block-quantizer", port: "output_code", operations: ["blk.0.attn_q"]),
    Fault(pass: "product", unit: "npu-systolic", port: "results_sums", operations: ["blk.0.attn_q"]),
    Fault(pass: "product", unit: "flash-channel", port: "totals_sum", operations: ["blk.0.attn_q"]),
    Fault(pass: "scale", unit: "row-scaler", port: "output_number", operations: ["blk.0.attn_q"]),
    Fault(pass: "rotate", unit: "rotary-embedding", port: "output_x1", operations: ["blk.0.q_rotated", "blk.0.k_rotated"]),
    // The first token attends to itself: a score for it only, in the array's first column.
    Fault(
      pass: "key-product", unit: "npu-systolic", port: "results_sums", operations: ["blk.0.attention"], tokens: [5],
      isFlashOnly: true), Fault(pass: "softmax", unit: "softmax", port: "output_number", operations: ["blk.0.attention"]),
    Fault(
      pass: "value-product", unit: "npu-systolic", port: "results_sums", bit: 5 * 48, operations: ["blk.0.attention"],
      tokens: [5], isFlashOnly: true),
    Fault(pass: "rms-norm", unit: "rms-norm", port: "output_number", operations: ["blk.0.attn_norm"]),
    Fault(pass: "layer-norm", unit: "layer-norm", port: "output_number", operations: ["blk.0.attn_norm"], isOPT: true),
    Fault(pass: "gate", unit: "gated-activation", port: "output_number", operations: ["blk.0.ffn_activation"]),
    Fault(pass: "add", unit: "residual-add", port: "output_number", operations: ["blk.0.attn_residual"]),
    Fault(pass: "partial-sums", unit: "adder-tree", port: "sum", operations: ["blk.0.attn_q"], isColumns: true),
    Fault(pass: "argmax", unit: "argmax", port: "result_index", operations: ["argmax"]),
  ]

  /// On the chip as one clocked design: a sum, and a raw weight.
  private static let clocked = [
    Fault(pass: "product", unit: "flash-chip", port: "totals_0_sum", operations: ["blk.0.attn_q"]),
    Fault(pass: "product", unit: "flash-chip", port: "raws_0_byte", operations: ["blk.0.attn_q"]),
  ]

  private static func session(_ fault: Fault) throws -> SystemSession {
    try session(fault) { try PlantedFault.inverting(fault.port, bit: fault.bit, in: $0) }
  }

  /// A checked session that has the fault's pass, with its unit changed.
  static func session(_ fault: Fault, alteration: @escaping (Design) throws -> Design) throws -> SystemSession {
    let model = fault.isOPT ? try RandomModel.opt() : try SimulatedSystemTests.embedded.get()
    var configuration = CambriconConfiguration.laptop
    configuration.flashShare = fault.isFlashOnly ? 1 : 0.6
    if fault.isColumns { configuration.division = .columns }
    if fault.unit == "flash-chip" { configuration.timing = .clocked }
    return try SimulatedSystemTests.session(model, .checked, configuration) { name, design in
      name == fault.unit ? try alteration(design) : design
    }
  }

  /// Runs the fault's tokens, all but the last one as a prompt.
  private static func difference(_ fault: Fault, _ session: SystemSession) throws -> Difference {
    try #require(throws: Difference.self) {
      if fault.tokens.count > 1 { _ = try session.run(fault.tokens.dropLast(), logits: .none) }
      _ = try session.run([fault.tokens[fault.tokens.count - 1]], logits: .last)
    }
  }

  @Test(arguments: faults + clocked) func isNamed(fault: Fault) throws {
    let session = try Self.session(fault)
    let difference = try Self.difference(fault, session)
    #expect(difference.pass == fault.pass && difference.unit.hasPrefix(fault.unit), "\(difference)")
    #expect(fault.operations.contains(difference.place.operation), "\(difference)")
    #expect(
      difference.position == (fault.pass == "argmax" || fault.unit.hasPrefix("flash-") || fault.isColumns ? 2 : 0) || fault.isOPT)
    #expect(difference.description.contains("what it read was right") && difference.description.contains("expected 0x"))
    if fault.operations == ["blk.0.attention"] { #expect(difference.place.head != nil) }

    // The step again: the cycle within the pass, at which the waveform shows the faulty bit.
    let waveform = FileManager.default.temporaryDirectory.appendingPathComponent("fault-\(UUID().uuidString).vcd")
    defer { try? FileManager.default.removeItem(at: waveform) }
    let replay = try session.replay(difference, waveform: waveform.path), faulty = try #require(replay.faultyCycle)
    #expect(faulty < replay.cycles)
    let dump = try ValueChangeDump(waveform), time = 10 * Int(faulty) + 5
    let port = dump.bit(fault.port, fault.bit, at: time), inside = dump.bit("healthy", fault.bit, at: time)
    #expect(port != nil && inside != nil && port != inside, "\(fault.port) in cycle \(faulty)")
  }

  /// A wrong bit of a weight in the units' memory shows in the product of its matrix, as something that had changed.
  @Test func namesTheMatrixOfAWrongWeight() throws {
    let model = try SimulatedSystemTests.embedded.get()
    let session = try SimulatedSystemTests.session(model, .checked)
    let program = try session.system.compile(Slice(rows: 1, logits: .last), position: 0)
    let step = try #require(program.steps.first { $0.place.operation == "blk.1.ffn_up" && type(of: $0.pass).name == "product" })
    let weights = step.pass.reads[0].buffer
    session.space.separate(weights.memory)
    // Bits of one row in all columns: some activation is not 0.
    for column in 0..<64 { session.space[weights.memory][weights.offset + 2 * 64 + column] ^= 1 }
    let difference = try #require(throws: Difference.self) { try session.run([5], logits: .last) }
    #expect(difference.pass == "product" && difference.place.operation == "blk.1.ffn_up" && difference.element.last == 2)
    #expect(difference.description.contains("what it read had changed in memory"), "\(difference)")
  }

  /// The step with a difference is run again on a build of the faulty netlist that records: what the user finds in the waveform.
  @Test(arguments: ["scale", "flash-channel"]) func savesTheWaveform(kind: String) throws {
    let fault = try #require(Self.faults.first { $0.pass == kind || $0.unit == kind })
    let session = try Self.session(fault)
    let difference = try Self.difference(fault, session)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }

    // A pass of 16 rows a cycle is short.
    let isShort = kind == "scale"
    let text = folder.appendingPathComponent("pass.vcd")
    let binary = folder.appendingPathComponent("pass.fst")
    #expect(try session.replay(difference, waveform: text.path).cycles > (isShort ? 5 : 50))
    let lines = try String(contentsOf: text, encoding: .utf8).split(separator: "\n")
    let signals = Set(
      lines.filter { $0.hasPrefix("$var") || $0.contains(" $var ") }.compactMap { $0.split(separator: " ").dropFirst(4).first })
    #expect(signals.isSuperset(of: kind == "scale" ? ["input_sum", "output_number"] : ["command_valid", "totals_sum"]))
    // Time goes on, and the unit works: more than the reset's changes.
    #expect(lines.filter { $0.hasPrefix("#") }.count > (isShort ? 10 : 100) && lines.count > (isShort ? 100 : 500))

    #expect(try session.replay(difference, waveform: binary.path).cycles > (isShort ? 5 : 50))
    try checkHeader(of: Data(contentsOf: binary))
    #expect(throws: (any Error).self) { try session.replay(difference, waveform: "/nowhere/pass.fst") }
  }

  /// The first block of an FST file: its kind 0, its length, the times, and e as the mark of the byte order.
  private func checkHeader(of file: Data) throws {
    let header = [UInt8](file.prefix(33))
    try #require(header.count == 33)
    func number(_ offset: Int) -> UInt64 { header[offset..<offset + 8].reduce(0) { $0 << 8 | UInt64($1) } }
    #expect(header[0] == 0 && number(1) == 329)
    #expect(number(17) > number(9) + 50, "the waveform has an end")
    #expect(
      Double(bitPattern: UInt64(littleEndian: header[25..<33].withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }))
        == 2.718281828459045)
    #expect(file.count > 1000)
  }
}
