import Foundation

/// A page with one family of curves and the table behind it, in one HTML file that needs nothing else: the drawing is SVG.
public struct CurvePage: Sendable {
  /// One curve, by its points from left to right.
  public struct Curve: Sendable {
    /// What the legend says.
    public var name: String
    /// Each with the bounds of its interval.
    public var points: [(x: Double, y: Double, low: Double, high: Double)]
    /// A curve of points with their intervals.
    public init(name: String, points: [(x: Double, y: Double, low: Double, high: Double)]) {
      (self.name, self.points) = (name, points)
    }
  }

  /// The heading, and a line below it.
  public var title: String, summary: String
  /// What stands below the axis and beside it; both are logarithmic.
  public var across: String, up: String
  /// In the order of the legend.
  public var curves: [Curve]
  /// A horizontal line and its name.
  public var level: (name: String, y: Double)
  /// The table.
  public var head: [String], rows: [[String]]
  /// What stands below the table.
  public var note: String

  /// A page of all its parts.
  public init(
    title: String, summary: String, across: String, up: String, curves: [Curve], level: (name: String, y: Double), head: [String],
    rows: [[String]], note: String
  ) {
    (self.title, self.summary, self.across, self.up) = (title, summary, across, up)
    (self.curves, self.level, self.head, self.rows, self.note) = (curves, level, head, rows, note)
  }

  /// The file's text.
  public var html: String {
    let heads = head.enumerated().map { "<th\($0 == 0 ? " class=\"text\"" : "")>\(Self.escaped($1))</th>" }.joined()
    let body = rows.map { row in
      "<tr>" + row.enumerated().map { "<td\($0 == 0 ? " class=\"text\"" : "")>\(Self.escaped($1))</td>" }.joined() + "</tr>"
    }.joined(separator: "\n")
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(Self.escaped(title))</title>
      <link rel="icon" href="data:,">
      <style>
      \(ReportStyle.css)
      svg text { fill: var(--ink); font-size: 13px; } svg .grid { stroke: var(--line); } tbody tr { cursor: default; }
      </style>
      </head>
      <body>
      <main>
        <header><div><h1>\(Self.escaped(title))</h1><p class="soft">\(Self.escaped(summary))</p></div></header>
        <section>\(drawing)</section>
        <section><div class="scroll"><table><thead><tr>\(heads)</tr></thead><tbody>
        \(body)
        </tbody></table></div></section>
        <footer>\(Self.escaped(note))</footer>
      </main>
      <script>document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";</script>
      </body>
      </html>

      """
  }

  private static let width = 900.0, height = 460.0, left = 80.0, top = 20.0, right = 190.0, bottom = 60.0
  private static let colours = ["#c14a2a", "#0072b2", "#00856a", "#b86e00", "#b0548f"]

  private var drawing: String {
    let points = curves.flatMap(\.points)
    let columns = points.map { log10($0.x) }, heights = points.flatMap { [$0.low, $0.high] } + [level.y]
    guard let first = columns.min(), let last = columns.max() else { return "<p>No points.</p>" }
    let lowest = log10(heights.min() ?? 1) - 0.05, highest = log10(heights.max() ?? 1) + 0.05
    let span = max(last - first, 0.1)
    func x(_ value: Double) -> Double {
      Self.left + (log10(value) - first + 0.03 * span) / (1.06 * span) * (Self.width - Self.left - Self.right)
    }
    func y(_ value: Double) -> Double {
      Self.height - Self.bottom - (log10(value) - lowest) / (highest - lowest) * (Self.height - Self.top - Self.bottom)
    }
    let end = Self.width - Self.right, floor = Self.height - Self.bottom
    var parts = [
      "<svg viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\" role=\"img\" aria-label=\"\(Self.escaped(up)) over \(Self.escaped(across)); the table has the same figures\">"
    ]
    for value in Set(points.map(\.x)).sorted() {
      parts.append(Self.line(x(value), Self.top, x(value), floor, "class=\"grid\""))
      parts.append(Self.text(x(value), floor + 20, Self.number(value), "middle"))
    }
    for value in Self.ticks(from: lowest, to: highest) {
      parts.append(Self.line(Self.left, y(value), end, y(value), "class=\"grid\""))
      parts.append(Self.text(Self.left - 8, y(value) + 4, Self.number(value), "end"))
    }
    parts.append(Self.text((Self.left + end) / 2, Self.height - 14, across, "middle"))
    parts.append(
      "<text transform=\"translate(18 \(Self.place((Self.top + floor) / 2))) rotate(-90)\" text-anchor=\"middle\">\(Self.escaped(up))</text>"
    )
    parts.append(Self.line(Self.left, y(level.y), end, y(level.y), "stroke=\"currentColor\" stroke-dasharray=\"5 4\""))
    parts.append(Self.text(end + 10, y(level.y) + 4, level.name, "start"))
    for (index, curve) in curves.enumerated() {
      let paint = "stroke=\"\(Self.colours[index % Self.colours.count])\" fill=\"none\" stroke-width=\"2\""
      let path = curve.points.map { "\(Self.place(x($0.x))),\(Self.place(y($0.y)))" }.joined(separator: " ")
      parts.append("<polyline points=\"\(path)\" \(paint)/>")
      for point in curve.points {
        parts.append(Self.line(x(point.x), y(point.low), x(point.x), y(point.high), paint))
        parts.append("<circle cx=\"\(Self.place(x(point.x)))\" cy=\"\(Self.place(y(point.y)))\" r=\"4\" \(paint)/>")
      }
      let legend = Self.top + 14 + Double(index) * 22
      parts.append(Self.line(end + 10, legend, end + 34, legend, paint))
      parts.append(Self.text(end + 42, legend + 4, curve.name, "start"))
    }
    return parts.joined(separator: "\n") + "\n</svg>"
  }

  /// 1, 2 and 5 times the powers of ten between two logarithms; powers alone where these are many.
  private static func ticks(from low: Double, to high: Double) -> [Double] {
    let steps: [Double] = high - low > 3 ? [1] : [1, 2, 5]
    return (Int(low.rounded(.down))...Int(high.rounded(.up))).flatMap { power in steps.map { $0 * pow(10, Double(power)) } }
      .filter { (low...high).contains(log10($0)) }
  }

  private static func line(_ x: Double, _ y: Double, _ toX: Double, _ toY: Double, _ paint: String) -> String {
    "<line x1=\"\(place(x))\" y1=\"\(place(y))\" x2=\"\(place(toX))\" y2=\"\(place(toY))\" \(paint)/>"
  }
  private static func text(_ x: Double, _ y: Double, _ text: String, _ anchor: String) -> String {
    "<text x=\"\(place(x))\" y=\"\(place(y))\" text-anchor=\"\(anchor)\">\(escaped(text))</text>"
  }
  private static func place(_ value: Double) -> String { String(format: "%.1f", value) }
  private static func number(_ value: Double) -> String { String(format: "%g", value) }
  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }
}
