import HDL

/// Makes reads from flash of a layer's bitmap of needed neurons: runs of places, merged across gaps that cost less than a command.
///
/// - Ports: `bitmap` in, `reads` out, in ascending order; each needed place lies in one read. `gap`: places that are not needed and may
///   lie between two of a read; taken with a layer's first beat. `completed`: a read has ended. `linkBusy`: the link carries data in
///   this cycle.
/// - Commands: a read has at most `longestRead` places; at most `queueDepth` reads are on their way, `outstanding` says how many.
/// - Bottleneck detector: when the link was busy in `fullPercent` % of the last `period` cycles, `linkFull` is 1, and layers that begin
///   are read without gaps, since what is read in vain then costs more than a command.
/// - Throughput: a needed neuron a cycle, a beat without any a cycle. Latency: the last read is offered 2 cycles after the layer's last
///   neuron was looked at.
/// - Stalls: nothing is lost; the bitmap waits while `entries` reads do. `bitmap.ready` comes from registers alone.
///
/// Source: Ripple (arXiv 2410.19274), section 5.1: access collapse and its bottleneck detector. The paper gives neither threshold nor
/// period; both are set here.
public struct NeuronFetch: Unit {
  public static let unitName = "neuron-fetch"
  public static let summary =
    "Merged reads from flash for a bitmap of needed neurons, with a queue's depth and a full link in mind."
  public static let parameters: [UnitParameter<Self>] = [
    .integer("neurons", \.neurons, "places of the largest layer", 2...65536),
    .integer("beatBits", \.beatBits, "places of a beat of the bitmap", 1...256),
    .integer("longestRead", \.longestRead, "places of the longest read", 1...65536),
    .integer("entries", \.entries, "reads that wait to be taken", 2...256),
    .integer("queueDepth", \.queueDepth, "reads on their way at once", 1...256),
    .integer("period", \.period, "cycles over which the link's use is looked at", 2...65536),
    .integer("fullPercent", \.fullPercent, "% of a period from which on the link is full", 1...100),
  ]
  public static let samples: [NeuronFetch] = {
    var narrow = NeuronFetch(neurons: 19, beatBits: 3)
    (narrow.longestRead, narrow.entries, narrow.queueDepth, narrow.period) = (5, 3, 1, 10)
    var small = NeuronFetch(neurons: 8, beatBits: 4)
    (small.longestRead, small.entries, small.queueDepth, small.period) = (3, 2, 2, 2)
    var wide = NeuronFetch(neurons: 2048, beatBits: 128)
    wide.longestRead = 32
    return [narrow, small, wide]
  }()

  /// Places of the largest layer.
  public var neurons = 512
  /// Places of a beat of the bitmap.
  public var beatBits = 64
  /// Places of the longest read; a layer's, if that has fewer.
  public var longestRead = 64
  /// Reads that wait to be taken.
  public var entries = 4
  /// Reads on their way at once: UFS 4.0 has 32.
  public var queueDepth = 32
  /// Cycles over which the link's use is looked at.
  public var period = 1024
  /// % of a period from which on the link is full.
  public var fullPercent = 95

  public init() {}
  /// With a layer and a beat of so many places.
  public init(neurons: Int, beatBits: Int) { (self.neurons, self.beatBits) = (neurons, beatBits) }

  /// Beats of the largest layer's bitmap.
  public var beats: Int { (neurons + beatBits - 1) / beatBits }
  /// Places of the longest read, of a layer at most.
  public var mostPlaces: Int { min(longestRead, neurons) }
  /// Busy cycles of a period that make the link full.
  public var fullCycles: Int { max(1, (period * fullPercent + 99) / 100) }
  /// Bits of a place beyond the last beat's.
  var placeWidth: Int { Unsigned.width(upTo: beats * beatBits) }
  var read: FlashRead {
    FlashRead(first: Unsigned.width(upTo: neurons - 1), places: Unsigned.width(upTo: mostPlaces))
  }

  public struct IO: Bundle {
    public let gap: In<Unsigned>
    public let linkBusy, completed: In<Bit>
    public let bitmap: In<Stream<NeuronBits>>
    public let reads: Out<Stream<FlashRead>>
    public let linkFull: Out<Bit>
    public let outstanding: Out<Unsigned>
    /// Neurons that were needed, reads for them and places of those, gaps included, since the reset.
    public let neededCount, readCount, placeCount: Out<Unsigned>
    /// Cycles in which a beat was taken, in which none came, and in which a read waited.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    IO(
      gap: In(Unsigned(Unsigned.width(upTo: neurons))), linkBusy: In(Bit()), completed: In(Bit()),
      bitmap: In(Stream(NeuronBits(bits: beatBits))), reads: Out(Stream(read)), linkFull: Out(Bit()),
      outstanding: Out(Unsigned(upTo: queueDepth)), neededCount: Out(Unsigned(32)), readCount: Out(Unsigned(32)),
      placeCount: Out(Unsigned(32)), busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)),
      backPressuredCycles: Out(Unsigned(32)))
  }

  @Hardware
  public func build(_ io: IO) {
    let linkFull = detector(io.linkBusy.value)
    io.linkFull <== linkFull

    // A beat of the bitmap whose bits are taken one by one, and the run of places that they have made so far.
    let bits = Reg(Unsigned(beatBits), reset: 0)
    let full = Reg(Bit(), reset: 0)
    let last = Reg(Bit(), reset: 0)
    let base = Reg(Unsigned(placeWidth), reset: 0)
    let nextBase = Reg(Unsigned(placeWidth), reset: 0)
    let gap = Reg(Unsigned(placeWidth), reset: 0)
    let runFirst = Reg(Unsigned(placeWidth), reset: 0)
    let runEnd = Reg(Unsigned(placeWidth), reset: 0)
    let hasRun = Reg(Bit(), reset: 0)
    let found = Wire(Stream(read))

    let place = base + offset(of: bits.value)
    let rest = bits & (bits - 1)
    let isNear = (place - runEnd) <= gap
    let isShort = (place - runFirst) < mostPlaces
    let joins = hasRun & isNear & isShort
    let hasBit = full & bits.any
    let ends = full & !bits.any & last
    found.valid <== ends | (hasBit & hasRun & !joins)
    found.first <== mux(hasRun, runFirst, 0).truncated(to: read.first.width)
    found.places <== mux(hasRun, runEnd - runFirst, 0).truncated(to: read.places.width)
    found.last <== ends

    let moves = hasBit & (!found.valid | found.ready)
    let isDone = (moves & !rest.any & !last) | (full & !bits.any & (!last | found.ready))
    io.bitmap.ready <== !full | isDone
    when(moves) {
      bits <== rest
      hasRun <== 1
      runEnd <== place + 1
      when(!joins) { runFirst <== place }
    }
    when(found.fire & ends) { hasRun <== 0 }
    when(isDone) { full <== 0 }
    when(io.bitmap.fire) {
      full <== 1
      bits <== io.bitmap.bits.asUnsigned
      last <== io.bitmap.last
      base <== nextBase
      nextBase <== mux(io.bitmap.last, 0, nextBase + beatBits)
      when(nextBase == 0) { gap <== mux(linkFull, 0, io.gap.extended(to: placeWidth)) }
    }
    limit(io, nextBase.value)

    let waiting = In<Stream<FlashRead>>(found._value).buffered(depth: entries)
    let isCommand = waiting.places != 0
    let outstanding = queue(isIssued: io.reads.fire & isCommand, io.completed.value)
    let isAllowed = !isCommand | (outstanding < queueDepth)
    io.reads.valid <== waiting.valid & isAllowed
    waiting.ready <== io.reads.ready & isAllowed
    io.reads.first <== waiting.first
    io.reads.places <== waiting.places
    io.reads.last <== waiting.last
    io.outstanding <== outstanding

    count(needed: moves, isIssued: io.reads.fire & isCommand, places: waiting.places.extended(to: 32), io)
    countCycles(
      taken: io.bitmap.fire, starved: io.bitmap.ready & !io.bitmap.valid, heldUp: waiting.valid & !waiting.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
    cover(found.valid & !found.ready, "the bitmap waits for a read")
    cover(waiting.valid & !isAllowed, "a read waits for one that is on its way")
    cover(ends & !hasRun, "no neuron of a layer is needed")
    cover(full & linkFull, "the link is full")
    proof {
      prove(
        Scan(
          bits: bits.value, full: full.value, last: last.value, hasBit: hasBit, base: base.value, nextBase: nextBase.value,
          runFirst: runFirst.value, runEnd: runEnd.value, hasRun: hasRun.value, place: place, leaves: (found.valid & found.ready),
          ends: ends), io)
    }
  }

  /// The lowest bit that is 1.
  @Hardware
  private func offset(of bits: Unsigned) -> Unsigned {
    let zeros = bits.trailingZeroCount
    return zeros.width < placeWidth ? zeros.extended(to: placeWidth) : zeros.truncated(to: placeWidth)
  }

  /// 1 after a period in which the link was busy for long enough.
  @Hardware
  private func detector(_ isBusy: Bit) -> Bit {
    let cycle = Reg(Unsigned(upTo: period - 1), reset: 0)
    let busy = Reg(Unsigned(upTo: period), reset: 0)
    let isFull = Reg(Bit(), reset: 0)
    let total = busy + isBusy.asUnsigned.extended(to: busy.width)
    when(cycle == period - 1) {
      cycle <== 0
      busy <== 0
      isFull <== total >= fullCycles
    }.otherwise {
      cycle <== cycle + 1
      busy <== total
    }
    return isFull.value
  }

  /// Reads on their way.
  @Hardware
  private func queue(isIssued: Bit, _ completed: Bit) -> Unsigned {
    let outstanding = Reg(Unsigned(upTo: queueDepth), reset: 0)
    when(isIssued & !completed) { outstanding <== outstanding + 1 }
    when(!isIssued & completed) { outstanding <== outstanding - 1 }
    assume(!completed | (outstanding != 0), "only a read that is on its way can end")
    // A depth of 2^n - 1 fills the counter's bits.
    if queueDepth & (queueDepth + 1) != 0 {
      assert(outstanding <= queueDepth, "no more reads are on their way than the queue holds")
    }
    return outstanding.value
  }

  @Hardware
  private func count(needed: Bit, isIssued: Bit, places: Unsigned, _ io: IO) {
    let neededCount = Reg(Unsigned(32), reset: 0)
    let readCount = Reg(Unsigned(32), reset: 0)
    let placeCount = Reg(Unsigned(32), reset: 0)
    when(needed) { neededCount <== neededCount + 1 }
    when(isIssued) {
      readCount <== readCount + 1
      placeCount <== placeCount + places
    }
    io.neededCount <== neededCount
    io.readCount <== readCount
    io.placeCount <== placeCount
  }

  @Hardware
  private func limit(_ io: IO, _ nextBase: Unsigned) {
    let final = (beats - 1) * beatBits
    when(io.bitmap.valid) {
      assume(io.bitmap.last | (nextBase < final), "a bitmap has at most \(beats) beats")
      let left = neurons - final
      if left < beatBits {
        assume((nextBase < final) | !io.bitmap.bits[left..<beatBits].any, "only \(neurons) places can be needed")
      }
    }
  }
}
