import ArgumentParser
import TestbenchKit
import UnitProtocol
import Netlist

/// What a command line offers: units, their testbenches, and the name of the tool.
public struct Catalog: Sendable {
  /// What the executable is called.
  public var name: String
  /// In the order of `list`.
  public var units: [any Unit.Type]
  public var testbenches: [TestbenchEntry]
  /// Commands of the package's own, beside those that every tool has.
  public var commands: [any ParsableCommand.Type] = []
  /// Systems of units, in the order of `list --systems`.
  package var systems: [SystemEntry] = []
  /// What `prove --all` proves; nil for the default configuration and the samples of every unit.
  package var proofs: [ProofEntry]?

  public init(name: String, units: [any Unit.Type], testbenches: [any Testbench.Type]) {
    self.init(name: name, units: units, entries: testbenches.map { Self.entry($0) })
  }

  package init(name: String, units: [any Unit.Type], entries: [TestbenchEntry]) {
    self.name = name
    self.units = units
    self.testbenches = entries
  }

  /// The catalog of the running command line.
  @TaskLocal public static var current = Catalog(name: "hwgen", units: [], entries: [])

  private static func entry<T: Testbench>(_ type: T.Type) -> TestbenchEntry { TestbenchEntry(type) }

  /// Throws a usage failure with the nearest name if there is no such unit.
  public func unit(named name: String) throws -> any Unit.Type {
    guard let unit = units.first(where: { $0.unitName == name }) else {
      throw CommandFailure.usage("there is no unit '\(name)'" + Suggestion.remedy(for: name, among: units.map { $0.unitName }))
    }
    return unit
  }

  public func hasTestbench(_ unitName: String) -> Bool { testbenches.contains { $0.unitName == unitName } }

  /// Throws a usage failure if the unit has no testbench.
  public func testbench(of unitName: String) throws -> TestbenchEntry {
    guard let entry = testbenches.first(where: { $0.unitName == unitName }) else {
      let others = testbenches.map(\.unitName).joined(separator: ", ")
      throw CommandFailure.usage("\(unitName) has no testbench" + (others.isEmpty ? "" : "; there is one for \(others)"))
    }
    return entry
  }
}
