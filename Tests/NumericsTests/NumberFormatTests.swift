import Foundation
import Numerics
import Testing

/// What ml_dtypes makes of each code and each conversion: see `Scripts/references/number-formats.py`.
private struct Reference: Decodable {
  /// The number of each code, as C's hexadecimal text.
  var values: [String]?
  /// Where another code begins among all binary16 numbers of a sign, by magnitude: pattern and code.
  var positive, negative: [[UInt32]]?
  /// binary32 patterns and their codes.
  var conversions: [[UInt32]]?

  static func all() throws -> [String: Reference] {
    let url = try #require(Bundle.module.url(forResource: "Data/number-formats.json", withExtension: nil))
    return try JSONDecoder().decode([String: Reference].self, from: Data(contentsOf: url))
  }
}

@Suite struct NumberFormatTests {
  private func format(_ name: String) throws -> NumberFormat { try #require(FormatCatalog.format(named: name)) }

  @Test(arguments: ["e4m3", "e5m2", "e3m2", "e2m3", "e2m1", "e8m0"]) func everyCodeIsTheNumberOfTheReference(name: String) throws
  {
    let format = try format(name), values = try #require(try Reference.all()[name]?.values)
    #expect(values.count == 1 << format.width)
    for (code, text) in values.enumerated() {
      let expected = text == "nan" ? Double.nan : try #require(Double(text)), value = format.value(of: UInt32(code))
      #expect(value.isNaN == expected.isNaN && (value.isNaN || value.bitPattern == expected.bitPattern), "code \(code)")
    }
  }

  /// All 63,490 numbers of binary16. A NaN may have either sign.
  @Test(arguments: ["e4m3", "e5m2", "e3m2", "e2m3", "e2m1", "e8m0"]) func everyHalfBecomesTheCodeOfTheReference(name: String)
    throws
  {
    let format = try format(name), reference = try #require(try Reference.all()[name])
    var compared = 0
    for steps in [reference.positive ?? [], reference.negative ?? []] {
      guard let first = steps.first else { continue }
      var next = 0, code: UInt32 = 0
      for pattern in first[0]...(first[0] & 0x8000 | 0x7c00) {
        if next < steps.count, steps[next][0] == pattern { (code, next) = (steps[next][1], next + 1) }
        // The reference makes a NaN of the power of two of zero; here it is the smallest one.
        if name == "e8m0", pattern == 0 { continue }
        let number = Double(Float(Half(bits: UInt16(pattern)))), came = format.code(of: number)
        compared += 1
        let agrees = came == code || (format.value(of: came).isNaN && format.value(of: code).isNaN)
        #expect(agrees, "\(number): expected \(code), came \(came)")
      }
      #expect(next == steps.count)
    }
    #expect(compared == (name == "e8m0" ? 31_744 : 63_490))
  }

  @Test func brainFloatRoundsAsTheReference() throws {
    let format = try format("bf16")
    for pair in try #require(try Reference.all()["bf16"]?.conversions) {
      #expect(format.code(of: Double(Float(bitPattern: pair[0]))) == pair[1])
    }
  }

  #if !((os(macOS) || targetEnvironment(macCatalyst)) && arch(x86_64))
    /// The probabilities of P3-LLM are bits 13 to 6 of binary16, ties up.
    @Test func unsignedProbabilitiesAreBitsOfHalves() throws {
      let format = try format("s0e4m4")
      for code in UInt32(0)..<256 { #expect(format.value(of: code) == Double(Float16(bitPattern: UInt16(code << 6)))) }
      for bits in UInt16(0)...0x3fdf {
        #expect(format.code(of: Double(Float16(bitPattern: bits))) == UInt32((bits + 32) >> 6), "\(bits)")
      }
      #expect(format.code(of: 100) == 255 && format.code(of: -1) == 0)
    }

    /// Directed rounding by the compiler's types: the neighbours of each rounded number.
    @Test func directionsOfRounding() throws {
      let format = try format("fp16")
      var generator = SystemRandomNumberGenerator()
      for _ in 0..<20_000 {
        let number = Double(Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &generator)))
        if number.isNaN { continue }
        func rounded(_ rounding: Rounding) -> Double { format.value(of: format.code(of: number, rounding: rounding)) }
        let near = Float16(number)
        let up = Double(near) >= number ? near : near.nextUp, down = Double(near) <= number ? near : near.nextDown
        #expect(rounded(.nearestEven) == Double(near) && rounded(.up) == Double(up) && rounded(.down) == Double(down))
        #expect(rounded(.towardZero) == Double(number < 0 ? up : down))
      }
    }
  #endif

  @Test func saturationAndSpecials() throws {
    let plain = try format("e4m3"), saturating = try format("e4m3-saturating")
    #expect(plain.value(of: plain.code(of: 465)).isNaN && plain.value(of: plain.code(of: 464)) == 448)
    #expect(saturating.value(of: saturating.code(of: -.infinity)) == -448)
    #expect(saturating.value(of: saturating.code(of: .nan)).isNaN)
    // 0x3effff of EdgeLLM's FP20 is its largest number: 2^31 (2 - 2^-13), and there is nothing beyond.
    let accumulator = try format("fp20")
    #expect(
      accumulator.width == 20 && accumulator.code(of: 1e30) == 62 << 13 | 8191 && accumulator.limits.leastPositive == 0x1p-43)
  }

  @Test func integersAndTables() throws {
    let twos = try format("int4"), signed = try format("int4-sign-magnitude"), zero = try format("uint4-zero8")
    #expect(twos.code(of: -8.4) == 8 && twos.code(of: 2.5) == 2 && twos.code(of: 99) == 7)
    #expect(signed.code(of: -8.4) == 15 && signed.value(of: 8) == 0 && signed.code(of: -0.2) == 0)
    #expect(zero.value(of: 0) == -8 && zero.code(of: 7.6) == 15)
    let bitmod = try format("bitmod-5")
    #expect(bitmod.width == 4 && bitmod.value(of: 8) == -5 && bitmod.code(of: -5.2) == 8 && bitmod.code(of: -5.5) == 8)
    #expect(bitmod.code(of: 0.74) == 1 && bitmod.code(of: 100) == 7 && bitmod.code(of: -100) == 15)
  }

  /// Every code that is a number returns to itself, or to the lower one of two codes of the same number.
  @Test func everyCodeReturns() {
    for format in FormatCatalog.all where format.width <= 20 {
      for code in UInt32(0)..<1 << UInt32(format.width) {
        let value = format.value(of: code)
        if value.isNaN { continue }
        let back = format.code(of: value, overflow: .special)
        #expect(back == code || format.value(of: back) == value, "\(format.name) \(code)")
      }
    }
  }

  @Test func namesAreUnique() {
    let names = FormatCatalog.all.map(\.name) + FormatCatalog.blocks.map(\.name)
    #expect(Set(names).count == names.count && FormatCatalog.blocks.count == 7)
  }
}

@Suite struct BlockFormatTests {
  private func block(_ name: String) throws -> BlockFormat { try #require(FormatCatalog.blocks.first { $0.name == name }) }

  /// The conversion of the MX specification 1.0, section 6.3, by hand: the largest magnitude 9 has exponent 3, the largest element of
  /// E2M1 is 6 with exponent 2, so the scale is 2, and 9 / 2 rounds to 4.
  @Test func microscalingByHand() throws {
    let four = try block("mxfp4"), result = four.encode([9, -3, 0.5, 0])
    #expect(result.scale == 128 && result.codes == [6, 11, 0, 0])
    #expect(four.decode(scale: result.scale, result.codes) == [8, -3, 0, 0])
    // 127 / 64 is the largest element of MXINT8, so that 1.5 is 96 of them.
    let integers = try block("mxint8").encode([1.5, -0.015625])
    #expect(integers.scale == 127 && integers.codes == [96, 255])
  }

  @Test func zeroAndNotANumber() throws {
    for format in FormatCatalog.blocks {
      let zero = format.encode([0, 0])
      #expect(format.decode(scale: zero.scale, zero.codes) == [0, 0], "\(format.name)")
      let broken = format.encode([1, .nan])
      let isUndefined = format.decode(scale: broken.scale, broken.codes).allSatisfy(\.isNaN)
      #expect(isUndefined, "\(format.name)")
    }
  }

  /// Quotient scales keep the largest number within half a unit of the scale's last bit.
  @Test func quotientsKeepTheLargestNumber() throws {
    let format = try block("int4-fp16-128"), result = format.encode([0.7, -0.35, 0.1])
    let numbers = format.decode(scale: result.scale, result.codes)
    #expect(abs(numbers[0] - 0.7) < 0.7 * 0x1p-11 && result.codes == [7, 12, 1])
  }
}
