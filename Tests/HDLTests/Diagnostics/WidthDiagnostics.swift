import HDL
import Testing

/// Widths, ranges, literals and conversions.
@Suite struct WidthDiagnostics {
  @Test func operands() throws {
    try expectErrors(
      unequalOperands,
      """
      WidthDiagnostics.swift:{sum}:18: error: '+' needs equal widths: 'a' is 8 bits, 'wide' is 16
        note: use a.extended(to: 16)
      WidthDiagnostics.swift:{two}:3: error: '+' needs equal widths: 'a' is 8 bits, 'wide' is 16
        note: use a.extended(to: 16)
      WidthDiagnostics.swift:{less}:22: error: '<' needs equal widths: the 9-bit operand is 9 bits, 'wide' is 16
        note: use .extended(to: 16)
      WidthDiagnostics.swift:{growing}:23: error: '+^' needs equal widths: 'wide' is 16 bits, 'b' is 8
        note: use b.extended(to: 16)
      """)
  }

  @Test func assignments() throws {
    try expectErrors(
      unequalAssignments,
      """
      WidthDiagnostics.swift:{cut}:8: error: '<==' needs equal widths: 'y' is 8 bits, 'wide' is 16
        note: use wide.truncated(to: 8) to drop the high bits, or saturated(to: 8)
      WidthDiagnostics.swift:{extend}:10: error: '<==' needs equal widths: 'target' is 16 bits, 'a' is 8
        note: use a.extended(to: 16)
      WidthDiagnostics.swift:{branch}:3: error: 'mux' needs equal widths: 'a' is 8 bits, 'wide' is 16
        note: use a.extended(to: 16)
      """)
  }

  @Test func literals() throws {
    try expectErrors(
      unfitLiterals,
      """
      WidthDiagnostics.swift:{high}:3: error: 128 does not fit 8 signed bits
        note: the range is -128 to 127
      WidthDiagnostics.swift:{low}:3: error: -129 does not fit 8 signed bits
        note: the range is -128 to 127
      WidthDiagnostics.swift:{unsigned}:3: error: -1 does not fit 4 unsigned bits
        note: the range is 0 to 15
      WidthDiagnostics.swift:{bit}:3: error: 2 does not fit 1 unsigned bit
        note: the range is 0 to 1
      WidthDiagnostics.swift:{reset}:3: error: 200 does not fit 8 signed bits
        note: the range is -128 to 127
      WidthDiagnostics.swift:{word}:3: error: -1 does not fit 64 unsigned bits
        note: the range is 0 to 2^64 - 1
      WidthDiagnostics.swift:{constant}:3: error: a constant has 1 to 16777216 bits, not 0
      """)
  }

  @Test func conversions() throws {
    try expectErrors(
      impossibleConversions,
      """
      WidthDiagnostics.swift:{extended}:3: error: extended(to: 8) would cut 'wide', which is 16 bits
        note: use truncated(to: 8) or saturated(to: 8)
      WidthDiagnostics.swift:{truncated}:3: error: truncated(to: 9) cannot widen 'a', which is 8 bits
        note: use extended(to: 9)
      WidthDiagnostics.swift:{saturated}:3: error: saturated(to: 9) cannot widen 'a', which is 8 bits
        note: use extended(to: 9)
      WidthDiagnostics.swift:{negative}:3: error: extended(to: -3) would cut 'a', which is 8 bits
        note: use truncated(to: -3) or saturated(to: -3)
      WidthDiagnostics.swift:{huge}:3: error: extended(to: 9223372036854775807) is beyond the 16777216 bits that a signal can have
      WidthDiagnostics.swift:{asBit}:3: error: asBit needs 1 bit, 'a' is 8 bits
        note: use [0], any or all
      WidthDiagnostics.swift:{position}:3: error: bit 8 is outside 'a', which has bits 0 to 7
      WidthDiagnostics.swift:{range}:3: error: bits 4 to 8 are outside 'a', which has bits 0 to 7
      WidthDiagnostics.swift:{empty}:3: error: an empty range of bits has no value
        note: ranges are low..<high or low...high
      WidthDiagnostics.swift:{shift}:3: error: a shift needs an amount of 0 or more, not -1
        note: shift the other way
      WidthDiagnostics.swift:{nothing}:3: error: concatenate needs at least one part
      """)
  }

  @Test func kinds() throws {
    try expectErrors(
      impossibleKinds,
      """
      WidthDiagnostics.swift:{zero}:3: error: a signal needs at least 1 bit, not 0
      WidthDiagnostics.swift:{minus}:3: error: a signal needs at least 1 bit, not -4
      WidthDiagnostics.swift:{tooWide}:3: error: a signal has at most 16777216 bits, not 9223372036854775807
        note: use a Memory
      WidthDiagnostics.swift:{upTo}:3: error: Unsigned(upTo: -1) needs a largest value of 0 or more
      WidthDiagnostics.swift:{noCase}:3: error: Never has no cases
      """)
  }
}

@Hardware private func unequalOperands(_ io: ProbeIO) {
  let sum = io.a + io.wide  // {sum}
  _ = sum
  _ = (io.a + io.wide) + sum.extended(to: 8 + 0)  // {two}
  _ = (io.a +^ io.b) < io.wide  // {less}
  let grown = io.wide +^ io.b  // {growing}
  _ = grown
}

@Hardware private func unequalAssignments(_ io: ProbeIO) {
  io.y <== io.wide  // {cut}
  let target = Reg(Signed(16), reset: 0)
  target <== io.a  // {extend}
  _ = mux(io.go, io.a, io.wide)  // {branch}
}

@Hardware private func unfitLiterals(_ io: ProbeIO) {
  io.y <== 128  // {high}
  _ = io.a + -129  // {low}
  _ = io.count == -1  // {unsigned}
  io.yes <== 2  // {bit}
  _ = Reg(Signed(8), reset: 200)  // {reset}
  _ = Unsigned.constant(-1, width: 64)  // {word}
  _ = Bits.constant(0, width: 0)  // {constant}
}

@Hardware private func impossibleConversions(_ io: ProbeIO) {
  _ = io.wide.extended(to: 8)  // {extended}
  _ = io.a.truncated(to: 9)  // {truncated}
  _ = io.a.saturated(to: 9)  // {saturated}
  _ = io.a.extended(to: -3)  // {negative}
  _ = io.a.extended(to: Int.max)  // {huge}
  _ = io.a.asBit  // {asBit}
  _ = io.a[8]  // {position}
  _ = io.a[4...8]  // {range}
  _ = io.a[3..<3]  // {empty}
  _ = io.a << -1  // {shift}
  _ = concatenate([Bits]())  // {nothing}
}

@Hardware private func impossibleKinds(_ io: ProbeIO) {
  _ = Signed(0)  // {zero}
  _ = Bits(-4)  // {minus}
  _ = Reg(Unsigned(Int.max))  // {tooWide}
  _ = Wire(Unsigned(upTo: -1))  // {upTo}
  _ = Wire(Enum<Never>())  // {noCase}
}

extension Never: @retroactive CaseIterable {
  public static var allCases: [Never] { [] }
}
