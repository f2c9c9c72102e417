import Foundation
import Testing
import Tools

import Exploration

/// Whatever goes wrong is one clear line.
@Suite(.enabled(if: hasSynthesis)) struct BadInputTests {
  /// What the synthesis of a small unit says with these tools and options.
  private func message(_ options: SynthesisOptions = SynthesisOptions(), change: (inout SynthesisTools) -> Void = { _ in }) throws
    -> String
  {
    var tools = try SynthesisTools.find()
    change(&tools)
    do {
      _ = try Synthesis(SynthesisTests.design("register-slice"), options: options, tools: tools).run()
      Issue.record("there is a report")
      return ""
    } catch {
      let text = "\(error)"
      #expect(!text.contains("\n") && text.count < 300, "\(text)")
      return text
    }
  }

  @Test(arguments: [0, -1, Double.nan, .infinity])
  func clocks(_ period: Double) throws {
    #expect(try message(SynthesisOptions(clockNs: period)).contains("the clock period is 0.001 to 1000000 ns"))
  }

  @Test func libraries() throws {
    let whole = try String(contentsOfFile: SynthesisTools.defaultLibrary(), encoding: .utf8)
    let path = FileManager.default.temporaryDirectory.path + "/hwgen-\(UUID().uuidString).lib"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try String(whole.prefix(whole.count / 2)).write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try message(SynthesisOptions(library: path)).contains("is cut off"))
    try Data([0x1F, 0x8B, 8, 0]).write(to: URL(fileURLWithPath: path))
    #expect(try message(SynthesisOptions(library: path)).contains("gunzip"))
    #expect(try message(SynthesisOptions(library: "/nonexistent.lib")).contains("cannot read the library '/nonexistent.lib'"))
    #expect(try message(SynthesisOptions(library: "/")).contains("cannot read the library"))
  }

  /// A program that does `body`, called with the arguments of the real one, `$real`.
  private func fake(_ body: String, for tool: ExternalTool, in folder: String) throws -> ExternalTool {
    let path = folder + "/\(UUID().uuidString).sh"
    try "#!/bin/sh\nreal=\(tool.path)\n\(body)\n".write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return ExternalTool(name: tool.name, path: path, prefix: tool.prefix, environment: tool.environment)
  }

  @Test(arguments: [
    ("kill -KILL $$", "Yosys failed on word_register_slice: signal 9 (killed"),
    ("kill -SEGV $$", "Yosys failed on word_register_slice: signal 11 (it crashed)"),
    ("echo 'ERROR: no such thing.' >&2; exit 1", "Yosys failed on word_register_slice: ERROR: no such thing"),
    ("exit 7", "Yosys failed on word_register_slice: status 7"),
    ("exit 0", "Yosys ended without writing mapped.blif for word_register_slice; is the disk full?"),
    ("printf '.model a\\n.inputs b\\n' > mapped.blif", "cut off; is the disk full?"),
    ("printf '.model a\\n.gate FOO A=b Y=c\\n.end\\n' > mapped.blif", "does not have: FOO"),
    ("ulimit -f 2; exec $real \"$@\"", "what ABC wrote is cut off; is the disk full?"),
    ("exec sleep 60", "did not end within 1 s"),
  ])
  func yosys(body: String, expected: String) throws {
    let folder = FileManager.default.temporaryDirectory.path
    let text = try message {
      $0.yosys = (try? fake(body, for: $0.yosys, in: folder)) ?? $0.yosys
      if body.contains("sleep") { $0.secondsLimit = 1 }
    }
    #expect(text.contains(expected), "\(text)")
  }

  @Test(arguments: [
    ("kill -KILL $$", "OpenSTA failed on word_register_slice: signal 9"),
    ("echo 'Error: sta.tcl, 3 cell not found.'", "OpenSTA: Error: sta.tcl, 3 cell not found."),
    ("exit 2", "OpenSTA failed on word_register_slice: status 2"),
  ])
  func openSTA(body: String, expected: String) throws {
    let folder = FileManager.default.temporaryDirectory.path
    let text = try message { $0.openSTA = (try? fake(body, for: $0.openSTA, in: folder)) ?? $0.openSTA }
    #expect(text.contains(expected), "\(text)")
  }

  @Test func missingTools() throws {
    let text = try message { $0.yosys = ExternalTool(name: "yosys", path: "/nonexistent/yosys") }
    #expect(text.contains("cannot run yosys (/nonexistent/yosys)"), "\(text)")
  }
}
