import Foundation
import HDL
import Numerics
import Simulation
import Testing
import Units

/// Software and hardware that round in every direction, with flags, against Berkeley SoftFloat and GNU MPFR.
@Suite struct RoundedVectorTests {
  /// Operands, and the result and flags of each direction in the order of `Rounding.allCodes`; nil where the reference has none.
  struct Row {
    let operands: [UInt32]
    let results: [(code: UInt64, flags: UInt64?)?]
  }

  static func rows(_ name: String, operands: Int) throws -> [Row] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Data")
    let text = try String(contentsOf: folder.appendingPathComponent("rounded_\(name).txt"), encoding: .utf8)
    let rows = text.split(separator: "\n").map { line in
      let words = line.split(separator: " ").map { UInt64($0, radix: 16) }
      let results = (0..<5).map { mode in
        words[operands + 2 * mode].map { (code: $0, flags: words[operands + 2 * mode + 1]) }
      }
      return Row(operands: words[..<operands].map { UInt32($0 ?? 0) }, results: results)
    }
    #expect(rows.count >= 1500)
    return rows
  }

  /// Each row in each direction: a unit without register stages, and its golden model.
  static func check<U: RoundedUnit>(
    _ vectors: String, _ unit: U, _ output: String, operands: Int, golden: (FloatRules, [UInt32]) -> RoundedFloat
  ) throws {
    let simulator = try BuiltinSimulator(elaborate(unit))
    try simulator.reset()
    let ports = try ["a", "b", "c"].prefix(operands).map { try simulator.port("operands_" + $0) }
    let direction = try simulator.port("operands_rounding"), number = try simulator.port(output + "_number")
    let flags = try simulator.port(output + "_flags")
    var compared = 0, wrong = 0
    for row in try rows(vectors, operands: operands) {
      for (port, operand) in zip(ports, row.operands) { port.write(UInt64(operand)) }
      for (mode, expected) in row.results.enumerated() {
        guard let expected else { continue }
        direction.write(UInt64(mode))
        simulator.evaluate()
        let model = golden(unit.rules(rounding: UInt64(mode)), row.operands)
        compared += 1
        let agrees =
          UInt64(model.code) == expected.code && number.read() == expected.code
          && (expected.flags.map { UInt64(model.flags.rawValue) == $0 && flags.read() == $0 } ?? true)
        if agrees { continue }
        wrong += 1
        if wrong <= 5 {
          Issue.record(
            "\(vectors) \(row.operands.map { String($0, radix: 16) }) \(Rounding.allCodes[mode]): model \(String(model.code, radix: 16)) \(model.flags.rawValue), unit \(String(number.read(), radix: 16)) \(flags.read()), expected \(String(expected.code, radix: 16)) \(expected.flags ?? 99)"
          )
        }
      }
    }
    #expect(compared >= 6000 && wrong == 0, "\(vectors): \(wrong) of \(compared)")
  }

  @Test(arguments: [("f16", FloatName.fp16), ("f32", .fp32), ("bf16", .bf16), ("e5m2", .e5m2)])
  func everyDirection(_ name: String, _ format: FloatName) throws {
    try Self.check(
      "\(name)_add", FloatAdder(format, rounding: .runTime, flags: true, stages: 0), "sum", operands: 2,
      golden: { $0.add($1[0], $1[1]) })
    try Self.check(
      "\(name)_mul", FloatMultiplier(format, rounding: .runTime, flags: true, stages: 0), "product", operands: 2,
      golden: { $0.multiply($1[0], $1[1]) })
    try Self.check(
      "\(name)_mulAdd", FloatFusedMultiplyAdd(format, rounding: .runTime, flags: true, stages: 0), "result", operands: 3,
      golden: { $0.multiplyAdd($1[0], $1[1], $1[2]) })
  }

  /// The names of formats that units take are all those of the catalog that are signed floating-point formats of their own.
  @Test func namesAreTheCatalogs() {
    let expected = FormatCatalog.all.compactMap { format -> String? in
      if case .float(let layout) = format.encoding, layout.isSigned, format.name != "e4m3-saturating" { return format.name }
      return nil
    }
    #expect(Set(FloatName.allCases.map(\.rawValue)) == Set(expected))
    for name in FloatName.allCases { #expect(FormatCatalog.format(named: name.rawValue)?.width == name.layout.width) }
  }

  /// Every triple of E2M1 and a stride of those of the other small formats, in every direction, against the golden model.
  @Test(arguments: [FloatName.e2m1, .e2m3, .e3m2, .e4m3, .e5m2]) func smallFormats(_ format: FloatName) throws {
    let unit = FloatFusedMultiplyAdd(format, rounding: .runTime, flags: true, stages: 0)
    let simulator = try BuiltinSimulator(elaborate(unit))
    try simulator.reset()
    let ports = try ["a", "b", "c"].map { try simulator.port("operands_" + $0) }
    let direction = try simulator.port("operands_rounding"), number = try simulator.port("result_number")
    let flags = try simulator.port("result_flags")
    let width = UInt32(format.width), mask: UInt32 = 1 << width - 1
    var wrong = 0
    for triple in stride(from: UInt32(0), to: 1 << (3 * width), by: format == .e2m1 ? 1 : format.width == 6 ? 5 : 331) {
      let operands = [triple & mask, triple >> width & mask, triple >> (2 * width)]
      for (port, operand) in zip(ports, operands) { port.write(UInt64(operand)) }
      for mode in 0..<UInt64(5) {
        direction.write(mode)
        simulator.evaluate()
        let model = unit.rules(rounding: mode).multiplyAdd(operands[0], operands[1], operands[2])
        if number.read() != UInt64(model.code) || flags.read() != UInt64(model.flags.rawValue) { wrong += 1 }
      }
    }
    #expect(wrong == 0)
  }
}

/// The converter: every direction against SoftFloat, and small formats exhaustively.
@Suite struct ConversionTests {
  @Test(arguments: [("f32_to_f16", NumberKind.fp32, NumberKind.fp16), ("f16_to_f32", .fp16, .fp32)])
  func everyDirection(_ name: String, _ source: NumberKind, _ target: NumberKind) throws {
    var unit = FloatConverter(from: source, to: target, rounding: .runTime)
    unit.stages = 0
    let simulator = try BuiltinSimulator(elaborate(unit))
    try simulator.reset()
    let input = try simulator.port("input_number"), direction = try simulator.port("input_rounding")
    let output = try simulator.port("output_number")
    var wrong = 0, compared = 0
    for row in try RoundedVectorTests.rows(name, operands: 1) {
      input.write(UInt64(row.operands[0]))
      for (mode, expected) in row.results.enumerated() {
        direction.write(UInt64(mode))
        simulator.evaluate()
        compared += 1
        let model = unit.golden(UInt64(row.operands[0]), exponent: 0, rounding: UInt64(mode))
        if model != expected?.code || output.read() != expected?.code { wrong += 1 }
      }
    }
    #expect(wrong == 0 && compared >= 7500)
  }

  /// Every code of one format in another, in every direction and both overflow rules, against the catalog's own conversion, which is
  /// held against `ml_dtypes`.
  @Test(arguments: [NumberKind.fp16, .e5m2, .e4m3, .s0e4m4, .e3m2, .e2m3, .e2m1, .int8])
  func everyCode(_ source: NumberKind) throws {
    for target in [NumberKind.e5m2, .e4m3, .s0e4m4, .e3m2, .e2m3, .e2m1, .fp20] {
      for overflow in Overflow.allCases {
        var unit = FloatConverter(from: source, to: target, rounding: .runTime, overflow: overflow)
        unit.stages = 0
        let simulator = try BuiltinSimulator(elaborate(unit))
        try simulator.reset()
        let input = try simulator.port("input_number"), direction = try simulator.port("input_rounding")
        let output = try simulator.port("output_number")
        let from = try #require(FormatCatalog.format(named: source.rawValue)),
          to = try #require(FormatCatalog.format(named: target.rawValue))
        var wrong = 0
        for code in 0..<UInt64(1) << UInt64(source.width) {
          input.write(code)
          for (mode, rounding) in Rounding.allCodes.enumerated() {
            direction.write(UInt64(mode))
            simulator.evaluate()
            let expected = to.code(of: from.value(of: UInt32(code)), rounding: rounding, overflow: overflow)
            if output.read() != UInt64(expected) { wrong += 1 }
          }
        }
        #expect(wrong == 0, "\(source) to \(target), \(overflow)")
      }
    }
  }
}
