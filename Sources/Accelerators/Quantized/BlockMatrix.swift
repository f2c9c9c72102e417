import Transformer
import Units

/// A weight matrix in INT8 as it lies in flash pages: groups of 64 columns one after the other, each with all its rows.
///
/// `weight[row, column] ≈ Float(values[(column / 64 * rows + row) * 64 + column % 64]) * scales[row]`; columns beyond the last
/// one are 0. 256 rows of a group fill a page of 16 KB.
public struct BlockMatrix: Sendable {
  /// The tensor's name, such as `blk.0.attn_q.weight`.
  public let name: String
  /// Output neurons.
  public let rows: Int
  /// Inputs of a neuron.
  public let columns: Int
  /// `groups * rows * 64` codes from -127 to 127.
  public private(set) var values: [Int8]
  /// One scale a row.
  public let scales: [Float]

  /// Groups of 64 columns.
  public var groups: Int { (columns + BlockQuantizer.group - 1) / BlockQuantizer.group }

  /// Lays out a quantized matrix.
  public init(_ matrix: QuantizedMatrix) {
    name = matrix.name
    rows = matrix.rows
    columns = matrix.columns
    scales = matrix.scales
    let group = BlockQuantizer.group
    let (rows, columns) = (rows, columns)
    let groups = (columns + group - 1) / group
    values = [Int8](unsafeUninitializedCapacity: groups * rows * group) { target, count in
      matrix.values.withUnsafeBufferPointer { source in
        guard let target = target.baseAddress, let source = source.baseAddress else { return }
        for index in 0..<groups {
          let width = min(group, columns - index * group)
          for row in 0..<rows {
            let place = target + (index * rows + row) * group
            place.initialize(from: source + row * columns + index * group, count: width)
            if width < group { (place + width).initialize(repeating: 0, count: group - width) }
          }
        }
      }
      count = groups * rows * group
    }
  }

  /// The most columns whose sum fits 48 bits whatever the codes are: each product is at most 127 x 127 x 2^20.
  public static let safeColumns = ((1 << 47) - 1) / (127 * 127 << BlockQuantizer.maximumShift)

  /// The first row whose sum with some vector would not fit 48 bits, or nil: almost never, as few weights are large.
  public var rowBeyondSums: Int? {
    if columns <= Self.safeColumns { return nil }
    return (0..<rows).first { row in
      var magnitudes = 0
      for index in 0..<groups {
        let first = (index * rows + row) * BlockQuantizer.group
        for place in first..<first + BlockQuantizer.group { magnitudes += Int(values[place].magnitude) }
      }
      return magnitudes > ((1 << 47) - 1) / (127 << BlockQuantizer.maximumShift)
    }
  }

  /// Columns of group `index`: 64, or what is left in the last one.
  public func width(ofGroup index: Int) -> Int { min(BlockQuantizer.group, columns - index * BlockQuantizer.group) }

  /// The matrix with the lowest bit of one weight flipped, as a worn cell would: for experiments with errors.
  public func flippingBit(row: Int, column: Int) -> BlockMatrix {
    var result = self
    let group = BlockQuantizer.group
    result.values[(column / group * rows + row) * group + column % group] ^= 1
    return result
  }
}
