import CKernels
import Foundation
import Testing

import Transformer

/// The C kernels in both versions, for AVX2 and for plain processors, against fp64 in Swift.
@Suite(.serialized) struct KernelTests {
  /// Runs `body` with the version chosen; skips AVX2 where the processor lacks it.
  private func withVersion(plain: Bool, _ body: () throws -> Void) rethrows {
    hwk_allow_avx2(plain ? 0 : 1)
    defer { hwk_allow_avx2(1) }
    #expect(!plain || hwk_has_avx2() == 0)
    try body()
  }

  private func numbers(_ count: Int, _ random: inout SeededGenerator, scale: Float = 1) -> [Float] {
    (0..<count).map { _ in Float.random(in: -scale...scale, using: &random) }
  }

  /// Bytes of a row of each format whose scales are small ordinary halves.
  private func block(_ type: TensorType, _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = (0..<type.blockBytes).map { _ in UInt8.random(in: 0...255, using: &random) }
    func half(at place: Int) {
      bytes[place] = UInt8.random(in: 0...255, using: &random)
      bytes[place + 1] = 0x1c | UInt8.random(in: 0...3, using: &random)
    }
    switch type {
    case .f32: bytes = withUnsafeBytes(of: Float.random(in: -1...1, using: &random).bitPattern.littleEndian, Array.init)
    case .f16, .q8_0, .q4_0, .q5_0: half(at: 0)
    case .bf16: bytes[1] = 0x3e
    case .q4_1, .q5_1, .q4_K, .q5_K: half(at: 0); half(at: 2)
    case .q6_K: half(at: 208)
    }
    return bytes
  }

  @Test(arguments: [false, true]) func linearLayers(plain: Bool) throws {
    var random = SeededGenerator(seed: 5)
    try withVersion(plain: plain) {
      for type in TensorType.allCases {
        let columns = 2 * type.blockElements * (type.blockElements == 1 ? 37 : 1)
        for (rows, batch, biased) in [
          (1, 1, false), (21, 1, true), (16, 3, false), (37, 4, true), (16, 6, false), (33, 11, true),
        ] {
          let data = (0..<rows * columns / type.blockElements).flatMap { _ in block(type, &random) }
          let rowBytes = columns / type.blockElements * type.blockBytes
          let x = numbers(batch * columns, &random)
          let bias = numbers(rows, &random)
          var weights = [Float](repeating: 0, count: rows * columns)
          var y = [Float](repeating: .nan, count: batch * rows)
          var scratch = [Float](repeating: .nan, count: Int(hwk_linear_scratch(Int64(columns))))
          data.withUnsafeBufferPointer { data in
            _ = hwk_decode(type.rawValue, data.baseAddress, &weights, Int64(weights.count))
            var matrix = hwk_matrix(
              data: data.baseAddress, row_bytes: Int64(rowBytes), columns: Int64(columns), type: type.rawValue)
            bias.withUnsafeBufferPointer { bias in
              hwk_linear(&matrix, 0, Int64(rows), x, Int64(batch), biased ? bias.baseAddress : nil, &y, Int64(rows), &scratch)
            }
          }
          let areFinite = weights.allSatisfy { $0.isFinite }
          try #require(areFinite)
          var worst = 0.0
          for vector in 0..<batch {
            for row in 0..<rows {
              var sum = biased ? Double(bias[row]) : 0, magnitude = abs(sum)
              for column in 0..<columns {
                let product = Double(weights[row * columns + column]) * Double(x[vector * columns + column])
                sum += product
                magnitude += abs(product)
              }
              worst = max(worst, abs(Double(y[vector * rows + row]) - sum) / magnitude)
            }
          }
          // A rounding for each of the few dozen additions in a row that lie on one path, at most.
          #expect(worst <= 64 * 0x1p-24, "\(type) \(rows) x \(columns), \(batch) vectors")
        }
      }
    }
  }

  @Test(arguments: [false, true]) func exponentials(plain: Bool) {
    var x = stride(from: Float(-90), through: 89, by: 0.0371).map { $0 }
    x += [0, -0.0, 88.3, -87.3, -1e9, .leastNonzeroMagnitude]
    var powers = [Float](repeating: .nan, count: x.count), gates = powers
    withVersion(plain: plain) {
      hwk_exp(x, &powers, Int64(x.count))
      hwk_silu(x, &gates, Int64(x.count))
    }
    for (index, value) in x.enumerated() {
      let exact = exp(Double(value))
      if value < -87.3 {
        #expect(powers[index] == 0)
      } else if value <= 88.3 {
        #expect(abs(Double(powers[index]) / exact - 1) <= 2 * 0x1p-23, "e^\(value)")
      }
      let silu = Double(value) / (1 + exp(-Double(value)))
      // Where e^-x would overflow it stays at e^88.3, which leaves less than 1e-29 for any x down to -1e9.
      #expect(abs(Double(gates[index]) - silu) <= max(4 * 0x1p-23 * abs(silu), 1e-29), "silu(\(value))")
    }
  }

  @Test(arguments: [false, true]) func attention(plain: Bool) {
    var random = SeededGenerator(seed: 9)
    for (width, positions, stride) in [(64, 1, 192), (64, 37, 192), (10, 5, 20), (32, 300, 32), (7, 3, 9)] {
      let query = numbers(width, &random, scale: 3)
      let keys = numbers(positions * stride, &random, scale: 3), values = numbers(positions * stride, &random)
      var scores = [Float](repeating: .nan, count: positions), output = [Float](repeating: .nan, count: width)
      let scale = 1 / Float(width).squareRoot()
      withVersion(plain: plain) {
        hwk_attend(query, keys, values, Int64(stride), Int64(positions), Int64(width), scale, &scores, &output)
      }
      let exact = (0..<positions).map { position in
        (0..<width).reduce(0.0) { $0 + Double(query[$1]) * Double(keys[position * stride + $1]) } * Double(scale)
      }
      let maximum = exact.max() ?? 0
      let weights = exact.map { exp($0 - maximum) }
      let total = weights.reduce(0, +)
      for element in 0..<width {
        let expected = (0..<positions).reduce(0.0) { $0 + weights[$1] / total * Double(values[$1 * stride + element]) }
        #expect(abs(Double(output[element]) - expected) <= 1e-5, "\(width) elements, \(positions) positions")
      }
    }
  }

  /// Everything that must not depend on the machine: decoded weights, INT8 values, exponentials.
  @Test func versionsAgreeBitForBit() throws {
    var random = SeededGenerator(seed: 11)
    for type in TensorType.allCases {
      let data = (0..<64).flatMap { _ in block(type, &random) }
      let count = 64 * type.blockElements
      var results: [[UInt32]] = []
      for plain in [false, true] {
        var decoded = [Float](repeating: .nan, count: count)
        withVersion(plain: plain) { #expect(hwk_decode(type.rawValue, data, &decoded, Int64(count)) == 1) }
        results.append(decoded.map(\.bitPattern))
      }
      #expect(results[0] == results[1], "\(type)")
    }
    let row = numbers(1001, &random, scale: 40)
    var quantized: [[Int8]] = [], powers: [[Float]] = []
    for plain in [false, true] {
      var values = [Int8](repeating: 0, count: row.count), power = [Float](repeating: 0, count: row.count)
      var scale: Float = 0
      withVersion(plain: plain) {
        #expect(hwk_quantize_int8(row, &values, &scale, Int64(row.count)) == 1)
        hwk_exp(row, &power, Int64(row.count))
      }
      quantized.append(values)
      powers.append(power)
    }
    #expect(quantized[0] == quantized[1] && powers[0] == powers[1])
  }

  /// A whole model, prompt and cache, on the plain kernels.
  @Test func modelOnPlainKernels() throws {
    let model = try LanguageModel.embedded()
    let tokens = Array(0..<40)
    var logits: [Matrix] = []
    for plain in [false, true] {
      try withVersion(plain: plain) {
        var session = model.session(capacity: 64)
        _ = try session.run(Array(tokens.dropLast()))
        logits.append(try session.run([tokens[39]]))
      }
    }
    let worst = zip(logits[0].values, logits[1].values).map { abs($0 - $1) }.max() ?? .infinity
    #expect(worst <= 1e-4)
    #expect(
      hwk_has_avx2() == 0 || worst > 0, "the two versions sum in different orders, so equal results mean that one ran twice")
  }
}
