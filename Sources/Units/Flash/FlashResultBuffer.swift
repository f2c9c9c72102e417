import HDL

/// The result buffer of an in-flash compute unit: sums in the order of the rows.
///
/// The compute unit reserves a place before it starts a row's last beat, so that a write always finds room.
public struct FlashResultBuffer: Module {
  public var entries: Int

  /// Each of its parameters.
  public var parameterList: [ModuleParameter] { [.init("entries", entries)] }

  public static let summary = "The sums that wait to leave an in-flash compute unit."

  public struct IO: Bundle {
    let write: In<Bit>
    let sum: In<Signed>
    let take: In<Bit>
    let valid: Out<Bit>
    /// The oldest sum.
    let head: Out<Signed>
    /// Sums inside; in proofs only.
    let held: Out<Unsigned>
  }
  public var io: IO {
    IO(
      write: In(Bit()), sum: In(Signed(FlashPE.sumWidth)), take: In(Bit()), valid: Out(Bit()),
      head: Out(Signed(FlashPE.sumWidth)), held: Out(proof: Unsigned(upTo: entries)))
  }

  @Hardware
  public func build(_ io: IO) {
    let storage = Memory(depth: entries, Signed(FlashPE.sumWidth))
    let count = Reg(Unsigned(upTo: entries), reset: 0)
    let writeAddress = Reg(Unsigned(storage.addressWidth), reset: 0)
    let readAddress = Reg(Unsigned(storage.addressWidth), reset: 0)

    io.valid <== count != 0
    io.head <== storage[readAddress]
    when(io.write) {
      storage.write(writeAddress, io.sum)
      writeAddress <== following(writeAddress, in: entries)
    }
    when(io.take) { readAddress <== following(readAddress, in: entries) }
    when(io.write != io.take) { count <== mux(io.write, count + 1, count - 1) }
    assert(!io.write | io.take | (count != entries), "a sum comes when the result buffer is full")
    assert(!io.take | (count != 0), "a sum is taken when the result buffer is empty")
    proof {
      io.held <== count
      if entries & (entries + 1) != 0 { assert(count <= entries, "no more is held than fits") }
      if entries & (entries - 1) != 0 { assert(readAddress < entries, "the address stays in the ring") }
      assert(place(count, behind: readAddress, in: entries) == writeAddress, "the addresses are as far apart as sums are held")
    }
  }
}

/// Which tile and row the oldest result belongs to: one entry for each tile that has started and has results to come.
public struct FlashTileQueue: Module {
  public var rowsWidth: Int
  public var tagWidth: Int

  /// Each of its parameters.
  public var parameterList: [ModuleParameter] { [.init("rowsWidth", rowsWidth), .init("tagWidth", tagWidth)] }

  public static let summary = "Tags and sizes of the tiles whose results are still to come."

  /// Tiles of a single beat follow each other every cycle, and a result takes 3 cycles to leave.
  public static let depth = 4

  public struct IO: Bundle {
    let start: In<Bit>
    let rows, tag: In<Unsigned>
    let hasRoom: Out<Bit>
    /// The oldest result leaves.
    let take: In<Bit>
    let row, headTag: Out<Unsigned>
    let last: Out<Bit>
    /// Rows of all tiles inside whose results have not left; in proofs only.
    let rowsToCome: Out<Unsigned>
  }
  public var io: IO {
    IO(
      start: In(Bit()), rows: In(Unsigned(rowsWidth)), tag: In(Unsigned(tagWidth)), hasRoom: Out(Bit()), take: In(Bit()),
      row: Out(Unsigned(rowsWidth)), headTag: Out(Unsigned(tagWidth)), last: Out(Bit()),
      rowsToCome: Out(proof: Unsigned(rowsWidth + Unsigned.width(upTo: Self.depth))))
  }

  @Hardware
  public func build(_ io: IO) {
    let lastRows = Reg(Vec(Self.depth, Unsigned(rowsWidth)), reset: 0)
    let tags = Reg(Vec(Self.depth, Unsigned(tagWidth)), reset: 0)
    let count = Reg(Unsigned(upTo: Self.depth), reset: 0)
    let tail = Reg(Unsigned(upTo: Self.depth - 1), reset: 0)
    let head = Reg(Unsigned(upTo: Self.depth - 1), reset: 0)
    let row = Reg(Unsigned(rowsWidth), reset: 0)

    let isLast = row == lastRows[head]
    let leaves = io.take & isLast
    io.hasRoom <== count != Self.depth
    io.row <== row
    io.last <== isLast
    io.headTag <== tags[head]
    when(io.take) { row <== mux(isLast, 0, row + 1) }
    when(io.start) {
      lastRows[tail] <== io.rows - 1
      tags[tail] <== io.tag
      tail <== tail + 1
    }
    when(leaves) { head <== head + 1 }
    when(io.start != leaves) { count <== mux(io.start, count + 1, count - 1) }
    proof {
      let rows = (0..<Self.depth).map { index in
        mux(count > index, lastRows[head + index].extended(to: rowsWidth + 1) + 1, 0).extended(to: io.rowsToCome.width)
      }
      io.rowsToCome <== rows.dropFirst().reduce(rows[0]) { $0 + $1 } - row.extended(to: io.rowsToCome.width)
      assert(count <= Self.depth, "no more tiles are held than fit")
      assert(place(count, behind: head, in: Self.depth) == tail, "the ends are as far apart as tiles are held")
      assert((row == 0) | ((count != 0) & (row <= lastRows[head])), "the row is one of the oldest tile's")
    }
  }
}
