// What each scalar operation computes, in the plainest form: bit patterns in, bit pattern out.
//
// Constant folding uses it, and the simulators' tests hold their fast code against it. It is written for clarity and
// shares nothing with the instruction encoding of a simulator.

/// An operand of an operation: its bits, and the type that decides about signs and elements.
public struct Operand: Sendable {
  public var bits: BitVector
  public var type: ValueType
  public init(_ bits: BitVector, _ type: ValueType) {
    self.bits = bits
    self.type = type
  }
  /// A two's-complement number; a vector counts as its bits, which have no sign.
  var isSigned: Bool { type.isSigned && type.count == nil }
}

extension Operation {
  /// The result of the operation over `operands` (in the order of `Operation.operands`), `type.width` bits wide.
  ///
  /// Nil for what is not a function of its operands alone: leaves other than constants, memory reads and loops.
  public func evaluate(_ operands: [Operand], type: ValueType) -> BitVector? {
    func bits(_ index: Int) -> BitVector { operands[index].bits }
    switch self {
    case .constant(let value): return value
    case .input, .register, .wire, .instanceOutput, .memoryRead, .map, .fold, .loopIndex, .loopElement, .loopAccumulator:
      return nil
    case .not: return ~bits(0)
    case .negate: return (~bits(0)).adding(BitVector(1, width: type.width))
    case .reduce(let reduction, _): return BitVector(reduction.apply(bits(0)) ? 1 : 0, width: 1)
    case .binary(let binary, _, _): return binary.apply(operands[0], operands[1], width: type.width)
    case .shift(let shift, _, _): return shift.apply(bits(0), by: bits(1))
    case .mux: return bits(0)[0] ? bits(1) : bits(2)
    case .resize: return bits(0).resized(to: type.width, signed: operands[0].isSigned)
    case .reinterpret, .crossing: return bits(0)
    case .slice(_, let offset): return bits(0).slice(offset: offset, width: type.width)
    case .concatenate: return BitVector.concatenated(operands.map(\.bits))
    case .element:
      let count = operands[0].type.count ?? operands[0].type.width
      guard let index = bits(1).unsigned, index < UInt64(count) else { return BitVector(width: type.width) }
      return bits(0).slice(offset: Int(index) * type.width, width: type.width)
    }
  }
}

extension ReductionOperator {
  /// One bit from all bits of `value`.
  public func apply(_ value: BitVector) -> Bool {
    switch self {
    case .and: (~value).isZero
    case .or: !value.isZero
    case .xor: value.words.reduce(0) { $0 ^ $1.nonzeroBitCount & 1 } == 1
    }
  }
}

extension BinaryOperator {
  func apply(_ left: Operand, _ right: Operand, width: Int) -> BitVector {
    switch self {
    case .add: left.bits.adding(right.bits)
    case .subtract: left.bits.adding((~right.bits).adding(BitVector(1, width: width)))
    case .multiply:
      left.bits.resized(to: width, signed: left.isSigned).multiplied(by: right.bits.resized(to: width, signed: right.isSigned))
    case .and: left.bits.combined(with: right.bits, &)
    case .or: left.bits.combined(with: right.bits, |)
    case .xor: left.bits.combined(with: right.bits, ^)
    case .equal: BitVector(left.bits == right.bits ? 1 : 0, width: 1)
    case .less: BitVector(left.bits.isLess(than: right.bits, signed: left.isSigned) ? 1 : 0, width: 1)
    }
  }
}

extension ShiftOperator {
  func apply(_ value: BitVector, by amount: BitVector) -> BitVector {
    let width = value.width
    let distance = amount.unsigned.map { Int(min($0, UInt64(width))) } ?? width
    switch self {
    case .left:
      var result = BitVector(width: width)
      if distance < width { result.replace(offset: distance, with: value) }
      return result
    case .logicalRight: return value.slice(offset: distance, width: width)
    case .arithmeticRight: return value.resized(to: 2 * width, signed: true).slice(offset: distance, width: width)
    }
  }
}

extension BitVector {
  /// The sum modulo 2^width of two patterns of one width.
  public func adding(_ other: BitVector) -> BitVector {
    var result = [UInt64](repeating: 0, count: words.count)
    var carry: UInt64 = 0
    for index in words.indices {
      let (partial, first) = words[index].addingReportingOverflow(other.words[index])
      let (sum, second) = partial.addingReportingOverflow(carry)
      result[index] = sum
      carry = first || second ? 1 : 0
    }
    return BitVector(words: result, width: width)
  }

  /// The product modulo 2^width of two patterns of one width.
  public func multiplied(by other: BitVector) -> BitVector {
    var result = [UInt64](repeating: 0, count: words.count)
    for left in words.indices where words[left] != 0 {
      var carry: UInt64 = 0
      for right in 0..<(words.count - left) {
        let product = words[left].multipliedFullWidth(by: other.words[right])
        let (partial, first) = product.low.addingReportingOverflow(result[left + right])
        let (sum, second) = partial.addingReportingOverflow(carry)
        result[left + right] = sum
        carry = product.high &+ (first ? 1 : 0) &+ (second ? 1 : 0)
      }
    }
    return BitVector(words: result, width: width)
  }

  /// Whether the pattern is the smaller number of two of one width.
  public func isLess(than other: BitVector, signed: Bool) -> Bool {
    if signed, isNegative != other.isNegative { return isNegative }
    for index in words.indices.reversed() where words[index] != other.words[index] { return words[index] < other.words[index] }
    return false
  }
}
