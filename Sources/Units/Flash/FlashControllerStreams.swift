import HDL

/// A command for a die of a channel.
@Bundle
public struct FlashControllerCommand {
  /// Whether a page is read raw; else its tile is multiplied.
  public let isRead: Bit
  /// The die, and the page's number in its plane.
  public let die, page: Unsigned
  /// Beats of a tile's page that are used, or bytes of a page that are read: at least 1.
  public let beats: Unsigned
  /// Of a tile, as what follows: its rows, which are sums where its vector has more columns than one, and columns. A read has none of them.
  public let rows, columns: Unsigned
  /// Whether a new vector comes.
  public let newVector: Bit
  /// The accumulator of the first row, and the power of two of the sums, 0 to 20: five bits for each sum of a row, the first one lowest.
  public let rowBase, shift: Unsigned
}

/// A byte of a vector, for one die or several.
@Bundle
public struct FlashControllerVector {
  /// A bit for each die; each of them has a command that brings a new vector.
  public let dies: Bits
  /// Eight bits.
  public let byte: Unsigned
  /// Whether it is the vector's last one.
  public let last: Bit
}

/// A weight of a raw page.
@Bundle
public struct FlashRawByte {
  /// The die that it comes from, and the weight.
  public let die, byte: Unsigned
  /// Whether it is the last one of its read.
  public let last: Bit
}
