import HDL
import Numerics
import Simulation
import Testing
import Units

@Suite struct FusedDotProductTests {
  private func unit(_ terms: Int, _ a: FactorName, _ b: FactorName, _ output: FloatName) -> FloatDotProduct {
    var unit = FloatDotProduct()
    (unit.terms, unit.a, unit.b, unit.output, unit.stages) = (terms, a, b, output, 0)
    return unit
  }

  /// Every product of two formats is exact in binary64, and the processor rounds it to binary32.
  @Test(arguments: [
    (FactorName.fp16, FactorName.int4), (.fp16, .int4SignMagnitude), (.e4m3, .int4), (.e5m2, .int4), (.s0e4m4, .int4),
    (.s0e4m4, .uint4Zero8), (.e4m3, .e4m3), (.e4m3, .e5m2), (.e5m2, .e5m2), (.s0e4m4, .e4m3), (.e2m1, .e2m1), (.e3m2, .e2m3),
    (.int8, .int8),
  ])
  func everyProduct(_ a: FactorName, _ b: FactorName) throws {
    let simulator = try BuiltinSimulator(elaborate(unit(1, a, b, .fp32)))
    try simulator.reset()
    let first = try simulator.port("operands_a"), second = try simulator.port("operands_b")
    let number = try simulator.port("result_number")
    let lefts = (0..<UInt32(1) << UInt32(a.width)).map { a.format.value(of: $0) }
    let rights = (0..<UInt32(1) << UInt32(b.width)).map { b.format.value(of: $0) }
    var wrong = 0
    for (left, value) in lefts.enumerated() {
      first.write(UInt64(left))
      for (right, other) in rights.enumerated() {
        second.write(UInt64(right))
        simulator.evaluate()
        let product = Float(value * other)
        if number.read() != UInt64(product.isNaN ? 0x7fc0_0000 : product.bitPattern) { wrong += 1 }
      }
    }
    #expect(wrong == 0, "\(a) x \(b): \(wrong) of \(lefts.count * rights.count)")
  }

  /// 1 to 4,096 terms: the exact model rounds the sum of all products, and the truncated one stays within its bound.
  @Test(arguments: [1, 2, 3, 17, 128, 1000, 4096]) func lengths(_ terms: Int) throws {
    var random = SplitMix64(seed: UInt64(terms))
    for (a, b) in [(FactorName.fp16, FactorName.int4), (.fp16, .fp16), (.e4m3, .e5m2)] {
      var exact = unit(terms, a, b, .fp32)
      var truncated = exact
      (truncated.alignment, truncated.guardBits) = (.truncated, 5)
      (exact.rounding, truncated.rounding) = (.towardZero, .towardZero)
      let simulators = try [exact, truncated].map { try BuiltinSimulator(elaborate($0)) }
      for simulator in simulators { try simulator.reset() }
      for round in 0..<6 {
        func codes(_ name: FactorName) -> [UInt32] {
          (0..<terms).map { _ in
            while true {
              let code = UInt32(truncatingIfNeeded: random.next()) & (1 << UInt32(name.width) - 1)
              if name.format.value(of: code).isFinite { return code }
            }
          }
        }
        var left = codes(a), right = codes(b)
        // Everything cancels but for what one term leaves.
        if round % 3 == 2 {
          for index in stride(from: 1, to: terms, by: 2) {
            left[index] = a.format.code(of: -a.format.value(of: left[index - 1]))
            right[index] = right[index - 1]
          }
        }
        let products = zip(left, right).map { a.format.value(of: $0) * b.format.value(of: $1) }
        let sum = products.compactMap { ExactNumber($0) }.reduce(.zero, +)
        for (unit, simulator) in zip([exact, truncated], simulators) {
          try simulator.port("operands_a").write(elements: left.map { Int($0) })
          try simulator.port("operands_b").write(elements: right.map { Int($0) })
          simulator.evaluate()
          let code = UInt32(try simulator.port("result_number").read())
          #expect(code == unit.golden(left, right).code)
          let result = try #require(ExactNumber(Double(Float(bitPattern: code))))
          let error = (result - sum).absolute
          let unitInLast = ExactNumber(
            Double(Float(bitPattern: code & 0x7fff_ffff).nextUp - Float(bitPattern: code & 0x7fff_ffff)))
          let largest = zip(left, right).map { a.lowestExponent(of: $0) + b.lowestExponent(of: $1) }.max() ?? 0
          let dropped = ExactNumber(isNegative: false, magnitude: UInt64(terms), exponent: largest - unit.guardBits)
          let bound = try #require(unitInLast) + (unit.alignment == .exact ? .zero : dropped)
          #expect(error < bound, "\(a) x \(b), \(unit.alignment)")
        }
      }
    }
  }

  /// All catalogued names are the catalog's.
  @Test func namesAreTheCatalogs() {
    for name in FactorName.allCases { #expect(name.format.name == name.rawValue && name.width <= 32) }
  }
}

extension FactorName {
  /// The power of two of a code's lowest bit, from the neighbouring codes' distance.
  fileprivate func lowestExponent(of code: UInt32) -> Int {
    guard case .float(let layout) = format.encoding else { return 0 }
    // The two lowest of four neighbours: the highest ones may be infinity or a NaN.
    let magnitude = code & (1 << UInt32(width - 1) - 1) & ~3
    return Int((layout.value(of: magnitude | 1) - layout.value(of: magnitude)).exponent)
  }
}
