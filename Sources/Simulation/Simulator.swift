import Netlist
// What ports carry: a testbench names the type.
@_exported import struct Netlist.BitVector

/// A running model of a design's top module: the built-in simulator or a Verilated one.
///
/// One protocol, so that a testbench runs on both and they must agree cycle by cycle. A port is written and read through
/// its storage without any call; `evaluate` and `step` make the model move.
///
/// The order of things in a cycle: write inputs; `evaluate()` if a combinational output that depends on them is read
/// before the edge; read; `step()`. After `step()` outputs show the new state with the inputs as they are. Edges sample
/// the inputs as they stand when `step` is called. A new model has been settled once with all inputs 0 and no reset active.
/// Registers that reset asynchronously do so in `evaluate()`, too.
public protocol Simulator: AnyObject {
  /// The top module's ports in their order; clocks are not poked by hand.
  var ports: [SimulatorPort] { get }
  /// The clocks among the top module's ports, by the names of their domains.
  var domains: [String] { get }
  /// The valid / ready channels among the ports.
  var streams: [SimulatorStream] { get }
  /// Rising edges of the first domain so far.
  var cycle: UInt64 { get }

  /// Whether a failed assertion makes a step throw.
  var checksAssertions: Bool { get }

  /// Settles combinational logic after inputs were written.
  func evaluate()
  /// One rising edge of each clock in `domains` (bit i is clock i), all at the same instant, then the falling edges.
  /// Throws the first failed assertion; the model has still completed the step.
  func step(domains: UInt32) throws(SimulationError)
  /// `count` cycles of the first clock with constant inputs.
  func run(cycles count: Int) throws(SimulationError)
  /// `count` cycles of the first clock with constant inputs; after each one the storage of `port` is appended to `observed`,
  /// which has room for all.
  func run(cycles count: Int, capture port: SimulatorPort, into observed: UnsafeMutableRawBufferPointer) throws(SimulationError)
  /// Steps the first clock until `count` records have come from a stream whose `ready` is held at 1: in each cycle in which
  /// `valid` is 1, the storage of the ports `payload`, one after another, is appended to `observed`, which has room for all.
  /// Returns the records that came, fewer when none did for `idleLimit` cycles.
  func collect(
    _ count: Int, valid: SimulatorPort, payload: [SimulatorPort], into observed: UnsafeMutableRawBufferPointer, idleLimit: Int
  ) throws(SimulationError) -> Int
  /// Steps the first clock until the low 64 bits of `port` are `value`. Returns the cycles that took (0 when it is so
  /// already), or nil when `maximum` did not suffice.
  func stepUntil(_ port: SimulatorPort, equals value: UInt64, maximum: Int) throws(SimulationError) -> Int?
  /// The storage of a memory (`name`, or `instance.name` below the top) that is marked as filled by the host.
  func memory(_ path: String) throws(SimulationError) -> SimulatorMemory
  /// Starts a waveform; the format follows from the name's extension. Values are sampled after every step.
  func openWaveform(_ path: String) throws(SimulationError)
  func closeWaveform() throws(SimulationError)
}

extension Simulator {
  public var checksAssertions: Bool { true }

  /// One cycle of the first clock.
  @inlinable public func step() throws(SimulationError) { try step(domains: 1) }

  public func run(cycles count: Int, capture port: SimulatorPort, into observed: UnsafeMutableRawBufferPointer)
    throws(SimulationError)
  {
    for index in 0..<count {
      try step()
      let bytes = UnsafeRawBufferPointer(start: port.address, count: port.byteCount)
      UnsafeMutableRawBufferPointer(rebasing: observed[(index * bytes.count)...]).copyMemory(from: bytes)
    }
  }

  public func collect(
    _ count: Int, valid: SimulatorPort, payload: [SimulatorPort], into observed: UnsafeMutableRawBufferPointer, idleLimit: Int
  ) throws(SimulationError) -> Int {
    var received = 0, quiet = 0, position = 0
    while received < count, quiet < idleLimit {
      quiet += 1
      if valid.read() == 1 {
        for port in payload {
          let bytes = UnsafeRawBufferPointer(start: port.address, count: port.byteCount)
          UnsafeMutableRawBufferPointer(rebasing: observed[position...]).copyMemory(from: bytes)
          position += bytes.count
        }
        received += 1
        quiet = 0
      }
      try step()
    }
    return received
  }

  public func stepUntil(_ port: SimulatorPort, equals value: UInt64, maximum: Int) throws(SimulationError) -> Int? {
    var cycles = 0
    while port.read() != value {
      if cycles == maximum { return nil }
      try step()
      cycles += 1
    }
    return cycles
  }

  /// The port called `name`, in Swift or in Verilog.
  public func port(_ name: String) throws(SimulationError) -> SimulatorPort {
    guard let port = ports.first(where: { $0.name == name }) ?? ports.first(where: { $0.name == NameStyle.snakeCase(name) })
    else {
      throw .noSuchPort(name: name, existing: ports.map(\.name))
    }
    return port
  }

  /// Holds every reset for `cycles` cycles of all clocks with the other inputs as they are, then releases it.
  public func reset(cycles: Int = 2) throws(SimulationError) {
    let resets = ports.filter { $0.role == .reset }
    for port in resets { port.write(port.isActiveLow ? 0 : 1) }
    for _ in 0..<cycles { try step(domains: UInt32.max >> UInt32(32 - max(1, domains.count))) }
    for port in resets { port.write(port.isActiveLow ? 1 : 0) }
    evaluate()
  }
}

public enum SimulationError: Error, Sendable, Equatable {
  case noSuchPort(name: String, existing: [String])
  case noSuchMemory(name: String, existing: [String])
  /// No port, register or named value has this hierarchical name.
  case noSuchValue(name: String, existing: [String])
  /// `location` is `file:line:column` of the Swift source, if known.
  case assertionFailed(message: String, module: String, location: String, cycle: UInt64)
  /// A value was written to a port that cannot hold it; the step that follows the write throws this.
  case doesNotFit(PortMisfit)
  case waveform(String)
  /// Values that depend on themselves without a register between; each drives the next, the last the first.
  case combinationalLoop(values: [String])
  /// `$stop`, `$fatal` or a failure inside the model.
  case model(String)
  /// A tool that is missing or failed; the text says what to do.
  case tool(String)
}

/// One port of a running model and the address of its storage.
///
/// The storage is that of a Verilated model, and the built-in simulator uses the same: 1, 2, 4 or 8 bytes for widths up
/// to 8, 16, 32 and 64, else little-endian 32-bit words. Bits above the width are zero, which every write here ensures: a value
/// that does not fit loses its upper bits, and the model's next step throws `SimulationError.doesNotFit`, which names the port.
/// Valid as long as its simulator lives.
public struct SimulatorPort: @unchecked Sendable {
  public let name: String
  public let direction: PortDirection
  public let role: PortRole
  public let width: Int
  public let isSigned: Bool
  /// Elements of a vector port, nil for a scalar.
  public let count: Int?
  /// A reset that is active at 0.
  public let isActiveLow: Bool
  public let address: UnsafeMutableRawPointer
  @usableFromInline let mask: UInt64
  /// Takes what did not fit; unmanaged, since ports are copied and written in hot loops.
  private let misfits: Unmanaged<PortMisfits>?

  /// - Parameter misfits: the model's; without it a value that does not fit is cut off
  public init(
    name: String, direction: PortDirection, role: PortRole, width: Int, isSigned: Bool, count: Int?,
    address: UnsafeMutableRawPointer, isActiveLow: Bool = false, misfits: PortMisfits? = nil
  ) {
    self.name = name
    self.direction = direction
    self.role = role
    self.width = width
    self.isSigned = isSigned
    self.count = count
    self.address = address
    self.isActiveLow = isActiveLow
    self.misfits = misfits.map { .passUnretained($0) }
    mask = width >= 64 ? .max : (1 << UInt64(width)) - 1
  }

  /// Keeps a value that did not fit for the next step.
  ///
  /// - Parameter width: of an element, where the port is a vector
  @inline(never)
  public func report(misfit value: some CustomStringConvertible, width: Int? = nil, isSigned: Bool? = nil) {
    misfits?.takeUnretainedValue().report(
      PortMisfit(port: name, value: value, width: width ?? self.width, isSigned: isSigned ?? self.isSigned))
  }

  /// Of a reset: whether it is active.
  public var isResetting: Bool { read() == (isActiveLow ? 0 : 1) }

  /// Bytes of storage.
  public var byteCount: Int { Self.byteCount(width: width) }
  public static func byteCount(width: Int) -> Int {
    switch width {
    case ...8: 1
    case ...16: 2
    case ...32: 4
    case ...64: 8
    default: (width + 31) / 32 * 4
    }
  }

  /// Writes `value`, whose bits above the width are zero; above bit 63 of a wider port, zeros.
  @inlinable public func write(_ value: UInt64) {
    if value & ~mask != 0 { report(misfit: value, isSigned: false) }
    store(value)
  }

  /// Writes a signed number's two's complement, sign-extended to the width. A port whose kind is not signed also takes numbers
  /// up to its largest one.
  @inlinable public func write(signed value: Int) {
    if width > 64 { return write(BitVector(value, width: width)) }
    let bits = UInt64(bitPattern: Int64(value))
    let fits = PortMisfit.fits(bits, width: width, isSigned: true) || (!isSigned && bits & ~mask == 0)
    if !fits { report(misfit: value, isSigned: true) }
    store(bits)
  }

  /// Writes the low bits of `value`.
  @inlinable func store(_ value: UInt64) {
    switch width {
    case ...8: address.storeBytes(of: UInt8(truncatingIfNeeded: value & mask), as: UInt8.self)
    case ...16: address.storeBytes(of: UInt16(truncatingIfNeeded: value & mask), as: UInt16.self)
    case ...32: address.storeBytes(of: UInt32(truncatingIfNeeded: value & mask), as: UInt32.self)
    case ...64: address.storeBytes(of: value & mask, as: UInt64.self)
    default: write(BitVector(words: [value], width: width))
    }
  }

  /// The low 64 bits.
  @inlinable public func read() -> UInt64 {
    switch width {
    case ...8: UInt64(address.load(as: UInt8.self))
    case ...16: UInt64(address.load(as: UInt16.self))
    case ...32: UInt64(address.load(as: UInt32.self))
    case ...64: address.load(as: UInt64.self)
    default: UInt64(address.load(as: UInt32.self)) | UInt64(address.load(fromByteOffset: 4, as: UInt32.self)) << 32
    }
  }

  /// The value as a two's-complement number of the port's width, at most 64 bits.
  @inlinable public func readSigned() -> Int {
    let shift = UInt64(64 - min(64, width))
    return Int(Int64(bitPattern: read() << shift) >> Int64(shift))
  }

  /// Writes a value whose bits above the width are zero; those that it lacks are zeros.
  public func write(_ value: BitVector) {
    if value.width > width, !value.slice(offset: width, width: value.width - width).isZero {
      report(misfit: "0x" + value.hexadecimal, isSigned: false)
    }
    if width <= 64 { return store(value.words[0]) }
    let source = value.width == width ? value : value.resized(to: width, signed: false)
    for index in 0..<(width + 31) / 32 {
      let word = UInt32(truncatingIfNeeded: source.words[index / 2] >> UInt64(index % 2 * 32))
      address.storeBytes(of: word, toByteOffset: index * 4, as: UInt32.self)
    }
  }

  public func readBits() -> BitVector {
    if width <= 64 { return BitVector(words: [read()], width: width) }
    var words = [UInt64](repeating: 0, count: (width + 63) / 64)
    for index in 0..<(width + 31) / 32 {
      words[index / 2] |= UInt64(address.load(fromByteOffset: index * 4, as: UInt32.self)) << UInt64(index % 2 * 32)
    }
    return BitVector(words: words, width: width)
  }

  /// Copies bytes to the low end of the port, for packed vectors of bytes. `bytes.count` is at most `byteCount`; the
  /// caller sees to it that bits above the width are zero.
  @inlinable public func write(bytes: UnsafeRawBufferPointer) {
    // A wide port written every cycle: one store instead of a call.
    if bytes.count == 64 {
      address.storeBytes(of: bytes.loadUnaligned(as: SIMD64<UInt8>.self), as: SIMD64<UInt8>.self)
    } else if let source = bytes.baseAddress {
      address.copyMemory(from: source, byteCount: bytes.count)
    }
  }
}

/// The storage of a host-filled memory: `depth` words, each of `elementCount` elements that lie `elementStride` bytes
/// apart, each element in the storage that a port of its width has.
public struct SimulatorMemory: @unchecked Sendable {
  public let depth: Int
  public let elementCount: Int
  public let elementWidth: Int
  public let wordStride: Int
  public let elementStride: Int
  public let address: UnsafeMutableRawPointer

  public init(
    depth: Int, elementCount: Int, elementWidth: Int, wordStride: Int, elementStride: Int, address: UnsafeMutableRawPointer
  ) {
    self.depth = depth
    self.elementCount = elementCount
    self.elementWidth = elementWidth
    self.wordStride = wordStride
    self.elementStride = elementStride
    self.address = address
  }

  /// Whether the memory is one run of bytes, so that a page can be copied in at once.
  public var isByteArray: Bool { elementWidth == 8 && elementStride == 1 && wordStride == elementCount }
}
