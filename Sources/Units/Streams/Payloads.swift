import HDL

/// A payload of plain bits: what the stream units carry when they are offered by name.
@Bundle
public struct Word {
  public let data: Bits
}

/// Some elements of a packet.
///
/// The low `count` elements of `elements` hold data, 1 to all of them; only a beat marked `last`, which ends a packet, may
/// hold fewer than all.
@Bundle
public struct ElementBeat {
  public let elements: Vec<Bits>
  public let count: Unsigned
  public let last: Bit

  /// A beat of `lanes` elements of `width` bits.
  public init(lanes: Int, width: Int) {
    self.init(elements: Vec(lanes, Bits(width)), count: Unsigned.width(upTo: lanes))
  }
}
