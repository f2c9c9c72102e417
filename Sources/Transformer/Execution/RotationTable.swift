import Foundation

/// Cosines and sines of rotary positions: angles in fp64, rounded to fp32 once.
package struct RotationTable: Sendable {
  package let rotary: RotaryEmbedding
  /// [position][pair]
  private let cosines: [Float]
  private let sines: [Float]

  package init(_ rotary: RotaryEmbedding, positions: Int) {
    self.rotary = rotary
    let pairs = rotary.width / 2
    let frequencies = (0..<pairs).map { pow(rotary.base, -2 * Double($0) / Double(rotary.width)) }
    var cosines: [Float] = []
    var sines: [Float] = []
    cosines.reserveCapacity(positions * pairs)
    sines.reserveCapacity(positions * pairs)
    for position in 0..<positions {
      for frequency in frequencies {
        let angle = Double(position) * frequency
        cosines.append(Float(cos(angle)))
        sines.append(Float(sin(angle)))
      }
    }
    self.cosines = cosines
    self.sines = sines
  }

  /// The cosine and sine of each pair of a head at a position.
  package func angles(at position: Int) -> (cosines: ArraySlice<Float>, sines: ArraySlice<Float>) {
    let range = position * (rotary.width / 2)..<(position + 1) * (rotary.width / 2)
    return (cosines[range], sines[range])
  }

  /// Turns every head of row r of `input` to `position + r`.
  func apply(heads: Int, position: Int, _ input: Matrix, into output: inout Matrix) {
    let width = input.columns / heads
    let pairs = rotary.width / 2
    let first = rotary.layout == .adjacent ? 2 : 1
    let apart = rotary.layout == .adjacent ? 1 : pairs
    input.values.withUnsafeBufferPointer { source in
      output.values.withUnsafeMutableBufferPointer { target in
        for row in 0..<input.rows {
          let table = (position + row) * pairs
          for head in 0..<heads {
            let start = row * input.columns + head * width
            for pair in 0..<pairs {
              let low = start + pair * first
              let high = low + apart
              let (c, s) = (cosines[table + pair], sines[table + pair])
              target[low] = source[low] * c - source[high] * s
              target[high] = source[low] * s + source[high] * c
            }
            for index in 2 * pairs..<max(2 * pairs, width) { target[start + index] = source[start + index] }
          }
        }
      }
    }
  }
}
