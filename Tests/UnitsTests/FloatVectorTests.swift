import Foundation
import HDL
import Numerics
import Simulation
import Testing
import Units

/// Software and hardware arithmetic against Berkeley SoftFloat.
@Suite struct FloatVectorTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Data")

  private static func vectors(_ name: String) throws -> [[UInt64]] {
    let text = try String(contentsOf: folder.appendingPathComponent(name + ".txt"), encoding: .utf8)
    let rows = text.split(separator: "\n").map { $0.split(separator: " ").compactMap { UInt64($0, radix: 16) } }
    #expect(rows.count >= 1000)
    return rows
  }

  /// Gives each row's operands to a unit without register stages, and compares `golden` and the unit with the last column.
  private static func check<U: Units.Unit>(
    _ name: String, _ unit: U, inputs: [String], outputs: [String], golden: ([UInt64]) -> UInt64,
    alter: ([UInt64]) -> [UInt64] = { $0 }
  ) throws {
    let simulator = try BuiltinSimulator(elaborate(unit))
    try simulator.reset()
    let ports = try inputs.map { try simulator.port($0) }, results = try outputs.map { try simulator.port($0) }
    for row in try vectors(name) {
      let operands = alter(Array(row.dropLast()))
      for (port, operand) in zip(ports, operands) { port.write(operand) }
      simulator.evaluate()
      let result = results.reduce(0) { $0 << 1 | $1.read() }
      #expect(golden(operands) == row.last, "\(name): \(row.map { String($0, radix: 16) })")
      #expect(result == row.last, "\(name): \(row.map { String($0, radix: 16) }) gives \(String(result, radix: 16))")
    }
  }

  @Test(arguments: [FloatKind.half, .single]) func sumsProductsAndOrder(_ kind: FloatKind) throws {
    let format = kind.format, name = kind == .half ? "f16" : "f32"
    let pair = ["operands_a", "operands_b"]
    let units = kind == .half ? FloatName.fp16 : .fp32
    try Self.check(
      "\(name)_add", FloatAdder(units, stages: 0), inputs: pair, outputs: ["sum_number"], golden: { format.add($0[0], $0[1]) })
    try Self.check(
      "\(name)_sub", FloatAdder(units, stages: 0), inputs: pair, outputs: ["sum_number"], golden: { format.add($0[0], $0[1]) },
      alter: { [$0[0], format.negated($0[1])] })
    try Self.check(
      "\(name)_mul", FloatMultiplier(units, stages: 0), inputs: pair, outputs: ["product_number"],
      golden: { format.multiply($0[0], $0[1]) })
    try Self.check(
      "\(name)_lt", FloatComparator(units, stages: 0), inputs: pair, outputs: ["order_less"],
      golden: { format.isLess($0[0], $0[1]) ? 1 : 0 })
    try Self.check(
      "\(name)_eq", FloatComparator(units, stages: 0), inputs: pair, outputs: ["order_equal"],
      golden: { format.isEqual($0[0], $0[1]) ? 1 : 0 })
  }

  @Test(arguments: [
    (NumberKind.fp16, NumberKind.fp32), (.fp32, .fp16), (.int32, .fp16), (.int32, .fp32), (.int64, .fp16),
    (.int64, .fp32),
    (.fp16, .int32), (.fp16, .int64), (.fp32, .int32), (.fp32, .int64),
  ])
  func conversions(_ source: NumberKind, _ target: NumberKind) throws {
    func name(_ kind: NumberKind) -> String {
      [NumberKind.fp16: "f16", .fp32: "f32", .int32: "i32", .int64: "i64"][kind] ?? ""
    }
    var unit = FloatConverter(from: source, to: target)
    unit.stages = 0
    try Self.check(
      "\(name(source))_to_\(name(target))", unit, inputs: ["input_number"], outputs: ["output_number"],
      golden: { unit.golden($0[0], exponent: 0) })
  }

  #if !((os(macOS) || targetEnvironment(macCatalyst)) && arch(x86_64))
    /// A stride through all pairs of binary16 numbers against the compiler's own type, in hardware.
    @Test func halfSumsAndProductsThroughTheWholeRange() throws {
      func sweep<U: Units.Unit>(_ unit: U, _ output: String, step: UInt32, _ operation: (Float16, Float16) -> Float16) throws {
        let simulator = try BuiltinSimulator(elaborate(unit))
        try simulator.reset()
        let a = try simulator.port("operands_a"), b = try simulator.port("operands_b"), result = try simulator.port(output)
        var failures = 0
        for pair in stride(from: UInt32(0), to: .max - step, by: Int(step)) {
          let left = UInt16(truncatingIfNeeded: pair >> 16), right = UInt16(truncatingIfNeeded: pair)
          a.write(UInt64(left))
          b.write(UInt64(right))
          simulator.evaluate()
          let exact = operation(Float16(bitPattern: left), Float16(bitPattern: right))
          let expected = exact.isNaN ? 0x7e00 : UInt64(exact.bitPattern)
          if result.read() != expected { failures += 1 }
        }
        #expect(failures == 0)
      }
      try sweep(FloatAdder(.fp16, stages: 0), "sum_number", step: 4001, +)
      try sweep(FloatMultiplier(.fp16, stages: 0), "product_number", step: 4003, *)
    }
  #endif

  /// The software model against the processor's own binary32 arithmetic: any patterns, and pairs of near exponents.
  @Test func softwareAgreesWithTheProcessor() {
    let format = FloatFormat.single
    var random = SplitMix64(seed: 5)
    func bits(_ value: Float) -> UInt64 { value.isNaN ? format.canonicalNaN : UInt64(value.bitPattern) }
    var failures = 0
    for _ in 0..<1_000_000 {
      let first = UInt32(truncatingIfNeeded: random.next()), second = UInt32(truncatingIfNeeded: random.next())
      let near = random.chance(50) ? second : first ^ (second & 0x87ff_ffff)
      let x = Float(bitPattern: first), y = Float(bitPattern: near), a = UInt64(first), b = UInt64(near)
      let integer = Int64(bitPattern: random.next()) >> Int64(random.next(below: 64))
      let agrees =
        format.add(a, b) == bits(x + y) && format.subtract(a, b) == bits(x - y) && format.multiply(a, b) == bits(x * y)
        && format.isLess(a, b) == (x < y) && format.isEqual(a, b) == (x == y) && format.convert(integer) == bits(Float(integer))
      if !agrees { failures += 1 }
    }
    #expect(failures == 0)
  }
}
