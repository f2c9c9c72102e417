import Testing

import Accelerators

/// The balance between flash and NPU against the paper's numbers.
@Suite struct CambriconConfigurationTests {
  /// With pages of all cores on both sides of the balance, the paper's S gives the flash 0.69 of the weights.
  @Test func paperSBalances() {
    #expect(abs(CambriconConfiguration.paperS.alpha - 0.688) < 0.005)
  }

  @Test func sharesAreWhole() {
    var system = CambriconConfiguration.laptop
    #expect(system.fault == nil)
    for rows in [1, 3, 576, 1536, 49152] { #expect((0...rows).contains(system.flashRows(of: rows))) }
    system.flashShare = 1
    #expect(system.flashRows(of: 576) == 576)
    system.flashShare = 1.5
    #expect(system.fault != nil)
  }
}
