import Foundation
import Numerics
import Testing

@Suite struct ExactNumberTests {
  private var random = SystemRandomNumberGenerator()

  private mutating func float() -> Float {
    while true {
      let number = Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &random))
      if number.isFinite { return number }
    }
  }

  /// Products of binary32 numbers are exact in binary64 while its exponents suffice.
  @Test mutating func productsAreTheProcessors() throws {
    for _ in 0..<20_000 {
      let a = Double(float()), b = Double(float())
      #expect(try #require(ExactNumber(a)) * #require(ExactNumber(b)) == #require(ExactNumber(a * b)))
    }
  }

  /// Sums of any length keep every bit: what was added in one order is taken away in another.
  @Test mutating func sumsAreExact() throws {
    var numbers: [ExactNumber] = []
    for _ in 0..<500 { numbers.append(try #require(ExactNumber(Double(float()))) * #require(ExactNumber(Double(float())))) }
    let total = numbers.reduce(.zero, +)
    #expect(numbers.shuffled(using: &random).reduce(total, -) == .zero && total.isZero == false)
    for number in numbers {
      #expect((number + ExactNumber(1) - number) == ExactNumber(1))
      #expect(number - number.absolute <= .zero && number < number + ExactNumber(isNegative: false, magnitude: 1, exponent: -400))
    }
    #expect(ExactNumber(-5) + ExactNumber(3) == ExactNumber(-2) && ExactNumber(.infinity) == nil && ExactNumber(.nan) == nil)
  }

  /// The processor's fused multiply-add, product and sum of binary32, to nearest even.
  @Test mutating func roundingIsTheProcessors() throws {
    let format = try #require(FormatCatalog.format(named: "fp32"))
    guard case .float(let layout) = format.encoding else { return }
    let rules = FloatRules(layout)
    func code(_ number: Float) -> UInt32 { number.isNaN ? 0x7fc0_0000 : number.bitPattern }
    for _ in 0..<50_000 {
      let a = Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &random))
      let b = Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &random))
      let c = Bool.random(using: &random) ? (-a * b).nextUp : Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &random))
      #expect(rules.multiplyAdd(a.bitPattern, b.bitPattern, c.bitPattern).code == code(c.addingProduct(a, b)))
      #expect(rules.add(a.bitPattern, c.bitPattern).code == code(a + c))
      #expect(rules.multiply(a.bitPattern, b.bitPattern).code == code(a * b))
    }
  }
}
