import Foundation
import FoundationXML
import Synchronization
import Testing

import CommandLineTool
import Tools

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

  @Test(arguments: [
    ("a", "", "a"), (".", "", "."), ("é/\u{301}b", "é", "\u{301}b"), ("/", "/", ""), ("/a", "/", "a"), ("a/", "", "a"),
    ("", "", ""),
    ("//a//b//", "//a", "b"), ("../x/y.z", "../x", "y.z"),
  ])
  func pathsAreTakenApart(path: String, folder: String, name: String) {
    #expect(path.splitPath == (folder, name))
  }

  /// A link stays a link, a pipe a pipe, and a device is there for the next one: they are written to and not replaced.
  @Test func whatIsNoFileIsWrittenAndNotReplaced() async throws {
    let folder = try TemporaryFolder()
    let files = FileManager.default
    func report(_ name: String) async -> Outcome {
      await run(["regress", "--unit", "adder", "--backend", "builtin", "--count", "200", "--junit", folder.path + "/" + name])
    }
    try files.createDirectory(atPath: folder.path + "/there", withIntermediateDirectories: true)
    try Data("old".utf8).write(to: URL(fileURLWithPath: folder.path + "/there/r.xml"))
    for (link, target) in [("r.xml", "there/r.xml"), ("null", "/dev/null")] {
      try files.createSymbolicLink(atPath: folder.path + "/" + link, withDestinationPath: target)
      #expect(await report(link).status == 0)
      #expect(try files.destinationOfSymbolicLink(atPath: folder.path + "/" + link) == target)
    }
    #expect(try folder.text("there/r.xml").contains("<testcase classname=\"adder\""))

    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let unread = await report("pipe")
    #expect(
      unread.errorLine == "own-tool: error: cannot write '\(pipe)': nobody reads this pipe; choose another place with --junit")
    let reader = try #require(FileHandle(forUpdatingAtPath: pipe))
    #expect(await report("pipe").status == 0)
    #expect(String(decoding: reader.availableData, as: UTF8.self).contains("<testcase classname=\"adder\""))
    #expect(folder.files == ["null", "pipe", "r.xml", "there", "there/r.xml"])

    // A waveform is no stream.
    try files.createSymbolicLink(atPath: folder.path + "/null.vcd", withDestinationPath: "/dev/null")
    let waves = await run(["sim", "--unit", "adder", "--backend", "builtin", "--waves", folder.path + "/null.vcd"])
    #expect(
      waves.errorLine
        == "own-tool: error: cannot write '\(folder.path)/null.vcd': it is no regular file; choose another place with --waves")
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
