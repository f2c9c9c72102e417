/// A matrix times some vectors, in the passes that `NPUTiling` cuts it into, with every operand offered as soon as it is taken.
public struct NPUProduct: Hashable, Sendable {
  /// Outputs and inputs of the matrix.
  public var rows: Int, columns: Int
  /// Vectors; more than the accumulators hold go in several rounds.
  public var vectors: Int
  /// Inputs that share a shift.
  public var groupSize: Int

  public init(rows: Int, columns: Int, vectors: Int, groupSize: Int) {
    (self.rows, self.columns, self.vectors, self.groupSize) = (rows, columns, vectors, groupSize)
  }
}

extension NPUSystolicCycles {
  /// Until the last sums have left.
  ///
  /// A weight-stationary array loads a tile while the one before is in use, into the bank that the one before that has left. All
  /// tiles of outputs have the same passes: when one begins as the one before did, all others take as long.
  public static func cycles(of pass: NPUProduct, on unit: NPUSystolic) -> Int {
    var total = 0, left = pass.vectors, previous: Int?
    let tiling = NPUTiling(rows: pass.rows, columns: pass.columns, groupSize: pass.groupSize, unit: unit)
    while left > 0 {
      let vectors = min(left, unit.mostVectors)
      total +=
        unit.dataflow == .weightStationary
        ? weightStationary(tiling, vectors, unit) : outputStationary(tiling, vectors, unit, after: previous)
      (left, previous) = (left - vectors, vectors)
    }
    return total
  }

  /// The stages between the array and the receiver.
  private static let edge = 5

  private static func weightStationary(_ tiling: NPUTiling, _ vectors: Int, _ unit: NPUSystolic) -> Int {
    let groups = unit.columns / unit.usedReach, inners = inners(tiling)
    // Cycles from which on a tile is loaded, its vectors are issued, a bank is free.
    var loaded = 1, issued = 1, left = 1, tile = 0
    while tile < tiling.tiles {
      let before = (loaded, issued, left)
      for inner in inners {
        loaded = max(loaded, left) + inner
        left = issued + (issued > 1 ? groups - 1 : 0)
        issued = max(loaded, issued) + vectors
      }
      tile += 1
      let step = loaded - before.0
      if issued - before.1 == step, left - before.2 == step { return finished(issued + step * (tiling.tiles - tile)) }
    }
    return finished(issued)

    func finished(_ issued: Int) -> Int { issued + unit.rows + groups + edge }
  }

  /// - Parameter previous: vectors of the round before, whose unused rows may still be on their way
  private static func outputStationary(_ tiling: NPUTiling, _ vectors: Int, _ unit: NPUSystolic, after previous: Int?) -> Int {
    let groups = unit.columns / unit.usedReach, inners = inners(tiling)
    let all = inners.reduce(0) { $0 + max($1, unit.rows) }
    let begins = previous.map { max(inners[0], unit.rows - ($0 + groups + edge + 2)) } ?? inners[0]
    return all * tiling.tiles - max(inners[0], unit.rows) + begins + vectors + groups + edge + 2
  }

  /// Numbers of K of each pass of a tile.
  private static func inners(_ tiling: NPUTiling) -> [Int] {
    var cursor = NPUTiling.Cursor(tiling), inners: [Int] = []
    while inners.isEmpty || cursor.first > 0 {
      inners.append(cursor.inner)
      cursor.advance(tiling)
    }
    return inners
  }
}
