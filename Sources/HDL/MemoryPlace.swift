import Netlist

/// An addressed array of words, written at the clock edge.
///
/// `memory[address]` reads asynchronously; `Reg(next: memory[address])` is a synchronous read that gives the old word when
/// the same address is written at that edge, and `read(_:enable:underWrite: .new)` one that gives the new word. An address
/// beyond the depth reads 0 and writes nothing. Without `contents` the words are seeded in simulation.
public struct Memory<Word: Signal>: Sendable {
  let index: Int
  /// The serial number of the builder that made it.
  let owner: Int32
  let word: Word
  public let depth: Int

  public enum ReadUnderWrite: Sendable { case old, new }

  /// - Parameters:
  ///   - depth: number of words, at least 1
  ///   - word: the kind of a word; a vector word can be written element by element with a mask
  ///   - contents: the words at the start, `depth` of them
  ///   - isHostFilled: in simulation the host may fill it through its storage, as something outside the design would
  public init(depth: Int, _ word: Word, contents: [Int]? = nil, isHostFilled: Bool = false) {
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
    if let contents, contents.count != depth {
      builder.error("a memory of \(depth) words needs as many contents, not \(contents.count)")
    }
    let type = word.ref.type
    var memory = Netlist.Memory(
      name: "memory", depth: self.depth, word: type, domain: builder.domain,
      contents: contents.map { list in (0..<self.depth).map { BitVector(checking: $0 < list.count ? list[$0] : 0, fits: type) } },
      location: builder.location)
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

  /// The address is as wide as the depth needs.
  public var addressWidth: Int { Unsigned.width(upTo: depth - 1) }

  /// Reads asynchronously.
  public subscript(address: some Readable<Unsigned>) -> Word {
    let builder = builder(), memory = index(in: builder)
    guard owner == builder.serial else { return word._with(builder.add(.wire, ValueType(width: word.ref.width))) }
    return word._with(builder.add(.memoryRead(memory: memory, address: address._value.ref.id), word.ref.type))
  }

  /// Writes a word at the next edge.
  public func write(_ address: some Readable<Unsigned>, _ data: some Readable<Word>) {
    requireEqualTypes("write", word.ref, data._value.ref)
    builder().record(.assign(.memory(index(in: builder()), address: address._value.ref.id, mask: nil), data._value.ref.id))
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
    builder().record(
      .assign(.memory(index(in: builder()), address: address._value.ref.id, mask: mask._value.ref.id), data._value.ref.id))
  }
}
