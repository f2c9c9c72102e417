@_exported import UnitProtocol
import Netlist

/// Every unit that the tool offers, in the order of `hwgen list`.
public enum UnitCatalog {
  public static let all: [any Unit.Type] = [
    MacPE.self,
    FlashPE.self,
    FlashPage.self,
    FlashCore.self,
    FlashChannel.self,
    FlashBus.self, FlashDie.self, FlashMemoryChip.self,
    WordFifo.self, WordRegisterSlice.self, WordArbiter.self, WidthAdapter.self, WordAsynchronousFifo.self,
    SignedAdderTree.self, PlainDotProduct.self, MultiplyAccumulate.self,
    MacArray.self, MacElementArray.self, DotProductBank.self,
    NPUSystolic.self,
    FloatAdder.self, FloatMultiplier.self, FloatComparator.self, FloatConverter.self,
    RMSNorm.self, Softmax.self, GatedActivation.self, RotaryEmbedding.self, ResidualAdd.self, Argmax.self, LayerNorm.self,
    BlockQuantizer.self, RowScaler.self, OutlierExtractor.self, ShadowMAC.self,
  ]

  /// The unit called `name`; throws `UnitError` with the nearest name.
  public static func unit(named name: String) throws -> any Unit.Type {
    guard let unit = all.first(where: { $0.unitName == name }) else {
      throw UnitError("there is no unit '\(name)'" + Suggestion.remedy(for: name, among: all.map { $0.unitName }))
    }
    return unit
  }
}
