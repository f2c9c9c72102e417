import Dispatch
import Hosts
import Units

/// The golden product of a matrix of 4-bit codes, by the decoders of `PIMMacModel`, saturating after each column as the unit does.
struct PIMProductModel {
  private let matrix: PIMMatrix, vectors: PIMVectors

  init(_ matrix: PIMMatrix, _ vectors: PIMVectors) { (self.matrix, self.vectors) = (matrix, vectors) }

  private static let activations = (0..<256).map { Int64(PIMMacModel.activation(UInt8($0), isProbability: false)) }
  private static let probabilities = (0..<256).map { Int64(PIMMacModel.activation(UInt8($0), isProbability: true)) }
  /// [setting][code]
  private static func weights(isBitMoD: Bool) -> [Int64] {
    (0..<256).map { Int64(PIMMacModel.weight(UInt8($0 & 15), setting: UInt8($0 >> 4), isBitMoD: isBitMoD)) }
  }
  private static let bitMoD = weights(isBitMoD: true), differences = weights(isBitMoD: false)

  func sums(into results: PIMResults) {
    let work = Work(matrix: matrix, vectors: vectors, results: results)
    // Threads cost more than a small product.
    let pieces = matrix.elements * matrix.terms < 1 << 18 ? 1 : 4
    if pieces == 1 { return work.run(0..<matrix.elements) }
    DispatchQueue.concurrentPerform(iterations: pieces) { piece in
      work.run(work.matrix.elements * piece / pieces..<work.matrix.elements * (piece + 1) / pieces)
    }
  }

  /// What threads share; each writes its own elements.
  private struct Work: @unchecked Sendable {
    let matrix: PIMMatrix, vectors: PIMVectors, results: PIMResults

    func run(_ elements: Range<Int>) {
      let factors = vectors.isProbability ? PIMProductModel.probabilities : PIMProductModel.activations
      let table = matrix.operand == .bitMoD ? PIMProductModel.bitMoD : PIMProductModel.differences
      table.withUnsafeBufferPointer { table in
        for vector in 0..<vectors.count {
          let codes = vectors.codes + vector * vectors.stride
          for group in 0..<matrix.groups {
            let sums = results.row(vector, group)
            for element in elements { sums[element] = 0 }
            let end = min(matrix.terms, (group + 1) * matrix.group)
            for term in stride(from: group * matrix.group, to: end, by: PIMMatrix.lanes) {
              add(term, min(PIMMatrix.lanes, end - term), group, elements, codes, factors, table, to: sums)
            }
          }
        }
      }
    }

    /// One column.
    @inline(__always)
    private func add(
      _ term: Int, _ count: Int, _ group: Int, _ elements: Range<Int>, _ codes: UnsafePointer<UInt8>, _ factors: [Int64],
      _ table: UnsafeBufferPointer<Int64>, to sums: UnsafeMutablePointer<Int32>
    ) {
      func factor(_ lane: Int) -> Int64 { lane < count ? factors[Int(codes[term + lane])] : 0 }
      let (first, second, third, fourth) = (factor(0), factor(1), factor(2), factor(3))
      let column = matrix.codes + term / PIMMatrix.lanes * matrix.stride
      let isByLane = matrix.operand == .zeroByLane, settings = matrix.settings + (isByLane ? term : group * matrix.settingStride)
      for element in elements {
        let word = Int(column[element])
        func weight(_ lane: Int) -> Int64 {
          let setting = isByLane ? (lane < count ? settings[lane] : 0) : settings[element]
          return table[Int(setting) << 4 | word >> (4 * lane) & 15]
        }
        let total =
          Int64(sums[element]) + first * weight(0) + second * weight(1) + third * weight(2) + fourth * weight(3)
        sums[element] = Int32(clamping: total)
      }
    }
  }
}
