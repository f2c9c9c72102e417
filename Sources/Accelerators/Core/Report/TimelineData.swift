/// Slices of time on tracks, for a page that draws them: units, planes and links, one program after the other.
///
/// Where there are more slices than a page can hold, those that follow each other on a track in one operation become one; where that
/// does not do, the last programs are left out.
public struct TimelineData: Encodable, Sendable {
  /// A program: the tokens of some positions.
  public struct Part: Encodable, Sendable {
    /// Position of the first token, and how many there are.
    public let position: Int, rows: Int
    /// Nanoseconds.
    public let start: Int, end: Int
  }
  /// Names, units first.
  public private(set) var tracks: [String] = []
  /// How many of the tracks are units; the others are planes, links and the like.
  public private(set) var unitTracks = 0
  /// Operations, and what bounds steps.
  public private(set) var names: [String] = [], bounds: [String] = []
  /// Programs, one after the other.
  public private(set) var parts: [Part] = []
  /// Each of: track, start and length in ns, name, position of the token, bound (-1 on a track that is no unit), steps in it.
  public private(set) var slices: [[Int]] = []
  /// Programs that are not here.
  public private(set) var leftOut = 0

  static let most = 60_000

  init(_ programs: [Trace.Entry], most: Int = Self.most) {
    let all = programs.reduce(0) { $0 + $1.program.steps.count + $1.timeline.uses.count }
    for entry in programs { for lane in entry.program.lanes { _ = Self.number(of: lane, in: &tracks, &trackNumbers) } }
    unitTracks = tracks.count
    for (number, entry) in programs.enumerated() {
      let before = slices.count
      add(entry, isJoining: all > most)
      guard slices.count > most, number > 0 else { continue }
      slices.removeSubrange(before...)
      parts.removeLast()
      leftOut = programs.count - number
      break
    }
    (trackNumbers, nameNumbers, boundNumbers) = ([:], [:], [:])
  }

  private var trackNumbers: [String: Int] = [:], nameNumbers: [String: Int] = [:], boundNumbers: [String: Int] = [:]

  private enum CodingKeys: CodingKey { case tracks, unitTracks, names, bounds, parts, slices, leftOut }

  private static func number(of name: String, in names: inout [String], _ numbers: inout [String: Int]) -> Int {
    if let known = numbers[name] { return known }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }

  private mutating func add(_ entry: Trace.Entry, isJoining: Bool) {
    func nanoseconds(_ time: Double) -> Int { Int(((entry.start + time) * 1e9).rounded()) }
    let program = entry.program
    parts.append(
      Part(position: entry.position, rows: program.rows, start: nanoseconds(0), end: nanoseconds(entry.timeline.seconds)))
    let lanes = program.lanes.map { Self.number(of: $0, in: &tracks, &trackNumbers) }
    /// The last slice of each track.
    var last: [Int: Int] = [:]
    func add(_ track: Int, _ start: Double, _ end: Double, _ step: Step, _ bound: Int) {
      let name = Self.number(of: step.place.operation, in: &names, &nameNumbers)
      let (from, to) = (nanoseconds(start), nanoseconds(end))
      if isJoining, let index = last[track], slices[index][3] == name {
        slices[index][2] = max(slices[index][1] + slices[index][2], to) - slices[index][1]
        slices[index][6] += 1
        return
      }
      last[track] = slices.count
      slices.append([track, from, to - from, name, entry.position + (step.place.row ?? 0), bound, 1])
    }
    for (step, span) in zip(program.steps, entry.timeline.spans) {
      let bound = Self.number(of: span.bound.description, in: &bounds, &boundNumbers)
      add(lanes[step.lane], span.start, span.end, step, bound)
    }
    let ofLanes = Set(program.lanes.map { ResourceID($0) })
    for use in entry.timeline.uses where !ofLanes.contains(use.resource) {
      add(Self.number(of: use.resource.name, in: &tracks, &trackNumbers), use.start, use.end, program.steps[use.step], -1)
    }
  }
}
