import CKernels
import Dispatch
import Hosts
import Units

/// The golden product of INT8 weights in groups of 64 columns with a quantized vector: exact integers.
public enum BlockProduct {
  /// `sums[r] = Σ over groups (2^shift * Σ in the group (code * weight code))`.
  ///
  /// Codes are read in whole groups; those beyond the matrix's columns meet weights of 0.
  static func golden(
    _ matrix: GroupedMatrix, codes: UnsafePointer<Int8>, shifts: UnsafePointer<UInt8>, into sums: UnsafeMutablePointer<Int64>
  ) {
    let work = Work(matrix: matrix, codes: codes, shifts: shifts, sums: sums)
    // Threads cost more than a small product.
    let pieces = matrix.rows * matrix.columns < 1 << 16 ? 1 : 4
    if pieces == 1 { return work.run(0..<matrix.rows) }
    DispatchQueue.concurrentPerform(iterations: pieces) { piece in
      work.run(work.matrix.rows * piece / pieces..<work.matrix.rows * (piece + 1) / pieces)
    }
  }

  /// The same for a matrix and a vector that lie nowhere else.
  public static func golden(_ matrix: BlockMatrix, by vector: BlockQuantizedVector) -> [Int64] {
    var sums = [Int64](repeating: 0, count: matrix.rows)
    let codes = vector.codes + [Int8](repeating: 0, count: matrix.groups * BlockQuantizer.group - vector.codes.count)
    matrix.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      let grouped = GroupedMatrix(
        base, groupStride: matrix.rows * BlockQuantizer.group, rows: matrix.rows, columns: matrix.columns)
      codes.withUnsafeBufferPointer { codes in
        vector.shifts.withUnsafeBufferPointer { shifts in
          sums.withUnsafeMutableBufferPointer { sums in
            guard let codes = codes.baseAddress, let shifts = shifts.baseAddress, let sums = sums.baseAddress else { return }
            golden(grouped, codes: codes, shifts: shifts, into: sums)
          }
        }
      }
    }
    return sums
  }

  /// What the threads of one product share; each writes its own rows.
  private struct Work: @unchecked Sendable {
    let matrix: GroupedMatrix
    let codes: UnsafePointer<Int8>, shifts: UnsafePointer<UInt8>
    let sums: UnsafeMutablePointer<Int64>

    func run(_ rows: Range<Int>) {
      hwk_block_product(
        matrix.base, Int64(matrix.groupStride / BlockQuantizer.group), Int64(rows.lowerBound), Int64(rows.upperBound),
        Int64(matrix.groups), codes, shifts, sums)
    }
  }
}
