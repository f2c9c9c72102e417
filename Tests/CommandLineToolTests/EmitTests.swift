import Foundation
import Testing
import Verilog

import CommandLineTool
import HwgenTool

@Suite struct EmitTests {
  @Test func aFolderReceivesVerilogListMapAndCore() async throws {
    let folder = try TemporaryFolder()
    let outcome = await run([
      "emit", "--unit", "adder", "--set", "width=12", "--set", "isWrong=true", "-o", folder.path + "/new/rtl",
    ])
    #expect(outcome.status == 0 && outcome.error == "")
    let name = "adder_width12_is_wrongtrue"
    #expect(
      folder.files == ["new", "new/rtl"] + [".core", ".f", ".manifest.json", ".map.json", ".sv"].map { "new/rtl/\(name)\($0)" })
    #expect(try folder.text("new/rtl/\(name).f") == "\(name).sv\n")
    #expect(try folder.text("new/rtl/\(name).sv").contains("module \(name) ("))
    let map = try JSONDecoder().decode(SourceMap.self, from: Data(folder.text("new/rtl/\(name).map.json").utf8))
    #expect(map.place(module: name, name: "sum")?.file.hasSuffix("TestCatalog.swift") == true)
    let core = try folder.text("new/rtl/\(name).core")
    #expect(core.hasPrefix("CAPI=2:\nname: \"own_tool:rtl:\(name):\(HwgenCommand.version)\"\n"))
    #expect(core.contains("      - \(name).sv\n    file_type: systemVerilogSource\n"))
  }

  @Test func standardOutputReceivesOnlyVerilog() async throws {
    let system = await run(["emit", "--unit", "adder"])
    let old = await run(["emit", "--unit", "adder", "--dialect", "verilog2005", "-o", "-"])
    #expect(system.status == 0 && old.status == 0 && system.error + old.error == "")
    #expect(system.output.contains("always_ff") && system.output.hasSuffix("endmodule\n"))
    #expect(!old.output.contains("always_ff") && old.output.hasSuffix("endmodule\n"))
  }

  @Test func whatCannotBeWrittenLeavesNothingBehind() async throws {
    let folder = try TemporaryFolder()
    try Data("in the way".utf8).write(to: URL(fileURLWithPath: folder.path + "/file"))
    let below = await run(["emit", "--unit", "adder", "-o", folder.path + "/file/rtl"])
    #expect(below.status == 1)
    #expect(
      below.errorLine == "own-tool: error: cannot write '\(folder.path)/file': not a directory; choose another place with -o")
    // The last of the files cannot take its name: none of the others may appear.
    try FileManager.default.createDirectory(atPath: folder.path + "/rtl/adder.core", withIntermediateDirectories: true)
    let occupied = await run(["emit", "--unit", "adder", "-o", folder.path + "/rtl"])
    #expect(occupied.status == 1)
    #expect(occupied.errorLine?.hasSuffix("adder.core': it is a folder; choose another place with -o") == true)
    #expect(folder.files == ["file", "rtl", "rtl/adder.core"])
  }

  @Test func aDesignWithErrorsSaysWhere() async {
    let outcome = await run(["emit", "--unit", "faulty"])
    #expect(outcome.status == 1 && outcome.output == "")
    #expect(outcome.error.contains("TestCatalog.swift:"))
    #expect(outcome.error.contains("error: '<=='"))
  }
}

@Suite struct RTLTests {
  @Test func staleFilesAreNamed() async throws {
    let catalog = Catalog(name: "own-tool", units: [Adder.self], testbenches: [])
    let folder = try TemporaryFolder()
    let written = await run(["rtl", "-o", folder.path], catalog: catalog)
    #expect(written.status == 0 && folder.files == ["adder", "adder/adder.sv", "adder/manifest.json"])
    let current = await run(["rtl", "--check", folder.path], catalog: catalog)
    #expect(current.status == 0)

    let file = URL(fileURLWithPath: folder.path + "/adder/adder.sv")
    try Data(folder.text("adder/adder.sv").replacing("sum", with: "total").utf8).write(to: file)
    try Data().write(to: URL(fileURLWithPath: folder.path + "/adder/gone.sv"))
    let stale = await run(["rtl", "--check", folder.path], catalog: catalog)
    #expect(stale.status == 1 && stale.output == "")
    #expect(
      stale.errorLine
        == "own-tool: error: \(folder.path) is not current: adder/adder.sv, adder/gone.sv (no longer emitted); run 'make rtl' and commit the result"
    )

    let again = await run(["rtl", "-o", folder.path], catalog: catalog)
    #expect(again.status == 0 && folder.files == ["adder", "adder/adder.sv", "adder/manifest.json"])
    try FileManager.default.removeItem(at: file)
    let missing = await run(["rtl", "--check", folder.path], catalog: catalog)
    #expect(missing.errorLine?.contains("adder/adder.sv (missing)") == true)
  }

  /// Two units in one chip have no module twice.
  @Test func eachModuleIsWrittenOnce() async throws {
    let folder = try TemporaryFolder()
    let written = await run(["rtl", "-o", folder.path], catalog: .hwgen)
    #expect(written.status == 0)
    let names = folder.files.filter { $0.hasSuffix(".sv") }.compactMap { $0.split(separator: "/").last }
    #expect(Set(names).count == names.count)
    #expect(folder.files.contains("flash-pe/flash_pe.sv") && folder.files.contains("common/flash_result_buffer_256.sv"))
    let manifest = try folder.text("flash-core/manifest.json")
    for path in ["../flash-pe/flash_pe.sv", "../common/flash_result_buffer_256.sv", "flash_core.sv"] {
      #expect(manifest.contains("\"\(path)\""), "\(path)")
    }
  }
}

@Suite struct ListTests {
  @Test func jsonIsOneObjectWithTypedParameters() async throws {
    let outcome = await run(["list", "--unit", "adder", "--set", "constant=7", "--json"])
    #expect(outcome.status == 0 && outcome.error == "")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(object["name"] as? String == "adder" && object["has_testbench"] as? Bool == true)
    let parameters = try #require(object["parameters"] as? [[String: Any]])
    #expect(parameters.map { $0["name"] as? String } == ["width", "constant", "isWrong", "mode"])
    #expect(parameters.map { $0["value"] as? Int }[...1] == [8, 7] && parameters[1]["default"] as? Int == 3)
    #expect(parameters[2]["value"] as? Bool == false && parameters[3]["value"] as? String == "wrap")
    let ports = try #require(object["ports"] as? [[String: Any]])
    #expect(ports.map { $0["name"] as? String } == ["clock", "reset", "number", "sum"])
    #expect((object["samples"] as? [[String: Int]]) == [["width": 16, "constant": 5]])
  }

  @Test func textNamesUnitsAndParameters() async {
    let all = await run(["list"])
    #expect(all.status == 0 && all.output.contains("adder   Adds a constant to a number.\n"))
    let one = await run(["list", "--unit", "adder"])
    #expect(one.output.contains("bits of the number, 2 to 64") && one.output.contains("own-tool sim --unit adder"))
  }
}
