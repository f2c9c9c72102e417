@_exported import TestbenchKit
import Units

/// The testbench of each unit, by the unit's name.
public enum TestbenchCatalog {
  public typealias Entry = TestbenchEntry

  public static let all: [Entry] = [
    Entry(FlashPETestbench.self),
    Entry(FlashPageTestbench.self),
    Entry(FlashCoreTestbench.self),
    Entry(FlashChannelTestbench.self),
    Entry(FlashBusTestbench.self), Entry(FlashDieTestbench.self), Entry(FlashChipTestbench.self),
    Entry(MacPETestbench.self),
    Entry(FifoTestbench.self), Entry(RegisterSliceTestbench.self), Entry(ArbiterTestbench.self),
    Entry(WidthAdapterTestbench.self),
    Entry(AsynchronousFifoTestbench.self),
    Entry(AdderTreeTestbench.self), Entry(DotProductTestbench.self), Entry(MultiplyAccumulateTestbench.self),
    Entry(NPUSystolicTestbench.self),
    Entry(MacArrayTestbench.self), Entry(MacElementArrayTestbench.self), Entry(DotProductBankTestbench.self),
    Entry(FloatAdderTestbench.self), Entry(FloatMultiplierTestbench.self), Entry(FloatComparatorTestbench.self),
    Entry(FloatConverterTestbench.self),
    Entry(RMSNormTestbench.self), Entry(SoftmaxTestbench.self), Entry(GatedActivationTestbench.self),
    Entry(RotaryEmbeddingTestbench.self),
    Entry(ResidualAddTestbench.self), Entry(ArgmaxTestbench.self), Entry(LayerNormTestbench.self),
    Entry(BlockQuantizerTestbench.self), Entry(RowScalerTestbench.self),
    Entry(OutlierExtractorTestbench.self), Entry(ShadowMACTestbench.self),
  ]

  public static func testbench(of unitName: String) throws -> Entry {
    guard let entry = all.first(where: { $0.unitName == unitName }) else { throw UnitError("\(unitName) has no testbench") }
    return entry
  }
}
