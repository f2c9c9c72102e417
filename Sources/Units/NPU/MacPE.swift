import HDL

/// The operands of one multiply-accumulate step; `last` ends a sum.
@Bundle
public struct MacOperands {
  public let a, b: Signed
  public let last: Bit
}

@Bundle
public struct MacResult {
  public let sum: Signed
}

/// One multiply-accumulate element: emits the sum after the operand marked `last`.
///
/// `operands` takes one pair a cycle; the sum is offered in the cycle after the last pair and blocks further operands until
/// it is taken. Sums wrap at `accumulatorWidth` bits.
public struct MacPE: Unit {
  public static let unitName = "mac-pe"
  public static let parameters: [UnitParameter<Self>] = [
    .integer("width", \.width, "bits of each operand", 1...32),
    .integer("accumulatorWidth", \.accumulatorWidth, "bits of the sum, at least twice the width", 2...64),
  ]
  public static let samples = [MacPE(width: 4, accumulatorWidth: 16), MacPE(width: 16, accumulatorWidth: 48)]

  /// Bits of each operand.
  public var width = 8
  /// Bits of the sum, at least twice `width`.
  public var accumulatorWidth = 32

  public init() {}
  public init(width: Int, accumulatorWidth: Int = 32) {
    self.width = width
    self.accumulatorWidth = accumulatorWidth
  }

  public static let summary = "One multiply-accumulate element: emits the sum after the operand marked last."

  public var parameterError: String? { rangeError ?? sumWidthError(accumulatorWidth, width: width, name: "accumulatorWidth") }

  public struct IO: Bundle {
    public let operands: In<Stream<MacOperands>>
    public let result: Out<Stream<MacResult>>
  }
  public var io: IO {
    IO(operands: In(Stream(MacOperands(a: width, b: width))), result: Out(Stream(MacResult(sum: accumulatorWidth))))
  }

  @Hardware
  public func build(_ io: IO) {
    let sum = Reg(Signed(accumulatorWidth), reset: 0)
    let full = Reg(Bit(), reset: 0)

    let product = io.operands.a * io.operands.b  // exact: 2 x width
    let total = sum + product.extended(to: accumulatorWidth)

    io.operands.ready <== !full
    io.result.valid <== full
    io.result.sum <== sum

    when(io.operands.fire) {
      sum <== total
      full <== io.operands.last
    }.elsewhen(io.result.fire) {
      sum <== 0
      full <== 0
    }
  }
}

/// What `MacPE` computes: the sums of the products between operands marked `last`.
public struct MacPEModel: Sendable {
  let accumulatorWidth: Int
  private var sum = 0
  public init(_ unit: MacPE) { accumulatorWidth = unit.accumulatorWidth }

  /// Takes one pair; returns the sum if it ends one. Sums wrap at `accumulatorWidth` bits.
  public mutating func step(a: Int, b: Int, last: Bool) -> Int? {
    let shift = max(0, Int.bitWidth - accumulatorWidth)
    sum = ((sum &+ a &* b) << shift) >> shift
    guard last else { return nil }
    defer { sum = 0 }
    return sum
  }
}
