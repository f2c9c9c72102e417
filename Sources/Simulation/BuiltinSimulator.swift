import Netlist

/// A simulator that needs no tool: the design becomes a flat array of instructions over machine words, which a tight loop
/// interprets. Two-state, cycle-accurate, and ready in milliseconds.
public final class BuiltinSimulator: Simulator {
  public struct Options: Sendable {
    /// Fixes what registers and memories without reset value or contents hold at the start; see `InitialState`.
    public var seed: UInt32
    /// Whether assertions, assumptions and covers are evaluated.
    public var checks: Bool
    public init(seed: UInt32 = InitialState.defaultSeed, checks: Bool = true) {
      self.seed = seed
      self.checks = checks
    }
  }

  public let ports: [SimulatorPort]
  public let domains: [String]
  public let streams: [SimulatorStream]
  public private(set) var cycle: UInt64 = 0

  let design: Design
  let compiled: CompiledDesign
  let storage: UnsafeMutablePointer<UInt64>
  let shadow: UnsafeMutablePointer<UInt64>
  let state: UnsafeMutablePointer<ExecutionState>
  private let memories: UnsafeMutablePointer<MemoryStorage>
  private let coverCounters: UnsafeMutablePointer<UInt64>
  let settleProgram: LoadedProgram
  let inputsProgram: LoadedProgram
  private var edgePrograms: [UInt64: LoadedProgram] = [:]
  private var edgeMask: UInt64 = 0
  private var edgeProgram: LoadedProgram?
  private var everythingProgram: LoadedProgram?
  private let misfits = PortMisfits()
  private(set) lazy var names = NameTable(compiled, design.modules)
  var waveform: ValueChangeDump?
  /// What follows edges and asynchronous resets; nil if rising edges of the top's clocks are all that moves registers.
  let events: ClockEvents?

  /// Arrays of instances become single ones; what only word by word depends on itself is looked at element by element.
  private static func graph(of design: Design) throws(SimulationError) -> (Design, FlatDesign, Graph) {
    let single: Design
    do { single = try InstanceArrays.expanded(design) } catch { throw .model(error.description) }
    let flat = try Flattening.flatten(single)
    do {
      return (single, flat, try GraphBuilder.build(flat, top: single.top))
    } catch {
      guard case .combinationalLoop = error else { throw error }
      let finer: Design
      do { finer = try InstanceArrays.elementwise(design) } catch { throw SimulationError.model(error.description) }
      let flat = try Flattening.flatten(finer)
      guard let graph = try? GraphBuilder.build(flat, top: finer.top) else { throw error }
      return (finer, flat, graph)
    }
  }

  /// Flattens and compiles a design and settles it with all inputs 0.
  ///
  /// Throws `SimulationError.combinationalLoop`, or `.model` for what only Verilog can express.
  public init(_ design: Design, options: Options = Options()) throws(SimulationError) {
    let (design, flat, graph) = try Self.graph(of: design)
    let top = design.top
    let layout = Layout(graph, flat, top: top)
    self.design = design
    domains = top.clockPorts.map(\.domain)

    let contents = flat.memories.map { MemoryStorage(allocating: $0.memory, seed: options.seed) }
    compiled = CompiledDesign(flat, graph, layout, top: top, memories: contents, checks: options.checks)
    events = try ClockEvents(compiled)
    storage = .allocate(capacity: layout.wordCount)
    storage.initialize(repeating: 0, count: layout.wordCount)
    shadow = .allocate(capacity: layout.inputs.count + 1)
    shadow.initialize(repeating: 0, count: layout.inputs.count + 1)
    memories = .allocate(capacity: contents.count + 1)
    for (index, memory) in contents.enumerated() { (memories + index).initialize(to: memory) }
    coverCounters = .allocate(capacity: flat.checks.count + 1)
    coverCounters.initialize(repeating: 0, count: flat.checks.count + 1)
    settleProgram = LoadedProgram(compiled.settle)
    inputsProgram = LoadedProgram(compiled.inputs)
    state = .allocate(capacity: 1)
    state.initialize(
      to: ExecutionState(log: settleProgram.log, memories: memories, tables: settleProgram.tables, coverCounts: coverCounters))

    let base = storage, misfits = self.misfits
    ports = top.ports.map { port in
      let type = top[port.value].type
      return SimulatorPort(
        name: port.name, direction: port.direction, role: port.role, width: type.width, isSigned: type.isSigned,
        count: type.count,
        address: UnsafeMutableRawPointer(base + layout.slots[graph.nodeOfValue[Int(port.value.index)]]),
        isActiveLow: top.isActiveLow(port), misfits: misfits)
    }

    let ports = self.ports
    streams = top.streams.map { SimulatorStream($0, ports: ports) }
    for (id, node) in graph.nodes.enumerated() {
      if case .constant(let value) = node.operation { store(value, at: layout.slots[id]) }
    }
    for (index, register) in flat.registers.enumerated() {
      // As in Verilator: 0 until the first reset, whatever the reset value is.
      let width = flat[register.value].type.width
      let value = register.reset == nil ? InitialState.word(index: 0, width: width, seed: options.seed) : BitVector(width: width)
      store(value, at: layout.slots[graph.nodeOfValue[Int(register.value.index)]])
      store(value, at: layout.next[index])
    }
    for port in ports where port.isActiveLow { port.write(1) }
    shadow.update(from: storage + layout.inputs.lowerBound, count: layout.inputs.count)
    // Each relies on what the other computes: the second round has everything.
    for _ in 0..<2 {
      run(inputsProgram)
      run(settleProgram)
    }
    events?.start(self)
  }

  deinit {
    for memory in compiled.memories { memory.base.deallocate() }
    storage.deallocate()
    shadow.deallocate()
    memories.deallocate()
    coverCounters.deallocate()
    state.deallocate()
  }

  func store(_ value: BitVector, at slot: Int) {
    for (index, word) in value.words.enumerated() { storage[slot + index] = word }
  }

  func load(_ id: NodeID, width: Int) -> BitVector {
    let slot = compiled.layout.slots[id]
    return BitVector(words: (0..<Layout.words(width)).map { storage[slot + $0] }, width: width)
  }

  @inline(__always)
  func run(_ program: LoadedProgram) {
    state.pointee.tables = program.tables
    Interpreter.run(program.instructions, storage, state)
  }

  public func evaluate() {
    let first = storage + compiled.layout.inputs.lowerBound
    let count = compiled.layout.inputs.count
    var difference: UInt64 = 0
    for index in 0..<count { difference |= first[index] ^ shadow[index] }
    guard difference != 0 || compiled.hasHostFilledReads else { return }
    shadow.update(from: first, count: count)
    run(inputsProgram)
    events?.follow(self)
  }

  public func step(domains mask: UInt32) throws(SimulationError) {
    evaluate()
    if let events {
      try step(domains: mask, events)
    } else {
      state.pointee.failure = -1
      if move(UInt64(mask)) { run(settleProgram) }
      if mask & 1 == 1 { cycle += 1 }
      if waveform != nil { try sampleWaveform(domains: mask) }
    }
    if !misfits.isEmpty, let misfit = misfits.take() { throw misfit }
    if state.pointee.failure >= 0 {
      // With several edges in a step, or edges that inputs make, this is the first one.
      defer { state.pointee.failure = -1 }
      throw failure(Int(state.pointee.failure))
    }
  }

  /// Both edges of the clocks in `mask`, with all that follows from them.
  private func step(domains mask: UInt32, _ events: ClockEvents) throws(SimulationError) {
    events.set(clocks: mask, to: 1, self)
    if mask & 1 == 1 { cycle += 1 }
    if waveform != nil { try sampleWaveform(domains: mask, isHalf: true) }
    events.set(clocks: mask, to: 0, self)
    if waveform != nil { try sampleWaveformFall(domains: mask) }
    if events.isOscillating {
      throw .model("clocks or asynchronous resets change one another without end: \(events.names(compiled))")
    }
  }

  /// Computes the next state of the domains in `mask` and makes it the current one; whether anything may have changed.
  func move(_ mask: UInt64) -> Bool {
    let program = edge(mask)
    state.pointee.tables = program.tables
    state.pointee.log = program.log
    state.pointee.logCount = 0
    Interpreter.run(program.instructions, storage, state)
    return commit(program, mask)
  }

  public var checksAssertions: Bool { compiled.checks }

  public func run(cycles count: Int) throws(SimulationError) {
    for _ in 0..<count { try step(domains: 1) }
  }

  private func edge(_ mask: UInt64) -> LoadedProgram {
    if mask == edgeMask, let edgeProgram { return edgeProgram }
    let program = edgePrograms[mask] ?? LoadedProgram(compiled.edge(domains: mask))
    edgePrograms[mask] = program
    (edgeMask, edgeProgram) = (mask, program)
    return program
  }

  /// Makes the next state the current one; whether anything may have changed.
  private func commit(_ program: LoadedProgram, _ mask: UInt64) -> Bool {
    var changed = state.pointee.logCount > 0
    // Lines show the values before the edge.
    if !program.displays.isEmpty { printLines(program) }
    for entry in 0..<state.pointee.logCount {
      switch program.writes[Int(state.pointee.log[entry])] {
      case .memory(let memory, let address, let addressWords, let mask, let data):
        let depth = memories[memory].depth
        let row =
          addressWords == 1
          ? Int(min(storage[address], UInt64(depth)))
          : WideArithmetic.clamped(storage + address, count: addressWords, limit: depth)
        if row < depth { memories[memory].write(row, from: storage + data, mask: mask.map { UnsafePointer(storage + $0) }) }
      case .register(let slot, let next, let words): (storage + slot).update(from: storage + next, count: words)
      case .display: break
      }
    }
    for (domain, range) in compiled.layout.registers.enumerated() where mask >> UInt64(domain) & 1 == 1 {
      let current = storage + range.lowerBound
      let next = current + compiled.layout.nextOffset
      var difference: UInt64 = 0
      for index in 0..<range.count {
        difference |= current[index] ^ next[index]
        current[index] = next[index]
      }
      changed = changed || difference != 0
    }
    return changed
  }

  private func failure(_ index: Int) -> SimulationError {
    let check = compiled.flat.checks[index]
    return .assertionFailed(message: check.message, module: check.module, location: check.location, cycle: cycle)
  }

  /// How often each cover held, in the order of the design.
  public var coverCounts: [CoverCount] {
    compiled.flat.checks.enumerated().filter { $0.element.kind == .cover }.map { index, check in
      CoverCount(message: check.message, module: check.module, location: check.location, count: coverCounters[index])
    }
  }

  /// Computes all named values.
  func computeEverything() {
    evaluate()
    let program = everythingProgram ?? LoadedProgram(compiled.everything())
    everythingProgram = program
    run(program)
  }
}

/// A cover statement and the number of clock edges at which it held.
public struct CoverCount: Sendable, Equatable {
  public var message: String
  public var module: String
  /// `file:line:column` of the Swift source, if known.
  public var location: String
  public var count: UInt64
}

/// A program in memory that stays where it is.
final class LoadedProgram {
  let instructions: UnsafeMutablePointer<Instruction>
  let tables: UnsafeMutablePointer<Int32>
  let log: UnsafeMutablePointer<Int32>
  let writes: UnsafeMutablePointer<PendingWrite>
  let displays: [DisplayLine]

  init(_ program: Program) {
    instructions = .allocate(capacity: program.instructions.count)
    _ = UnsafeMutableBufferPointer(start: instructions, count: program.instructions.count).initialize(from: program.instructions)
    tables = .allocate(capacity: program.tables.count + 1)
    _ = UnsafeMutableBufferPointer(start: tables, count: program.tables.count).initialize(from: program.tables)
    displays = program.displays
    log = .allocate(capacity: program.writes.count + 1)
    writes = .allocate(capacity: program.writes.count + 1)
    _ = UnsafeMutableBufferPointer(start: writes, count: program.writes.count).initialize(from: program.writes)
  }

  deinit {
    instructions.deallocate()
    tables.deallocate()
    log.deallocate()
    writes.deallocate()
  }
}

extension MemoryStorage {
  /// Storage for a memory, filled with its contents or the seeded ones.
  init(allocating memory: Memory, seed: UInt32) {
    let elementCount = memory.word.count ?? 1
    let elementWidth = memory.word.width / elementCount
    let stride = SimulatorPort.byteCount(width: elementWidth)
    let bytes = memory.depth * elementCount * stride
    base = .allocate(byteCount: (bytes + 15) / 8 * 8, alignment: 16)
    base.initializeMemory(as: UInt8.self, repeating: 0, count: (bytes + 15) / 8 * 8)
    depth = memory.depth
    self.elementCount = elementCount
    self.elementWidth = elementWidth
    elementStride = stride
    for row in 0..<memory.depth {
      let word = memory.contents.flatMap { row < $0.count ? $0[row] : nil }
      let bits = word ?? InitialState.word(index: row, width: memory.word.width, seed: seed)
      bits.words.withUnsafeBufferPointer { words in
        if let start = words.baseAddress { write(row, from: start, mask: nil) }
      }
    }
  }
}
