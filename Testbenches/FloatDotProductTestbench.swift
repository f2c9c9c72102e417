import Numerics
import Simulation
import Units

/// Vectors of random codes, of near and of cancelling products, with infinities and NaNs, against `FloatDotProduct.golden`, under
/// random stalls. With one term every pair of codes comes once in as many transactions. A transaction is a dot product.
public enum FloatDotProductTestbench: Testbench {
  /// A term costs a decoding of both factors in every evaluation.
  public static func effort(of unit: FloatDotProduct) -> Int { unit.terms * 4000 }

  /// Drives the stream `operands` and holds `result` against the golden model.
  public static func run(_ unit: FloatDotProduct, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    let first = try simulator.port("operands_a"), second = try simulator.port("operands_b")
    let direction = unit.rounding == .runTime ? try simulator.port("operands_rounding") : nil
    let number = try simulator.port("result_number"), flags = unit.flags ? try simulator.port("result_flags") : nil
    // An odd stride visits every pair of codes once.
    let width = UInt64(unit.a.width + unit.b.width), mask: UInt64 = 1 << width &- 1
    let isExhaustive = unit.terms == 1 && width <= 24
    var visited = options.seed &* 0x9e37_79b9
    return try runStreamFunction(
      input: "operands", output: "result", stages: unit.stages, on: simulator, options: options,
      pick: { random in
        var vectors = random.factors(unit)
        if isExhaustive {
          visited = visited &+ 0x2545_f491
          let pair = UInt32(visited & mask)
          vectors = ([pair & (1 << UInt32(unit.a.width) - 1)], [pair >> UInt32(unit.a.width)])
        }
        return (a: vectors.0, b: vectors.1, direction: UInt64(random.next(below: unit.rounding == .runTime ? 8 : 1)))
      },
      write: { record in
        first.write(elements: record.a.map { Int($0) })
        second.write(elements: record.b.map { Int($0) })
        direction?.write(record.direction)
      },
      read: { number.read() | (flags?.read() ?? 0) << 32 },
      expected: { record in
        let result = unit.golden(record.a, record.b, rounding: record.direction)
        return UInt64(result.code) | (unit.flags ? UInt64(result.flags.rawValue) << 32 : 0)
      })
  }
}

extension SplitMix64 {
  /// A code of a format, with corners where it has any.
  mutating func factor(_ name: FactorName) -> UInt32 {
    if case .float(let layout) = name.format.encoding, layout.isSigned { return float(layout) }
    return UInt32(truncatingIfNeeded: next()) & (1 << UInt32(name.width) - 1)
  }

  /// Two vectors in one of some styles; without infinities and NaNs in most of them.
  mutating func factors(_ unit: FloatDotProduct) -> ([UInt32], [UInt32]) {
    let style = next(below: 8)
    var first = (0..<unit.terms).map { _ in factor(unit.a) }, second = (0..<unit.terms).map { _ in factor(unit.b) }
    if style > 0 {
      for index in first.indices {
        while !unit.a.format.value(of: first[index]).isFinite { first[index] = factor(unit.a) }
        while !unit.b.format.value(of: second[index]).isFinite { second[index] = factor(unit.b) }
      }
    }
    // Each odd term is the negative of the one before it, or nearly, where the format can say so.
    if style == 2 || style == 3 {
      for index in stride(from: 1, to: first.count, by: 2) {
        let value = unit.a.format.value(of: first[index - 1])
        first[index] = unit.a.format.code(of: -value) ^ (style == 3 && chance(20) ? 1 : 0)
        second[index] = second[index - 1]
      }
    }
    // Zeros, and few terms among them.
    if style == 4 { for index in first.indices where chance(70) { second[index] = unit.b.format.code(of: 0) } }
    // Nothing but zeros, most of them of one sign; one infinity, or some.
    if style == 6 {
      let isNegative = chance(50)
      for index in first.indices {
        let value = abs(unit.a.format.value(of: first[index]))
        first[index] = unit.a.format.code(of: isNegative != chance(chance(20) ? 50 : 0) ? -value : value)
        second[index] = unit.b.format.code(of: 0)
      }
    }
    if style == 7 {
      for _ in 0..<(1 + next(below: 2)) {
        first[next(below: first.count)] = unit.a.format.code(of: chance(50) ? .infinity : -.infinity)
      }
    }
    return (first, second)
  }
}
