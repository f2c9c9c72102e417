import Netlist
import Testing

/// What each operation computes, against its definition in IR.swift.
@Suite struct EvaluationTests {
  private static let leaf = ValueID(0)

  private func run(_ operation: Netlist.Operation, _ operands: [(Int, ValueType)], to type: ValueType) -> BitVector? {
    operation.evaluate(operands.map { Operand(BitVector($0.0, width: $0.1.width), $0.1) }, type: type)
  }
  private func number(_ operation: Netlist.Operation, _ operands: [(Int, ValueType)], to type: ValueType) -> Int? {
    let bits = run(operation, operands, to: type)
    return type.isSigned ? bits?.signed : bits?.unsigned.map(Int.init)
  }
  private func unsigned(_ width: Int) -> ValueType { ValueType(width: width) }
  private func signed(_ width: Int) -> ValueType { ValueType(width: width, isSigned: true) }

  /// All pairs of 4-bit numbers, in both signednesses.
  @Test func binaryOperations() {
    for isSigned in [false, true] {
      let type = ValueType(width: 4, isSigned: isSigned), product = ValueType(width: 8, isSigned: isSigned)
      let range = isSigned ? -8...7 : 0...15
      func wrapped(_ value: Int) -> Int { isSigned ? ((value + 8) & 15) - 8 : value & 15 }
      for a in range {
        for b in range {
          let operands = [(a, type), (b, type)]
          func result(_ binary: BinaryOperator, _ type: ValueType) -> Int? {
            number(.binary(binary, Self.leaf, Self.leaf), operands, to: type)
          }
          #expect(result(.add, type) == wrapped(a + b))
          #expect(result(.subtract, type) == wrapped(a - b))
          #expect(result(.multiply, product) == a * b)
          #expect(result(.and, type) == wrapped(a & b))
          #expect(result(.or, type) == wrapped(a | b))
          #expect(result(.xor, type) == wrapped(a ^ b))
          #expect(result(.equal, .bit) == (a == b ? 1 : 0))
          #expect(result(.less, .bit) == (a < b ? 1 : 0))
        }
        #expect(number(.not(Self.leaf), [(a, type)], to: type) == wrapped(~a))
        #expect(number(.negate(Self.leaf), [(a, type)], to: type) == wrapped(-a))
      }
    }
  }

  /// By the width or more: 0, or the sign in every bit.
  @Test func shifts() {
    for value in 0..<16 {
      for amount in 0..<32 {
        let operands = [(value, unsigned(4)), (amount, unsigned(5))]
        func result(_ shift: ShiftOperator) -> Int? {
          number(.shift(shift, Self.leaf, by: Self.leaf), operands, to: unsigned(4))
        }
        #expect(result(.left) == value << amount & 15)
        #expect(result(.logicalRight) == value >> amount)
        #expect(result(.arithmeticRight) == (value >= 8 ? value - 16 : value) >> amount & 15)
      }
    }
    // An amount wider than a word.
    let huge = Operand(BitVector(words: [0, 1], width: 65), unsigned(65)), one = Operand(BitVector(1, width: 4), unsigned(4))
    #expect(Netlist.Operation.shift(.left, Self.leaf, by: Self.leaf).evaluate([one, huge], type: unsigned(4))?.isZero == true)
  }

  @Test func reductions() {
    for value in 0..<32 {
      let operands = [(value, unsigned(5))]
      #expect(number(.reduce(.and, Self.leaf), operands, to: .bit) == (value == 31 ? 1 : 0))
      #expect(number(.reduce(.or, Self.leaf), operands, to: .bit) == (value != 0 ? 1 : 0))
      #expect(number(.reduce(.xor, Self.leaf), operands, to: .bit) == value.nonzeroBitCount % 2)
    }
  }

  @Test func selections() {
    let bit = ValueType.bit, byte = unsigned(8)
    #expect(number(.mux(Self.leaf, Self.leaf, Self.leaf), [(1, bit), (7, byte), (9, byte)], to: byte) == 7)
    #expect(number(.mux(Self.leaf, Self.leaf, Self.leaf), [(0, bit), (7, byte), (9, byte)], to: byte) == 9)
    #expect(number(.slice(Self.leaf, offset: 4), [(0xa5, byte)], to: unsigned(4)) == 0xa)
    #expect(number(.concatenate([Self.leaf, Self.leaf]), [(0x5, unsigned(4)), (0xa, unsigned(4))], to: byte) == 0xa5)
    let vector = ValueType(width: 12, count: 3)
    for (index, expected) in [(0, 3), (1, 2), (2, 1), (3, 0)] {
      #expect(
        number(.element(Self.leaf, index: Self.leaf), [(0x123, vector), (index, unsigned(2))], to: unsigned(4)) == expected)
    }
    // Of a scalar, a bit.
    #expect(number(.element(Self.leaf, index: Self.leaf), [(4, unsigned(3)), (2, unsigned(2))], to: bit) == 1)
    #expect(number(.element(Self.leaf, index: Self.leaf), [(7, unsigned(3)), (3, unsigned(2))], to: bit) == 0)
  }

  @Test func typesDecideOnSigns() {
    #expect(number(.resize(Self.leaf), [(-3, signed(4))], to: signed(8)) == -3)
    #expect(number(.resize(Self.leaf), [(13, unsigned(4))], to: unsigned(8)) == 13)
    #expect(number(.resize(Self.leaf), [(0x1f, unsigned(8))], to: unsigned(4)) == 0xf)
    #expect(number(.reinterpret(Self.leaf), [(13, unsigned(4))], to: signed(4)) == -3)
    // A vector counts as its bits, which have no sign.
    let vector = ValueType(width: 4, isSigned: true, count: 2)
    #expect(number(.resize(Self.leaf), [(0xf, vector)], to: unsigned(8)) == 0xf)
  }

  @Test func leavesAreNoFunctions() {
    #expect(run(.constant(BitVector(5, width: 4)), [], to: unsigned(4))?.unsigned == 5)
    for operation: Netlist.Operation in [
      .input, .register(0), .wire, .instanceOutput(instance: 0, port: 0), .memoryRead(memory: 0, address: Self.leaf),
      .map(loop: 0),
      .fold(loop: 0, initial: Self.leaf), .loopIndex(loop: 0), .loopElement(loop: 0, vector: Self.leaf),
      .loopAccumulator(loop: 0),
    ] {
      #expect(run(operation, [(0, unsigned(4))], to: unsigned(4)) == nil)
    }
  }
}
