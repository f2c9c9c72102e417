import HDL
import Numerics

/// A beat's products of one column, aligned, added up and scaled.
struct GroupVectorColumn: Module {
  var engine: GroupVectorEngine

  /// Cycles of the dot product, and of the multiplication by the scale.
  private static let dotProductLatency = 4, scalingLatency = 2
  /// Cycles from a beat to its product.
  static let latency = dotProductLatency + scalingLatency

  struct IO: Bundle {
    let moves: In<Bit>
    let activations, weights, scale: In<Bits>
    let product: Out<Bits>
  }
  var io: IO {
    IO(
      moves: In(Bit()), activations: In(Bits(16 * engine.inputs)), weights: In(Bits(engine.weights.width * engine.inputs)),
      scale: In(Bits(16)), product: Out(Bits(engine.sum.width)))
  }

  @Hardware
  func build(_ io: IO) {
    let pipeline = Pipeline(enable: io.moves._value, latency: Self.latency)
    let adding = FloatCuts(pipeline: pipeline, latency: Self.dotProductLatency)
    let scaling = FloatCuts(pipeline: pipeline, latency: Self.scalingLatency)
    let sum = engine.dotProduct.roundableSum(
      io.activations.split(into: Bits(16)), io.weights.split(into: Bits(engine.weights.width)), cuts: adding)
    let group = engine.operation(adding).rounded(sum).number
    let scale = pipeline.later(io.scale, by: Self.dotProductLatency)
    io.product <== engine.operation(scaling).multiply(group, scale, of: FloatName.fp16.layout).number
  }
}

/// What a column has so far, plus a beat's product; nothing so far before a vector's first one.
struct GroupVectorAccumulator: Module {
  var engine: GroupVectorEngine

  struct IO: Bundle {
    let isFirst: In<Bit>
    let sum, product: In<Bits>
    let total: Out<Bits>
  }
  var io: IO {
    let width = engine.sum.width
    return IO(isFirst: In(Bit()), sum: In(Bits(width)), product: In(Bits(width)), total: Out(Bits(width)))
  }

  @Hardware
  func build(_ io: IO) {
    let sum = engine.operation(FloatCuts(pipeline: nil, latency: 0)).add(io.sum._value, io.product._value)
    io.total <== mux(io.isFirst, io.product, sum.number)
  }
}

extension GroupVectorEngine {
  /// The dot product of a column and a beat.
  var dotProduct: FloatDotProduct {
    var unit = FloatDotProduct()
    (unit.terms, unit.a, unit.b, unit.output) = (inputs, .fp16, weights, sum)
    (unit.alignment, unit.guardBits, unit.overflow) = (.truncated, guardBits, overflow)
    unit.rounding = RoundingChoice(rounding)
    return unit
  }

  func operation(_ cuts: FloatCuts) -> FloatOperation {
    FloatOperation(
      layout: sum.layout, overflow: overflow, direction: RoundingDirection(choice: RoundingChoice(rounding), code: nil),
      hasFlags: false, cuts: cuts)
  }

  /// A beat as its codes: activations, the weights of each column, a scale for each column.
  public struct Beat: Hashable, Sendable {
    /// FP16 codes.
    public var activations: [UInt32]
    /// For each column, codes of the weights' format.
    public var weights: [[UInt32]]
    /// FP16 codes.
    public var scales: [UInt32]
    /// A beat.
    public init(activations: [UInt32], weights: [[UInt32]], scales: [UInt32]) {
      (self.activations, self.weights, self.scales) = (activations, weights, scales)
    }
  }

  /// What the unit makes of a vector of at least one beat: a code for each column.
  public func golden(_ beats: [Beat]) -> [UInt32] {
    let rules = FloatRules(sum.layout, rounding: rounding, overflow: overflow), unit = dotProduct
    return (0..<outputs).map { column in
      var total: UInt32?
      for beat in beats {
        let group = unit.golden(beat.activations, beat.weights[column]).code
        let product = rules.multiply(group, beat.scales[column], of: FloatName.fp16.layout).code
        total = total.map { rules.add($0, product).code } ?? product
      }
      return total ?? 0
    }
  }
}
