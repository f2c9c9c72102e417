import Simulation

/// A port of at most 64 bits, reduced to what a poke needs.
struct Line {
  let address: UnsafeMutableRawPointer
  let bytes: Int

  init(_ port: SimulatorPort) {
    address = port.address
    bytes = port.byteCount
  }

  /// `value` fits the port.
  @inline(__always) func write(_ value: UInt64) {
    switch bytes {
    case 1: address.storeBytes(of: UInt8(truncatingIfNeeded: value), as: UInt8.self)
    case 2: address.storeBytes(of: UInt16(truncatingIfNeeded: value), as: UInt16.self)
    case 4: address.storeBytes(of: UInt32(truncatingIfNeeded: value), as: UInt32.self)
    default: address.storeBytes(of: value, as: UInt64.self)
    }
  }

  @inline(__always) func read() -> UInt64 {
    switch bytes {
    case 1: UInt64(address.load(as: UInt8.self))
    case 2: UInt64(address.load(as: UInt16.self))
    case 4: UInt64(address.load(as: UInt32.self))
    default: address.load(as: UInt64.self)
    }
  }
}
