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
      #expect(U.parameterDescriptions.map(\.name) == Mirror(reflecting: U()).children.map { $0.label ?? "" })
      #expect(U.unitName.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
    }
    let names = UnitCatalog.all.map { $0.unitName }
    #expect(Set(names).count == names.count)
    for unit in UnitCatalog.all { check(unit) }
  }

  /// What the tables say is what is taken: each end of each range, nothing beyond it, every choice and no other. A value that only
  /// goes with others of another parameter is refused by name, and not because of its own range.
  @Test(arguments: UnitCatalog.all.map { $0.unitName }) func tablesSayWhatIsTaken(_ name: String) throws {
    func refusal<U: Unit>(_: U.Type, _ name: String, _ value: some CustomStringConvertible) -> String? {
      do {
        _ = try U(settings: [(name: name, value: value.description)])
        return nil
      } catch { return "\(error)" }
    }
    func check<U: Unit>(_ unit: U.Type) {
      for parameter in U.parameterDescriptions {
        let outside: [String]
        switch parameter.values {
        case .integers(let range, let factor):
          outside = ["\(range.lowerBound - 1)", "\(range.upperBound + 1)"] + (factor > 1 ? ["\(range.lowerBound + 1)"] : [])
          for end in [range.lowerBound, range.upperBound] {
            #expect(refusal(unit, parameter.name, end)?.contains("must be \(range.lowerBound) to") != true, "\(parameter)")
          }
        case .powersOfTwo(let range): outside = ["\(range.lowerBound - 1)", "\(2 * range.upperBound)", "3"]
        case .choices(let names):
          outside = ["nothing"]
          for name in names { #expect(parameter.error(of: name) == nil) }
        case .flag: outside = ["maybe"]
        case .any:
          Issue.record("\(U.unitName) does not say which values \(parameter.name) takes")
          return
        }
        for value in outside {
          #expect(refusal(unit, parameter.name, value) != nil, "\(U.unitName) takes \(parameter.name)=\(value)")
        }
      }
    }
    try check(UnitCatalog.unit(named: name))
  }

  @Test func tablesPrintTheirValues() throws {
    func description<U: Unit>(_: U.Type, _ name: String) throws -> ParameterDescription {
      try #require(U.parameterDescriptions.first { $0.name == name })
    }
    #expect(try description(FlashPE.self, "lanes").help == "INT8 multipliers, and bytes of a weight beat, 1 to 128")
    let length = try description(BlockQuantizer.self, "maximumLength")
    #expect(length.help == "values of the longest vector, a multiple of 64, 64 to 65536")
    let problem = "maximumLength must be a multiple of 64, 64 to 65536, not 100"
    #expect(length.error(of: "100") == problem && length.error(of: "128") == nil)
    let depth = try description(WordAsynchronousFifo.self, "depth")
    #expect(depth.error(of: "12") == "depth must be a power of two from 2 to 65536, not 12")
    let format = try description(FloatAdder.self, "format").help
    #expect(format == "of operands and result, fp32, fp16, bf16, fp20, e5m2, e4m3, e3m2, e2m3 or e2m1")
    #expect(try description(PlainDotProduct.self, "signed").help == "whether elements are two's-complement numbers")
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
