import Foundation
import HDL
import Testing
import Verilog

/// The whole emitted text of small designs, pinned. `HWGEN_UPDATE_GOLDEN=1` rewrites the files; read the difference.
@Suite struct GoldenTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")

  static func compare(_ design: Design, _ dialect: Dialect) throws {
    let text = try VerilogEmitter(dialect: dialect).emit(design).text
    let file = folder.appendingPathComponent("\(design.top.name).\(dialect.fileExtension)")
    if ProcessInfo.processInfo.environment["HWGEN_UPDATE_GOLDEN"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let pinned = try String(contentsOf: file, encoding: .utf8)
    #expect(text == pinned, "\(file.lastPathComponent) differs; run with HWGEN_UPDATE_GOLDEN=1 and read the difference")
  }

  @Test(arguments: Dialect.allCases) func sequencer(_ dialect: Dialect) throws {
    try Self.compare(elaborate(Sequencer()), dialect)
  }
  @Test(arguments: Dialect.allCases) func dotLane(_ dialect: Dialect) throws { try Self.compare(elaborate(DotLane()), dialect) }
  @Test(arguments: Dialect.allCases) func memories(_ dialect: Dialect) throws { try Self.compare(elaborate(Memories()), dialect) }
  @Test(arguments: Dialect.allCases) func shiftRegister(_ dialect: Dialect) throws {
    try Self.compare(elaborate(ShiftRegister()), dialect)
  }
  @Test(arguments: Dialect.allCases) func systolicArray(_ dialect: Dialect) throws {
    try Self.compare(elaborate(SystolicArray(size: 3)), dialect)
  }
  @Test(arguments: Dialect.allCases) func pair(_ dialect: Dialect) throws { try Self.compare(elaborate(Pair()), dialect) }
  @Test(arguments: Dialect.allCases) func operators(_ dialect: Dialect) throws {
    try Self.compare(elaborate(Operators()), dialect)
  }
}
