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
      let count = division == .columns ? groups : rows
      let shares = MatrixShares(system, rows: rows, groups: groups, inFlash: Int((Double(count) * alpha).rounded()))
      var uses = [Int](repeating: 0, count: rows * groups)
      for block in shares.channels + [shares.npu] {
        for row in block.rows { for group in block.groups { uses[row * groups + group] += 1 } }
      }
      #expect(uses.allSatisfy { $0 == 1 })
      #expect(shares.npu.isEmpty == (alpha == 1 || (alpha == 0.956 && (division == .columns ? groups : rows) < 12)))
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
    system = .laptop
    system.pageColumns = 32
    #expect(system.fault?.contains("32") == true)
  }

  /// The paper's tiles, and its remainder mapping: column parts occupy channels, row groups lie side by side, and the others idle.
  @Test func tilesAreThePapers() {
    #expect(CambriconConfiguration.paperSTiles.tile == (256, 2048))
    #expect(CambriconConfiguration.paperMTiles.tile == (512, 4096))
    #expect(CambriconConfiguration.paperLTiles.tile == (512, 16384))
    #expect(CambriconConfiguration.paperS.tiled(512).tile == (128, 4096))
    #expect(CambriconConfiguration.paperS.tiled(16).tile == (4096, 128))
    // 768 columns are three page rows: two groups of rows side by side, two channels without work; 20 pages of 64 rows.
    let few = MatrixShares(.paperSTiles, rows: 1500, groups: 12, inFlash: 1280)
    #expect(
      few.channels.map(\.rows) == Array(repeating: 0..<640, count: 3) + Array(repeating: 640..<1280, count: 3) + [0..<0, 0..<0])
    #expect(
      few.channels.prefix(3).map(\.groups) == [0..<4, 4..<8, 8..<12] && few.npu.rows == 1280..<1500)
    #expect(few.sets == [[0, 1, 2], [3, 4, 5], [8]])
    // 5,120 columns are 20 page rows: three for each of seven channels.
    let many = MatrixShares(.paperSTiles, rows: 256, groups: 80, inFlash: 256)
    #expect(many.channels.map(\.groups.count) == [12, 12, 12, 12, 12, 12, 8, 0] && many.sets == [[0, 1, 2, 3, 4, 5, 6]])
  }

  /// A preset is its parameters: what it sets is what the configuration has.
  @Test(arguments: [
    ("laptop", CambriconConfiguration.laptop), ("paper-s", .paperS), ("paper-m", .paperM), ("paper-l", .paperL),
    ("paper-s-tiles", .paperSTiles), ("paper-m-tiles", .paperMTiles), ("paper-l-tiles", .paperLTiles),
  ])
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
