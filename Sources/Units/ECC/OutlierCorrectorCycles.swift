import ErrorCorrection

/// The cycle model of `OutlierCorrector`. When a beat may pass depends on where protected weights lie, so it is given the entries' bits
/// and follows their addresses. A pass is a page of so many beats with 1 % protected.
public struct OutlierCorrectorCycles: CycleModel {
  /// What the far sides do; nil where nothing is offered.
  public struct Outside: Sendable {
    /// A page that is offered: its beats and its entries.
    public var page: (beats: Int, entries: Int)?
    /// As many entries as the unit has lanes.
    public var entries: [UInt64]?
    /// Whether a weight beat is offered, and whether a corrected one would be taken.
    public var offersWeights: Bool, takes: Bool
    /// What all four streams' far sides do.
    public init(page: (beats: Int, entries: Int)?, entries: [UInt64]?, offersWeights: Bool, takes: Bool) {
      (self.page, self.entries, self.offersWeights, self.takes) = (page, entries, offersWeights, takes)
    }
  }
  /// `ready` of the inputs, `valid` of the output, and the cycles so far in which a beat waited for its page or for an entry.
  public struct Signals: Hashable, Sendable {
    /// Whether each input would take a transfer, and whether a beat is offered.
    public var pages: Bool, entries: Bool, weights: Bool, valid: Bool
    /// `lateCycles`.
    public var late: Int
    /// What all four streams show.
    public init(pages: Bool, entries: Bool, weights: Bool, valid: Bool, late: Int) {
      (self.pages, self.entries, self.weights, self.valid, self.late) = (pages, entries, weights, valid, late)
    }
  }

  /// The beats of protected weights, ascending, and whether no more come for the page.
  private struct Group {
    var beats: [Int], ends: Bool
  }

  private let unit: OutlierCorrector
  private let code: OutlierCode
  // The filter of entries.
  private var extent: (beats: Int, left: Int)?
  private var waiting: Int?, last: Int?
  private var groups: [Group] = []
  // The weights' side.
  private var heads: [Int] = []
  private var position = 0
  private var window: [Group]
  private var output = FifoCycles(2)
  private var late = 0

  /// The unit after a reset.
  public init(_ unit: OutlierCorrector) {
    (self.unit, code) = (unit, unit.code)
    window = Array(repeating: Group(beats: [], ends: false), count: unit.groupCount)
  }

  /// One cycle; the clock edge is at its end.
  public mutating func step(_ outside: Outside) -> Signals {
    let flushes = extent?.left == 0, reads = extent.map { $0.left > 0 } ?? false
    let made = reads ? outside.entries.map(filtered) : nil
    let hasRoom = groups.count < 2
    let makesNone = made.map { $0.beats.isEmpty } ?? false
    // What `ready` shows of entries that are not offered hangs on what lies on the port: it is not looked at.
    let takesEntries = reads && (hasRoom || makesNone)
    let takesPage = (extent == nil || flushes && hasRoom) && heads.count < 2
    let isComplete = window.contains { $0.ends } || window.contains { $0.beats.contains { $0 > position } }
    let takesWeights = output.isReady && !heads.isEmpty && isComplete
    let signals = Signals(
      pages: takesPage, entries: takesEntries, weights: takesWeights, valid: output.valid, late: late)
    if outside.offersWeights, output.isReady, !takesWeights { late += 1 }

    output.step(takes: outside.offersWeights && takesWeights, gives: outside.takes)
    let head = groups.first
    if moveWindow(takesWeights && outside.offersWeights, head), head != nil { groups.removeFirst() }
    moveFilter(outside, flushes: flushes && hasRoom, made: takesEntries ? made : nil)
    if takesPage, let page = outside.page {
      extent = (page.beats, page.entries)
      (waiting, last) = (nil, nil)
      heads.append(page.beats)
    }
    return signals
  }

  /// Lets a beat pass and fills empty groups from behind; whether the last one was filled.
  private mutating func moveWindow(_ passes: Bool, _ next: Group?) -> Bool {
    let isLast = passes && position == heads[0] - 1
    if passes {
      for group in window.indices {
        window[group].beats.removeAll { $0 == position }
        if window[group].ends { break }
      }
      if isLast, let first = window.firstIndex(where: \.ends) { window[first].ends = false }
      position = isLast ? 0 : position + 1
      if isLast { heads.removeFirst() }
    }
    let after = window
    var moves = false
    for group in window.indices {
      moves = moves || after[group].beats.isEmpty && !after[group].ends
      guard moves else { continue }
      window[group] = group + 1 < window.count ? after[group + 1] : next ?? Group(beats: [], ends: false)
    }
    return moves
  }

  private mutating func moveFilter(_ outside: Outside, flushes: Bool, made: Group?) {
    if flushes {
      let counts = waiting.map { address in last.map { $0 < address } ?? true } ?? false
      groups.append(Group(beats: counts ? [waiting! / unit.lanes] : [], ends: true))
      extent = nil
    } else if let made, let entries = outside.entries {
      _ = advance(entries, &waiting, &last)
      extent!.left -= min(unit.lanes, extent!.left)
      if !made.beats.isEmpty { groups.append(made) }
    }
  }

  /// The group that a beat of entries makes.
  private func filtered(_ entries: [UInt64]) -> Group {
    var waiting = waiting, last = last
    return Group(beats: advance(entries, &waiting, &last), ends: false)
  }

  private func advance(_ entries: [UInt64], _ waiting: inout Int?, _ last: inout Int?) -> [Int] {
    guard let extent else { return [] }
    var beats: [Int] = []
    for entry in entries.prefix(extent.left) {
      guard let address = code.address(of: entry).address, address / unit.lanes < extent.beats else { continue }
      if let pending = waiting, last.map({ $0 < pending }) ?? true, pending < address {
        beats.append(pending / unit.lanes)
        last = pending
      }
      waiting = address
    }
    return beats
  }

  /// Cycles that the first beat of a page waits for entries where the unit is empty and all comes at once, at most.
  public static let fillCycles = 6

  /// Cycles of a page of so many beats with 1 % protected, of which none lies in the first beat.
  public static func cycles(of beats: Int, on unit: OutlierCorrector) -> Int {
    let entries = unit.code.entryCount(ofBytes: beats * unit.lanes)
    // The page enters, a beat of entries makes a group, which reaches the window, and the last weight beat leaves a cycle later. An
    // entry alone in its beat waits for the next one.
    return beats + (entries == 0 || entries > 1 && unit.lanes > 1 ? 4 : 5)
  }
}
