/// A binary BCH code, shortened to the data bits that are needed: corrects `errors` flips of a word.
///
/// A word is the data bits, the first one the highest power of x, and behind them the remainder of their division by the generator
/// polynomial, the least one with the roots a, a^2, … a^(2t) of the field's primitive element a. Bits have their number in this
/// order: 0 is the first data bit, `dataBits` the first check bit.
///
/// Source: R. C. Bose and D. K. Ray-Chaudhuri (Information and Control 3, 1960), A. Hocquenghem (Chiffres 2, 1959). Key equation: the
/// algorithm of Berlekamp and Massey without inversions (H. O. Burton, IEEE Transactions on Information Theory 17, 1971). Words are those
/// of `bchlib` and of Linux's `lib/bch.c`.
public struct BCHCode: Hashable, Sendable {
  /// The field of the code's roots.
  public let field: GaloisField
  /// Flips of a word that are corrected, t.
  public let errors: Int
  /// Data bits of a word.
  public let dataBits: Int
  /// Bit i is the coefficient of x^i; the highest one is 1.
  public let generator: [Bool]

  /// What is wrong with a code, in one line; nil where there is one.
  ///
  /// - Parameters:
  ///   - fieldBits: m, 3 to 14
  ///   - errors: t, 1 to 72
  public static func error(fieldBits: Int, errors: Int, dataBits: Int) -> String? {
    guard (3...14).contains(fieldBits) else { return "a field has 3 to 14 bits, not \(fieldBits)" }
    guard (1...72).contains(errors), 2 * errors < 1 << fieldBits - 1 else {
      return "a BCH code over 2^\(fieldBits) corrects 1 to \(min(72, 1 << (fieldBits - 1) - 1)) errors, not \(errors)"
    }
    let checks = generator(GaloisField(bits: fieldBits), errors: errors).count - 1, most = 1 << fieldBits - 1 - checks
    return (1...max(1, most)).contains(dataBits) && most > 0
      ? nil : "a BCH code over 2^\(fieldBits) that corrects \(errors) errors has 1 to \(most) data bits, not \(dataBits)"
  }

  /// A code that `error` finds possible.
  public init(fieldBits: Int, errors: Int, dataBits: Int) {
    precondition(Self.error(fieldBits: fieldBits, errors: errors, dataBits: dataBits) == nil, "no such code")
    field = GaloisField(bits: fieldBits)
    (self.errors, self.dataBits) = (errors, dataBits)
    generator = Self.generator(field, errors: errors)
  }

  /// Check bits of a word: at most m t.
  public var checkBits: Int { generator.count - 1 }
  /// Bits of a word.
  public var bits: Int { dataBits + checkBits }

  /// The product of the minimal polynomials of a, a^3, … a^(2t - 1), each once.
  private static func generator(_ field: GaloisField, errors: Int) -> [Bool] {
    var product = [true], seen: Set<Int> = []
    for first in stride(from: 1, through: 2 * errors - 1, by: 2) where !seen.contains(first) {
      // The roots of a minimal polynomial are a root's squares.
      var minimal: [UInt16] = [1], exponent = first
      repeat {
        seen.insert(exponent)
        let root = field.power(exponent)
        var next = [0] + minimal
        for index in minimal.indices { next[index] ^= field.product(minimal[index], root) }
        minimal = next
        exponent = exponent * 2 % field.order
      } while exponent != first
      var next = [Bool](repeating: false, count: product.count + minimal.count - 1)
      for (low, bit) in product.enumerated() where bit {
        for (high, coefficient) in minimal.enumerated() where coefficient == 1 { next[low + high].toggle() }
      }
      product = next
    }
    return product
  }

  /// The check bits of some data, in the order of a word.
  public func checks(of data: [Bool]) -> [Bool] {
    precondition(data.count == dataBits, "a word has \(dataBits) data bits")
    // The register's highest power of x comes first.
    var register = [Bool](repeating: false, count: checkBits), head = 0
    for bit in data {
      let feedback = bit != register[head]
      register[head] = false
      head = head + 1 == checkBits ? 0 : head + 1
      guard feedback else { continue }
      for power in 0..<checkBits where generator[power] {
        let place = head + checkBits - 1 - power
        register[place < checkBits ? place : place - checkBits].toggle()
      }
    }
    return Array(register[head...] + register[..<head])
  }

  /// S_1 to S_2t of a word whose flipped bits are known: those of the flips alone, since an intact word has none.
  public func syndromes(ofFlips flips: [Int]) -> [UInt16] {
    (1...(2 * errors)).map { index in
      flips.reduce(0) { $0 ^ field.power(index * (bits - 1 - $1)) }
    }
  }

  /// S_1 to S_2t of a word as it was read, data and check bits.
  public func syndromes(of word: [Bool]) -> [UInt16] {
    precondition(word.count == bits, "a word has \(bits) bits")
    return syndromes(ofFlips: word.indices.filter { word[$0] })
  }

  /// The bits that were flipped, ascending; nil where more were than can be told.
  public func flips(_ syndromes: [UInt16]) -> [Int]? {
    if syndromes.allSatisfy({ $0 == 0 }) { return [] }
    let (locator, degree) = locator(syndromes)
    guard degree <= errors else { return nil }
    // Chien's search: each root of the locator is the inverse of a flipped bit's power.
    var terms = locator, flips: [Int] = []
    // From the last bit, x^0, upwards; term i is multiplied by a^-i for each bit.
    let steps = locator.indices.map { field.power(-$0) }
    for bit in (0..<bits).reversed() {
      if terms.reduce(0, ^) == 0 { flips.append(bit) }
      for index in terms.indices { terms[index] = field.product(terms[index], steps[index]) }
    }
    return flips.count == degree ? flips.reversed() : nil
  }

  /// The error locator polynomial, the coefficient of x^0 first, times a constant, and its degree by the algorithm.
  public func locator(_ syndromes: [UInt16]) -> (polynomial: [UInt16], degree: Int) {
    var locator = [UInt16](repeating: 0, count: errors + 2), other = locator, scale: UInt16 = 1, degree = 0
    (locator[0], other[0]) = (1, 1)
    for step in 0..<errors {
      // Even discrepancies of a binary code are 0: two iterations are one step.
      let discrepancy = (0...min(degree, 2 * step)).reduce(UInt16(0)) {
        $0 ^ field.product(locator[$1], syndromes[2 * step - $1])
      }
      let before = locator
      for index in locator.indices {
        let moved = index == 0 ? 0 : field.product(discrepancy, other[index - 1])
        locator[index] = field.product(scale, before[index]) ^ moved
      }
      let updates = discrepancy != 0 && degree <= step
      let source = updates ? before : [0] + other.dropLast()
      other = [0] + source.dropLast()
      if updates { (degree, scale) = (2 * step + 1 - degree, discrepancy) }
    }
    let last = locator.lastIndex { $0 != 0 } ?? 0
    return (Array(locator[...last]), max(degree, last))
  }
}
