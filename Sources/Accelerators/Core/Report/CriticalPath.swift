/// The steps that a program's end waited for, one after the other: each begins to wait for its resources when the one before has ended,
/// or has what is left when the last part of what it streams has come.
///
/// Their times add up to the program's, so that what bounds them bounds the program. A step that runs beside them and ends earlier is
/// not among them, however long it took.
struct CriticalPath {
  struct Part {
    let step: Int
    /// Waiting for a resource included.
    let seconds: Double
    /// What took longest of that; nil for a step that took nothing.
    let resource: ResourceID?
  }
  /// The last one first.
  private(set) var parts: [Part] = []

  init(_ program: Program, _ timeline: Timeline) {
    var before = [Int](repeating: -1, count: program.steps.count)
    for queue in program.queues { for (step, next) in zip(queue, queue.dropFirst()) { before[next] = step } }
    let spans = timeline.spans
    var step = spans.indices.max { (spans[$0].end, $1) < (spans[$1].end, $0) } ?? -1
    while step >= 0 {
      // The last thing that it needed; of equals that of its own lane.
      var previous = before[step], issued = previous < 0 ? 0 : spans[previous].end
      for need in program.needs(of: step).map({ Int($0) }) + program.streams(of: step) where spans[need].end > issued {
        (previous, issued) = (need, spans[need].end)
      }
      parts.append(Part(step: step, seconds: spans[step].end - issued, resource: spans[step].resource))
      step = previous
    }
  }
}
