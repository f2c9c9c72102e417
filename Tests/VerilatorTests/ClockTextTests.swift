import Foundation
import HDL
import Simulation
import Testing
import Verilator
import Verilog

/// The text of clocks and resets is clean under `verilator --lint-only -Wall`, without a waiver, in both dialects.
@Suite struct ClockTextTests {
  private static let styles: [ResetStyle] = [
    .synchronous, .synchronous(activeLow: true), .asynchronous, .asynchronous(activeLow: true),
  ]

  private static var designs: [Design] {
    get throws {
      var result: [Design] = []
      for style in styles {
        for edge in [ClockEdge.rising, .falling] { result.append(try elaborate(Styled(edge: edge, style: style))) }
        result.append(try elaborate(Checked(style: style)))
        // An asynchronous reset that registers sample is what SYNCASYNCNET is about.
        if !style.isAsynchronous { result.append(try elaborate(LooksAtReset(style: style))) }
      }
      return try result + [
        elaborate(BothEdges()), elaborate(WithoutReset()), elaborate(Clearable()), elaborate(TwoStyles()),
        elaborate(TwoInverters()),
        elaborate(WithPeripheral()), elaborate(Divided()), elaborate(Gated()), elaborate(Forwarded()), elaborate(Released()),
      ]
    }
  }

  @Test(arguments: Dialect.allCases) func isClean(_ dialect: Dialect) throws {
    let toolchain = try Toolchain.find()
    let folder = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent("hwgen-lint-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for design in try Self.designs {
      let output = try VerilogEmitter(dialect: dialect).emit(design)
      for file in output.files { try Data(file.text.utf8).write(to: folder.appendingPathComponent(file.name)) }
      let process = Process(), pipe = Pipe()
      process.executableURL = URL(fileURLWithPath: toolchain.verilator)
      process.environment = ProcessInfo.processInfo.environment.merging(["VERILATOR_ROOT": toolchain.verilatorRoot]) { $1 }
      process.currentDirectoryURL = folder
      process.arguments =
        ["--lint-only", "-Wall", "--top-module", design.top.name, "--language"]
        + [dialect == .systemVerilog ? "1800-2012" : "1364-2005"] + output.files.map(\.name)
      process.standardError = pipe
      process.standardOutput = pipe
      try process.run()
      let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      let isClean = process.terminationStatus == 0 && !said.contains("%Warning")
      #expect(isClean, "\(design.top.name) (\(dialect)): \(said)\n\(output.text)")
    }
  }

  /// A reset that acts at once and is data as well means the same in both simulators.
  @Test(arguments: styles) func resetsThatAreData(_ style: ResetStyle) throws {
    let design = try elaborate(LooksAtReset(style: style))
    let a = try BuiltinSimulator(design), b = try VerilatorSimulator.make(design)
    var random = SplitMix64(seed: 3)
    for step in 0..<200 {
      for (x, y) in zip(a.ports, b.ports) where x.direction == .input && x.role != .clock {
        let isActive = step == 0 || random.chance(20)
        let value = x.role == .reset ? (isActive != x.isActiveLow ? 1 : 0) : random.next() & ((1 << UInt64(x.width)) - 1)
        x.write(value)
        y.write(value)
      }
      a.evaluate()
      b.evaluate()
      try a.step()
      try b.step()
      for (x, y) in zip(a.ports, b.ports) where x.direction == .output {
        #expect(x.readBits() == y.readBits(), "\(x.name) after step \(step)")
      }
    }
  }
}
