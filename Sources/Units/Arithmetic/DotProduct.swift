import HDL

/// The exact dot product of two vectors of numbers.
///
/// - Ports: `valid`, whether `a` and `b` are given in this cycle; `a` and `b`, `lanes` numbers of `width` bits each;
///   `productValid` and `product`, of twice the width and the base-2 logarithm of the lanes, rounded up, bits.
/// - Latency: `latency` cycles, 0 for a combinational product. The first register holds the result, the second one the
///   operands; a third and more are spread over the multipliers and the levels of an adder tree. Throughput: one product a
///   cycle. There are no stalls.
public struct DotProduct<N: Number>: Module where N.Shape == Int {
  /// Elements of each vector, at least 1.
  public var lanes: Int
  /// Bits of each element.
  public var width: Int
  /// Cycles from the operands to their product.
  public var latency: Int

  public init(lanes: Int, width: Int, latency: Int) {
    self.lanes = lanes
    self.width = width
    self.latency = latency
  }

  /// Each of its parameters.
  public var parameterList: [ModuleParameter] { [.init("lanes", lanes), .init("width", width), .init("latency", latency)] }

  public static var summary: String { "The exact dot product of two vectors of numbers." }
  public var parameterError: String? {
    if lanes < 1 { return "lanes must be at least 1, not \(lanes)" }
    return latency < 0 ? "latency must be 0 or more, not \(latency)" : nil
  }
  /// Bits of the product.
  public var productWidth: Int { 2 * width + adderTreeLevels(lanes) }

  public struct IO: Bundle {
    public let valid: In<Bit>
    public let a, b: In<Vec<N>>
    public let productValid: Out<Bit>
    public let product: Out<N>
  }
  public var io: IO {
    IO(
      valid: In(Bit()), a: In(Vec(lanes, N(width))), b: In(Vec(lanes, N(width))), productValid: Out(Bit()),
      product: Out(N(productWidth)))
  }

  @Hardware
  public func build(_ io: IO) {
    io.productValid <== delayed(io.valid, by: latency)
    io.product <== dotProduct(io.a, io.b, latency: latency)
  }
}

/// The exact dot product of two vectors, `latency` cycles later through registers without reset; see `DotProduct` for
/// where they stand.
@Hardware
public func dotProduct<N: Number>(_ a: some Readable<Vec<N>>, _ b: some Readable<Vec<N>>, latency: Int = 0) -> N {
  let vector = a._value
  let width = vector.elementWidth + b._value.elementWidth + adderTreeLevels(vector.count)
  if latency == 0 { return dot(a, b, width: width) }
  if latency == 1 {
    let product = Reg(next: dot(a, b, width: width), reset: .guarded)
    return product.value
  }
  let left = Reg(next: a, reset: .guarded)
  let right = Reg(next: b, reset: .guarded)
  if latency == 2 {
    let product = Reg(next: dot(left, right, width: width), reset: .guarded)
    return product.value
  }
  let products = Reg(next: zip(left, right).map { $0 * $1 }, reset: .guarded)
  return adderTree(products, latency: latency - 2)
}

/// `DotProduct` over vectors of bits, as signed or unsigned numbers.
public struct PlainDotProduct: Unit {
  public static let unitName = "dot-product"
  public static let summary = "The exact dot product of two vectors of numbers."
  public static let parameters: [UnitParameter<Self>] = [
    .integer("lanes", \.lanes, "elements of each vector", 1...4096),
    .integer("width", \.width, "bits of each element", 1...24),
    .flag("signed", \.signed, "whether elements are two's-complement numbers"),
    .integer("latency", \.latency, "cycles from the operands to their product", 0...64),
  ]
  public static let samples = [
    PlainDotProduct(lanes: 1, width: 1, signed: false, latency: 0),
    PlainDotProduct(lanes: 16, width: 8, signed: false, latency: 1),
    PlainDotProduct(lanes: 7, width: 5, signed: true, latency: 4), PlainDotProduct(lanes: 32, width: 4, signed: true, latency: 8),
    PlainDotProduct(lanes: 3, width: 24, signed: false, latency: 3),
  ]

  /// Elements of each vector.
  public var lanes = 64
  /// Bits of each element.
  public var width = 8
  public var signed = true
  /// Cycles from the operands to their product.
  public var latency = 2

  public init() {}
  public init(lanes: Int, width: Int, signed: Bool, latency: Int) {
    self.lanes = lanes
    self.width = width
    self.signed = signed
    self.latency = latency
  }

  public struct IO: Bundle {
    public let valid: In<Bit>
    public let a, b: In<Vec<Bits>>
    public let productValid: Out<Bit>
    public let product: Out<Bits>
  }
  public var io: IO {
    IO(
      valid: In(Bit()), a: In(Vec(lanes, Bits(width))), b: In(Vec(lanes, Bits(width))), productValid: Out(Bit()),
      product: Out(Bits(2 * width + adderTreeLevels(lanes))))
  }

  @Hardware
  public func build(_ io: IO) {
    io.productValid <== delayed(io.valid, by: latency)
    if signed {
      let product = dotProduct(io.a.asBits.split(into: Signed(width)), io.b.asBits.split(into: Signed(width)), latency: latency)
      io.product <== product.asBits
    } else {
      let product = dotProduct(
        io.a.asBits.split(into: Unsigned(width)), io.b.asBits.split(into: Unsigned(width)), latency: latency)
      io.product <== product.asBits
    }
  }
}

/// What a dot product unit computes, cycle by cycle.
public struct DotProductModel: Sendable {
  private var pipeline: [Int?]
  public init(_ unit: PlainDotProduct) { pipeline = Array(repeating: nil, count: unit.latency) }

  /// The exact dot product, as a number.
  public static func product(_ a: [Int], _ b: [Int]) -> Int { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

  /// One cycle: takes two vectors, if any are given; returns the product offered in this cycle, if any.
  public mutating func step(_ operands: (a: [Int], b: [Int])?) -> Int? {
    pipeline.append(operands.map { Self.product($0.a, $0.b) })
    return pipeline.removeFirst()
  }
}
