import HDL

/// How a multiply-accumulate is spelled. All compute the same.
public enum MultiplyAccumulateStructure: String, Codable, Sendable, CaseIterable {
  /// `a * b + c`: the tools choose. Simulates fastest, and maps to the multiplier blocks of an FPGA.
  case plain
  /// Radix-4 Booth digits, the addend in the same tree of adders, carries that ripple: the smallest in standard cells.
  case fused
  /// As `fused`, with a parallel-prefix adder at the end: the fastest in standard cells.
  case prefix
}

/// `a * b + addend`, wrapped at the addend's width, which is at least that of the product; or the addend alone while `enable`
/// is 0.
///
/// The fused structures add the digits' multiples of `a` and the low half of the addend in one tree with one
/// carry-propagating adder as wide as the product; what lies above changes by -1, 0 or 1 and needs an incrementer only. The
/// multiples' signs are a constant and no rows of sign bits. An `enable` costs a few gates at the digits, not a multiplexer
/// for each bit of the sum.
public func multiplyAccumulate(
  _ a: some Readable<Signed>, _ b: some Readable<Signed>, adding addend: some Readable<Signed>, structure: MultiplyAccumulateStructure,
  enable: Bit? = nil
) -> Signed {
  let (a, b, addend) = (a._value, b._value, addend._value)
  guard structure != .plain, a.width == b.width, a.width > 1, addend.width >= 2 * a.width, a.width <= 30 else {
    let total = addend + (a * b).extended(to: addend.width)
    return enable.map { mux($0, total, addend) } ?? total
  }
  var columns = BitColumns(count: 2 * a.width, keepsCarriesOut: addend.width > 2 * a.width)
  let constant = addBoothMultiples(of: a.asBits, by: b.asBits, enable: enable, to: &columns)
  let addendBits = (0..<addend.width).map { BitColumns.TimedBit(bit: addend.asBits[$0], time: 0) }
  for column in 0..<(2 * a.width) { columns.add(addendBits[column], to: column) }
  columns.add(constant: constant)

  var low: [BitColumns.TimedBit]
  var carries: [BitColumns.TimedBit]
  if structure == .fused {
    columns.reduce(to: 1)
    low = columns.columns.map { $0[0] }
    carries = columns.carriesOut
  } else {
    columns.reduce(to: 2)
    let sum = prefixSum(columns.columns)
    low = sum.bits
    carries = columns.carriesOut + (sum.carry.map { [$0] } ?? [])
  }
  low += adjusted(Array(addendBits[(2 * a.width)...]), by: &carries)
  return concatenate(low.map(\.bit)).asSigned
}

/// Adds -2, -1, 0, 1 or 2 times `a` for every second bit of `b`, and returns the constant that completes the multiples' signs
/// (A. D. Booth, 1951; O. L. MacSorley, "High-Speed Arithmetic in Binary Computers", Proc. IRE 49, 1961).
///
/// A negative multiple is the inverted one and a 1 below it. At the lowest bit both together are the bit itself and a carry,
/// which saves an adder (W.-C. Yeh, C.-W. Jen, "High-Speed Booth Encoded Parallel Multiplier Design", IEEE Trans. Computers
/// 49(7), 2000).
private func addBoothMultiples(of a: Bits, by b: Bits, enable: Bit?, to columns: inout BitColumns) -> Int {
  let width = a.width
  var constant = 0
  for digit in 0..<((width + 1) / 2) {
    let high = b[min(2 * digit + 1, width - 1)], middle = b[2 * digit]
    var one = middle, two = high & !middle, negative = high
    if digit > 0 {
      one = middle ^ b[2 * digit - 1]
      two = !(one | !(high ^ middle))
    }
    if let enable { (one, two, negative) = (one & enable, two & enable, negative & enable) }
    _name("one_\(digit)", one)
    _name("two_\(digit)", two)
    _name("negative_\(digit)", negative)
    let lowest = one & a[0]
    let carry = negative & !lowest
    columns.add(.init(bit: lowest, time: 2.6), to: 2 * digit)
    columns.add(.init(bit: carry, time: 3.6), to: 2 * digit + 1)
    for position in 1..<width {
      let multiple = (one & a[position]) | (two & a[position - 1])
      columns.add(.init(bit: multiple ^ negative, time: 5.8), to: 2 * digit + position)
    }
    // The sign counts negative: its inverse less a constant 1.
    let sign = (one | two) & a[width - 1]
    columns.add(.init(bit: !(sign ^ negative), time: 5.8), to: 2 * digit + width)
    constant -= 1 << (2 * digit + width)
  }
  return constant
}

/// The sum of columns of one or two bits, and its carry: the prefix adder of R. P. Brent and H. T. Kung ("A Regular Layout for
/// Parallel Adders", IEEE Trans. Computers C-31(3), 1982).
private func prefixSum(_ columns: [[BitColumns.TimedBit]]) -> (bits: [BitColumns.TimedBit], carry: BitColumns.TimedBit?) {
  typealias TimedBit = BitColumns.TimedBit
  let propagate = columns.map { $0.count == 2 ? BitColumns.xor($0[0], $0[1]) : $0[0] }
  let generate = columns.map { $0.count == 2 ? BitColumns.and($0[0], $0[1]) : nil }
  guard let first = generate.firstIndex(where: { $0 != nil }) else { return (propagate, nil) }

  // Over columns from the first one that can make a carry: whether a group makes one (nil: never), and whether it passes one on.
  var groups: [(generate: TimedBit?, propagate: TimedBit)] = (first..<columns.count).map { (generate[$0], propagate[$0]) }
  func combined(_ high: Int, _ low: Int) -> (generate: TimedBit?, propagate: TimedBit) {
    var result = groups[high]
    if let passed = groups[low].generate {
      let through = BitColumns.and(groups[high].propagate, passed)
      result.generate = groups[high].generate.map { BitColumns.or($0, through) } ?? through
    }
    result.propagate = BitColumns.and(groups[high].propagate, groups[low].propagate)
    return result
  }
  var distance = 1
  while distance < groups.count {
    for index in stride(from: 2 * distance - 1, to: groups.count, by: 2 * distance) { groups[index] = combined(index, index - distance) }
    distance *= 2
  }
  while distance > 1 {
    distance /= 2
    for index in stride(from: 3 * distance - 1, to: groups.count, by: 2 * distance) { groups[index] = combined(index, index - distance) }
  }
  var bits = propagate
  for (index, group) in groups.enumerated() where first + index + 1 < columns.count {
    if let carry = group.generate { bits[first + index + 1] = BitColumns.xor(propagate[first + index + 1], carry) }
  }
  return (bits, groups.last?.generate)
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
    let both = BitColumns.fullAdder(a, b, c).carry
    carries.replaceSubrange(0..<3, with: [BitColumns.or(BitColumns.or(a, b), c), both])
  }
  while carries.count < 2 { carries.insert(.init(bit: .zero, time: 0), at: 0) }
  let isDecrement = BitColumns.not(carries[0])
  var toggles = BitColumns.TimedBit(bit: !(carries[0].bit ^ carries[1].bit), time: carries[1].time + 1.6)
  _name("isDecrement", isDecrement.bit)
  var result: [BitColumns.TimedBit] = []
  for (position, bit) in number.enumerated() {
    _name("toggles_\(position)", toggles.bit)
    result.append(BitColumns.xor(bit, toggles))
    toggles = BitColumns.and(toggles, BitColumns.xor(bit, isDecrement))
  }
  return result
}
