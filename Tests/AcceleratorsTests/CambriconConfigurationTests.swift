import Testing

import Accelerators
import Transformer

/// The balance between flash and NPU against the paper's numbers.
@Suite struct CambriconConfigurationTests {
  /// With pages of all cores on both sides of the balance, the paper's S gives the flash 0.69 of the weights.
  @Test func paperSBalances() throws { #expect(abs(try #require(CambriconConfiguration.paperS.balancedShare) - 0.688) < 0.005) }

  /// Every weight is multiplied once, whatever the division, the share and the number of channels are.
  @Test(arguments: MatrixDivision.allCases, [0, 0.3, 0.956, 1]) func sharesAreWhole(division: MatrixDivision, alpha: Double) {
    for (rows, columns, channels) in [(1, 1, 1), (3, 70, 8), (576, 576, 8), (100, 1536, 3)] {
      var system = CambriconConfiguration.laptop
      system.division = division
      system.channels = channels
      let groups = (columns + 63) / 64
      let count = division == .rows ? rows : groups
      let shares = MatrixShares(system, rows: rows, groups: groups, inFlash: Int((Double(count) * alpha).rounded()))
      var uses = [Int](repeating: 0, count: rows * groups)
      for block in shares.channels + [shares.npu] {
        for row in block.rows { for group in block.groups { uses[row * groups + group] += 1 } }
      }
      #expect(uses.allSatisfy { $0 == 1 })
      #expect(shares.npu.isEmpty == (alpha == 1 || (alpha == 0.956 && (division == .rows ? rows : groups) < 12)))
    }
  }

  @Test func faultsAreNamed() throws {
    var system = CambriconConfiguration.laptop
    #expect(system.fault == nil)
    system.pageBytes = 100
    #expect(system.fault?.contains("100") == true)
    system = .laptop
    system.lanes = 12
    #expect(system.fault?.contains("12") == true)
  }

  /// A preset is its parameters: what it sets is what the configuration has.
  @Test(arguments: [("laptop", CambriconConfiguration.laptop), ("paper-s", .paperS), ("paper-m", .paperM), ("paper-l", .paperL)])
  func presetsAreConfigurations(name: String, configuration: CambriconConfiguration) throws {
    #expect(try CambriconConfiguration(CambriconLLM.values(preset: name)) == configuration)
  }

  @Test func parametersTakeTexts() throws {
    var values = try CambriconLLM.values(preset: "paper-s")
    #expect(values.name == "paper-s" && CambriconConfiguration(values).flashShare == nil)
    try values.set("division", "columns")
    #expect(values.name == "paper-s")
    for (name, text) in [("division", "rows"), ("flash-share", "0.5"), ("channels", "3"), ("channel-rate", "2e9")] {
      try values.set(name, text)
    }
    let configuration = CambriconConfiguration(values)
    #expect(values.name == "custom" && configuration.division == .rows && configuration.flashShare == 0.5)
    #expect(configuration.channels == 3 && configuration.channelRate == 2e9 && configuration.lanes == 2)
    try values.set("flash-share", "fastest")
    #expect(CambriconConfiguration(values).flashShare == nil && values.texts["flash-share"] == "fastest")
    for (name, text) in [
      ("division", "diagonal"), ("flash-share", "1.5"), ("flash-share", "nan"), ("channels", "2.5"), ("channels", "0"),
      ("clock-rate", "inf"), ("channels", "many"), ("color", "1"),
    ] { #expect(throws: AcceleratorError.self, "\(name)=\(text)") { try values.set(name, text) } }
  }
}
