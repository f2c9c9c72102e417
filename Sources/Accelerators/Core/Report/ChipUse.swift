/// How much of the time a unit had a step, and how it spent that.
public struct UnitUse: Hashable, Encodable, Sendable {
  /// Units of a kind, such as the channels, are one: their shares are averages.
  public let name: String
  /// Units of the kind.
  public let count: Int
  /// Of the time, from 0 to 1: with a step, and of these the ones on the path that the tokens' ends waited for.
  public let active: Double, critical: Double
  /// Of a step's cycles, as RTL counted them, each from 0 to 1; nil in an estimate.
  public let busy: Double?, starved: Double?, backPressured: Double?
}

/// What passed a link, or how long planes and the like were at work.
public struct LinkUse: Hashable, Encodable, Sendable {
  /// Links of a kind are one.
  public let name: String
  /// Links of the kind.
  public let count: Int
  /// `byte`, or what else is counted.
  public let unit: String
  /// Of a token, over all of the kind, and what they could have carried in its time.
  public let amount: Double, capacity: Double
  /// Of the time, on the path that the tokens' ends waited for.
  public let critical: Double
}

/// Units and links over some programs.
struct ChipUse {
  private(set) var units: [UnitUse] = [], links: [LinkUse] = []

  init(_ programs: [Trace.Entry], seconds: Double, counters: [String: UnitCycles]) {
    struct Sum { var names: Set<String> = [], unit = "", amount = 0.0, rate = 0.0, active = 0.0, critical = 0.0 }
    var sums: [String: Sum] = [:], order: [String] = []
    func kind(_ name: String) -> String {
      let kind = Bound.kind(of: name)
      if sums[kind] == nil {
        sums[kind] = Sum()
        order.append(kind)
      }
      return kind
    }
    var lanes: Set<String> = []
    for entry in programs {
      for lane in entry.program.lanes {
        lanes.insert(kind(lane))
        sums[kind(lane)]?.names.insert(lane)
      }
      for (step, span) in zip(entry.program.steps, entry.timeline.spans) {
        sums[kind(entry.program.lanes[step.lane])]?.active += span.end - span.start
      }
      for (resource, amount) in entry.timeline.demanded.sorted(by: { $0.key.name < $1.key.name }) {
        let kind = kind(resource.name)
        if sums[kind]?.names.insert(resource.name).inserted == true || sums[kind]?.unit == "" {
          sums[kind]?.rate += resource.perSecond
        }
        sums[kind]?.unit = resource.unit
        sums[kind]?.amount += Double(amount)
      }
      for part in CriticalPath(entry.program, entry.timeline).parts {
        sums[kind(part.resource?.name ?? "")]?.critical += part.seconds
      }
    }
    let tokens = Double(max(1, programs.reduce(0) { $0 + $1.program.rows })), seconds = max(1e-30, seconds)
    for name in order {
      guard let sum = sums[name] else { continue }
      let count = sum.names.count
      if lanes.contains(name) {
        let cycles = counters[name]
        // A counter that stands for several parts counts each of their cycles.
        let all = cycles.map { max(1, Double($0.cycles) * Double($0.parts)) } ?? 1
        units.append(
          UnitUse(
            name: name, count: count, active: sum.active / seconds / Double(count), critical: sum.critical / seconds,
            busy: cycles.map { Double($0.busy) / all }, starved: cycles.map { Double($0.starved) / all },
            backPressured: cycles.map { Double($0.backPressured) / all }))
      } else {
        links.append(
          LinkUse(
            name: name, count: count, unit: sum.unit, amount: sum.amount / tokens, capacity: sum.rate * seconds / tokens,
            critical: sum.critical / seconds))
      }
    }
  }
}

extension Bound {
  /// `channel link` of `channel 3 link`: what the resources of a kind have in common.
  static func kind(of name: String) -> String {
    name.contains(where: \.isNumber) ? name.split(separator: " ").filter { Int($0) == nil }.joined(separator: " ") : name
  }
}
