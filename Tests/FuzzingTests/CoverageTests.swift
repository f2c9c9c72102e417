import Fuzzing
import Netlist
import Testing

/// What `make fuzz` covers.
@Suite struct CoverageTests {
  /// Each shape of the language occurs in at least so many of the first thousand circuits.
  private static let wanted: [(shape: String, count: Int)] = [
    ("arrays of instances", 100), ("grids of instances", 100), ("vectors of bundles", 100), ("memories with files", 100),
    ("memories of bundles", 100), ("bits of scalars", 100), ("nested places", 100), ("enumerations", 100), ("two clocks", 100),
    ("crossings", 100), ("two reset styles", 100), ("falling edges", 100), ("asynchronous resets", 100),
    ("resets active at 0", 100), ("local resets", 100), ("clocks that registers make", 100), ("gated clocks", 100),
  ]

  @Test func circuitsHaveWhatTheLanguageHas() throws {
    let crossings = try #require(Pipeline.standard.passes.first { $0.name == "clock crossings" })
    var seen: [String: Int] = [:]
    for seed in 0..<1000 as Range<UInt64> {
      let design = CircuitGenerator.design(seed: seed)
      for shape in Set(design.modules.flatMap(shapes)) { seen[shape, default: 0] += 1 }
      var copy = design
      if !Pipeline([crossings]).run(&copy).isEmpty { seen["crossings", default: 0] += 1 }
    }
    for (shape, count) in Self.wanted {
      #expect(seen[shape, default: 0] >= count, "\(shape): \(seen[shape, default: 0]) of 1,000 circuits")
    }
  }

  private func shapes(of module: Module) -> [String] {
    var result: [String] = []
    func note(_ shape: String, _ holds: Bool) { if holds { result.append(shape) } }
    note("arrays of instances", module.instances.contains { $0.dimensions.count == 1 })
    note("grids of instances", module.instances.contains { $0.dimensions.count == 2 })
    note("vectors of bundles", module.registers.contains { module[$0.value].isField })
    note("memories with files", module.memories.contains { $0.contentsFile != nil })
    note("memories of bundles", module.memories.contains { $0.name == "records_1" })
    note("enumerations", !module.enumerations.isEmpty)
    note("two clocks", module.clockPorts.count == 2)
    note("two reset styles", Set(module.domains.filter { $0.reset != nil }.map(\.resetStyle)).count > 1)
    for domain in module.domains {
      note("falling edges", domain.edge == .falling)
      if case .register = module[domain.clock].operation { result.append("clocks that registers make") }
      if case .instanceOutput = module[domain.clock].operation { result.append("gated clocks") }
      guard let reset = domain.reset else { continue }
      note("asynchronous resets", domain.resetStyle.isAsynchronous)
      note("resets active at 0", domain.resetStyle.isActiveLow)
      note("local resets", module[reset].operation == .wire)
    }
    Module.walk(module.statements) { statement in
      guard case .assign(.part(let id, let part), _) = statement.kind else { return }
      note("bits of scalars", module[id].type.count == nil && part.width < module[id].type.width)
      note("nested places", part.indices.count > 1)
    }
    return result
  }
}
