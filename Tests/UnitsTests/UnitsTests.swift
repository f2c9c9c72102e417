import HDL
import Testing
import Units

@Suite struct CatalogTests {
  @Test(arguments: UnitCatalog.all.map { $0.unitName })
  func everyConfigurationElaboratesWithoutWarnings(_ name: String) throws {
    func check<U: Unit>(_: U.Type) throws {
      for unit in [U()] + U.samples {
        let (_, warnings) = try elaborateWithWarnings(unit)
        #expect(warnings.isEmpty, "\(unit): \(warnings.map(\.description).joined(separator: "\n"))")
      }
    }
    try check(UnitCatalog.unit(named: name))
  }

  @Test func settingsComeAsText() throws {
    #expect(try FlashPE(settings: [(name: "lanes", value: "8")]).lanes == 8)
    #expect(throws: UnitError.self) { try FlashPE(settings: [(name: "lane", value: "8")]) }
    #expect(throws: UnitError.self) { try FlashPE(settings: [(name: "lanes", value: "many")]) }
    #expect(throws: UnitError.self) { try FlashPE(settings: [(name: "lanes", value: "0")]) }
    #expect(throws: UnitError.self) { try UnitCatalog.unit(named: "flash-pee") }
  }
}
