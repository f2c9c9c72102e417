import Hosts

/// Draws what a channel did in a pass as an SVG picture: who had the bus, and what the planes and cores of each die did.
public struct ChannelPicture {
  private let activity: FlashActivity
  private let cycles: Range<Int>, cyclesPerMicrosecond: Int
  private static let margin = 150, width = 1000, barHeight = 16, rowHeight = 24
  private static let colors: [(name: String, bus: FlashActivity.Bus, color: String)] = [
    ("commands", .command, "#111827"), ("vectors", .vector, "#dc2626"), ("sums", .sum, "#2563eb"),
    ("raw slices", .raw, "#d1d5db"),
  ]
  private static let reading = "#f59e0b", computing = "#059669"

  /// - Parameter cycles: those that are drawn
  public init(_ activity: FlashActivity, cycles: Range<Int>, cyclesPerMicrosecond: Int) {
    self.activity = activity
    self.cycles = cycles.clamped(to: 0..<activity.bus.count)
    self.cyclesPerMicrosecond = cyclesPerMicrosecond
  }

  /// The text of an SVG file.
  public func render() -> String {
    let dies = activity.computing.count
    var rows: [(name: String, bars: [(range: Range<Int>, color: String)])] = Self.colors.map { name, bus, color in
      ("bus: " + name, Self.runs(activity.bus, of: bus).map { ($0, color) })
    }
    for die in 0..<dies {
      rows.append(("die \(die): array, tiles", activity.reads[2 * die].map { ($0, Self.reading) }))
      rows.append(("core", activity.computing[die].map { ($0, Self.computing) }))
      rows.append(("array, raw pages", activity.reads[2 * die + 1].map { ($0, Self.reading) }))
    }
    let height = 40 + rows.count * Self.rowHeight, width = Self.margin + Self.width + 50
    var lines = [
      ##"<svg xmlns="http://www.w3.org/2000/svg" width="\##(width)" height="\##(height)" viewBox="0 0 \##(width) \##(height)" "##
        + ##"font-family="ui-monospace, Menlo, Consolas, monospace" font-size="12">"##,
      ##"<rect width="\##(width)" height="\##(height)" rx="6" fill="#ffffff"/>"##,
    ]
    let microseconds = cycles.count / cyclesPerMicrosecond
    for mark in stride(from: 0, through: microseconds, by: 10) {
      let x = position(cycles.lowerBound + mark * cyclesPerMicrosecond)
      lines.append(##"<path d="M\##(x) 24V\##(height - 8)" stroke="#e5e7eb"/>"##)
      lines.append(
        ##"<text x="\##(x + 3)" y="18" fill="#6b7280" font-size="10">\##(cycles.lowerBound / cyclesPerMicrosecond + mark) us</text>"##
      )
    }
    for (index, row) in rows.enumerated() {
      let y = 30 + index * Self.rowHeight
      lines.append(
        ##"<text x="\##(Self.margin - 10)" y="\##(y + 13)" text-anchor="end" fill="#111827">\##(row.name)</text>"##)
      lines.append(contentsOf: bars(row.bars, y))
    }
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  /// Bars of at least half a pixel; those that touch are one, as dense as they are.
  private func bars(_ bars: [(range: Range<Int>, color: String)], _ y: Int) -> [String] {
    var lines: [String] = [], from = 0, busy = 0, until = -1, color = ""
    func close() {
      guard until > from else { return }
      let density = Double(busy * Self.width) / Double((until - from) * cycles.count)
      let opacity = density > 0.95 ? "" : ##" opacity="\##((max(0.15, density) * 100).rounded() / 100)""##
      lines.append(
        ##"<rect x="\##(from)" y="\##(y)" width="\##(until - from)" height="\##(Self.barHeight)" fill="\##(color)"\##(opacity)/>"##
      )
    }
    for bar in bars {
      let range = bar.range.clamped(to: cycles)
      if range.isEmpty { continue }
      let start = position(range.lowerBound), end = max(start + 1, position(range.upperBound))
      if start > until {
        close()
        (from, busy, color) = (start, 0, bar.color)
      }
      (until, busy) = (max(until, end), busy + range.count)
    }
    close()
    return lines
  }

  private func position(_ cycle: Int) -> Int { Self.margin + (cycle - cycles.lowerBound) * Self.width / cycles.count }

  private static func runs(_ bus: [FlashActivity.Bus], of kind: FlashActivity.Bus) -> [Range<Int>] {
    var runs: [Range<Int>] = [], start: Int?
    for (cycle, one) in bus.enumerated() {
      if one == kind, start == nil { start = cycle }
      if one != kind, let first = start {
        runs.append(first..<cycle)
        start = nil
      }
    }
    if let first = start { runs.append(first..<bus.count) }
    return runs
  }
}
