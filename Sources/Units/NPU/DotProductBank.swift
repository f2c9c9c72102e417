import HDL

/// Several dot products of one activation vector with weight vectors that they hold, each with an accumulator.
///
/// - Ports: `loadWeights`, `address` and `weights` write the weights of one product; `activations`; `clear`; `sums`, one for
///   each product.
/// - Timing: activations are registered; at the edge after that, each sum becomes the dot product of the registered
///   activations and its weights, added to the sum so far unless `clear` is 1. Weights count from the edge that writes them.
///   Throughput: lanes x products multiplications a cycle. There are no stalls.
/// - Formats: two's complement; sums wrap at `sumWidth` bits. Registers have no reset: sums count from the first `clear`.
public struct DotProductBank: Unit {
  public static let unitName = "dot-product-bank"
  public static let summary = "Dot products of one activation vector with held weight vectors, each with an accumulator."
  public static let parameters: [UnitParameter<Self>] = [
    .integer("products", \.products, "dot products", 1...256),
    .integer("lanes", \.lanes, "elements of each vector", 1...1024),
    .integer("width", \.width, "bits of weights and activations", 1...16),
    .integer("sumWidth", \.sumWidth, "bits of a sum, at least twice the width", 2...64),
  ]
  public static let samples = [
    DotProductBank(products: 1, lanes: 1), DotProductBank(products: 5, lanes: 3, width: 4, sumWidth: 9),
    DotProductBank(products: 4, lanes: 16),
  ]

  /// Dot products.
  public var products = 32
  /// Elements of each vector.
  public var lanes = 64
  /// Bits of weights and activations.
  public var width = 8
  /// Bits of a sum, twice the width to 64.
  public var sumWidth = 32

  public init() {}
  public init(products: Int, lanes: Int, width: Int = 8, sumWidth: Int = 32) {
    self.products = products
    self.lanes = lanes
    self.width = width
    self.sumWidth = sumWidth
  }

  public var parameterError: String? { rangeError ?? sumWidthError(sumWidth, width: width) }

  public struct IO: Bundle {
    public let loadWeights: In<Bit>
    public let address: In<Unsigned>
    public let weights: In<Vec<Signed>>
    public let activations: In<Vec<Signed>>
    public let clear: In<Bit>
    public let sums: Out<Vec<Signed>>
  }
  public var io: IO {
    IO(
      loadWeights: In(Bit()), address: In(Unsigned(upTo: products - 1)), weights: In(Vec(lanes, Signed(width))),
      activations: In(Vec(lanes, Signed(width))), clear: In(Bit()), sums: Out(Vec(products, Signed(sumWidth))))
  }

  @Hardware
  public func build(_ io: IO) {
    let activations = Reg(next: io.activations, reset: .guarded)
    let weights = (0..<products).map { _ in Reg(Vec(lanes, Signed(width)), reset: .guarded) }
    let accumulators = (0..<products).map { _ in Reg(Signed(sumWidth), reset: .guarded) }
    for product in 0..<products {
      let sum = dot(activations, weights[product], width: sumWidth)
      accumulators[product] <== mux(io.clear, sum, accumulators[product] + sum)
    }
    when(io.loadWeights) {
      for product in 0..<products { when(io.address == product) { weights[product] <== io.weights } }
    }
    io.sums <== Vec(of: accumulators.map(\.value))
  }
}

/// What a dot product bank computes, cycle by cycle.
public struct DotProductBankModel: Sendable {
  let sumWidth: Int
  private var activations: [Int]?
  private var weights: [[Int]?]
  /// The sums, nil while unknown.
  public private(set) var sums: [Int?]

  public init(_ unit: DotProductBank) {
    sumWidth = unit.sumWidth
    weights = Array(repeating: nil, count: unit.products)
    sums = Array(repeating: nil, count: unit.products)
  }

  /// One edge. `load` writes one product's weights; an address beyond the products writes nothing.
  public mutating func step(activations new: [Int], clear: Bool, load: (address: Int, weights: [Int])?) {
    let shift = Int.bitWidth - sumWidth
    for product in sums.indices {
      guard let activations, let held = weights[product], let before = clear ? 0 : sums[product] else {
        sums[product] = nil
        continue
      }
      let sum = zip(activations, held).reduce(before) { $0 &+ $1.0 &* $1.1 }
      sums[product] = (sum << shift) >> shift
    }
    activations = new
    if let load, weights.indices.contains(load.address) { weights[load.address] = load.weights }
  }
}
