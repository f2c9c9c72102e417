import HDL

/// The input buffer of an in-flash compute unit: two banks, one read by the multipliers while the other is loaded.
///
/// A word holds one byte for each lane. Beats of another size are taken apart into groups of gcd(lanes, beat) bytes, one a
/// cycle; the first group of a word clears the rest of it, and bytes beyond the vector's end are written as 0, so that the
/// multipliers need no mask for lanes beyond a row's end.
public struct FlashVectorBuffer: Module {
  /// Bytes of a word.
  public var lanes: Int
  /// Bytes of a bank.
  public var bytes: Int
  /// Bytes of a beat.
  public var beat: Int

  /// Each of its parameters.
  public var parameterList: [ModuleParameter] { [.init("lanes", lanes), .init("bytes", bytes), .init("beat", beat)] }

  public static let summary = "Two vector banks: one is read word by word while the other is loaded."

  /// Words of a bank.
  var words: Int { (bytes + lanes - 1) / lanes }
  var wordWidth: Int { Unsigned.width(upTo: words - 1) }
  private var group: Int {
    var (a, b) = (lanes, beat)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
  private var columnsWidth: Int { Unsigned.width(upTo: bytes) }

  public struct IO: Bundle {
    let bytes: In<Stream<FlashVectorBeat>>
    /// Takes bytes while it is 1.
    let load: In<Bit>
    /// Bytes of the vector that is loaded.
    let columns: In<Unsigned>
    /// The bank that is loaded.
    let bank: In<Bit>
    /// Whether the vector's last bytes are written at this cycle's end.
    let done: Out<Bit>
    let readBank: In<Bit>
    let readWord: In<Unsigned>
    /// The word read, in the same cycle.
    let word: Out<Vec<Signed>>
  }
  public var io: IO {
    IO(
      bytes: In(Stream(FlashVectorBeat(bytes: Vec(beat, Signed(8))))), load: In(Bit()), columns: In(Unsigned(columnsWidth)),
      bank: In(Bit()), done: Out(Bit()), readBank: In(Bit()), readWord: In(Unsigned(wordWidth)), word: Out(Vec(lanes, Signed(8))))
  }

  @Hardware
  public func build(_ io: IO) {
    if bytes <= group { return buildWhole(io) }
    let storage = Memory(depth: 2 * words, Vec(lanes, Signed(8)))
    let left = Reg(Unsigned(columnsWidth), reset: 0)
    let isUnderWay = Reg(Bit(), reset: 0)
    let writeWord = Reg(Unsigned(wordWidth), reset: 0)
    let groups = Groups(inWord: lanes / group, inBeat: beat / group)

    let remaining = mux(isUnderWay, left, io.columns)
    let endsVector = remaining <= min(group, (1 << columnsWidth) - 1)
    let writes = io.load & io.bytes.valid
    io.done <== writes & endsVector

    // The group of the beat that is written now, and its byte position in the word.
    let groupInBeat = groups.inBeat > 1 ? Reg(Unsigned(upTo: groups.inBeat - 1), reset: 0) : nil
    let offset = groups.inWord > 1 ? Reg(Unsigned(upTo: lanes - 1), reset: 0) : nil
    let endsBeat = groupInBeat.map { $0 == groups.inBeat - 1 } ?? Bit.one
    let endsWord = offset.map { $0 == lanes - group } ?? Bit.one
    io.bytes.ready <== io.load & (endsBeat | endsVector)

    let bytes = groupInBeat.map { io.bytes.bytes.asBits.split(into: Vec(group, Signed(8)))[$0] } ?? io.bytes.bytes
    let masked = upTo(remaining, bytes)
    let target = address(io.bank, writeWord)
    when(writes) {
      if let offset {
        let copies = Vec(of: Array(repeating: masked, count: groups.inWord)).asBits.split(into: Signed(8))
        let data = copies.enumeratedMap { index, byte in mux((index - offset) < group, byte, 0) }
        let mask = Vec(lanes) { index in ((index - offset) < group) | (offset == 0) }
        storage.write(target, data, mask: mask)
      } else {
        storage.write(target, masked)
      }
      left <== remaining - min(group, (1 << columnsWidth) - 1)
      isUnderWay <== !endsVector
      when(endsVector) {
        writeWord <== 0
        if let groupInBeat { groupInBeat <== 0 }
        if let offset { offset <== 0 }
      }.otherwise {
        if let groupInBeat { groupInBeat <== mux(endsBeat, 0, groupInBeat + 1) }
        if let offset { offset <== mux(endsWord, 0, offset + group) }
        when(endsWord) { writeWord <== writeWord + 1 }
      }
    }
    io.word <== storage[address(io.readBank, io.readWord)]
    if words == 1 { assert(io.readWord == 0, "a bank has 1 word") }
  }

  /// A vector is one group: nothing to keep account of.
  @Hardware
  private func buildWhole(_ io: IO) {
    let storage = Memory(depth: 2, Vec(lanes, Signed(8)))
    let writes = io.load & io.bytes.valid
    io.done <== writes
    io.bytes.ready <== io.load
    let bytes = upTo(io.columns, io.bytes.bytes[0..<group])
    when(writes) {
      storage.write(
        io.bank.asUnsigned, group == lanes ? bytes : bytes.appending(Vec(lanes - group) { _ in Signed.constant(0, width: 8) }))
    }
    io.word <== storage[io.readBank.asUnsigned]
    assert(io.readWord == 0, "a bank has 1 word")
  }

  /// The bytes before position `columns`, and zeros.
  @Hardware
  private func upTo(_ columns: some Readable<Unsigned>, _ bytes: some Readable<Vec<Signed>>) -> Vec<Signed> {
    let limit = columns.extended(to: columnsWidth + 8)
    return bytes.enumeratedMap { index, byte in mux(index.extended(to: columnsWidth + 8) < limit, byte, 0) }
  }

  private struct Groups {
    var inWord, inBeat: Int
  }

  /// Banks lie behind each other; where a bank has a power of two of words, the bank is the address's highest bit.
  private func address(_ bank: some Readable<Bit>, _ word: some Readable<Unsigned>) -> Unsigned {
    if words == 1 { return bank.asUnsigned }
    if words == 1 << wordWidth { return concatenate(word, bank).asUnsigned }
    let width = Unsigned.width(upTo: 2 * words - 1)
    return mux(bank, word.extended(to: width) + words, word.extended(to: width))
  }
}
