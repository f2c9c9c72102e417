import HDL

/// One tile of work for an in-flash compute unit: `rows` x `columns` weights, row-major, at most one page.
@Bundle
public struct FlashCommand {
  /// At least 1: the sums, where the vector has more columns than a sum.
  public let rows: Unsigned
  /// At least 1, at most what one bank of the vector buffer holds; a multiple of those of a sum where it is more.
  public let columns: Unsigned
  /// Whether a new input vector of `columns` bytes comes on `vector`; otherwise the one in use stays.
  public let newVector: Bit
  /// Comes back with each result of the tile.
  public let tag: Unsigned
}

/// Some bytes of the input vector, the first one in element 0.
@Bundle
public struct FlashVectorBeat {
  public let bytes: Vec<Signed>
}

/// One weight for each lane, lane 0 lowest. A row starts on a beat; lanes beyond its end are ignored.
@Bundle
public struct FlashWeightBeat {
  public let lanes: Vec<Signed>
}

/// The sum of one row.
@Bundle
public struct FlashResult {
  public let sum: Signed
  /// Position of the row in its tile, from 0.
  public let row: Unsigned
  /// Whether it is the tile's last row.
  public let last: Bit
  public let tag: Unsigned
}
