import Testbenches
import Units

/// What a command line offers: units, their testbenches, and the name of the tool.
public struct Catalog: Sendable {
  /// What the executable is called.
  public var name: String
  /// In the order of `list`.
  public var units: [any Unit.Type]
  public var testbenches: [TestbenchCatalog.Entry]

  public init(name: String, units: [any Unit.Type], testbenches: [any Testbench.Type]) {
    self.init(name: name, units: units, entries: testbenches.map { Self.entry($0) })
  }

  init(name: String, units: [any Unit.Type], entries: [TestbenchCatalog.Entry]) {
    self.name = name
    self.units = units
    self.testbenches = entries
  }

  /// Everything that comes with hwgen.
  public static let hwgen = Catalog(name: "hwgen", units: UnitCatalog.all, entries: TestbenchCatalog.all)

  /// The catalog of the running command line.
  @TaskLocal public static var current = Catalog.hwgen

  private static func entry<T: Testbench>(_ type: T.Type) -> TestbenchCatalog.Entry { TestbenchCatalog.Entry(type) }

  /// Throws a usage failure with the nearest name if there is no such unit.
  public func unit(named name: String) throws -> any Unit.Type {
    guard let unit = units.first(where: { $0.unitName == name }) else {
      throw CommandFailure.usage("there is no unit '\(name)'" + Suggestion.remedy(for: name, among: units.map { $0.unitName }))
    }
    return unit
  }

  public func hasTestbench(_ unitName: String) -> Bool { testbenches.contains { $0.unitName == unitName } }

  /// Throws a usage failure if the unit has no testbench.
  public func testbench(of unitName: String) throws -> TestbenchCatalog.Entry {
    guard let entry = testbenches.first(where: { $0.unitName == unitName }) else {
      let others = testbenches.map(\.unitName).joined(separator: ", ")
      throw CommandFailure.usage("\(unitName) has no testbench" + (others.isEmpty ? "" : "; there is one for \(others)"))
    }
    return entry
  }
}
