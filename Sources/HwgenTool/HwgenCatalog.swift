import Accelerators
import CommandLineTool
import Testbenches
import Units

extension Catalog {
  /// Everything that comes with hwgen.
  public static let hwgen: Catalog = {
    var catalog = Catalog(name: "hwgen", units: UnitCatalog.all, entries: UnitCatalog.testbenches)
    catalog.proofs = ShippedProofs.entries
    catalog.systems = SystemCatalog.all.map { SystemEntry($0) }
    catalog.commands = [
      NewCommand.self, QualityCommand.self, DemoCommand.self, BenchCommand.self, GenerateCommand.self, TokenizeCommand.self,
      DetokenizeCommand.self, PerplexityCommand.self, CompileCommand.self, EstimateCommand.self, ReproduceCommand.self,
      CalibrateCommand.self, SpeedCommand.self, InjectCommand.self, FuzzCommand.self, FormatCommand.self, PlaceCommand.self,
    ]
    return catalog
  }()
}

extension SystemEntry {
  /// What `list` and `emit` know of a system.
  init(_ system: any AcceleratorSystem.Type) {
    func value(_ text: String) -> JSONValue { Double(text).map { .number($0) } ?? .text(text) }
    let description = SystemDescription(
      name: system.name, summary: system.summary,
      presets: system.presets.map { .init(name: $0.name, summary: $0.summary, values: $0.values.mapValues(value)) },
      parameters: system.parameters.map {
        .init(name: $0.name, unit: $0.unit, range: $0.rangeText, default: value($0.text($0.defaultValue)), source: $0.source)
      })
    self.init(description, schema: system.configurationSchema) { request in
      let values = try SystemValueOptions.values(
        of: system, preset: request.preset, config: request.config, settings: request.settings)
      let graph = try ModelOptions.load(request.model).graph
      return try system.made(values, graph: graph, positions: 1).lanes.map { ($0.name, $0.unit) }
    }
  }
}
