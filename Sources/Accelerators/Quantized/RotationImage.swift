import Transformer

/// The rotary angles as they lie in memory, and where the pairs that they turn lie in a row.
struct RotationImage: Sendable {
  private let table: RotationTable
  /// Elements of a head.
  private let width: Int

  /// Nil for a model without rotary positions.
  init?(_ model: ModelConfiguration, positions: Int) {
    guard let rotary = model.rotary else { return nil }
    table = RotationTable(rotary, positions: positions)
    width = model.headWidth
  }

  private var pairs: Int { table.rotary.width / 2 }
  /// From one pair's first element to the next one's, and from a pair's first element to its second.
  private var step: Int { table.rotary.layout == .adjacent ? 2 : 1 }
  private var apart: Int { table.rotary.layout == .adjacent ? 1 : pairs }

  /// The first and second elements of the pairs of all heads of a row.
  func pairs(_ row: ArraySlice<Float>, heads: Int) -> (low: [Float], high: [Float]) {
    var low: [Float] = [], high: [Float] = []
    low.reserveCapacity(heads * pairs)
    high.reserveCapacity(heads * pairs)
    for head in 0..<heads {
      for pair in 0..<pairs {
        let place = row.startIndex + head * width + pair * step
        low.append(row[place])
        high.append(row[place + apart])
      }
    }
    return (low, high)
  }

  /// A row with its pairs replaced; elements that do not turn stay.
  func joined(_ low: [Float], _ high: [Float], into row: [Float], heads: Int) -> [Float] {
    var result = row
    for head in 0..<heads {
      for pair in 0..<pairs {
        let place = head * width + pair * step
        result[place] = low[head * pairs + pair]
        result[place + apart] = high[head * pairs + pair]
      }
    }
    return result
  }

  /// The angles of those pairs at a position.
  func angles(at position: Int, heads: Int) -> (cosines: [Float], sines: [Float]) {
    let one = table.angles(at: position)
    var result = (cosines: [Float](), sines: [Float]())
    for _ in 0..<heads {
      result.cosines += one.cosines
      result.sines += one.sines
    }
    return result
  }
}
