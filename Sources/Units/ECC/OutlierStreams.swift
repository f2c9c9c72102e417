import ErrorCorrection
import HDL

/// A page that comes: its length, and what its spare area holds beside the entries.
@Bundle
public struct OutlierPage {
  /// The copies of the threshold.
  public let thresholds: Vec<Bits>
  /// Weight beats of the page, at least 1.
  public let beats: Unsigned
  /// Entries of the page.
  public let entries: Unsigned
}

/// As many entries as a weight beat has lanes; the last ones of a page's last beat may be none.
@Bundle
public struct OutlierEntries {
  /// Address, its checks, two copies of the value, the lowest first.
  public let entries: Vec<Bits>
}

/// How far a page goes.
@Bundle
struct OutlierExtent {
  let beats: Unsigned
  let entries: Unsigned
}

/// What the weights of a page are held against.
@Bundle
struct OutlierLimit {
  let threshold: Unsigned
  let lastBeat: Unsigned
}

/// Entries that count, ascending from slot to slot and from group to group.
@Bundle
struct OutlierGroup {
  let isUsed: Vec<Bit>
  let addresses: Vec<Unsigned>
  let first: Vec<Bits>
  let second: Vec<Bits>
  /// Whether no more come for the page.
  let ends: Bit

  init(slots: Int, addressBits: Int) {
    self.init(
      isUsed: Vec(slots, Bit()), addresses: Vec(slots, Unsigned(addressBits)), first: Vec(slots, Bits(8)),
      second: Vec(slots, Bits(8)))
  }
}

/// Weights of a group, without whether they are any.
@Bundle
struct OutlierSlots {
  let addresses: Vec<Unsigned>
  let first: Vec<Bits>
  let second: Vec<Bits>

  init(slots: Int, addressBits: Int) {
    self.init(addresses: Vec(slots, Unsigned(addressBits)), first: Vec(slots, Bits(8)), second: Vec(slots, Bits(8)))
  }
}

/// A protected weight.
@Bundle
struct OutlierWeight {
  let address: Unsigned
  let first: Bits
  let second: Bits
}
