import Testing

import Simulation
import Units

/// The quantizer's golden model against its definition, evaluated in fp64.
@Suite struct BlockQuantizerModelTests {
  @Test(arguments: 1...40) func followsTheDefinition(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let count = 1 + Int(random.next() % 300)
    var scale = 0
    let values = (0..<count).map { index -> Float in
      if index % 64 == 0 { scale = Int(random.next() % 50) - 25 }
      let significand = Double(Int64(bitPattern: random.next()) >> 24) * 0x1p-40
      return Float(significand * Double(sign: .plus, exponent: scale, significand: 1))
    }
    let result = BlockQuantizerModel.quantize(values)
    let groups = stride(from: 0, to: count, by: 64).map { Array(values[$0..<min(count, $0 + 64)]) }
    // The least exponent with which the largest magnitude, rounded to nearest even, is at most 127.
    let fitting = groups.map { group -> Int in
      let largest = group.map { Double($0.magnitude) }.max() ?? 0
      return (-200...200).first { (largest * power(-$0)).rounded(.toNearestOrEven) <= 127 } ?? 0
    }
    let lowest = (fitting.max() ?? 0) - 20
    #expect(result.exponent == lowest)
    for (index, group) in groups.enumerated() {
      let exponent = max(fitting[index], lowest)
      #expect(Int(result.shifts[index]) == exponent - lowest)
      for (place, value) in group.enumerated() {
        let expected = (Double(value) * power(-exponent)).rounded(.toNearestOrEven)
        #expect(Double(result.codes[index * 64 + place]) == expected)
      }
    }
  }

  @Test func zerosAndEmptyGroups() {
    let zeros = BlockQuantizerModel.quantize([Float](repeating: 0, count: 70))
    #expect(zeros.codes.allSatisfy { $0 == 0 } && zeros.shifts == [0, 0] && zeros.exponent == -256)
    // A group of zeros beside another one takes the lowest exponent.
    let mixed = BlockQuantizerModel.quantize([Float](repeating: 0, count: 64) + [1])
    #expect(mixed.shifts == [0, 20])
    #expect(mixed.codes.last == 64)
  }

  /// 20 is the limit: with 19 the second group would have the codes 8, 0, 0, 1, with 21 32, 2, 1, 3, and without one 64, 4, 2, 6.
  @Test func groupsFarBelowTheLargestAreCutOff() {
    let values = [1] + [Float](repeating: 0, count: 63) + [0x1p-22, 0x1p-26, 0x1p-27, 0x1.8p-26]
    let result = BlockQuantizerModel.quantize(values)
    // 1 is 64 * 2^-6.
    #expect(result.exponent == -26 && result.shifts == [20, 0])
    #expect(result.codes[0] == 64 && Array(result.codes[64...]) == [16, 1, 0, 2])
    // A group exactly 20 below keeps its bits: 2^-20 is 64 * 2^-26.
    let edge = BlockQuantizerModel.quantize(values.prefix(64) + [0x1p-20, 0x1.04p-20])
    #expect(edge.shifts == [20, 0] && Array(edge.codes[64...]) == [64, 65])
  }

  /// The ends of the documented ranges, and that a vector's exponent fits where it comes back as an addend.
  @Test func exponentsStayInTheirRange() {
    func ends(_ value: Float, _ addend: Int = 0) -> (exponent: Int, kept: Int) {
      let vector = BlockQuantizerModel.quantize([value, 0], exponents: [addend, 0])
      return (vector.exponent, vector.exponent + Int(vector.shifts[0]))
    }
    #expect(ends(0) == (-256, -256))
    #expect(ends(.leastNonzeroMagnitude) == (-256, -256), "subnormal numbers count as 0")
    #expect(ends(.leastNormalMagnitude) == (-152, -132))
    #expect(ends(-.greatestFiniteMagnitude) == (102, 122))
    #expect(ends(.greatestFiniteMagnitude, 255) == (357, 377))
    // 2^-126 * 2^-256 is 64 * 2^-388, so far below what FP32 holds that its code is 0.
    #expect(ends(.leastNormalMagnitude, -256) == (-256, -256))
    #expect(BlockQuantizerModel.quantize([.leastNormalMagnitude], exponents: [-256]).codes == [0])
    // The smallest that still has the exponent of its own: 2^-230 is 64 * 2^-236.
    #expect(ends(0x1p-100, -130) == (-256, -236))
    #expect(BlockQuantizer.exponents == -256...357 && BlockQuantizer.addends == -256...255)
  }

  @Test func exponentsMultiply() {
    let plain = BlockQuantizerModel.quantize([8, -2, 0.5])
    let moved = BlockQuantizerModel.quantize([1, -4, 0.25], exponents: [3, -1, 1])
    #expect(plain == moved)
  }

  private func power(_ exponent: Int) -> Double { Double(sign: .plus, exponent: exponent, significand: 1) }
}
