import HDL

/// Some places of a layer's bitmap, the lowest first: a bit is 1 where the neuron at the place is needed.
@Bundle
public struct NeuronBits {
  /// Places beyond the layer's last one are 0.
  public let bits: Bits
  /// Whether they are the layer's last ones.
  public let last: Bit
}

/// A read of neighboring places from flash.
@Bundle
public struct FlashRead {
  /// The first place.
  public let first: Unsigned
  /// Places; 0 for a layer of which no neuron is needed: no command, only the layer's end.
  public let places: Unsigned
  /// Whether it is the layer's last one.
  public let last: Bit
}
