import Netlist
import Simulation
import Testing

@Suite struct TextWaveformTests {
  private func recording() throws -> Recording {
    let simulator = try BuiltinSimulator(counterCircuit().design)
    try simulator.reset()
    let recorder = try Recorder(simulator, ports: ["enable", "value", "is_three"])
    for enable: UInt64 in [0, 1, 1, 1, 0, 1] {
      try simulator.port("enable").write(enable)
      try recorder.step()
    }
    return recorder.recording
  }

  @Test func unicode() throws {
    #expect(
      TextWaveform(try recording()).render() == """
        cycle     2   3   4   5   6   7
        clock     ┌─┐ ┌─┐ ┌─┐ ┌─┐ ┌─┐ ┌─┐
                  ┘ └─┘ └─┘ └─┘ └─┘ └─┘ └─
        enable        ┌───────────┐   ┌───
                  ────┘           └───┘
                  ┬───────┬───┬───┬───────
        value     │ 0     │ 1 │ 2 │ 3
                  ┴───────┴───┴───┴───────
        is_three                  ┌───────
                  ────────────────┘

        """)
  }

  @Test func ascii() throws {
    #expect(
      TextWaveform(try recording(), style: .ascii, radix: .decimal, columnWidth: 5).render() == """
        cycle     2    3    4    5    6    7
        clock      _    _    _    _    _    _
                  / \\__/ \\__/ \\__/ \\__/ \\__/ \\__
        enable          ______________      ____
                  _____/              \\____/
                  +---------+----+----+---------
        value     | 0       | 1  | 2  | 3
                  +---------+----+----+---------
        is_three                       _________
                  ____________________/

        """)
  }

  @Test func valuesThatDoNotFitAreCut() {
    let wide = Recording.Signal(name: "wide", width: 128, values: [.ones(width: 128), BitVector(1, width: 128)])
    #expect(
      TextWaveform(Recording(signals: [wide]), columnWidth: 8).render() == """
        cycle  0       1
               ┬───────┬───────
        wide   │ffffff…│000000…
               ┴───────┴───────

        """)
  }

  @Test func decimalsAreSignedWhereTheSignalIs() {
    let values = [BitVector(-3, width: 8), BitVector(5, width: 8)]
    let signed = Recording.Signal(name: "s", width: 8, isSigned: true, values: values)
    let unsigned = Recording.Signal(name: "u", width: 8, values: values)
    let text = TextWaveform(Recording(signals: [signed, unsigned]), radix: .decimal).render()
    #expect(text.contains("│ -3 │ 5"))
    #expect(text.contains("│ 253│ 5"))
  }

  @Test func picture() throws {
    let picture = WaveformPicture(try recording()).render()
    #expect(picture.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
    #expect(picture.hasSuffix("</svg>\n"))
    for label in ["clock", "enable", "value", "is_three"] { #expect(picture.contains(">\(label)</text>")) }
    // Four boxes, for the values 0 to 3.
    #expect(picture.components(separatedBy: "fill=\"#eff6ff\"").count == 5)
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return parts + [rest]
  }
}
