/// The cycle model of `SECDED`: two chains of register slices of two entries. A pass is a number of words one way.
public struct SECDEDCycles: CycleModel {
  /// What the far sides of one direction do.
  public struct Sides: Hashable, Sendable {
    /// Whether a word is offered, and whether a result would be taken.
    public var offers: Bool, takes: Bool
    /// What both far sides do.
    public init(offers: Bool, takes: Bool) { (self.offers, self.takes) = (offers, takes) }
  }
  /// What one direction shows.
  public struct Shown: Hashable, Sendable {
    /// Whether a word would be taken, and whether a result is offered.
    public var ready: Bool, valid: Bool
    /// What both streams show.
    public init(ready: Bool, valid: Bool) { (self.ready, self.valid) = (ready, valid) }
  }
  /// Both directions of the unit.
  public struct Outside: Sendable {
    /// What the far sides of each direction do.
    public var encoder: Sides, decoder: Sides
    /// Both directions.
    public init(encoder: Sides, decoder: Sides) { (self.encoder, self.decoder) = (encoder, decoder) }
  }
  /// Both directions of the unit.
  public struct Signals: Hashable, Sendable {
    /// What each direction shows.
    public var encoder: Shown, decoder: Shown
    /// Both directions.
    public init(encoder: Shown, decoder: Shown) { (self.encoder, self.decoder) = (encoder, decoder) }
  }

  private var encoder: [FifoCycles], decoder: [FifoCycles]

  /// The unit after a reset.
  public init(_ unit: SECDED) {
    encoder = Array(repeating: FifoCycles(2), count: unit.stages)
    decoder = encoder
  }

  /// One cycle; the clock edge is at its end.
  public mutating func step(_ outside: Outside) -> Signals {
    Signals(encoder: Self.step(&encoder, outside.encoder), decoder: Self.step(&decoder, outside.decoder))
  }

  private static func step(_ stages: inout [FifoCycles], _ sides: Sides) -> Shown {
    guard let first = stages.first, let last = stages.last else { return Shown(ready: sides.takes, valid: sides.offers) }
    let shown = Shown(ready: first.isReady, valid: last.valid)
    let before = stages
    for index in stages.indices {
      stages[index].step(
        takes: index == 0 ? sides.offers : before[index - 1].valid,
        gives: index == stages.count - 1 ? sides.takes : before[index + 1].isReady)
    }
    return shown
  }

  /// Cycles of a pass through an idle unit whose far sides never pause.
  public static func cycles(of words: Int, on unit: SECDED) -> Int { words == 0 ? 0 : words + unit.stages }
}
