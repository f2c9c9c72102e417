import Foundation

/// Programs over time, in the form that Perfetto and Chrome's tracing open: a track for each unit and for each resource.
public struct Trace {
  private var events: [String] = []
  private var tracks: [String: Int] = [:]
  private var amounts: [String: Double] = [:]

  public init() {}

  /// Adds a program that begins at `start` seconds, whose first row is the token at `position`.
  mutating func add(_ program: Program, _ timeline: Timeline, start: Double, position: Int) {
    for (step, span) in zip(program.steps, timeline.spans) {
      let place = step.place
      var fields = ["\"pass\":\"\(type(of: step.pass).name)\"", "\"bound\":\"\(span.bound)\""]
      fields.append("\"token\":\(position + (place.row ?? 0))")
      if let layer = place.layer { fields.append("\"layer\":\(layer)") }
      if let head = place.head { fields.append("\"head\":\(head)") }
      slice(step.pass.lane, place.operation, start + span.start, start + span.end, fields)
    }
    let byteLinks = Set(timeline.demanded.keys.filter { $0.unit == "byte" }.map(\.name))
    for use in timeline.uses where !program.lanes.contains(use.resource) {
      let step = program.steps[use.step]
      slice(
        use.resource, step.place.operation, start + use.start, start + use.end,
        ["\"amount\":\(use.amount)"])
      guard byteLinks.contains(use.resource) else { continue }
      amounts[use.resource, default: 0] += use.amount
      events.append(
        "{\"ph\":\"C\",\"pid\":1,\"name\":\"\(use.resource) bytes\",\"ts\":\((start + use.end) * 1e6),"
          + "\"args\":{\"bytes\":\(amounts[use.resource, default: 0])}}")
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

  /// The whole file; times are in microseconds.
  public var json: String { "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n\(events.joined(separator: ",\n"))\n]}\n" }
}

extension Place {
  /// The layer that an operation such as `blk.3.ffn_down` names.
  public var layer: Int? {
    let parts = operation.split(separator: ".")
    return parts.count > 1 && parts[0] == "blk" ? Int(parts[1]) : nil
  }
}
