import CommandLineTool
import Foundation
import HwgenTool
import Testing

/// `hwgen new`; `make examples` builds and tests what it writes.
@Suite struct NewTests {
  @Test @MainActor func writesAPackage() async throws {
    let folder = try TemporaryFolder()
    let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let outcome = await run(["new", "dot-four", "-o", folder.path + "/p", "--path", checkout], catalog: .hwgen)
    #expect(outcome.status == 0 && outcome.error == "")
    #expect(outcome.output.contains(".build/release/dot-four-tool sim --unit dot-four --backend builtin"))
    #expect(
      folder.files.filter { $0.contains(".") } == [
        "p/.gitignore", "p/Package.swift", "p/README.md", "p/Sources/DotFour/Catalog.swift", "p/Sources/DotFour/DotFour.swift",
        "p/Sources/DotFour/DotFourTestbench.swift", "p/Sources/dot-four-tool/main.swift",
        "p/Tests/DotFourTests/DotFourTests.swift",
      ])
    #expect(try folder.text("p/Package.swift").contains(".package(name: \"hwgen\", path: \"\(checkout)\")"))
    // Nothing is written over.
    let again = await run(["new", "dot-four", "-o", folder.path + "/p", "--path", checkout], catalog: .hwgen)
    #expect(again.errorLine == "hwgen: error: '\(folder.path)/p' is not empty; choose another folder with -o")
  }

  @Test @MainActor func dependsOnARepository() async throws {
    let folder = try TemporaryFolder()
    let arguments = ["new", "fir", "-o", folder.path + "/p", "--url", "https://git.example.org/hwgen"]
    #expect(await run(arguments, catalog: .hwgen).status == 0)
    let dependency = ".package(url: \"https://git.example.org/hwgen\", from: \"\(HwgenCommand.version)\")"
    #expect(try folder.text("p/Package.swift").contains(dependency))
  }

  @Test(arguments: [
    (["MyUnit"], "'MyUnit' is no name for a unit; take lower-case words with hyphens between, as in moving-sum"),
    (["stream"], "'stream' would be called Stream in Swift, which means something else; take two words"),
    (["my-unit", "--path", "/nowhere"], "'/nowhere' is no checkout of hwgen; give one with --path, or a repository with --url"),
    (["my-unit", "--path", ".", "--url", "u"], "Give --path or --url, not both (see 'hwgen new --help')"),
    (["my-unit", "--from", "1.0.0"], "--from needs --url (see 'hwgen new --help')"),
    (["my-unit", "--url", "u", "--from", "1"], "--from is a version like 0.1.0, not '1' (see 'hwgen new --help')"),
  ])
  @MainActor func wrongUseIsOneLine(arguments: [String], line: String) async {
    let outcome = await run(["new"] + arguments, catalog: .hwgen)
    #expect(outcome.status == 64)
    #expect(outcome.errorLine == "hwgen: error: " + line)
  }

  /// A package's own tool shows its own units and no command that needs those of hwgen.
  @Test @MainActor func helpOfAnOwnToolNamesOnlyItsUnits() async {
    var texts = [await run(["--help"]).output]
    for command in Catalog.$current.withValue(.test, operation: { HwgenCommand.subcommands }) {
      texts.append(await run([command._commandName, "--help"]).output)
    }
    let commands = Catalog.hwgen.commands.map { $0._commandName }
    let foreign =
      Catalog.hwgen.units.map { $0.unitName }.filter { $0.contains("-") }
      + commands.flatMap { ["own-tool \($0) ", "\n  \($0) "] }
    for text in texts {
      #expect(text.contains("own-tool") && !text.contains("hwgen "))
      for name in foreign { #expect(!text.contains(name), "\(name) in \(text)") }
    }
    #expect(texts[0].contains("own-tool emit --unit adder -o rtl"))
  }
}
