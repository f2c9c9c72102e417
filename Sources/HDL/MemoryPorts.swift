import Netlist

/// What a synchronous read gives of a word that is written at the same edge: the word before, or the word after.
public enum ReadUnderWrite: Sendable { case old, new }

extension Memory {
  /// A synchronous read port: the word at `address` one cycle later, held while `enable` is 0.
  ///
  /// A memory may have any number of them, and conditions around the call do not matter. The register has no reset: `.guarded`
  /// vouches that what it holds before the first read reaches no output. With `.new` the port must be in the memory's domain.
  public func readPort(
    _ address: some Readable<Unsigned>, enable: some Readable<Bit>, whileWriting rule: ReadUnderWrite,
    reset: Reg<Word>.NoReset? = nil
  ) -> Word {
    port(address._value.ref, enable._value.ref, rule, isGuarded: reset != nil)
  }

  /// A synchronous read port that reads at every edge.
  public func readPort(
    _ address: some Readable<Unsigned>, whileWriting rule: ReadUnderWrite, reset: Reg<Word>.NoReset? = nil
  ) -> Word {
    port(address._value.ref, nil, rule, isGuarded: reset != nil)
  }

  private func port(_ address: Ref, _ enable: Ref?, _ rule: ReadUnderWrite, isGuarded: Bool) -> Word {
    let builder = builder()
    let shape = word._rebuilt { fresh($0.type) }
    let register = isGuarded ? Reg(shape, reset: .guarded) : Reg(shape)
    let memories = indices(in: builder)
    guard owner == builder.serial, builder.loopDepth == 0, let first = memories.first else { return register._value }
    if rule == .new, !builder.isSameClock(builder.domain, builder.module.memories[first].domain) {
      builder.error("a read port that gives new words must be in the clock domain of its memory", note: "use whileWriting: .old")
    }
    for (memory, leaf) in zip(memories, register._value.leaves()) {
      var next = read(builder, memory, leaf.ref, address)
      if rule == .new {
        let stored = builder.module.memories[memory].word
        let wire = builder.add(.wire, stored)
        builder.forwardingPorts.append(
          ForwardingPort(memory: memory, address: address, wire: wire, register: leaf.ref, location: builder.location))
        next = stored == leaf.ref.type ? wire : builder.add(.reinterpret(wire.id), leaf.ref.type)
      }
      // Outside of all conditions.
      let load = Statement(.assign(.value(leaf.ref.id), next.id), location: builder.location)
      builder.frames[0].append(
        enable.map { Statement(.when($0.id, then: [load], otherwise: []), location: builder.location) } ?? load)
    }
    return register._value
  }
}

/// A read port that gives the new word: its `wire` is the word at `address` after all writes of this edge.
struct ForwardingPort {
  var memory: Int
  var address: Ref
  var wire: Ref
  var register: Ref
  var location: SourceLocation
}

extension Builder {
  /// Drives the wires of forwarding ports: first the stored word, then whatever a write changes of it, under the write's own
  /// conditions. Called when all writes are known.
  func forwardWrites() {
    if forwardingPorts.isEmpty { return }
    var first: [Statement] = []
    for port in forwardingPorts {
      location = port.location
      if let name = name(of: port.register) { self.name(port.wire, name + "_next") }
      let word = add(.memoryRead(memory: port.memory, address: port.address.id), module.memories[port.memory].word)
      first.append(Statement(.assign(.value(port.wire.id), word.id), location: port.location))
    }
    frames[0] = first + forwarded(frames[0])
  }

  private func forwarded(_ statements: [Statement]) -> [Statement] {
    statements.flatMap { statement -> [Statement] in
      var statement = statement
      switch statement.kind {
      case .assign(.memory(let memory, let address, let mask), let data):
        let ports = forwardingPorts.filter { $0.memory == memory }
        return [statement] + ports.map { forward(data, mask, writtenAt: address, to: $0, statement.location) }
      case .when(let condition, let then, let otherwise):
        statement.kind = .when(condition, then: forwarded(then), otherwise: forwarded(otherwise))
      case .match(let subject, let cases, let otherwise):
        statement.kind = .match(
          subject, cases: cases.map { .init(values: $0.values, body: forwarded($0.body)) }, otherwise: forwarded(otherwise))
      default: break
      }
      return [statement]
    }
  }

  /// `when(address == port.address) { wire <== data }`, element by element where there is a mask.
  private func forward(
    _ data: ValueID, _ mask: ValueID?, writtenAt address: ValueID, to port: ForwardingPort, _ place: SourceLocation
  ) -> Statement {
    location = place
    let depth = module.memories[port.memory].depth, word = module.memories[port.memory].word
    let width = max(module[address].type.width, port.address.width)
    func widened(_ id: ValueID) -> ValueID {
      module[id].type.width == width ? id : add(.resize(id), ValueType(width: width)).id
    }
    var hit = add(.binary(.equal, widened(address), widened(port.address.id)), .bit).id
    if min(module[address].type.width, port.address.width) >= bits(for: depth) {
      let limit = constant(BitVector(depth, width: width), ValueType(width: width))
      let isInside = add(.binary(.less, widened(address), limit.id), .bit)
      hit = add(.binary(.and, hit, isInside.id), .bit).id
    }
    guard let mask else {
      return Statement(
        .when(hit, then: [Statement(.assign(.value(port.wire.id), data), location: place)], otherwise: []), location: place)
    }
    let count = word.count ?? 1, element = word.element
    let parts = (0..<count).map { part -> Statement in
      let bit = count == 1 ? mask : add(.slice(mask, offset: part), .bit).id
      let value = count == 1 ? data : add(.slice(data, offset: part * element.width), element).id
      let target: Target =
        count == 1 ? .value(port.wire.id) : .part(port.wire.id, Part(offset: part * element.width, width: element.width))
      return Statement(.when(bit, then: [Statement(.assign(target, value), location: place)], otherwise: []), location: place)
    }
    return Statement(.when(hit, then: parts, otherwise: []), location: place)
  }

  /// The bits of the numbers 0 to `limit`.
  private func bits(for limit: Int) -> Int { Unsigned.width(upTo: limit) }
}
