import HDL

/// How a multiply-accumulate is spelled. All compute the same.
public enum MultiplyAccumulateStructure: String, Sendable, CaseIterable {
  /// `a * b + c`: the tools choose. Simulates fastest, and maps to the multiplier blocks of an FPGA.
  case plain
  /// Radix-4 Booth digits, the addend in the same tree of adders, each carry made with its adder's sum: the smallest in
  /// standard cells.
  case fused
  /// As `fused`, with carries made beside the sums: the fastest in standard cells.
  case fast
}

/// `a * b + addend`, wrapped at the addend's width, which is at least that of the product.
///
/// The fused structures add the digits' multiples of `a` and the low half of the addend in one tree, down to one bit a column:
/// the carries ripple while the upper columns' bits still come, so that an adder of its own behind the tree, of whatever kind,
/// is no faster. What lies above the product changes by -1, 0 or 1 and needs an incrementer only. The multiples' signs are a
/// constant and no rows of sign bits.
public func multiplyAccumulate(
  _ a: some Readable<Signed>, _ b: some Readable<Signed>, adding addend: some Readable<Signed>,
  structure: MultiplyAccumulateStructure
) -> Signed {
  let (a, b, addend) = (a._value, b._value, addend._value)
  guard structure != .plain, a.width == b.width, a.width > 1, addend.width >= 2 * a.width, a.width <= 30 else {
    return addend + (a * b).extended(to: addend.width)
  }
  var columns = BitColumns(
    count: 2 * a.width, keepsCarriesOut: addend.width > 2 * a.width, carry: structure == .fast ? .besideSum : .fromSum)
  let constant = addBoothMultiples(of: a.asBits, by: b.asBits, to: &columns)
  let addendBits = (0..<addend.width).map { BitColumns.TimedBit(bit: addend.asBits[$0], time: 0) }
  for column in 0..<(2 * a.width) { columns.add(addendBits[column], to: column) }
  columns.add(constant: constant)
  columns.reduce()
  var carries = columns.carriesOut
  let high = adjusted(Array(addendBits[(2 * a.width)...]), by: &carries)
  return concatenate((columns.columns.map { $0[0] } + high).map(\.bit)).asSigned
}

/// Adds -2, -1, 0, 1 or 2 times `a` for every second bit of `b`, and returns the constant that completes the multiples' signs
/// (A. D. Booth, 1951; O. L. MacSorley, "High-Speed Arithmetic in Binary Computers", Proc. IRE 49, 1961).
///
/// A negative multiple is the inverted one and a 1 below it. At the lowest bit both together are the bit itself and a carry,
/// which saves an adder (W.-C. Yeh, C.-W. Jen, "High-Speed Booth Encoded Parallel Multiplier Design", IEEE Trans. Computers
/// 49(7), 2000).
private func addBoothMultiples(of a: Bits, by b: Bits, to columns: inout BitColumns) -> Int {
  let width = a.width
  var constant = 0
  for digit in 0..<((width + 1) / 2) {
    let high = b[min(2 * digit + 1, width - 1)], middle = b[2 * digit]
    var one = middle, two = high & !middle
    if digit > 0 {
      one = middle ^ b[2 * digit - 1]
      two = !(one | !(high ^ middle))
    }
    _name("one_\(digit)", one)
    _name("two_\(digit)", two)
    let lowest = one & a[0]
    let carry = high & !lowest
    columns.add(.init(bit: lowest, time: 2.6), to: 2 * digit)
    columns.add(.init(bit: carry, time: 3.6), to: 2 * digit + 1)
    for position in 1..<width {
      let multiple = (one & a[position]) | (two & a[position - 1])
      columns.add(.init(bit: multiple ^ high, time: 5.8), to: 2 * digit + position)
    }
    // The sign counts negative: its inverse less a constant 1.
    let sign = (one | two) & a[width - 1]
    columns.add(.init(bit: !(sign ^ high), time: 5.8), to: 2 * digit + width)
    constant -= 1 << (2 * digit + width)
  }
  return constant
}

/// A number plus its carries minus 1, of which there are two at most.
///
/// That is one less, the same or one more: a bit changes when all below it are 0, or 1.
private func adjusted(_ number: [BitColumns.TimedBit], by carries: inout [BitColumns.TimedBit]) -> [BitColumns.TimedBit] {
  guard !number.isEmpty else { return [] }
  carries.sort { $0.time < $1.time }
  while carries.count > 2 {
    // Of three carries at most two are 1: how many there are as "at least one" and "two".
    let (a, b, c) = (carries[0], carries[1], carries[2])
    let both = BitColumns.fullAdder(a, b, c, carry: .besideSum).carry
    carries.replaceSubrange(0..<3, with: [BitColumns.or(BitColumns.or(a, b), c), both])
  }
  while carries.count < 2 { carries.insert(.init(bit: .zero, time: 0), at: 0) }
  let isDecrement = BitColumns.not(carries[0])
  // The late carry passes through two gates wherever it goes: how far it reaches is known before.
  let changes = BitColumns.TimedBit(bit: !(carries[0].bit ^ carries[1].bit), time: carries[1].time + 1.6)
  if number.count > 1 { _name("isDecrement", isDecrement.bit) }
  _name("changes", changes.bit)
  var result: [BitColumns.TimedBit] = []
  var reaches: BitColumns.TimedBit?
  for (position, bit) in number.enumerated() {
    result.append(BitColumns.xor(bit, reaches.map { BitColumns.and(changes, $0) } ?? changes))
    guard position + 1 < number.count else { break }
    let passes = BitColumns.xor(bit, isDecrement)
    let both = reaches.map { BitColumns.and($0, passes) } ?? passes
    _name("reaches_\(position + 1)", both.bit)
    reaches = both
  }
  return result
}
