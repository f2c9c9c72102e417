import HDL

/// Where a transfer goes.
@Bundle public struct Address {
  public let addr: Unsigned
  public let prot: Bits
}

/// A word to write, and which of its bytes.
@Bundle public struct WriteData {
  public let data: Bits
  public let strb: Bits
}

/// How a write ended.
@Bundle public struct WriteResponse {
  public let resp: Bits
}

/// A word that was read, and how that ended.
@Bundle public struct ReadData {
  public let data: Bits
  public let resp: Bits
}

/// What `resp` says.
public enum Response {
  public static let okay = 0
  /// No register has this address.
  public static let slaveError = 2
}
