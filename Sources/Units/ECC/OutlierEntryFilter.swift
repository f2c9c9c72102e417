import ErrorCorrection
import HDL

/// Corrects the addresses of entries and passes those that count (`OutlierCode.accepted`), a beat a cycle: an entry is kept back until the
/// next one shows that its address ascends.
struct OutlierEntryFilter: Module {
  var pageBytes: Int
  var lanes: Int
  var detectsDoubleErrors: Bool

  var parameterList: [ModuleParameter] {
    [
      .init("pageBytes", pageBytes), .init("lanes", lanes), .init("detectsDoubleErrors", detectsDoubleErrors),
    ]
  }

  private var code: OutlierCode { OutlierCode(pageBytes: pageBytes, detectsDoubleErrors: detectsDoubleErrors) }

  struct IO: Bundle {
    let pages: In<Stream<OutlierExtent>>
    let entries: In<Stream<OutlierEntries>>
    let groups: Out<Stream<OutlierGroup>>
    let correctedAddresses, droppedEntries, misplacedEntries: Out<Unsigned>
  }
  var io: IO {
    IO(
      pages: In(Stream(OutlierExtent(beats: Unsigned.width(upTo: pageBytes / lanes), entries: Unsigned.width(upTo: pageBytes)))),
      entries: In(Stream(OutlierEntries(entries: Vec(lanes, Bits(code.entryBits))))),
      groups: Out(Stream(OutlierGroup(slots: lanes, addressBits: code.addressBits))),
      correctedAddresses: Out(Unsigned(32)), droppedEntries: Out(Unsigned(32)), misplacedEntries: Out(Unsigned(32)))
  }

  @Hardware
  func build(_ io: IO) {
    let code = self.code
    let running = Reg(Bit(), reset: 0)
    let left = Reg(Unsigned(upTo: pageBytes), reset: .guarded)
    let beats = Reg(Unsigned(upTo: pageBytes / lanes), reset: .guarded)
    // The entry whose successor is awaited, and the address of the last one that counts.
    let isWaiting = Reg(Bit(), reset: .guarded)
    let waiting = Reg(OutlierWeight(address: code.addressBits, first: 8, second: 8), reset: .guarded)
    let hasLast = Reg(Bit(), reset: .guarded)
    let last = Reg(Unsigned(code.addressBits), reset: .guarded)

    let reads = running & (left != 0)
    let ends = running & (left == 0)

    // Without names of their own: what changes from entry to entry.
    var isPending: Bit
    var pendingAddress: Unsigned
    var pendingFirst: Bits
    var pendingSecond: Bits
    var hasKept: Bit
    var lastKept: Unsigned
    isPending = isWaiting._value
    pendingAddress = waiting.address._value
    pendingFirst = waiting.first._value
    pendingSecond = waiting.second._value
    hasKept = hasLast._value
    lastKept = last._value
    var kept: [Bit] = []
    var corrected: [Bit] = []
    var dropped: [Bit] = []
    var misplaced: [Bit] = []
    for lane in 0..<lanes {
      let entry = io.entries.entries[lane]
      let address = code.addressCode.corrected(
        entry[0..<code.addressBits], checks: entry[code.addressBits..<code.addressCode.bits])
      let isPresent = left > lane
      let place = address.data.asUnsigned
      let lies = beat(of: place).extended(to: beats.width) < beats
      let isUsable = isPresent & !address.isLost & lies
      let ascends = !hasKept | (lastKept < pendingAddress)
      let counts = isPending & ascends & (pendingAddress < place)
      io.groups.addresses[lane] <== pendingAddress
      io.groups.first[lane] <== pendingFirst
      io.groups.second[lane] <== pendingSecond
      kept.append(isUsable & counts)
      corrected.append(isPresent & address.isCorrected)
      dropped.append(isPresent & address.isLost)
      misplaced.append(isPresent & !address.isLost & mux(lies, isPending & !counts, 1))
      lastKept = mux(isUsable & counts, pendingAddress, lastKept)
      hasKept = hasKept | (isUsable & counts)
      pendingAddress = mux(isUsable, place, pendingAddress)
      pendingFirst = mux(isUsable, entry[code.addressCode.bits..<(code.addressCode.bits + 8)], pendingFirst)
      pendingSecond = mux(isUsable, entry[(code.addressCode.bits + 8)..<code.entryBits], pendingSecond)
      isPending = isPending | isUsable
    }
    let isFinal = isWaiting & (!hasLast | (last < waiting.address))
    let hasAny = Vec(of: kept).asBits.any

    io.groups.valid <== ends | (reads & io.entries.valid & hasAny)
    io.entries.ready <== reads & (io.groups.ready | !hasAny)
    io.groups.ends <== ends
    for lane in 0..<lanes {
      io.groups.isUsed[lane] <== mux(ends, lane == 0 ? isFinal : Bit.zero, kept[lane])
    }
    let finishes = ends & io.groups.ready
    io.pages.ready <== !running | finishes
    when(io.pages.fire) {
      running <== 1
      left <== io.pages.entries
      beats <== io.pages.beats
      isWaiting <== 0
      hasLast <== 0
    }.elsewhen(finishes) {
      running <== 0
    }.elsewhen(io.entries.fire) {
      left <== mux(left > lanes, left - lanes, 0)
      isWaiting <== isPending
      waiting.address <== pendingAddress
      waiting.first <== pendingFirst
      waiting.second <== pendingSecond
      hasLast <== hasKept
      last <== lastKept
    }
    io.correctedAddresses <== eventCount(corrected, when: io.entries.fire)
    io.droppedEntries <== eventCount(dropped, when: io.entries.fire)
    let isWrong = finishes & isWaiting & !isFinal
    io.misplacedEntries <== eventCount(misplaced.map { $0 & io.entries.fire } + [isWrong], when: Bit.one)
  }

  /// The weight beat in which an address lies.
  private func beat(of address: Unsigned) -> Unsigned {
    lanes == 1 ? address : address[lanes.trailingZeroBitCount..<address.width].asUnsigned
  }
}
