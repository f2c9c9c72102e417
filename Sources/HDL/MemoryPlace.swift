import Netlist

/// An addressed array of words, written at the clock edge.
///
/// `memory[address]` reads asynchronously, `readPort(address, enable:, whileWriting:)` at the clock edge. An address beyond the
/// depth reads 0 and writes nothing. Without contents the words are seeded in simulation.
public struct Memory<Word: Signal>: Sendable {
  let index: Int
  /// The serial number of the builder that made it.
  let owner: Int32
  let word: Word
  public let depth: Int
  /// Bits that one bit of a write's mask stands for, if the word is a plain one.
  let writeGranularity: Int?

  /// - Parameters:
  ///   - depth: number of words, at least 1
  ///   - word: the kind of a word; a vector word can be written element by element with a mask
  ///   - contents: the words at the start, `depth` of them
  ///   - writeGranularity: where a plain word is written in parts, the bits of a part: 8 for bytes
  ///   - isHostFilled: in simulation the host may fill it through its storage, as something outside the design would
  public init(
    depth: Int, _ word: Word, contents: [Int]? = nil, writeGranularity: Int? = nil, isHostFilled: Bool = false
  ) {
    let type = word.ref.type
    let bits = contents?.map { BitVector(checking: $0, fits: type) }
    if let bits, bits.count != depth {
      builder().error("a memory of \(depth) words needs as many contents, not \(bits.count)")
    }
    self.init(
      depth: depth, word, bits: bits?.count == depth ? bits : nil, writeGranularity: writeGranularity, isHostFilled: isHostFilled)
  }

  /// A memory whose words at the start are those of a file in the format of Verilog's `$readmemh`: hexadecimal words between
  /// white space, comments, `@address`. The file is read now, must give every word, and is named in the emitted text as `path`
  /// is here, so that simulators and synthesis read it too.
  public init(depth: Int, _ word: Word, contentsOf path: String, writeGranularity: Int? = nil) {
    let bits = builder().words(ofFile: path, depth: depth, width: word.ref.width)
    self.init(depth: depth, word, bits: bits, file: path, writeGranularity: writeGranularity)
  }

  private init(
    depth: Int, _ word: Word, bits: [BitVector]?, file: String? = nil, writeGranularity: Int?, isHostFilled: Bool = false
  ) {
    let builder = builder()
    if depth < 1 { builder.error("a memory needs at least 1 word, not \(depth)") }
    if depth > 1 << 30 { builder.error("a memory has at most \(1 << 30) words, not \(depth)") }
    if builder.loopDepth > 0 {
      builder.error(
        "a memory cannot be made inside the closure of a vector operation", note: "make one whose word is the whole vector")
    }
    if builder.isDetached { builder.error("Memory") }
    owner = builder.serial
    self.depth = min(max(1, depth), 1 << 30)
    self.word = word
    builder.unclaimed.remove(word.ref.id)
    index = builder.module.memories.count
    var type = word.ref.type
    var granularity = writeGranularity
    if let part = writeGranularity {
      if type.count != nil || part < 1 || type.width % max(1, part) != 0 {
        builder.error(
          type.count != nil
            ? "a word that is a vector is written by its elements and has no writeGranularity"
            : "a word of \(type.width) bits has no parts of \(part) bits",
          note: type.count != nil ? "leave writeGranularity out" : "the width must be a whole number of parts")
        granularity = nil
      } else {
        type = ValueType(width: type.width, count: type.width / part)
      }
    }
    self.writeGranularity = granularity
    var memory = Netlist.Memory(
      name: "memory", depth: self.depth, word: type, domain: builder.domain, contents: bits, location: builder.location)
    memory.contentsFile = bits == nil ? nil : file
    // A file is read word by word.
    memory.hasPackedWords = granularity != nil || file != nil
    memory.isHostFilled = isHostFilled
    builder.module.memories.append(memory)
  }

  /// The memory's number in the running module; reports one that belongs elsewhere.
  func index(in builder: Builder) -> Int {
    if owner != builder.serial {
      builder.error("a memory of another module is used here", note: "pass words between modules through ports")
    }
    return index
  }

  /// A memory has one clock for its writes, that of the domain in which it was made: reports a write in another one.
  private func requireOwnClock() {
    let builder = builder()
    guard owner == builder.serial else { return }
    let memory = builder.module.memories[index]
    guard memory.domain != builder.domain else { return }
    let own = builder.domainNames[memory.domain], running = builder.domainNames[builder.domain]
    builder.error(
      "memory '\(memory.name)' is written at the clock '\(own)', not at '\(running)'",
      note: running == ClockSource.standard.name
        ? "make the memory outside clocked(by:)"
        : "make the memory inside clocked(by:) of '\(running)', or move the write to '\(own)'")
  }

  /// The address is as wide as the depth needs.
  public var addressWidth: Int { Unsigned.width(upTo: depth - 1) }

  /// Reads asynchronously.
  public subscript(address: some Readable<Unsigned>) -> Word {
    let builder = builder(), memory = index(in: builder)
    guard owner == builder.serial else { return word._with(builder.add(.wire, ValueType(width: word.ref.width))) }
    return word._with(read(builder, memory, address._value.ref))
  }

  /// An asynchronous read as a value of the word's kind.
  func read(_ builder: Builder, _ memory: Int, _ address: Ref) -> Ref {
    let stored = builder.module.memories[memory].word
    let value = builder.add(.memoryRead(memory: memory, address: address.id), stored)
    return stored == word.ref.type ? value : builder.add(.reinterpret(value.id), word.ref.type)
  }

  /// `data` as the memory stores it.
  private func stored(_ data: Ref) -> Ref {
    guard writeGranularity != nil, owner == builder().serial else { return data }
    return builder().add(.reinterpret(data.id), builder().module.memories[index].word)
  }

  /// Writes a word at the next edge of the memory's clock.
  public func write(_ address: some Readable<Unsigned>, _ data: some Readable<Word>) {
    requireEqualTypes("write", word.ref, data._value.ref)
    requireOwnClock()
    builder().record(
      .assign(.memory(index(in: builder()), address: address._value.ref.id, mask: nil), stored(data._value.ref).id))
  }

  /// Writes those parts of a plain word whose bit in `mask` is 1, the lowest bit for the lowest part; `writeGranularity` says how
  /// many bits a part has.
  public func write(_ address: some Readable<Unsigned>, _ data: some Readable<Word>, mask: some Readable<Bits>)
  where Word: IntegerLike {
    requireEqualTypes("write", word.ref, data._value.ref)
    guard let part = writeGranularity else {
      builder().error(
        "a masked write needs a memory whose parts are known", note: "say Memory(depth: \(depth), ..., writeGranularity: 8)")
      return
    }
    let parts = word.ref.width / part
    if mask._value.ref.width != parts {
      builder().error("the mask needs one bit for each of the word's \(parts) parts, not \(mask._value.ref.width)")
    }
    requireOwnClock()
    builder().record(
      .assign(
        .memory(index(in: builder()), address: address._value.ref.id, mask: mask._value.ref.id), stored(data._value.ref).id))
  }
}

extension Memory {
  /// Writes those elements of a vector word whose bit in `mask` is 1.
  public func write<Element>(_ address: some Readable<Unsigned>, _ data: some Readable<Word>, mask: some Readable<Vec<Bit>>)
  where Word == Vec<Element> {
    requireEqualTypes("write", word.ref, data._value.ref)
    if mask._value.count != word.count {
      builder().error("the mask needs one bit for each of the word's \(word.count) elements, not \(mask._value.count)")
    }
    requireOwnClock()
    builder().record(
      .assign(.memory(index(in: builder()), address: address._value.ref.id, mask: mask._value.ref.id), data._value.ref.id))
  }
}
