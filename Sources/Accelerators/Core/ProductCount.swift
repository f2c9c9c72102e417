import Transformer

/// The units' RTL counted other products than the model has.
public struct ProductMismatch: Error, Hashable, CustomStringConvertible {
  /// Multiply-accumulate operations, as the RTL has counted and as the model's sizes say.
  public let counted: Int, formula: Int
  /// One line with both numbers.
  public var description: String { "the RTL counted \(counted) products, but the model has \(formula)" }
}

extension SystemSession {
  /// Throws where the units counted other products than `formula`, which says how many the model has.
  public func checkProducts(_ formula: Int) throws {
    if macs != formula { throw ProductMismatch(counted: macs, formula: formula) }
  }
}
