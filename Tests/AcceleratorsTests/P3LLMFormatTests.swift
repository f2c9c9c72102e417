import Accelerators
import Numerics
import Simulation
import Testing

/// The quantizers of P3-LLM against the formats of `Numerics`.
@Suite struct P3LLMFormatTests {
  /// All codes, all midpoints between them and their neighbours.
  @Test func activationsRoundToNearestEven() throws {
    let format = try #require(FormatCatalog.format(named: "e4m3-saturating"))
    for code in UInt8(0)..<0x7e {
      let low = Float(format.value(of: UInt32(code))), high = Float(format.value(of: UInt32(code) + 1)), middle = (low + high) / 2
      for number in [low, middle, middle.nextUp, middle.nextDown, high] {
        #expect(UInt32(ActivationCodes.code(number)) == format.code(of: Double(number)), "\(number)")
        if number > 0 { #expect(UInt32(ActivationCodes.code(-number)) == format.code(of: Double(-number)), "-\(number)") }
      }
    }
  }

  /// All FP16 numbers that probabilities can be: half up, as the format says, since they are rounded to FP16 first.
  @Test func probabilitiesAreBitsOfHalf() throws {
    let format = try #require(FormatCatalog.format(named: "s0e4m4"))
    for bits in UInt16(0)...0x3fff {
      let number = Float(Half(bits: bits))
      #expect(UInt32(PIMProbabilityFormat.s0e4m4.code(number)) == format.code(of: Double(number)), "\(number)")
    }
  }

  /// Each weight is the nearest number of its group's format, and no other of the four formats is nearer to the group.
  @Test func weightsAreNearest() throws {
    let formats = try ["bitmod+5", "bitmod-5", "bitmod+8", "bitmod-8"].map { try #require(FormatCatalog.format(named: $0)) }
    var random = SplitMix64(seed: 7)
    for length in [1, 2, 64, 128] {
      for round in 0..<40 {
        let weights = (0..<length).map { _ in
          Float(random.next(below: 2001) - 1000) * (round % 4 == 0 && random.chance(5) ? 0.1 : 0.01)
        }
        let group = weights.withUnsafeBufferPointer { WeightGroup(bitMoD: $0) }
        func error(_ format: NumberFormat, _ scale: Float) -> Double {
          weights.reduce(0) { sum, weight in
            let scaled = Double(weight / scale), number = format.value(of: format.code(of: scaled))
            return sum + (number - scaled) * (number - scaled) * Double(scale) * Double(scale)
          }
        }
        let scale = Float(group.scale)
        guard scale > 0 else { continue }
        let own = formats[Int(group.setting)]
        let came = zip(weights, group.codes).reduce(0.0) { sum, pair in
          let scaled = Double(pair.0 / scale), number = own.value(of: UInt32(pair.1))
          return sum + (number - scaled) * (number - scaled) * Double(scale) * Double(scale)
        }
        #expect(abs(came - error(own, scale)) <= 1e-9 * max(1, came), "length \(length), round \(round)")
        let largest = weights.reduce(0) { max($0, $1.magnitude) }
        for (number, format) in formats.enumerated() {
          let other = Float(Half(largest / (number < 2 ? 6 : 8)))
          #expect(came <= error(format, other) * (1 + 1e-4) + 1e-9, "length \(length), round \(round), format \(number)")
        }
      }
    }
  }

  /// A code is at most half a step away, but at the ends of a range that does not hold 0.
  @Test func keysAndValuesAreWithinHalfAStep() {
    var random = SplitMix64(seed: 9)
    for _ in 0..<200 {
      let offset = Float(random.next(below: 3) - 1) * 3
      let numbers = [Float(-4), 4] + (0..<62).map { _ in Float(random.next(below: 8001) - 4000) * 0.001 }
      let codes = AsymmetricCodes(numbers.map { $0 + offset }), step = Float(codes.scale)
      for (number, code) in zip(numbers, codes.codes) {
        let decoded = (Float(code) - Float(codes.zero)) * step
        #expect(abs(decoded - number - offset) <= 0.5001 * step + 0.01 * step * 15)
      }
    }
    let constant = AsymmetricCodes([Float](repeating: 3, count: 8))
    #expect(constant.zero == 0 && constant.codes.allSatisfy { $0 == 15 } && Float(constant.scale) > 0)
  }
}
