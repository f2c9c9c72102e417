/// When a die of a `FlashMemoryChip` has something for the bus, in cycles.
///
/// A cycle is that in which a byte, a beat or a command goes over. What a die offers it keeps offering until the bus has taken it.
struct FlashDieCycles {
  private struct Tile { var rows: Int, beats: Int, come: Int, vectorCome: Int? }
  private struct Read { var bytes: Int, come: Int }
  private static let never = Int.max / 2

  private let readCycles: Int, sliceBytes: Int, entries: Int
  private var tiles: [Tile] = [], firstTile = 0
  /// Rows of the first tile whose sums were prepared, the last of which waits for the bus.
  private var rows = 0
  /// The last beat so far; when the page before left the data register, and when the sum before left.
  private var lastBeat = -1, moved = -1, lastSum = -1
  /// When each of the last sums left the result buffer.
  private var taken: [Int] = [], sums = 0
  private var reads: [Read] = [], firstRead = 0, bytesLeft = 0
  private var rawMoved = -1, lastRaw = -1
  /// From when on a sum, or a slice, waits.
  private var sumTime = never, rawTime = never
  /// The first cycle behind the answer before.
  private var free = 0

  init(_ unit: FlashDie) {
    (readCycles, sliceBytes, entries) = (unit.readCycles, unit.sliceBytes, unit.resultEntries)
    taken = Array(repeating: -1, count: entries)
  }

  /// What the die has for the bus, and from when on: a sum where both come at once.
  var offer: (time: Int, isRaw: Bool) {
    let sum = max(free, sumTime), raw = max(free, rawTime)
    return sum <= raw ? (sum, false) : (raw, true)
  }
  var isDone: Bool { firstTile == tiles.count && firstRead == reads.count }

  /// A tile's command has come, with its last byte in a cycle.
  mutating func take(rows: Int, beats: Int, bringsVector: Bool, at cycle: Int) {
    tiles.append(Tile(rows: rows, beats: beats, come: cycle, vectorCome: bringsVector ? nil : cycle + 2))
    if firstTile == tiles.count - 1 { prepareSum() }
  }

  /// A vector has come for the first tile that lacks one.
  mutating func takeVector(at cycle: Int) {
    guard let index = tiles[firstTile...].firstIndex(where: { $0.vectorCome == nil }) else { return }
    tiles[index].vectorCome = cycle
    if index == firstTile { prepareSum() }
  }

  mutating func take(read bytes: Int, at cycle: Int) {
    reads.append(Read(bytes: bytes, come: cycle))
    if firstRead == reads.count - 1 { preparePage() }
  }

  /// The sum that was offered has left with a byte in this cycle; returns whether it was its tile's last one.
  mutating func sendSum(until cycle: Int) -> Bool {
    (lastSum, free, sumTime) = (cycle, cycle + 1, Self.never)
    let isLast = rows == tiles[firstTile].rows
    if isLast { (firstTile, rows) = (firstTile + 1, 0) }
    prepareSum()
    return isLast
  }

  /// Bytes of the slice that is offered.
  var sliceLength: Int { min(sliceBytes, bytesLeft) }

  /// The slice that was offered has left with a byte in this cycle; returns whether its read ended.
  mutating func sendSlice(until cycle: Int) -> Bool {
    bytesLeft -= sliceLength
    (lastRaw, free, rawTime) = (cycle, cycle + 1, cycle + 1)
    if bytesLeft > 0 { return false }
    firstRead += 1
    rawTime = Self.never
    preparePage()
    return true
  }

  /// Finds when the next row's sum waits. A row takes its beats; its last one waits for a place in the result buffer.
  private mutating func prepareSum() {
    guard firstTile < tiles.count, let vectorCome = tiles[firstTile].vectorCome else { return }
    let tile = tiles[firstTile]
    var beat = lastBeat + tile.beats
    if rows == 0 {
      // The array reads when the page before has left the data register, which it does when the one before that is used up.
      let read = max(tile.come + 2, moved + 1), page = max(read + readCycles + 2, lastBeat + 1)
      moved = page - 1
      beat = max(max(vectorCome, lastBeat) + 1, page) + tile.beats - 1
    }
    let place = sums % entries
    lastBeat = max(beat, taken[place] + 1)
    taken[place] = max(lastBeat + 2, lastSum)
    sumTime = taken[place] + 1
    sums += 1
    rows += 1
  }

  private mutating func preparePage() {
    guard firstRead < reads.count else { return }
    let read = reads[firstRead], begin = max(read.come + 2, rawMoved + 1)
    rawTime = max(begin + readCycles + 2, lastRaw + 1)
    rawMoved = rawTime - 1
    bytesLeft = read.bytes
  }
}
