import Netlist

/// Draws a recording as an SVG picture, for documentation.
public struct WaveformPicture: Sendable {
  public var recording: Recording
  /// For all buses; `radices` makes exceptions by name.
  public var radix: WaveformRadix
  public var radices: [String: WaveformRadix]
  /// Pixels of a cycle; nil takes the least that shows every value, 32 to 96.
  public var columnWidth: Int?

  private let rowHeight = 34
  private let waveHeight = 20
  private let characterWidth = 7.3
  private let slope = 4

  public init(
    _ recording: Recording, radix: WaveformRadix = .hexadecimal, radices: [String: WaveformRadix] = [:], columnWidth: Int? = nil
  ) {
    self.recording = recording
    self.radix = radix
    self.radices = radices
    self.columnWidth = columnWidth
  }

  /// The text of an SVG file.
  public func render() -> String {
    let column = columnWidth ?? fittingWidth()
    let names = recording.signals.map(\.name) + [recording.clock ?? ""]
    let margin = Int(Double(names.map(\.count).max() ?? 0) * characterWidth) + 28
    let rows = recording.signals.count + (recording.clock == nil ? 0 : 1)
    let cycles = recording.cycleCount
    let (width, height) = (margin + cycles * column + 16, rows * rowHeight + 36)
    var lines = [
      ##"<svg xmlns="http://www.w3.org/2000/svg" width="\##(width)" height="\##(height)" viewBox="0 0 \##(width) \##(height)" "##
        + ##"font-family="ui-monospace, Menlo, Consolas, monospace" font-size="12">"##,
      ##"<rect width="\##(width)" height="\##(height)" rx="6" fill="#ffffff"/>"##,
    ]
    for cycle in 0...cycles {
      let x = margin + cycle * column
      lines.append(##"<path d="M\##(x) 24V\##(height - 8)" stroke="#e5e7eb"/>"##)
      if cycle < cycles, cycle % max(1, 28 / column + 1) == 0 {
        lines.append(
          ##"<text x="\##(x + 3)" y="18" fill="#9ca3af" font-size="10">\##(recording.firstCycle + UInt64(cycle))</text>"##)
      }
    }
    var y = 30
    func label(_ name: String) {
      lines.append(##"<text x="\##(margin - 12)" y="\##(y + 15)" text-anchor="end" fill="#111827">\##(escaped(name))</text>"##)
    }
    if let clock = recording.clock {
      label(clock)
      let path = (0..<cycles).map { cycle in
        let x = margin + cycle * column
        return "\(cycle == 0 ? "M\(x) \(y + waveHeight)" : "")V\(y)H\(x + column / 2)V\(y + waveHeight)H\(x + column)"
      }
      lines.append(stroke(path.joined(), "#6b7280"))
      y += rowHeight
    }
    for signal in recording.signals {
      label(signal.name)
      if signal.width == 1 { lines.append(bit(signal, margin, y, column)) } else { lines += bus(signal, margin, y, column) }
      y += rowHeight
    }
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  private func text(_ signal: Recording.Signal, _ value: BitVector) -> String {
    (radices[signal.name] ?? radix).text(value, isSigned: signal.isSigned)
  }

  private func fittingWidth() -> Int {
    var width = 32
    for signal in recording.signals where signal.width > 1 {
      for run in signal.runs {
        width = max(width, (Int(Double(text(signal, run.value).count) * characterWidth) + 14) / run.count)
      }
    }
    return min(width, 96)
  }

  private func stroke(_ path: String, _ colour: String) -> String {
    ##"<path d="\##(path)" fill="none" stroke="\##(colour)" stroke-width="1.5" stroke-linejoin="round"/>"##
  }

  private func bit(_ signal: Recording.Signal, _ margin: Int, _ y: Int, _ column: Int) -> String {
    var path = ""
    for run in signal.runs {
      let x = margin + run.start * column
      let level = run.value[0] ? y : y + waveHeight
      path += run.start == 0 ? "M\(x) \(level)" : "L\(x + slope) \(level)"
      path += "H\(x + run.count * column)"
    }
    return stroke(path, "#047857")
  }

  private func bus(_ signal: Recording.Signal, _ margin: Int, _ y: Int, _ column: Int) -> [String] {
    var lines: [String] = []
    let runs = signal.runs
    let (middle, bottom) = (y + waveHeight / 2, y + waveHeight)
    for (index, run) in runs.enumerated() {
      let x = margin + run.start * column
      let end = x + run.count * column
      // Neighbours cross on the clock edge; the picture's sides are cut straight.
      let left = index == 0 ? "M\(x) \(bottom)V\(y)" : "M\(x + slope) \(bottom)L\(x) \(middle)L\(x + slope) \(y)"
      let right = index == runs.count - 1 ? "H\(end)V\(bottom)Z" : "H\(end - slope)L\(end) \(middle)L\(end - slope) \(bottom)Z"
      lines.append(##"<path d="\##(left)\##(right)" fill="#eff6ff" stroke="#1d4ed8" stroke-width="1.2"/>"##)
      let room = Int(Double(end - x - 10) / characterWidth)
      let value = text(signal, run.value)
      let shown = value.count <= room ? value : room > 1 ? String(value.prefix(room - 1)) + "…" : ""
      lines.append(##"<text x="\##((x + end) / 2)" y="\##(y + 14)" text-anchor="middle" fill="#1e3a8a">\##(shown)</text>"##)
    }
    return lines
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.append(character)
      }
    }
    return result
  }
}
