import HDL
import Testing
import Simulation
import Testbenches
import Units

@Suite struct CatalogTests {
  @Test(arguments: UnitCatalog.all.map { $0.unitName })
  func everyConfigurationElaboratesWithoutWarnings(_ name: String) throws {
    func check<U: Unit>(_: U.Type) throws {
      for unit in [U()] + U.samples {
        #expect(unit.parameterError == nil)
        let (_, warnings) = try elaborateWithWarnings(unit)
        #expect(warnings.isEmpty, "\(unit): \(warnings.map(\.description).joined(separator: "\n"))")
      }
    }
    try check(UnitCatalog.unit(named: name))
  }

  @Test func namesAndParametersAreDescribed() {
    func check<U: Unit>(_: U.Type) {
      #expect(!U.summary.isEmpty)
      #expect(U.parameterHelp.map(\.name) == Mirror(reflecting: U()).children.map { $0.label ?? "" })
      #expect(U.unitName.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
    }
    let names = UnitCatalog.all.map { $0.unitName }
    #expect(Set(names).count == names.count)
    for unit in UnitCatalog.all { check(unit) }
  }

  @Test func settingsComeAsText() throws {
    #expect(try FlashPE(settings: [(name: "lanes", value: "8")]).lanes == 8)
    #expect(try WordRegisterSlice(settings: [(name: "style", value: "half")]).style == .half)
    #expect(throws: UnitError.self) { try FlashPE(settings: [(name: "lane", value: "8")]) }
    #expect(throws: UnitError.self) { try FlashPE(settings: [(name: "lanes", value: "many")]) }
    #expect(throws: UnitError.self) { try FlashPE(settings: [(name: "lanes", value: "0")]) }
    #expect(throws: UnitError.self) { try WordRegisterSlice(settings: [(name: "style", value: "quarter")]) }
    #expect(throws: UnitError.self) { try UnitCatalog.unit(named: "flash-pee") }
  }
}

@Suite struct FlashPETests {
  @Test(arguments: [FlashPE()] + FlashPE.samples)
  func matchesTheModel(_ unit: FlashPE) throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let simulator = try BuiltinSimulator(elaborate(unit))
      let report = try FlashPETestbench.run(unit, on: simulator, options: TestbenchOptions(seed: seed, count: 500))
      #expect(report.passed, "\(unit), seed \(seed): \(report.firstMismatch ?? "\(report.coverage)")")
    }
  }
}
