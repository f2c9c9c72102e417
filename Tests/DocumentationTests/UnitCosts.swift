import Exploration
import Foundation

/// What the committed figures of `hwgen qor` say of a unit.
enum UnitCosts {
  static func record() throws -> UnitFiguresRecord {
    let url = root.appendingPathComponent("Documentation/Figures/units.json")
    return try JSONDecoder().decode(UnitFiguresRecord.self, from: Data(contentsOf: url))
  }

  /// The part of a unit's page; nil for a unit that was not measured.
  static func text(of unit: String) throws -> String? {
    let record = try record()
    guard let one = record.units.first(where: { $0.unit == unit }) else { return nil }
    let settings = one.settings.isEmpty ? "default configuration" : one.settings.map { "`\($0)`" }.joined(separator: " ")
    let how = one.mapping == .area ? "" : ", `--mapping \(one.mapping.rawValue)`"
    var rows = [
      ["area", "\(whole(one.areaUm2)) um2, \(whole(one.gateEquivalents)) gate equivalents"], ["flip-flops", "\(one.flipFlops)"],
      ["slowest path", String(format: "%.2f ns, %.0f MHz", one.criticalPathNs, one.fmaxMhz)],
    ]
    if one.memoryBits > 0 {
      rows.insert(["memories, not in the area", "\(one.memoryBits) bits, taken for \(whole(one.memoryAreaUm2)) um2"], at: 2)
    }
    if let factor = NodeScaling.node(ofLibrary: record.library).flatMap({ NodeScaling.areaFactor(from: $0, to: 65) }) {
      rows.append(["area scaled to 65 nm", "\(whole(one.areaUm2 * factor)) um2 (by the table of \(NodeScaling.source))"])
    }
    let tools = record.toolVersions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    var text = "## Area and speed\n\n"
    text += "Cells of \(record.library) (0.18 um), \(settings)\(how), between registers, without wires; medians of "
    text += "\(UnitFigures.runs) runs; \(tools).\n\n"
    text += Generators.table(["figure", "value"], rows)
    let parts = one.parts.filter { $0.areaUm2 > 0 || $0.memoryBits > 0 }
    if parts.count > 1 {
      text +=
        "\n\n"
        + Generators.table(
          ["part", "share of the area", "flip-flops", "memory bits"],
          parts.prefix(8).map {
            [
              "`\($0.path)`", String(format: "%.1f %%", $0.areaUm2 / max(1, one.areaUm2) * 100), "\($0.flipFlops)",
              "\($0.memoryBits)",
            ]
          })
    }
    return text
      + "\n\n[How it is measured](../Targets/Exploration.md); `hwgen synth --unit \(unit)` gives lines, cells and the path."
  }

  /// The in-flash compute unit's parts beside the paper's table, as ratios.
  static func flashAreas() throws -> String {
    let record = try record()
    guard let one = record.units.first(where: { $0.unit == "flash-pe" }), let factor = NodeScaling.areaFactor(from: 180, to: 65)
    else { return "" }
    let buffers = one.parts.filter {
      $0.path.hasSuffix(".vectorBuffer") || $0.path.hasSuffix(".vector_buffer") || $0.path.hasSuffix(".results")
    }.reduce(0) {
      $0 + $1.areaUm2
    }
    let logic = one.areaUm2 - buffers
    // Cambricon-LLM, table IV: 65 nm, 2 KB of buffers, two multiply-accumulate elements; um2.
    let paper = (elements: 562.0, buffers: 58755.1, correction: 496.4)
    let total = one.areaUm2 + one.memoryAreaUm2, paperTotal = paper.elements + paper.buffers + paper.correction
    func ratio(_ value: Double) -> String { String(format: value < 0.1 ? "%.4f" : "%.2f", value) }
    let rows = [
      ["buffers / total", ratio((buffers + one.memoryAreaUm2) / total), ratio(paper.buffers / paperTotal)],
      ["multipliers, accumulators and control / total", ratio(logic / total), "\(ratio(paper.elements / paperTotal)) (\"PEs\")"],
      ["that / buffers", ratio(logic / (buffers + one.memoryAreaUm2)), ratio(paper.elements / paper.buffers)],
      [
        "a bit of buffer, in gate equivalents",
        ratio((buffers + one.memoryAreaUm2) / Double(one.memoryBits) / (one.areaUm2 / one.gateEquivalents)), "-",
      ],
      ["total scaled to 65 nm / the paper's total", ratio(total * factor / paperTotal), "1"],
    ]
    return Generators.table(["ratio", "flash-pe", "paper, table IV"], rows)
  }

  private static func whole(_ value: Double) -> String { String(format: "%.0f", value) }
}
