import HDL
import Testing

@Suite struct EnumDiagnostics {
  @Test func rawValues() throws {
    try expectErrors(
      negativeCodes,
      """
      EnumDiagnostics.swift:{negative}:3: error: Level.low has the raw value -1, and codes are 0 to 2^64 - 1
      EnumDiagnostics.swift:{narrow}:3: error: the raw values of Opcode need 7 bits, not 6
      EnumDiagnostics.swift:{unnumbered}:3: error: the cases of Word have no numbers as raw values
        note: write enum Word: UInt8, HardwareEnum
      """)
  }

  @Test func numbersThatAreNoCase() throws {
    try expectErrors(
      noCode,
      """
      EnumDiagnostics.swift:{zero}:3: error: 0 stands for no case of Phase
        note: its cases are 1, 2, 4; better write one by its name
      EnumDiagnostics.swift:{three}:3: error: 3 stands for no case of Phase
        note: its cases are 1, 2, 4; better write one by its name
      """)
  }

  @Test func decodedWidths() throws {
    try expectErrors(
      wrongWidths,
      """
      EnumDiagnostics.swift:{wide}:3: error: 'count' has 4 bits, and the codes of Phase have 3
        note: check the bits above by themselves, and pass [0..<3]
      """)
  }

  /// A path that leaves a signal open is told by its case, whatever the code.
  @Test func openCases() throws {
    try expectErrors(
      openCase,
      """
      EnumDiagnostics.swift:{first}:17: error: 'yes' is not driven on every path: not when 'phase' is .full
        note: drive it before the conditions, or add the missing branch
      """)
  }
}

private enum Level: Int, HardwareEnum { case low = -1, high = 1 }
private enum Opcode: UInt8, HardwareEnum {
  case load = 0x03, branch = 0x63
  static let encoding = CaseEncoding.rawValue(width: 6)
}
private enum Word: String, HardwareEnum {
  case yes, no
  static let encoding = CaseEncoding.rawValue()
}
private enum Phase: HardwareEnum {
  case idle, busy, full
  static let encoding = CaseEncoding.oneHot
}

@Hardware private func negativeCodes(_ io: ProbeIO) {
  driveRest(io)
  let level = Reg(Enum<Level>(), reset: .low)  // {negative}
  let operation = Reg(Enum<Opcode>(), reset: .load)  // {narrow}
  let word = Reg(Enum<Word>(), reset: .yes)  // {unnumbered}
  cover((level == .low) | (operation == .load) | (word == .no), "all")
}

@Hardware private func noCode(_ io: ProbeIO) {
  driveRest(io)
  let phases = Reg(Vec(2, Enum<Phase>()), reset: 0)  // {zero}
  let others = Reg(Vec(2, Enum<Phase>()), reset: 3)  // {three}
  phases <== others
  others <== phases
}

@Hardware private func wrongWidths(_ io: ProbeIO) {
  driveRest(io)
  let (phase, isValid) = io.count.decoded(as: Phase.self)  // {wide}
  cover(isValid & (phase == .idle), "idle")
}

@Hardware private func openCase(_ io: ProbeIO) {
  driveRest(io, yes: false)
  let phase = Reg(Enum<Phase>(), reset: .idle)
  switchOn(phase) {
    on(.idle) { io.yes <== 1 }  // {first}
    on(.busy) { io.yes <== 0 }
    on(.full) { phase <== .idle }
  }
}
