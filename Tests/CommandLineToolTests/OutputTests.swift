import Foundation
import FoundationXML
import Synchronization
import Testing

import CommandLineTool

@Suite struct OutputTests {
  @Test func tableColumnsAreAligned() {
    var table = Table([("unit", .left), ("cycles", .right)])
    table.add("mac-pe", "7")
    table.add("a", "1234567")
    #expect(
      table.text() == """
        unit     cycles
        ------  -------
        mac-pe        7
        a       1234567
        """)
  }

  @Test func junitIsReadByAnXMLParser() throws {
    let report = JUnitReport(suites: [
      (
        "mac-pe",
        [
          JUnitReport.Case(name: "default", seconds: 0.25, failure: nil, details: ""),
          JUnitReport.Case(name: "a<b>&\"c\"", seconds: 1, failure: "x < y && 'z'\u{1}", details: "sim --set a=<1>"),
        ]
      )
    ])
    let document = try XMLDocument(xmlString: report.xml)
    let root = try #require(document.rootElement())
    #expect(root.attribute(forName: "tests")?.stringValue == "2" && root.attribute(forName: "failures")?.stringValue == "1")
    let cases = try root.nodes(forXPath: "//testcase").compactMap { $0 as? XMLElement }
    #expect(cases.map { $0.attribute(forName: "name")?.stringValue } == ["default", "a<b>&\"c\""])
    let failure = try #require(cases[1].elements(forName: "failure").first)
    #expect(
      failure.attribute(forName: "message")?.stringValue == "x < y && 'z'\u{FFFD}" && failure.stringValue == "sim --set a=<1>")
  }

  @Test func jsonKeepsTheNamesOfSituations() throws {
    struct Value: Encodable { var firstMismatch = 1, coverage = ["backPressure": 2] }
    #expect(try JSONOutput.text(Value()).filter { !$0.isWhitespace } == #"{"coverage":{"backPressure":2},"first_mismatch":1}"#)
  }

  /// The object stays whole, and one that JSON's parsers read.
  @Test func numbersThatJSONDoesNotHaveAreTexts() throws {
    struct Value: Encodable {
      var logits = [JSONValue.number(.infinity), .number(-.infinity), .number(.nan), .number(1)]
      var sum = Double.nan
    }
    #expect(
      try JSONOutput.text(Value()).filter { !$0.isWhitespace } == #"{"logits":["inf","-inf","nan",1],"sum":"nan"}"#)
  }

  @Test func progressIsDrawnOnTerminalsOnly() async throws {
    for isInteractive in [true, false] {
      let text = Mutex("")
      let console = Console(isInteractive: isInteractive, write: { _ in }, writeError: { new in text.withLock { $0 += new } })
      let bar = ProgressBar("pages", total: 4, unit: "pages", console: console)
      try await Task.sleep(for: .milliseconds(120))
      bar.advance(by: 2, detail: "layer 3")
      bar.finish()
      bar.advance()
      let drawn = text.withLock { $0 }
      if isInteractive {
        #expect(
          drawn.contains("pages [############            ] 50% 2/4 pages, 0:00 left: layer 3") && drawn.hasSuffix("\r\u{1B}[2K"))
      } else {
        #expect(drawn == "")
      }
    }
  }

  @Test func parallelResultsKeepTheOrderAndTheCatalog() {
    let results = Catalog.$current.withValue(.test) {
      parallelMap(Array(0..<200), jobs: 4) { "\(Catalog.current.name) \($0)" }
    }
    #expect(results == (0..<200).map { "own-tool \($0)" })
  }
}

@Suite struct LintOutputTests {
  @Test func verilatorMessagesCarryTheirPlace() {
    let output = """
      %Warning-UNUSEDSIGNAL: rtl/warn.sv:20:21: Signal is not driven, nor used: 'foo'
                                          : ... note: In instance 'mac_pe'
         20 |   logic full; logic foo;
      %Error: bad.sv:34:26: syntax error, unexpected ';', expecting ')'
      %Error: Exiting due to 1 error(s)
      """
    #expect(
      LintOutput.verilator(output) == [
        LintOutput.Message(text: "Warning-UNUSEDSIGNAL: Signal is not driven, nor used: 'foo'", file: "warn.sv", line: 20),
        LintOutput.Message(text: "Error: syntax error, unexpected ';', expecting ')'", file: "bad.sv", line: 34),
      ])
  }

  @Test func firstErrorsOfOtherTools() {
    #expect(
      LintOutput.firstError("bad.sv:34: syntax error\nI give up.\n")
        == LintOutput.Message(text: "syntax error", file: "bad.sv", line: 34))
    #expect(
      LintOutput.firstError("bad.sv:34: ERROR: syntax error, unexpected ';'\n")
        == LintOutput.Message(text: "ERROR: syntax error, unexpected ';'", file: "bad.sv", line: 34))
    #expect(LintOutput.firstError("") == LintOutput.Message(text: "failed without a message"))
  }
}
