import Foundation

/// Programs over time: what a timeline for people is made of, and a file that Perfetto and Chrome's tracing open.
public struct Trace: Sendable {
  /// A program as it ran.
  public struct Entry: Sendable {
    let program: Program, timeline: Timeline
    /// When it began, in seconds of the chip's time.
    let start: Double
    /// Of its first row's token.
    let position: Int
  }
  /// One after the other.
  public private(set) var programs: [Entry] = []
  private var schedules: [PromptSchedule] = []

  /// Of nothing yet.
  public init() {}

  /// Of the first program that gives logits; 0 where none does.
  public var secondsOfFirstToken: Double { programs.first { $0.program.logits != nil }?.timeline.seconds ?? 0 }

  /// Adds a program that begins at `start` seconds, whose first row is the token at `position`.
  mutating func add(_ program: Program, _ timeline: Timeline, start: Double, position: Int) {
    programs.append(Entry(program: program, timeline: timeline, start: start, position: position))
  }

  /// Adds a prompt whose parts overlap across programs: the file for Perfetto is then of it.
  mutating func add(_ schedule: PromptSchedule) { schedules.append(schedule) }

  /// The whole file for Perfetto: a track for each unit and for each resource, counters of bytes; or the schedule of a prompt, where
  /// there is one. Times are in microseconds.
  public var json: String {
    var events = TraceEvents()
    for schedule in schedules { events.add(schedule) }
    if schedules.isEmpty { for entry in programs { events.add(entry) } }
    return events.json
  }
}

/// The events of a trace's file.
struct TraceEvents {
  private var events: [String] = []
  private var tracks: [String: Int] = [:]
  private var amounts: [String: Double] = [:]

  mutating func add(_ entry: Trace.Entry) {
    let (program, timeline, start) = (entry.program, entry.timeline, entry.start)
    for (step, span) in zip(program.steps, timeline.spans) {
      let place = step.place
      var fields = ["\"pass\":\"\(type(of: step.pass).name)\"", "\"bound\":\"\(span.bound)\""]
      fields.append("\"token\":\(entry.position + (place.row ?? 0))")
      if let layer = place.layer { fields.append("\"layer\":\(layer)") }
      if let head = place.head { fields.append("\"head\":\(head)") }
      slice(step.pass.lane, place.operation, start + span.start, start + span.end, fields)
    }
    let byteLinks = Set(timeline.demanded.keys.filter { $0.unit == "byte" }.map(\.name))
    for use in timeline.uses {
      let step = program.steps[use.step], resource = use.resource.name
      if program.lanes.contains(resource) { continue }
      slice(
        resource, step.place.operation, start + use.start, start + use.end,
        ["\"amount\":\(use.amount)"])
      guard byteLinks.contains(resource) else { continue }
      amounts[resource, default: 0] += use.amount
      events.append(
        "{\"ph\":\"C\",\"pid\":1,\"name\":\"\(resource) bytes\",\"ts\":\((start + use.end) * 1e6),"
          + "\"args\":{\"bytes\":\(amounts[resource, default: 0])}}")
    }
  }

  mutating func slice(_ track: String, _ name: String, _ start: Double, _ end: Double, _ fields: [String]) {
    let number = tracks[track] ?? tracks.count + 1
    if tracks.updateValue(number, forKey: track) == nil {
      events.append(
        "{\"ph\":\"M\",\"pid\":1,\"tid\":\(number),\"name\":\"thread_name\",\"args\":{\"name\":\"\(track)\"}}")
    }
    events.append(
      "{\"ph\":\"X\",\"pid\":1,\"tid\":\(number),\"name\":\"\(name)\",\"ts\":\(start * 1e6),\"dur\":\((end - start) * 1e6),"
        + "\"args\":{\(fields.joined(separator: ","))}}")
  }

  var json: String { "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n\(events.joined(separator: ",\n"))\n]}\n" }
}

extension Place {
  /// The layer that an operation such as `blk.3.ffn_down` names.
  public var layer: Int? {
    let parts = operation.split(separator: ".")
    return parts.count > 1 && parts[0] == "blk" ? Int(parts[1]) : nil
  }
}
