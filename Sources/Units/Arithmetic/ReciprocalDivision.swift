import HDL

/// The quotient of an unsigned number and a constant, as a product with a rounded-up reciprocal of which the low bits are cut.
///
/// Exact for all `number <= maximum`: with 2^shift = q * divisor + r the factor q + 1 exceeds 2^shift / divisor by at most one, so
/// the product exceeds number * 2^shift / divisor by at most `number`, which is less than 2^shift / divisor as long as
/// number * divisor < 2^shift; and the true quotient lies at least 1 / divisor below the next integer.
package struct ReciprocalDivision: Hashable {
  /// At least 1.
  package let divisor: Int
  /// The largest number that is divided, at least 1.
  package let maximum: Int

  /// Bits of the number, and of the quotient.
  package var width: Int { Unsigned.width(upTo: maximum) }
  /// Bits of the product that are cut.
  package var shift: Int { width + Unsigned.width(upTo: divisor) }
  package var factor: Int { (1 << shift) / divisor + 1 }

  /// What the hardware computes, in software.
  package func quotient(of number: Int) -> Int { (number * factor) >> shift }

  /// `number` has `width` bits.
  func quotient(of number: some Readable<Unsigned>) -> Unsigned {
    (number * Unsigned.constant(factor, width: shift + 1))[shift..<(shift + width)].asUnsigned
  }
}
