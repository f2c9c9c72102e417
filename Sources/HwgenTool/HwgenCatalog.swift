import CommandLineTool
import Testbenches
import Units

extension Catalog {
  /// Everything that comes with hwgen.
  public static let hwgen: Catalog = {
    var catalog = Catalog(name: "hwgen", units: UnitCatalog.all, entries: TestbenchCatalog.all)
    catalog.proofs = ShippedProofs.entries
    catalog.commands = [
      NewCommand.self, QualityCommand.self, DemoCommand.self, BenchCommand.self, GenerateCommand.self, TokenizeCommand.self,
      DetokenizeCommand.self,
      PerplexityCommand.self, CalibrateCommand.self, SpeedCommand.self, FuzzCommand.self,
    ]
    return catalog
  }()
}
