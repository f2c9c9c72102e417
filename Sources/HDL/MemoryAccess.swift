import Netlist

// Reading and writing words. A word of several signals is read and written in each of their memories.

extension Memory {
  /// The numbers of its memories in the running module; reports a memory that belongs elsewhere.
  func indices(in builder: Builder) -> [Int] {
    if owner != builder.serial {
      builder.error("a memory of another module is used here", note: "pass words between modules through ports")
    }
    return indices
  }

  /// A memory has one clock for its writes, that of the domain in which it was made: reports a write in another one.
  private func requireOwnClock() {
    let builder = builder()
    guard owner == builder.serial, let first = indices.first else { return }
    let memory = builder.module.memories[first]
    guard !builder.isSameClock(memory.domain, builder.domain) else { return }
    let own = builder.name(ofDomain: memory.domain), running = builder.domainName
    builder.error(
      "memory '\(memory.name)' is written at the clock '\(own)', not at '\(running)'",
      note: running == ClockDomain.standard.name
        ? "make the memory outside clocked(by:)"
        : "make the memory inside clocked(by:) of '\(running)', or move the write to '\(own)'")
  }

  /// A word whose signals are made from the memories' numbers and the signals' types.
  func word(in builder: Builder, _ make: (Int, Ref) -> Ref) -> Word {
    var next = indices(in: builder)[...]
    return word._rebuilt { make(next.removeFirst(), $0) }
  }

  /// Reads asynchronously.
  public subscript(address: some Readable<Unsigned>) -> Word {
    let builder = builder()
    return word(in: builder) { memory, signal in
      guard owner == builder.serial else { return builder.add(.wire, ValueType(width: signal.width)) }
      return read(builder, memory, signal, address._value.ref)
    }
  }

  /// An asynchronous read as a value of the kind of `signal`.
  func read(_ builder: Builder, _ memory: Int, _ signal: Ref, _ address: Ref) -> Ref {
    let stored = builder.module.memories[memory].word
    let value = builder.add(.memoryRead(memory: memory, address: address.id), stored)
    return stored == signal.type ? value : builder.add(.reinterpret(value.id), signal.type)
  }

  /// Records a write of every signal of a word.
  private func record(_ address: Ref, _ data: Word, mask: Ref?) {
    let builder = builder()
    let sources = zip(word.leaves(), data.leaves())
    for (own, source) in sources { requireEqualTypes("write", own.ref, source.ref) }
    requireOwnClock()
    for (memory, source) in zip(indices(in: builder), data.leaves()) {
      var stored = source.ref
      // A plain word is stored as the vector of its parts.
      if writeGranularity != nil, owner == builder.serial {
        stored = builder.add(.reinterpret(stored.id), builder.module.memories[memory].word)
      }
      builder.record(.assign(.memory(memory, address: address.id, mask: mask?.id), stored.id))
    }
  }

  /// Writes a word at the next edge of the memory's clock.
  public func write(_ address: some Readable<Unsigned>, _ data: some Readable<Word>) {
    record(address._value.ref, data._value, mask: nil)
  }

  /// Writes those parts of a plain word whose bit in `mask` is 1, the lowest bit for the lowest part; `writeGranularity` says how
  /// many bits a part has.
  public func write(_ address: some Readable<Unsigned>, _ data: some Readable<Word>, mask: some Readable<Bits>)
  where Word: IntegerLike {
    guard let part = writeGranularity else {
      requireEqualTypes("write", word.ref, data._value.ref)
      builder().error(
        "a masked write needs a memory whose parts are known", note: "say Memory(depth: \(depth), ..., writeGranularity: 8)")
      return
    }
    let parts = word.ref.width / part
    if mask._value.ref.width != parts {
      builder().error("the mask needs one bit for each of the word's \(parts) parts, not \(mask._value.ref.width)")
    }
    record(address._value.ref, data._value, mask: mask._value.ref)
  }

  /// Writes those elements of a vector word whose bit in `mask` is 1.
  public func write<Element>(_ address: some Readable<Unsigned>, _ data: some Readable<Word>, mask: some Readable<Vec<Bit>>)
  where Word == Vec<Element> {
    if mask._value.count != word.count {
      builder().error("the mask needs one bit for each of the word's \(word.count) elements, not \(mask._value.count)")
    }
    record(address._value.ref, data._value, mask: mask._value.ref)
  }
}
