/// What a simulation prints: text, and values between.
public struct DisplayText: Hashable, Sendable {
  public enum Radix: Hashable, Sendable, CaseIterable {
    /// As short as the number, with its sign.
    case decimal
    /// All digits of the width.
    case hexadecimal, binary
  }
  public enum Part: Hashable, Sendable {
    case text(String)
    case value(ValueID, Radix)
  }
  public var parts: [Part]
  public init(parts: [Part]) { self.parts = parts }

  /// The values, in order.
  public var values: [ValueID] { parts.compactMap { if case .value(let id, _) = $0 { id } else { nil } } }

  /// The same text with other values.
  public func mapValues(_ f: (ValueID) -> ValueID) -> DisplayText {
    DisplayText(parts: parts.map { if case .value(let id, let radix) = $0 { .value(f(id), radix) } else { $0 } })
  }
}

extension BitVector {
  /// The digits, as every simulator prints them.
  public func text(_ radix: DisplayText.Radix, isSigned: Bool) -> String {
    switch radix {
    case .decimal: isSigned && isNegative ? "-" + (~self).adding(BitVector(1, width: width)).decimal : decimal
    case .hexadecimal: hexadecimal
    case .binary: String((0..<width).reversed().map { self[$0] ? "1" : "0" })
    }
  }

  /// The decimal digits of the unsigned number.
  private var decimal: String {
    var words = words
    var groups: [UInt64] = []
    // Nineteen digits fit a word.
    let divisor: UInt64 = 10_000_000_000_000_000_000
    repeat {
      var rest: UInt64 = 0
      for index in words.indices.reversed() {
        (words[index], rest) = divisor.dividingFullWidth((high: rest, low: words[index]))
      }
      groups.append(rest)
    } while words.contains { $0 != 0 }
    // All but the highest group have their leading zeros.
    return groups.indices.reversed().map { index in
      let digits = String(groups[index])
      return index == groups.count - 1 ? digits : String(repeating: "0", count: 19 - digits.count) + digits
    }.joined()
  }
}
