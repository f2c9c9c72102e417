import HDL

/// What becomes of a sum beyond its bits.
public enum PIMOverflow: String, Codable, Sendable, CaseIterable {
  /// The largest or the smallest sum.
  case saturate
  /// The sum modulo 2^32.
  case wrap
}

/// The processing unit beside the banks of P3-LLM's memory: `elements` dot products of `lanes` terms a cycle, weights, keys and values
/// of 4 bits by activations of 8 bits, in fixed point.
///
/// - Ports: `columns`, a column access of `4 * lanes * elements` bits with the activations that it meets; `results`, a sum for each
///   element. The paper's unit has 16 elements of 4 lanes beside two banks; those of a pseudo-channel are one unit of 128 elements here,
///   since they all meet the same activations.
/// - Decoding: BitMoD codes become numbers in units of 1/2, -16 to 16; INT4 codes less their zero points are -15 to 15. An activation
///   E4M3 is a significand of 4 bits and a shift of 0 to 14, in units of 2^-9; a probability S0E4M4 one of 5 bits, in units of 2^-18.
///   E4M3's NaN, which no quantizer makes, counts as 480.
/// - Widths: products of 12 bits are shifted to 26; those of the lanes are added exactly; sums have 32 bits. 128 terms cannot overflow:
///   weights by activations stay below 2^29, values by probabilities below 2^30. More terms can: `overflow` says what comes, and
///   `saturated` counts the sums to which it came.
/// - Throughput-enhanced mode: a column with `isShared` meets two inputs, one a cycle, each with sums of its own.
/// - Timing: an input of a column each cycle, `latency` cycles from a sum's last column to the sum. `columns.ready` depends on
///   `results.ready` combinationally. Counters of busy, starved and back-pressured cycles, and of products in use.
/// - Source: P3-LLM, arXiv 2511.06838, the sections on the processing unit and its throughput-enhanced mode. What it does on overflow is
///   not said there: saturation is chosen.
public struct PIMMac: Unit {
  /// Its name in `hwgen list`.
  public static let unitName = "pim-mac"
  /// Its line in `hwgen list`.
  public static let summary = "Dot products beside memory banks: BitMoD or INT4 by E4M3 or S0E4M4, in fixed point."
  /// What can be set.
  public static let parameters: [UnitParameter<Self>] = [
    .integer("elements", \.elements, "sums: 16 of a unit between two banks", 4...256),
    .integer("lanes", \.lanes, "terms that a column adds to each sum", 1...8),
    .choice("overflow", \.overflow, "what becomes of a sum beyond 32 bits"),
  ]
  /// Further configurations that are checked.
  public static let samples = [
    PIMMac(elements: 4, lanes: 2, overflow: .wrap), PIMMac(elements: 5, lanes: 4), PIMMac(elements: 128, lanes: 4),
  ]

  /// Sums.
  public var elements = 16
  /// Terms of a column.
  public var lanes = 4
  /// What becomes of a sum beyond its bits.
  public var overflow = PIMOverflow.saturate
  /// The paper's unit.
  public init() {}
  /// A configuration.
  public init(elements: Int, lanes: Int, overflow: PIMOverflow = .saturate) {
    (self.elements, self.lanes, self.overflow) = (elements, lanes, overflow)
  }

  /// A column has a setting for each lane.
  public var parameterError: String? {
    rangeError ?? (lanes <= elements ? nil : "lanes must be at most elements, \(elements), not \(lanes)")
  }

  /// Cycles from a sum's last column to the sum: decoding, multiplication, addition of the lanes, accumulation.
  public static let latency = 4
  /// Bits of a sum.
  public static let sumWidth = 32

  /// Columns in, sums out.
  public struct IO: Bundle {
    /// Column accesses.
    public let columns: In<Stream<PIMColumn>>
    /// Sums that ended.
    public let results: Out<Stream<PIMSums>>
    /// Products of elements and terms in use, and sums that overflowed.
    public let macs, saturated: Out<Unsigned>
    /// Cycles with an input taken, with none there, and with sums held up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  /// The ports at the configuration's widths.
  public var io: IO {
    IO(
      columns: In(
        Stream(
          PIMColumn(
            codes: Vec(elements, Bits(4 * lanes)), settings: Vec(elements, Bits(4)), activations: Vec(lanes, Bits(8)),
            otherActivations: Vec(lanes, Bits(8)), elements: Unsigned.width(upTo: elements), terms: Unsigned.width(upTo: lanes)))),
      results: Out(Stream(PIMSums(sums: Vec(elements, Signed(Self.sumWidth))))), macs: Out(Unsigned(64)),
      saturated: Out(Unsigned(32)), busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)),
      backPressuredCycles: Out(Unsigned(32)))
  }
  private var productsWidth: Int { Unsigned.width(upTo: elements) + Unsigned.width(upTo: lanes) }

  /// The body.
  @Hardware
  public func build(_ io: IO) {
    let isOther = Reg(Bit(), reset: 0)
    let phases = Wire(
      Stream(
        PIMPhase(
          codes: Vec(elements, Bits(4 * lanes)), settings: Vec(elements, Bits(4)), activations: Vec(lanes, Bits(8)),
          products: productsWidth)))
    phases.valid <== io.columns.valid
    phases.codes <== io.columns.codes
    phases.settings <== io.columns.settings
    phases.operand <== io.columns.operand
    phases.activations <== mux(isOther, io.columns.otherActivations, io.columns.activations)
    phases.isProbability <== io.columns.isProbability
    phases.isOther <== isOther
    phases.products <== io.columns.elements * io.columns.terms
    phases.last <== io.columns.last
    io.columns.ready <== phases.ready & (isOther | !io.columns.isShared)
    when(phases.fire) { isOther <== !isOther & io.columns.isShared }

    let element = Instances(PIMElement(unit: self), elements)
    let partials = In<Stream<PIMPhase>>(phases._value).computed(
      to: PIMPartials(products: productsWidth), in: Self.latency - 1
    ) { column, pipeline, partial in
      let decoder = Instances(PIMActivationDecoder(), lanes)
      decoder.code <== column.activations
      decoder.isProbability <== column.isProbability.repeated(lanes)
      // A column overflows or not by what it holds: no register counts before a column has passed it.
      let factors = Reg(Vec(lanes, Signed(PIMDecoders.factorWidth)), reset: .guarded)
      let nextShifts = Reg(Vec(lanes, Unsigned(4)), reset: .guarded)
      let shifts = Reg(Vec(lanes, Unsigned(4)), reset: .guarded)
      when(pipeline.enable) {
        factors <== decoder.factor
        nextShifts <== decoder.shift
        shifts <== nextShifts
      }
      let isBitMoD = column.operand == .bitMoD
      let hasZeroByLane = column.operand == .zeroByLane
      element.moves <== pipeline.enable.repeated(elements)
      element.codes <== column.codes
      element.setting <== column.settings
      let zeros = Vec(of: (0..<lanes).map { column.settings[$0]._value })
      element.zeros <== zeros.asBits.repeated(elements)
      element.isBitMoD <== isBitMoD.repeated(elements)
      element.hasZeroByLane <== hasZeroByLane.repeated(elements)
      element.factors <== factors.asBits.repeated(elements)
      element.shifts <== shifts.asBits.repeated(elements)
      // What counters see starts from a known value.
      var counted = column.products._value
      for stage in 1..<Self.latency {
        let delayed = Reg(next: counted, enable: pipeline.enable, reset: 0)
        counted = delayed._value
      }
      partial.products <== counted
      partial.isOther <== pipeline.later(column.isOther)
      partial.last <== pipeline.later(column.last)
    }

    let isFirst = Reg(Bit(), reset: 1)
    let isOtherFirst = Reg(Bit(), reset: 1)
    let isDone = Reg(Bit(), reset: 0)
    let isOtherDone = Reg(Bit(), reset: 0)
    let macs = Reg(Unsigned(64), reset: 0)
    let saturated = Reg(Unsigned(32), reset: 0)
    let startsAnew = mux(partials.isOther, isOtherFirst, isFirst)
    element.adds <== partials.fire.repeated(elements)
    element.isOther <== partials.isOther.repeated(elements)
    element.startsAnew <== startsAnew.repeated(elements)
    element.showsOther <== isOtherDone.repeated(elements)

    partials.ready <== !isDone | io.results.ready
    io.results.valid <== isDone
    io.results.sums <== element.sum
    io.results.isOther <== isOtherDone
    when(io.results.fire) { isDone <== 0 }
    when(partials.fire) {
      when(partials.isOther) { isOtherFirst <== partials.last }.otherwise { isFirst <== partials.last }
      isDone <== partials.last
      isOtherDone <== partials.isOther
      macs <== macs + partials.products.extended(to: 64)
      saturated <== saturated + element.overflows.asBits.populationCount.extended(to: 32)
    }
    io.macs <== macs
    io.saturated <== saturated
    countCycles(
      taken: phases.fire._value, starved: phases.ready._value & !io.columns.valid, heldUp: io.results.valid & !io.results.ready,
      io.busyCycles, io.starvedCycles, io.backPressuredCycles)
    cover(io.results.valid & !io.results.ready, "sums held up")
  }
}
