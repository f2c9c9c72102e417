/// How a matrix is cut into passes of an `NPUSystolic`: output tiles one after the other, each with all of K in groups, a
/// group in passes of at most the array's rows. No pass spans two groups, because a group has one shift for each vector.
public struct NPUTiling: Hashable, Sendable {
  /// Outputs and inputs of the matrix.
  public let rows: Int, columns: Int
  public let groupSize: Int
  /// Of the array: outputs of a tile, and the most numbers of K in a pass.
  public let tile: Int, mostInner: Int

  public init(rows: Int, columns: Int, groupSize: Int, unit: NPUSystolic) {
    self.rows = rows
    self.columns = columns
    self.groupSize = groupSize
    tile = unit.columns
    mostInner = unit.mostInner
  }

  public var tiles: Int { (rows + tile - 1) / tile }
  public var groups: Int { (columns + groupSize - 1) / groupSize }
  /// Weight beats of the whole matrix: every number of K once for each tile of outputs.
  public var beats: Int { tiles * columns }

  /// Where a stream is in the sequence of passes.
  public struct Cursor: Sendable {
    /// First output of the tile, first number of K, numbers of K, group.
    public private(set) var row = 0, first = 0, inner = 0, group = 0
    private var groupEnd = 0

    public init(_ tiling: NPUTiling) { enter(tiling) }
    public func isFirst() -> Bool { first == 0 }
    public func isLast(_ tiling: NPUTiling) -> Bool { first + inner == tiling.columns }
    public func isDone(_ tiling: NPUTiling) -> Bool { row >= tiling.rows }

    private mutating func enter(_ tiling: NPUTiling) {
      groupEnd = min(tiling.columns, (group + 1) * tiling.groupSize)
      inner = min(tiling.mostInner, groupEnd - first)
    }

    public mutating func advance(_ tiling: NPUTiling) {
      first += inner
      if first < groupEnd {
        inner = min(tiling.mostInner, groupEnd - first)
        return
      }
      group += 1
      if first == tiling.columns {
        first = 0
        group = 0
        row += tiling.tile
      }
      enter(tiling)
    }
  }
}
