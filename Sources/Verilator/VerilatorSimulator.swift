import Foundation
import Netlist
import Simulation

/// A running Verilated model.
///
/// One owner at a time: it may move between threads, but no two may use it at once. A step is one call; ports are read and
/// written through their storage.
public final class VerilatorSimulator: Simulator {
  public let ports: [SimulatorPort]
  public let domains: [String]
  /// As the source declares them, or as its ports' names tell.
  public let streams: [SimulatorStream]
  public var cycle: UInt64 { cycleAddress.pointee }

  let model: LoadedModel
  @usableFromInline let handle: UnsafeMutableRawPointer
  private let cycleAddress: UnsafePointer<UInt64>
  @usableFromInline let stepFunction: @convention(c) (UnsafeMutableRawPointer, UInt32) -> Int32
  private let evaluateFunction: @convention(c) (UnsafeMutableRawPointer) -> Int32
  /// What `evaluate()` met; thrown by the next step.
  private var pending: SimulationError? { didSet { isPending = pending != nil } }
  // Read in every step, where looking into the error would cost a call; the model has one owner, so that no access overlaps.
  @exclusivity(unchecked) @usableFromInline var isPending = false
  @usableFromInline let misfits = PortMisfits()

  init(_ model: LoadedModel) throws {
    self.model = model
    guard let handle = LoadedModel.creation.withLock({ _ in UInt(bitPattern: model.create()) }).pointer else {
      throw VerilatorError.load("the model of '\(model.source.top)' could not be made")
    }
    self.handle = handle
    cycleAddress = model.cycleAddress(handle)
    stepFunction = model.step
    evaluateFunction = model.evaluate
    domains = model.source.clocks.map(\.domain)
    var addresses = [UnsafeMutableRawPointer?](repeating: nil, count: model.source.ports.count)
    addresses.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { model.portAddresses(handle, base) }
    }
    let misfits = self.misfits
    let ports = zip(model.source.ports, addresses).compactMap { port, address in
      address.map {
        SimulatorPort(
          name: port.name, direction: port.direction, role: port.role, width: port.width, isSigned: port.isSigned,
          count: port.count,
          address: $0, isActiveLow: port.isActiveLow, misfits: misfits)
      }
    }
    self.ports = ports
    let byName = Dictionary(ports.map { ($0.name, $0) }) { first, _ in first }
    streams =
      try model.source.streams?.map { stream in
        func port(_ name: String) throws(SimulationError) -> SimulatorPort {
          guard let port = byName[name] else { throw .noSuchPort(name: name, existing: ports.map(\.name)) }
          return port
        }
        return try SimulatorStream(
          name: stream.name, direction: stream.direction, valid: port(stream.valid), ready: port(stream.ready),
          payload: stream.payload.map(port))
      } ?? SimulatorStream.named(in: ports)
    pending = takeReport()
    isPending = pending != nil
  }

  /// Emits, builds (or takes from the cache) and starts the model of a netlist.
  public static func make(
    _ design: Design, options: BuildOptions = BuildOptions(), build: VerilatorBuild? = nil
  ) throws -> VerilatorSimulator {
    try (build ?? VerilatorBuild()).model(VerilogSource(design), options: options).makeSimulator()
  }

  deinit { LoadedModel.creation.withLock { [model, address = UInt(bitPattern: handle)] _ in address.pointer.map(model.destroy) } }

  public var profile: BuildProfile { model.profile }
  public var checksAssertions: Bool { model.profile.hasAssertions }

  public func evaluate() {
    if evaluateFunction(handle) != 0, pending == nil { pending = takeReport() }
  }

  @inlinable public func step(domains mask: UInt32) throws(SimulationError) {
    if stepFunction(handle, mask) != 0 || isPending || !misfits.isEmpty { try fail() }
  }

  public func run(cycles count: Int) throws(SimulationError) {
    if model.run(handle, Int64(count)) != 0 || isPending || !misfits.isEmpty { try fail() }
  }

  /// Throws what was reported, if anything was.
  @usableFromInline func fail() throws(SimulationError) {
    let reported = takeReport()
    let first = misfits.take() ?? pending ?? reported
    pending = nil
    if let first { throw first }
  }

  // MARK: What the model reports

  private func takeReport() -> SimulationError? {
    guard let report = model.report(handle) else { return nil }
    let kind = report.load(as: Int32.self)
    let line = Int(report.load(fromByteOffset: 4, as: Int32.self))
    let cycle = report.load(fromByteOffset: 8, as: UInt64.self)
    let file = String(cString: report.load(fromByteOffset: 16, as: UnsafePointer<CChar>.self))
    let text = String(cString: report.load(fromByteOffset: 24, as: UnsafePointer<CChar>.self))
    model.forgive(handle)
    return ModelReport(kind: kind, file: file, line: line, cycle: cycle, text: text).error(model.source)
  }

  // MARK: Memories

  public func memory(_ path: String) throws(SimulationError) -> SimulatorMemory {
    // In a design made flat, a memory's name is its path joined by underscores.
    let paths = [path, NameStyle.path(path)]
    guard
      let memory = model.source.memories.first(where: { memory in
        paths.contains { memory.path == $0 || memory.path == $0.replacing(".", with: "_") }
      })
    else {
      throw .noSuchMemory(name: path, existing: model.source.memories.map(\.path))
    }
    var parts = memory.path.split(separator: ".").map(String.init)
    let name = parts.removeLast()
    let scope = (["TOP", model.source.top] + parts).joined(separator: ".")
    var address: UnsafeMutableRawPointer?
    var sizes = [Int64](repeating: 0, count: 4)
    guard model.variable(handle, scope, name, &address, &sizes) != 0, let address else {
      throw .model("memory '\(path)' is not reachable in the model: mark it as filled by the host")
    }
    let bytes = Int(sizes[3])
    let hasElements = sizes[0] == 2
    guard Int(sizes[1]) == memory.depth, hasElements ? Int(sizes[2]) == memory.elementCount : true else {
      throw .model("memory '\(path)' is declared with other dimensions in the model than in its description")
    }
    if hasElements {
      return SimulatorMemory(
        depth: memory.depth, elementCount: memory.elementCount, elementWidth: memory.elementWidth,
        wordStride: bytes * memory.elementCount, elementStride: bytes, address: address)
    }
    // A packed word: elements that fill whole bytes can be addressed one by one.
    guard memory.elementCount == 1 || [8, 16, 32, 64].contains(memory.elementWidth) else {
      throw .model("elements of memory '\(path)' are \(memory.elementWidth) bits wide and packed; use 8, 16, 32 or 64 bits")
    }
    return SimulatorMemory(
      depth: memory.depth, elementCount: memory.elementCount, elementWidth: memory.elementWidth, wordStride: bytes,
      elementStride: memory.elementCount == 1 ? bytes : memory.elementWidth / 8, address: address)
  }

  // MARK: Waveforms

  /// The waveform that is open.
  private var waveform: String?

  public func openWaveform(_ path: String) throws(SimulationError) {
    let isValueChangeDump = path.hasSuffix(".vcd")
    guard isValueChangeDump || path.hasSuffix(".fst") else {
      throw .waveform("unknown waveform format of '\(path)': name the file '.fst' or '.vcd'")
    }
    let needed: BuildProfile = isValueChangeDump ? .tracedVCD : .traced
    guard profile == needed else {
      throw .waveform("this model writes no such waveform: build it with the profile '\(needed.rawValue)'")
    }
    let isOpen = model.traceOpen(handle, path) != 0
    // The writer of FST says that it is open where no file could be made.
    guard isOpen, access(path, F_OK) == 0 else {
      if isOpen { _ = model.traceClose(handle) }
      throw .waveform("cannot write the waveform '\(path)': name a file in a writable folder, and close the one that is open")
    }
    waveform = path
  }

  public func closeWaveform() throws(SimulationError) {
    let path = waveform
    waveform = nil
    let isClosed = model.traceClose(handle) != 0
    guard let path else { return }
    guard isClosed, !path.hasSuffix(".fst") || Self.isWhole(path) else {
      throw .waveform("cannot write the waveform '\(path)': is the disk full?")
    }
  }

  /// Whether the writer of FST, which says nothing when the file takes no more, came to its last step: the header's length, which
  /// it writes at the beginning when all the rest is there.
  private static func isWhole(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    return (try? file.read(upToCount: 9))??.dropFirst().contains { $0 != 0 } ?? false
  }
}

extension UInt {
  /// The pointer with this bit pattern; integers may cross a lock, pointers may not.
  fileprivate var pointer: UnsafeMutableRawPointer? { UnsafeMutableRawPointer(bitPattern: self) }
}
