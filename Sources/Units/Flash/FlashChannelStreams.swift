import HDL

/// One tile of work for a core of a flash channel: what its page register streams, what its compute unit makes of it, and
/// where the channel controller accumulates the sums.
@Bundle
public struct FlashChannelCommand {
  /// The core that takes the tile, from 0.
  public let core: Unsigned
  /// Beats of the page that the tile takes: rows x ceil(columns / lanes).
  public let beats: Unsigned
  /// At least 1, at most what one bank of the vector buffer holds.
  public let columns: Unsigned
  /// Whether a new input vector of `columns` bytes comes on the core's vector stream; otherwise the one in use stays.
  public let newVector: Bit
  /// The page register that holds the tile, from 0.
  public let page: Unsigned
  /// The accumulator of the tile's first row; the others follow.
  public let rowBase: Unsigned
  /// Sums are multiplied by 2 to this power before they are accumulated, 0 to 20.
  public let shift: Unsigned
}

/// Some bytes of a core's input vector, the first one in element 0. The bytes of one vector come without those of another
/// between them.
@Bundle
public struct FlashChannelVectorBeat {
  /// The core that takes the bytes, from 0.
  public let core: Unsigned
  public let bytes: Vec<Signed>
}

/// A partial sum made outside of the flash dies, to be accumulated with theirs.
@Bundle
public struct FlashChannelPartial {
  public let sum: Signed
  /// The accumulator.
  public let row: Unsigned
  /// The sum is multiplied by 2 to this power, 0 to 20.
  public let shift: Unsigned
}

/// Which rows' totals to emit and clear.
@Bundle
public struct FlashChannelDrain {
  public let firstRow: Unsigned
  /// At least 1.
  public let rows: Unsigned
}

/// The total of one row over all accumulator lanes.
@Bundle
public struct FlashChannelTotal {
  public let sum: Signed
  /// Whether it is the last one of its drain.
  public let last: Bit
}
