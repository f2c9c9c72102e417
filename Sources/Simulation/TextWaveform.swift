import Netlist

/// Draws a recording with characters: signals as rows, clock cycles as columns.
///
///     clock  ┌──┐  ┌──┐  ┌──┐
///            ┘  └──┘  └──┘  └──
///     valid        ┌─────┐
///            ──────┘     └─────
///     data   ┬─────┬───────────
///            │ 00  │ 3f
///            ┴─────┴───────────
public struct TextWaveform: Sendable {
  public enum Style: Sendable { case unicode, ascii }

  public var recording: Recording
  public var style: Style
  /// For all buses; `radices` makes exceptions by name.
  public var radix: WaveformRadix
  public var radices: [String: WaveformRadix]
  /// Characters of a cycle; nil takes the least that shows every value, 4 to 12.
  public var columnWidth: Int?

  public init(
    _ recording: Recording, style: Style = .unicode, radix: WaveformRadix = .hexadecimal, radices: [String: WaveformRadix] = [:],
    columnWidth: Int? = nil
  ) {
    self.recording = recording
    self.style = style
    self.radix = radix
    self.radices = radices
    self.columnWidth = columnWidth
  }

  /// The picture; lines have no trailing blanks, the last one ends with a line break.
  public func render() -> String {
    let column = max(3, columnWidth ?? fittingWidth())
    let margin = ((recording.signals.map(\.name) + [recording.clock ?? "", "cycle"]).map(\.count).max() ?? 0) + 2
    var lines: [String] = []
    func add(_ name: String, _ rows: [String], nameRow: Int) {
      for (index, row) in rows.enumerated() {
        let label = index == nameRow ? name : ""
        lines.append(trimmed(label + String(repeating: " ", count: margin - label.count) + row))
      }
    }
    add("cycle", [cycleNumbers(column)], nameRow: 0)
    if let clock = recording.clock { add(clock, clockRows(column), nameRow: 0) }
    for signal in recording.signals {
      if signal.width == 1 {
        add(signal.name, bitRows(signal, column), nameRow: 0)
      } else {
        add(signal.name, busRows(signal, column), nameRow: 1)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }

  private func text(_ signal: Recording.Signal, _ value: BitVector) -> String {
    (radices[signal.name] ?? radix).text(value, isSigned: signal.isSigned)
  }

  private func fittingWidth() -> Int {
    var width = 4
    for signal in recording.signals where signal.width > 1 {
      for run in signal.runs { width = max(width, (text(signal, run.value).count + 1 + run.count) / run.count) }
    }
    return min(width, 12)
  }

  /// Numbers of the cycles, as many as have room.
  private func cycleNumbers(_ column: Int) -> String {
    var row = ""
    for cycle in 0..<recording.cycleCount {
      let position = cycle * column
      guard row.isEmpty || row.count < position else { continue }
      row += String(repeating: " ", count: position - row.count) + String(recording.firstCycle + UInt64(cycle))
    }
    return row
  }

  private func clockRows(_ column: Int) -> [String] {
    let high = column / 2
    let low = column - high
    let cycle: (top: String, bottom: String) =
      switch style {
      case .unicode:
        ("┌" + rule("─", high - 1) + "┐" + rule(" ", low - 1), "┘" + rule(" ", high - 1) + "└" + rule("─", low - 1))
      case .ascii: (" " + rule("_", high - 1) + rule(" ", low), "/" + rule(" ", high - 1) + "\\" + rule("_", low - 1))
      }
    return [rule(cycle.top, recording.cycleCount), rule(cycle.bottom, recording.cycleCount)]
  }

  private func bitRows(_ signal: Recording.Signal, _ column: Int) -> [String] {
    var (top, bottom) = ("", "")
    var previous: Bool?
    for value in signal.values {
      let high = value[0]
      let rises = high && previous == false
      let falls = !high && previous == true
      switch style {
      case .unicode:
        top += (rises ? "┌" : falls ? "┐" : high ? "─" : " ") + rule(high ? "─" : " ", column - 1)
        bottom += (rises ? "┘" : falls ? "└" : high ? " " : "─") + rule(high ? " " : "─", column - 1)
      case .ascii:
        top += (rises || !high ? " " : "_") + rule(high ? "_" : " ", column - 1)
        bottom += (rises ? "/" : falls ? "\\" : high ? " " : "_") + rule(high ? " " : "_", column - 1)
      }
      previous = high
    }
    return [top, bottom]
  }

  private func busRows(_ signal: Recording.Signal, _ column: Int) -> [String] {
    var rows = ["", "", ""]
    for run in signal.runs {
      let room = run.count * column - 1
      switch style {
      case .unicode:
        rows[0] += "┬" + rule("─", room)
        rows[1] += "│" + padded(text(signal, run.value), room, ellipsis: "…")
        rows[2] += "┴" + rule("─", room)
      case .ascii:
        rows[0] += "+" + rule("-", room)
        rows[1] += "|" + padded(text(signal, run.value), room, ellipsis: "~")
        rows[2] += "+" + rule("-", room)
      }
    }
    return rows
  }

  private func padded(_ text: String, _ room: Int, ellipsis: Character) -> String {
    if text.count + 1 <= room { return " " + text + rule(" ", room - text.count - 1) }
    if text.count <= room { return text + rule(" ", room - text.count) }
    return text.prefix(room - 1) + String(ellipsis)
  }

  private func rule(_ text: String, _ count: Int) -> String { String(repeating: text, count: max(0, count)) }
}
