import Foundation
import Testing

/// What Documentation/Architecture.md says of the targets, read off the manifest and the sources.
@Suite struct ArchitectureTests {
  private let package: SourcePackage

  init() throws { package = try SourcePackage() }

  /// A target declares what it imports, no more and no less.
  @Test func declaredDependenciesAreImports() {
    #expect(package.targets.count > 30)
    for target in package.targets {
      // The macro's own libraries come from the toolchain or from a package; who uses a macro names no module; a test of an
      // executable needs it to be built.
      if target.name == "HDLMacros" { continue }
      let declared = target.dependencies.subtracting(["HDLMacros", "hwgen"])
      let imported = target.imports.intersection(package.modules).subtracting([target.name])
      #expect(imported == declared, "\(target.name): imports \(imported.sorted()), declares \(declared.sorted())")
    }
  }

  /// Who never sees whom, through any number of others.
  @Test(arguments: [
    ("Netlist", []), ("Numerics", []), ("ErrorCorrection", []), ("HDL", ["Netlist", "HDLMacros"]), ("Verilog", ["Netlist"]),
    ("Simulation", ["Netlist"]),
    ("UnitProtocol", ["HDL", "Netlist", "HDLMacros"]),
    ("TestbenchKit", ["UnitProtocol", "Simulation", "HDL", "Netlist", "HDLMacros"]),
    ("Units", ["UnitProtocol", "Numerics", "ErrorCorrection", "HDL", "Netlist", "HDLMacros"]),
  ])
  func seesOnly(name: String, allowed: [String]) {
    #expect(package.targets.contains { $0.name == name })
    #expect(package.reach(of: name).subtracting(allowed).isEmpty, "\(name) sees \(package.reach(of: name).sorted())")
  }

  /// A package with units of its own compiles no transformer, no system and no unit of ours.
  @Test func ownUnitsNeedNoTransformer() {
    let reach = package.reach(of: "CommandLineTool")
    #expect(reach.contains("HDL"))
    #expect(reach.isDisjoint(with: ["Transformer", "Accelerators", "Units", "Testbenches", "Fuzzing", "HwgenTool"]))
  }

  /// A file holds one idea. The numbers may only fall.
  @Test func filesAreSmall() {
    let files = package.targets.flatMap(\.files)
    #expect(files.count > 300)
    for file in files { #expect(file.lines.count <= 460, "\(file.path) has \(file.lines.count) lines; split it by its ideas") }
    #expect(files.count { $0.lines.count > 250 } <= 32)
  }

  /// Public symbols without a documentation comment. The number may only fall.
  @Test func publicSymbolsAreDocumented() {
    let undocumented = package.targets.filter { !$0.isTest }.flatMap(\.files).flatMap(\.undocumentedSymbols)
    #expect(undocumented.count <= SourcePackage.undocumentedSymbols, "\(undocumented.joined(separator: "\n"))")
  }
}
