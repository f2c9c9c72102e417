import HDL

extension NeuronFetch {
  /// What is proven about.
  struct Scan {
    let bits: Unsigned, full: Bit, last: Bit, hasBit: Bit, base: Unsigned, nextBase: Unsigned
    let runFirst: Unsigned, runEnd: Unsigned, hasRun: Bit, place: Unsigned
    /// Whether a read leaves, and whether it is the layer's last one.
    let leaves: Bit, ends: Bit
  }

  /// Of one arbitrary place: it is read when it is needed, and never twice.
  @Hardware
  func prove(_ scan: Scan, _ io: IO) {
    let chosen = arbitrary(Unsigned(placeWidth))
    // Whether it is needed by the layer that is looked at, and whether a read that has left holds it.
    let wanted = Reg(Bit(), reset: 0)
    let given = Reg(Bit(), reset: 0)
    let enters = io.bitmap.fire & (chosen >= scan.nextBase) & io.bitmap.bits[chosen - scan.nextBase].asBit
    let isWaiting = scan.full & (chosen >= scan.base) & scan.bits[chosen - scan.base].asBit
    let isInRun = scan.hasRun & (chosen >= scan.runFirst) & (chosen < scan.runEnd)
    when(scan.leaves) {
      when(isInRun) { given <== 1 }
      when(scan.ends) {
        given <== 0
        wanted <== 0
      }
    }
    when(enters) { wanted <== 1 }

    assert(!(given & isInRun), "no neuron is read twice")
    assert(!(scan.leaves & scan.ends & wanted) | isInRun | given, "every neuron that is needed is read")

    // For the induction.
    let wide = placeWidth + 1
    let end = scan.base +^ Unsigned.constant(beatBits, width: placeWidth)
    assert(!wanted | isWaiting | isInRun | given, "a neuron that is needed waits, is in the run or has been read")
    assert(!isWaiting | (wanted & !isInRun & !given), "a neuron that waits has not been read")
    assert(!given | (scan.hasRun & (chosen < scan.runFirst)), "a run lies behind those before it")
    assert(!scan.hasRun | (scan.runFirst < scan.runEnd), "a run has a place")
    assert(!scan.hasRun | (scan.runEnd.extended(to: wide) <= end), "a run ends in the beat that is looked at")
    assert(!scan.hasRun | ((scan.runEnd - scan.runFirst) <= mostPlaces), "a run fits a command")
    assert(!(scan.hasBit & scan.hasRun) | (scan.place >= scan.runEnd), "what waits lies behind the run")
    assert(scan.base < beats * beatBits, "a beat lies in the bitmap")
    assert(scan.nextBase < beats * beatBits, "the next beat lies in the bitmap")
    let isInside = scan.nextBase != 0
    assert(!isInside | (scan.nextBase.extended(to: wide) == end), "beats follow each other")
    assert(!scan.full | (isInside == !scan.last), "a layer goes on behind every beat but its last one")
    assert(scan.full | isInside | (!scan.hasRun & !wanted & !given), "a layer begins with nothing")
  }
}
