@_exported import TestbenchKit
import Netlist
import Units

/// Every unit that the tool offers, each with its testbench, in the order of `hwgen list`.
public enum UnitCatalog {
  public static let testbenches: [TestbenchEntry] = [
    TestbenchEntry(MacPETestbench.self),
    TestbenchEntry(FlashPETestbench.self),
    TestbenchEntry(FlashPageTestbench.self),
    TestbenchEntry(FlashCoreTestbench.self),
    TestbenchEntry(FlashChannelTestbench.self),
    TestbenchEntry(FlashBusTestbench.self),
    TestbenchEntry(FlashDieTestbench.self),
    TestbenchEntry(FlashChipTestbench.self),
    TestbenchEntry(OutlierCorrectorTestbench.self),
    TestbenchEntry(SECDEDTestbench.self),
    TestbenchEntry(FifoTestbench.self),
    TestbenchEntry(RegisterSliceTestbench.self),
    TestbenchEntry(ArbiterTestbench.self),
    TestbenchEntry(WidthAdapterTestbench.self),
    TestbenchEntry(AsynchronousFifoTestbench.self),
    TestbenchEntry(AdderTreeTestbench.self),
    TestbenchEntry(DotProductTestbench.self),
    TestbenchEntry(MultiplyAccumulateTestbench.self),
    TestbenchEntry(MacArrayTestbench.self),
    TestbenchEntry(MacElementArrayTestbench.self),
    TestbenchEntry(DotProductBankTestbench.self),
    TestbenchEntry(NPUSystolicTestbench.self),
    TestbenchEntry(FloatAdderTestbench.self),
    TestbenchEntry(FloatMultiplierTestbench.self),
    TestbenchEntry(FloatFusedMultiplyAddTestbench.self),
    TestbenchEntry(FloatComparatorTestbench.self),
    TestbenchEntry(FloatConverterTestbench.self),
    TestbenchEntry(FloatDotProductTestbench.self),
    TestbenchEntry(SparseWeightDecoderTestbench.self),
    TestbenchEntry(GroupVectorEngineTestbench.self),
    TestbenchEntry(RMSNormTestbench.self),
    TestbenchEntry(SoftmaxTestbench.self),
    TestbenchEntry(GatedActivationTestbench.self),
    TestbenchEntry(RotaryEmbeddingTestbench.self),
    TestbenchEntry(ResidualAddTestbench.self),
    TestbenchEntry(ArgmaxTestbench.self),
    TestbenchEntry(LayerNormTestbench.self),
    TestbenchEntry(BlockQuantizerTestbench.self),
    TestbenchEntry(RowScalerTestbench.self),
    TestbenchEntry(OutlierExtractorTestbench.self),
    TestbenchEntry(ShadowMACTestbench.self),
    TestbenchEntry(NeuronFetchTestbench.self),
    TestbenchEntry(PIMMacTestbench.self),
    TestbenchEntry(HBMPIMMacTestbench.self),
  ]

  /// The units without their testbenches.
  public static var all: [any Unit.Type] { testbenches.map(\.unit) }

  /// The unit called `name`; throws `UnitError` with the nearest name.
  public static func unit(named name: String) throws -> any Unit.Type { try testbench(of: name).unit }

  /// The testbench of the unit called `name`; throws `UnitError` with the nearest name.
  public static func testbench(of name: String) throws -> TestbenchEntry {
    guard let entry = testbenches.first(where: { $0.unitName == name }) else {
      throw UnitError("there is no unit '\(name)'" + Suggestion.remedy(for: name, among: testbenches.map(\.unitName)))
    }
    return entry
  }
}
