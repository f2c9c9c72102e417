import Netlist

/// An addressed array of words, written at the clock edge.
///
/// `memory[address]` reads asynchronously, `readPort(address, enable:, whileWriting:)` at the clock edge. An address beyond the
/// depth reads 0 and writes nothing. Without contents the words are seeded in simulation.
///
/// A word may be a bundle: each of its signals is a memory of its own in the text, and `memory.tag` is that of one field, to be
/// read and written by itself.
@dynamicMemberLookup
public struct Memory<Word: VectorElement>: Sendable {
  /// The numbers of the module's memories, one for each signal of a word.
  let indices: [Int]
  /// The serial number of the builder that made it.
  let owner: Int32
  let word: Word
  public let depth: Int
  /// Bits that one bit of a write's mask stands for, if the word is a plain one.
  let writeGranularity: Int?

  /// - Parameters:
  ///   - depth: number of words, at least 1
  ///   - word: what a word holds: a bundle, or a vector of them
  ///   - contents: the words at the start, field by field: `.zero.with(\.tag, [1, 2, 3, 4])`
  ///   - isHostFilled: in simulation the host may fill it through its storage, as something outside the design would
  @_disfavoredOverload
  public init(depth: Int, _ word: Word, contents: MemoryContents<Word>? = nil, isHostFilled: Bool = false) {
    self.init(
      depth: depth, word, bits: { leaf in contents?.words(of: leaf, in: word, depth: depth) }, isHostFilled: isHostFilled)
  }

  init(
    depth: Int, _ word: Word, bits: (Leaf) -> [BitVector]?, file: String? = nil, writeGranularity: Int? = nil,
    isHostFilled: Bool = false
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
    let possible = min(max(1, depth), 1 << 30)
    self.depth = possible
    self.word = word
    let granularity = Self.checked(writeGranularity, word)
    self.writeGranularity = granularity
    indices = word.leaves("memory").map { leaf in
      builder.unclaimed.remove(leaf.ref.id)
      let index = builder.module.memories.count
      let type = granularity.map { ValueType(width: leaf.ref.width, count: leaf.ref.width / $0) } ?? leaf.ref.type
      let contents = bits(leaf)
      var memory = Netlist.Memory(
        name: leaf.name, depth: possible, word: type, domain: builder.domain, contents: contents, location: builder.location)
      memory.contentsFile = contents == nil ? nil : file
      // A file is read word by word.
      memory.hasPackedWords = granularity != nil || file != nil
      memory.isHostFilled = isHostFilled
      builder.module.memories.append(memory)
      return index
    }
  }

  private init(field: Word, of indices: [Int], owner: Int32, depth: Int) {
    word = field
    self.indices = indices
    self.owner = owner
    self.depth = depth
    writeGranularity = nil
  }

  /// The memory of one field of the words.
  public subscript<V: VectorElement>(dynamicMember path: KeyPath<Word, V>) -> Memory<V> {
    let field = word[keyPath: path]
    let all = word.leaves().map(\.ref)
    let positions = field.leaves().map { leaf in all.firstIndex(of: leaf.ref) }
    if positions.contains(nil) {
      builder().error("a word's bits are selected where no memory lies", note: "read the word first: memory[address]")
    }
    return Memory<V>(field: field, of: positions.map { indices[$0 ?? 0] }, owner: owner, depth: depth)
  }

  /// A granularity that one can go on with; reports others.
  private static func checked(_ granularity: Int?, _ word: Word) -> Int? {
    guard let part = granularity, let type = word.leaves().first?.ref.type else { return nil }
    if type.count == nil, part >= 1, type.width % part == 0 { return part }
    builder().error(
      type.count != nil
        ? "a word that is a vector is written by its elements and has no writeGranularity"
        : "a word of \(type.width) bits has no parts of \(part) bits",
      note: type.count != nil ? "leave writeGranularity out" : "the width must be a whole number of parts")
    return nil
  }

  /// The address is as wide as the depth needs.
  public var addressWidth: Int { Unsigned.width(upTo: depth - 1) }
}

extension Memory where Word: Signal {
  /// - Parameters:
  ///   - depth: number of words, at least 1
  ///   - word: the kind of a word; a vector word can be written element by element with a mask
  ///   - contents: the words at the start, `depth` of them
  ///   - writeGranularity: where a plain word is written in parts, the bits of a part: 8 for bytes
  ///   - isHostFilled: in simulation the host may fill it through its storage, as something outside the design would
  public init(
    depth: Int, _ word: Word, contents: [Int]? = nil, writeGranularity: Int? = nil, isHostFilled: Bool = false
  ) {
    self.init(
      depth: depth, word, bits: { leaf in contents.flatMap { leaf.words($0, depth: depth) } },
      writeGranularity: writeGranularity, isHostFilled: isHostFilled)
  }

  /// A memory whose words at the start are those of a file in the format of Verilog's `$readmemh`: hexadecimal words between
  /// white space, comments, `@address`. The file is read now, must give every word, and is named in the emitted text as `path`
  /// is here, so that simulators and synthesis read it too.
  public init(depth: Int, _ word: Word, contentsOf path: String, writeGranularity: Int? = nil) {
    self.init(
      depth: depth, word, bits: { leaf in builder().words(ofFile: path, depth: depth, width: leaf.ref.width) }, file: path,
      writeGranularity: writeGranularity)
  }
}
