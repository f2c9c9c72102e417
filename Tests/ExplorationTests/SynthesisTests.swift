import Foundation
import HDL
import Netlist
import Testing
import Tools
import Testbenches
import Units

import Exploration

/// Yosys, OpenSTA and the default library are there; `make test` installs them.
let hasSynthesis = (try? SynthesisTools.find()) != nil && (try? SynthesisTools.defaultLibrary()) != nil

@Suite(.enabled(if: hasSynthesis)) struct SynthesisTests {
  /// Lines and modules account for all of the area, and the slowest path leads to lines of the unit's source.
  @Test(arguments: ["mac-pe", "flash-pe"])
  func areaIsAttributed(_ name: String) throws {
    let design = try Self.design(name)
    let report = try Synthesis.run(design)
    let lines = report.area.lines.reduce(0) { $0 + $1.areaUm2 }
    #expect(abs(lines + report.area.unattributedUm2 - report.areaUm2) < 0.01 * report.areaUm2)
    #expect(report.area.unattributedUm2 <= 0.2 * report.areaUm2)
    #expect(abs(report.area.modules.reduce(0) { $0 + $1.areaUm2 } - report.areaUm2) < 0.01 * report.areaUm2)
    #expect(report.area.modules.reduce(0) { $0 + $1.flipFlops } == report.flipFlops)
    #expect(report.area.modules.reduce(0) { $0 + $1.memoryBits } == report.memoryBits)
    let registered = report.area.lines.reduce(0) { $0 + $1.flipFlops }
    #expect(registered == report.flipFlops, "\(report.flipFlops - registered) flip-flops have no line")
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    for line in report.area.lines {
      let path = sources.appendingPathComponent("Sources/" + line.file).path
      let found = FileManager.default.fileExists(atPath: path) || line.file.split(separator: "/").count == 2
      #expect(found && line.line > 0, "\(line.file):\(line.line)")
    }
    #expect(report.criticalPath.steps.count > 2 && report.criticalPath.lines.count >= 2)
    #expect(zip(report.criticalPath.steps, report.criticalPath.steps.dropFirst()).allSatisfy { $0.arrivalNs <= $1.arrivalNs })
    #expect(report.powerMw > 0 && report.fmaxMhz > 0)
  }

  /// Exactly: the registers of a line are the bits that it declares.
  @Test func registersBelongToTheirLines() throws {
    let report = try Synthesis.run(try Self.design("mac-pe"))
    // The accumulator's 32 bits, and one that says that it is full.
    #expect(report.area.lines.filter { $0.flipFlops > 0 }.map(\.flipFlops).sorted() == [1, 32])
    let sum = try #require(report.area.lines.first { $0.flipFlops == 32 })
    let library = try CellLibrary(path: SynthesisTools.defaultLibrary())
    #expect(sum.areaUm2 >= 32 * (library.areas["DFFPOSX1"] ?? 0))
  }

  /// Memories stay macros, and instances keep their own parts.
  @Test func memoriesStayMacros() throws {
    let report = try Synthesis.run(try Self.design("flash-pe"))
    // Two banks of 512 bytes and 256 sums of 32 bits; the queue's tags and rows are registers.
    #expect(report.memoryBits == 2 * 512 * 8 + 256 * 32)
    #expect(report.flipFlops < 1000 && report.memoryAreaUm2 > report.areaUm2)
    let buffer = try #require(report.area.modules.first { $0.path == "flash_pe.vector_buffer" })
    #expect(buffer.memoryBits == 2 * 512 * 8 && buffer.areaUm2 > 0)
  }

  /// An access time of a memory is part of the paths through it.
  @Test func memoriesDelayPaths() throws {
    var slow = SynthesisOptions()
    slow.memory.accessNs = 20
    let design = try Self.design("flash-pe")
    let (usual, late) = (try Synthesis.run(design), try Synthesis.run(design, options: slow))
    #expect(late.criticalPathNs > 20 && late.criticalPathNs > usual.criticalPathNs + 10)
    #expect(late.areaUm2 == usual.areaUm2)
  }

  /// The report survives its own JSON, with the field names that scripts rely on.
  @Test func reportIsJSON() throws {
    let report = try Synthesis.run(try Self.design("mac-pe"))
    let data = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(SynthesisReport.self, from: data) == report)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    for field in [
      "area_um2", "gate_equivalents", "flip_flops", "critical_path_ns", "fmax_mhz", "power_mw", "library", "tool_versions",
    ] {
      #expect(object[field] != nil, "\(field)")
    }
  }

  /// Two runs of one key give one report; another option is another key.
  @Test func keysTellRunsApart() throws {
    let design = try Self.design("mac-pe")
    let one = try Synthesis(design), same = try Synthesis(design),
      other = try Synthesis(design, options: SynthesisOptions(clockNs: 4))
    #expect(one.key == same.key && one.key != other.key)
    #expect(try one.run() == same.run())
    #expect(try Synthesis(Self.design("mac-pe", [("width", "4")])).key != one.key)
  }

  static func design(_ name: String, _ settings: [(name: String, value: String)] = []) throws -> Design {
    func elaborated(_ unit: some Units.Unit) throws -> Design { try elaborate(unit) }
    let type = try #require(UnitCatalog.all.first { $0.unitName == name })
    return try elaborated(type.init(settings: settings))
  }
}
