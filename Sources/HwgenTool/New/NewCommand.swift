import ArgumentParser
import CommandLineTool
import Foundation

/// `hwgen new`: the beginning of a package with a unit of one's own.
struct NewCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "new",
      abstract: "Writes a package with a unit of your own: module, testbench, tool and tests.",
      discussion: """
        The unit adds the last two numbers of a stream; put your own in its place. The package depends on the hwgen checkout that \
        this command was built in, or on what --path or --url says. Documentation/OwnUnit.md goes on from here.

        EXAMPLES:
          hwgen new my-unit
          hwgen new my-unit -o ~/units/my-unit --path ~/hwgen
          hwgen new my-unit --url https://git.example.org/hwgen --from 0.1.0
        """)
  }

  @Argument(help: "The unit's name: lower-case words with hyphens between.")
  var name: String

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder of the package; NAME by default.", valueName: "dir"),
    completion: .directory)
  var output: String?

  @Option(name: .long, help: ArgumentHelp("Depend on this checkout of hwgen.", valueName: "dir"), completion: .directory)
  var path: String?

  @Option(name: .long, help: ArgumentHelp("Depend on this repository of hwgen.", valueName: "url"))
  var url: String?

  @Option(name: .long, help: ArgumentHelp("With --url: the lowest version; this one by default.", valueName: "version"))
  var from: String?

  func validate() throws {
    if path != nil, url != nil { throw ValidationError("Give --path or --url, not both.") }
    if from != nil, url == nil { throw ValidationError("--from needs --url.") }
    if let from, from.wholeMatch(of: /\d+\.\d+\.\d+/) == nil {
      throw ValidationError("--from is a version like 0.1.0, not '\(from)'.")
    }
    if let url, url.isEmpty || url.contains(where: { "\"\\\n ".contains($0) }) { throw ValidationError("'\(url)' is no URL.") }
  }

  func run() throws {
    if name.wholeMatch(of: /[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*/) == nil {
      throw CommandFailure.usage("'\(name)' is no name for a unit; take lower-case words with hyphens between, as in moving-sum")
    }
    let template = PackageTemplate(name: name, source: try source())
    if Self.taken.contains(template.typeName) {
      throw CommandFailure.usage(
        "'\(name)' would be called \(template.typeName) in Swift, which means something else; take two words")
    }
    let folder = output ?? name
    if let content = try? FileManager.default.contentsOfDirectory(atPath: folder), !content.isEmpty {
      throw CommandFailure.usage("'\(folder)' is not empty; choose another folder with -o")
    }
    try OutputFolder(folder).write(template.files)
    Console.current.print(
      """
      wrote \(template.files.count) files to \(folder); now
        cd \(folder)
        swift build -c release
        .build/release/\(template.toolName) sim --unit \(name) --backend builtin
      """)
  }

  private func source() throws -> PackageTemplate.Source {
    if let url { return .url(url, from: from ?? HwgenCommand.version) }
    let checkout = try path.map { URL(fileURLWithPath: $0).standardizedFileURL } ?? Self.checkout()
    guard Self.isCheckout(checkout) else {
      throw CommandFailure.usage("'\(checkout.path)' is no checkout of hwgen; give one with --path, or a repository with --url")
    }
    guard !checkout.path.contains(where: { "\"\\\n".contains($0) }) else {
      throw CommandFailure.usage("the checkout's path has a quotation mark, a backslash or a line break; move it")
    }
    return .path(checkout.path)
  }

  /// The checkout that holds the running program.
  private static func checkout() throws -> URL {
    var folder = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
    if let executable = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
      folder = URL(fileURLWithPath: executable)
    }
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      if isCheckout(folder) { return folder }
    }
    throw CommandFailure.usage(
      "this program does not lie in a checkout of hwgen; give one with --path, or a repository with --url")
  }

  private static func isCheckout(_ folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path)
      && FileManager.default.fileExists(atPath: folder.appendingPathComponent("Sources/UnitProtocol").path)
  }

  /// Names of modules that the package would hide, and of types that its unit would.
  private static let taken: Set<String> = [
    "Any", "Protocol", "Self", "Type", "Swift", "Testing", "Foundation", "Int", "Bool", "Double", "String", "Array",
    "Number", "Unit", "Module", "Bundle", "Stream", "Vec", "Bit", "Bits", "Signed", "Unsigned", "Enum", "Reg", "Wire", "In",
    "Out",
    "Memory", "Instance", "Payload", "Simulator", "Testbench", "Catalog", "Observer", "Stalls",
    "Netlist", "Verilog", "Simulation", "Verilator", "Mutation", "Exploration", "Hashing", "Tools", "Numerics", "Units",
    "Testbenches", "Transformer", "Accelerators", "Fuzzing",
  ]
}
