import Numerics

/// The formats of `FormatCatalog` whose numbers a fused dot product takes, by their names there.
public enum FactorName: String, Sendable, CaseIterable, Codable {
  case fp32, fp16, bf16, fp20, e5m2, e4m3, s0e4m4, e3m2, e2m3, e2m1, int4, int8
  case int4SignMagnitude = "int4-sign-magnitude"
  case int8SignMagnitude = "int8-sign-magnitude"
  case uint4Zero8 = "uint4-zero8"

  /// The definition in the catalog.
  public var format: NumberFormat {
    guard let format = FormatCatalog.format(named: rawValue) else {
      preconditionFailure("FormatCatalog has no format '\(rawValue)'")
    }
    return format
  }
  /// Bits of a code.
  public var width: Int { format.width }

  /// The layout of a floating-point format; nil of whole numbers.
  var layout: FloatLayout? {
    if case .float(let layout) = format.encoding { return layout }
    return nil
  }
  /// The representation of whole numbers; nil of a floating-point format.
  var integer: IntegerLayout? {
    if case .integer(let layout) = format.encoding { return layout }
    return nil
  }

  /// Bits of a magnitude without its exponent.
  var significandBits: Int {
    if let layout { return layout.fractionBits + 1 }
    guard let integer else { return width }
    switch integer.representation {
    case .twosComplement, .asymmetric: return integer.width
    case .signMagnitude: return integer.width - 1
    }
  }
  /// The largest exponent field of a number; 1 of whole numbers.
  var largestField: Int {
    guard let layout else { return 1 }
    return 1 << layout.exponentBits - (layout.specials == .infinitiesAndNaNs ? 2 : 1)
  }
  /// The power of two of a magnitude's lowest bit where the exponent field is 1, or there is none.
  var smallestUnit: Int { layout.map { 1 - $0.bias - $0.fractionBits } ?? 0 }

  /// The power of two of a code's lowest bit.
  func unit(of code: UInt32) -> Int {
    guard let layout else { return 0 }
    let field = Int(code >> UInt32(layout.fractionBits)) & (1 << layout.exponentBits - 1)
    return smallestUnit + max(1, field) - 1
  }
}
