import Testing

import CommandLineTool
import HwgenTool

/// `hwgen format`. Codes are those of the formats' own specifications.
@MainActor @Suite struct FormatTests {
  private func output(_ arguments: String...) async -> String { await run(["format"] + arguments, catalog: .hwgen).output }

  /// OFP8 1.0, table 1 and 2: bias 7, largest number 448, least subnormal number 2^-9, NaN at S.1111.111.
  @Test func pageOfE4M3() async throws {
    let page = await output("e4m3")
    #expect(page.contains("4 bits of exponent with bias 7, 3 of fraction"))
    #expect(page.contains("-448 to 448; the least above 0 is 0.001953125"))
    let words = page.split { $0 == " " || $0 == "\n" }
    for (code, number) in [("0x7e", "448"), ("0x7f", "nan"), ("0x08", "0.015625")] {
      let place = try #require(words.firstIndex { $0 == code })
      #expect(words[place + 1] == number)
    }
  }

  /// binary16 of pi, and EdgeLLM's 1/6/13 layout: exponent field 32, fraction 0.570795 x 2^13.
  @Test(arguments: [
    (["fp16", "--encode", "3.14159265"], "0x4248"),
    (["fp20", "--encode", "3.14159", "--rounding", "nearest-even"], "0x41244"),
    (["fp16", "--encode", "65520"], "0x7c00"),
    (["fp16", "--encode", "65520", "--overflow", "saturate"], "0x7bff"),
    (["fp16", "--encode", "-1e-9", "--rounding", "down"], "0x8001"),
    (["bf16", "--encode", "inf,nan"], "0x7f80"),
    (["int4", "--encode", "-9"], "0x8"),
    (["e8m0", "--decode", "127"], "1"),
    (["fp16", "--decode", "0x3c01"], "1.0009765625"),
    // Largest magnitude 12 = 1.5 * 2^3, largest element 6 = 1.5 * 2^2: scale 2, so that 12 is code 0.11.1.
    (["mxfp4", "--encode", "0.5,-3,12"], "0x7"),
  ])
  func converts(arguments: [String], expected: String) async {
    let outcome = await run(["format"] + arguments, catalog: .hwgen)
    #expect(outcome.status == 0)
    let words = outcome.output.split { $0 == " " || $0 == "\n" }.map(String.init)
    #expect(words.contains(expected), "\(outcome.output)")
  }

  @Test func listsEveryFormatAndItsPage() async {
    let lines = await output("--list").split(separator: "\n").dropFirst(2)
    #expect(lines.count >= 40)
    for line in lines {
      guard let name = line.split(separator: " ").first.map(String.init) else { continue }
      for suffix in [[], ["--json"]] {
        let outcome = await run(["format", name] + suffix, catalog: .hwgen)
        #expect(outcome.status == 0 && outcome.output.contains(name), "\(name)")
      }
    }
  }

  @Test(arguments: [
    ([], "--list"), (["e4m4"], "there is no format 'e4m4'"), (["--list", "e4m3"], "--list"),
    (["e4m3", "--encode", "one"], "'one' is no number"), (["e4m3", "--decode", "256"], "run from 0 to 255"),
    (["e4m3", "--encode", "1", "--rounding", "odd"], "nearest-even"), (["e4m3", "--rounding", "up"], "--encode"),
    (["e4m3", "--encode", "1", "--decode", "1"], "either"), (["mxfp4", "--decode", "1"], "need a scale"),
    (["mxfp4", "--encode", "1", "--rounding", "up"], "leave out"), (["e4m3", "--encode", "1", "--overflow", "wrap"], "saturate"),
  ])
  func refusesInOneLine(arguments: [String], text: String) async {
    let outcome = await run(["format"] + arguments, catalog: .hwgen)
    #expect(outcome.status == 64)
    #expect(outcome.errorLine?.contains(text) == true, "\(outcome.error)")
  }
}
