import Transformer

/// The units' RTL counted other products than the model has.
public struct ProductMismatch: Error, Hashable, CustomStringConvertible {
  public let counted: Int, formula: Int
  public var description: String { "the RTL counted \(counted) products, but the model has \(formula)" }
}

extension SystemSession {
  /// Throws where the units counted other products than `formula`, which says how many the model has.
  public func checkProducts(_ formula: Int) throws {
    if macs != formula { throw ProductMismatch(counted: macs, formula: formula) }
  }
}
