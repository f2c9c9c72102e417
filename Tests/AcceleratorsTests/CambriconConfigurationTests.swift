import Testing

import Accelerators
import Transformer

/// The balance between flash and NPU against the paper's numbers.
@Suite struct CambriconConfigurationTests {
  /// With pages of all cores on both sides of the balance, the paper's S gives the flash 0.69 of the weights.
  @Test func paperSBalances() {
    #expect(abs(CambriconConfiguration.paperS.alpha - 0.688) < 0.005)
  }

  /// Every weight is multiplied once, whatever the division, the share and the number of channels are.
  @Test(arguments: MatrixDivision.allCases, [0, 0.3, 0.956, 1]) func sharesAreWhole(division: MatrixDivision, alpha: Double) {
    for (rows, columns, channels) in [(1, 1, 1), (3, 70, 8), (576, 576, 8), (100, 1536, 3)] {
      var system = CambriconConfiguration.laptop
      system.division = division
      system.flashShare = alpha
      system.channels = channels
      let matrix = BlockMatrix(
        QuantizedMatrix(
          name: "test", rows: rows, columns: columns, values: [Int8](repeating: 1, count: rows * columns),
          scales: [Float](repeating: 1, count: rows)))
      let shares = MatrixShares(system, matrix)
      var uses = [Int](repeating: 0, count: rows * matrix.groups)
      for block in shares.channels + [shares.npu] {
        for row in block.rows { for group in block.groups { uses[row * matrix.groups + group] += 1 } }
      }
      #expect(uses.allSatisfy { $0 == 1 })
      #expect(shares.npu.isEmpty == (alpha == 1 || (alpha == 0.956 && (division == .rows ? rows : matrix.groups) < 12)))
    }
  }

  @Test func faultsAreNamed() {
    var system = CambriconConfiguration.laptop
    #expect(system.fault == nil)
    system.flashShare = 1.5
    #expect(system.fault?.contains("1.5") == true)
    system = .laptop
    system.pageBytes = 100
    #expect(system.fault?.contains("100") == true)
  }
}
