import HDL

/// What a byte towards the dies is: the two latch-enable lines of a NAND bus.
public enum FlashCycleKind {
  /// The values.
  public static let command = 0, address = 1, data = 2
  /// Bits of a kind.
  static let width = 2
}

/// The commands of a die. Addresses have their lowest byte first.
public enum FlashOpcode {
  /// Multiplies a page's tile by a vector. Address cycles: page (3), beats of the tile (3), rows (3), columns (2), new vector (1).
  public static let compute = 1
  /// Sends the first bytes of a page in slices. Address cycles: page (3), bytes (3).
  public static let read = 2
  /// Address cycles of a command.
  public static let computeAddresses = 12, readAddresses = 6
}

/// A byte as a die sees it.
@Bundle
public struct FlashBusCycle {
  /// Of `FlashCycleKind`.
  public let kind: Unsigned
  /// Eight bits.
  public let byte: Unsigned
}

/// A byte of the controller, and the dies that it goes to.
@Bundle
public struct FlashBusTransfer {
  /// A bit for each die; several for a broadcast.
  public let dies: Bits
  /// Of `FlashCycleKind`, and eight bits.
  public let kind, byte: Unsigned
  /// Whether the bus may go to another one behind it.
  public let last: Bit
}

/// A byte of a die: of a row's sum, or of a page's weights.
@Bundle
public struct FlashAnswer {
  /// Whether it is a weight of a raw page; else it is of a row's sum.
  public let isRaw: Bit
  /// Eight bits.
  public let byte: Unsigned
  /// Whether a sum, or a slice of a page, ends with it: the bus may go to another one behind it.
  public let last: Bit
}

/// A byte of a die, with the die's number.
@Bundle
public struct FlashBusAnswer {
  /// The die's number, from 0.
  public let die: Unsigned
  /// Whether it is a weight of a raw page; else it is of a row's sum.
  public let isRaw: Bit
  /// Eight bits.
  public let byte: Unsigned
  /// Whether the bus may go to another one behind it.
  public let last: Bit
}
