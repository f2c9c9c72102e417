import Foundation

/// Sentences that say what bounds a token and what would help: nothing but figures of the report, the largest first.
struct BoundText {
  let kind: String, seconds: Double, tokens: Int
  let units: [UnitUse], links: [LinkUse], operators: [OperatorUse], changes: [ParameterChange]

  /// In the order in which they are read.
  var sentences: [String] { [time, bound].compactMap(\.self) + details + [slowest, help].compactMap(\.self) }

  private var time: String {
    let of = tokens > 1 ? ", the mean of \(tokens) tokens" : ""
    return "A token takes \(Self.time(seconds)): \(Self.number(1 / max(1e-30, seconds))) token/s, \(kind)\(of)."
  }

  /// What holds up the path that the token's end waits for.
  private var parts: [(name: String, share: Double)] {
    let all = units.map { ($0.name, $0.critical) } + links.map { ($0.name, $0.critical) }
    return all.filter { $0.1 >= 0.005 }.sorted { ($0.1, $1.0) > ($1.1, $0.0) }.map { (name: $0.0, share: $0.1) }
  }

  private var bound: String? {
    guard let first = parts.first else { return nil }
    let rest = parts.dropFirst().prefix(3).map { "\($0.name) \(Self.percent($0.share))" }
    return "It is bound by \(first.name), on which its end waits for \(Self.percent(first.share)) of the time"
      + (rest.isEmpty ? "." : "; then come \(rest.joined(separator: ", ")).")
  }

  /// How near to what it can do each of the largest bounds is.
  private var details: [String] {
    parts.prefix(2).filter { $0.share >= 0.1 }.compactMap { part in
      if let link = links.first(where: { $0.name == part.name }) {
        let use = Self.percent(link.amount / max(1e-30, link.capacity))
        guard link.unit == "byte" else { return "\(Self.subject(link.name, link.count)) occupied for \(use) of the time." }
        return
          "\(Self.subject(link.name, link.count)) carrying \(Self.bytes(link.amount)) a token, \(use) of what could pass in its time."
      }
      guard let unit = units.first(where: { $0.name == part.name }) else { return nil }
      var text = "\(Self.subject(unit.name, unit.count)) given a step for \(Self.percent(unit.active)) of the time"
      if let busy = unit.busy, let starved = unit.starved, let held = unit.backPressured {
        text +=
          "; in these, by its RTL's counters, \(Self.percent(busy)) of the cycles are busy, \(Self.percent(starved)) starved, "
          + "\(Self.percent(held)) back-pressured"
      }
      return text + "."
    }
  }

  private var slowest: String? {
    let all = operators.reduce(0) { $0 + $1.criticalSeconds }
    let slow = operators.filter { $0.criticalSeconds > 0.01 * all }.sorted {
      ($0.criticalSeconds, $1.name) > ($1.criticalSeconds, $0.name)
    }
    guard !slow.isEmpty else { return nil }
    let texts = slow.prefix(3).map { "\($0.name) on \($0.unit) (\(Self.percent($0.criticalSeconds / max(1e-30, all))))" }
    return "The end waits longest for \(texts.joined(separator: ", "))."
  }

  private var help: String? {
    guard let best = changes.first else {
      return "No parameter, twice or half as large, makes it faster by itself."
    }
    func text(_ change: ParameterChange) -> String {
      "\(change.parameter)=\(change.to) instead of \(change.from) (\(Self.percent(change.gain)) more)"
    }
    let rest = changes.dropFirst().prefix(3).filter { $0.gain >= 0.01 }.map(text)
    return "By estimate \(best.parameter)=\(best.to) instead of \(best.from) helps most: "
      + "\(Self.number(best.tokensPerSecondTo)) token/s, \(Self.percent(best.gain)) more"
      + (rest.isEmpty ? "." : "; then \(rest.joined(separator: ", ")).")
  }

  // MARK: Numbers

  private static func subject(_ name: String, _ count: Int) -> String { count > 1 ? "The \(count) of \(name) are" : "\(name) is" }

  private static func percent(_ share: Double) -> String { String(format: share < 0.095 ? "%.1f %%" : "%.0f %%", 100 * share) }

  /// Three significant digits.
  private static func number(_ value: Double) -> String {
    value >= 100 ? String(format: "%.0f", value) : String(format: value >= 10 ? "%.1f" : "%.2f", value)
  }

  private static func time(_ seconds: Double) -> String {
    seconds >= 1 ? "\(number(seconds)) s" : seconds >= 1e-3 ? "\(number(1e3 * seconds)) ms" : "\(number(1e6 * seconds)) us"
  }

  private static func bytes(_ count: Double) -> String {
    count >= 1e9 ? "\(number(count / 1e9)) GB" : count >= 1e6 ? "\(number(count / 1e6)) MB" : "\(number(count / 1e3)) kB"
  }
}
