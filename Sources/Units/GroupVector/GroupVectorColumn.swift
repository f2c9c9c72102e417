import HDL
import Numerics

/// A column's sum of a beat, rounded and scaled.
struct GroupVectorColumn: Module {
  var engine: GroupVectorEngine

  /// Cycles of the dot product, and of the multiplication by the scale.
  static let sumLatency = 4
  private static let scalingLatency = 2
  /// Cycles from a beat to its product.
  static let latency = sumLatency + scalingLatency

  struct IO: Bundle {
    let moves: In<Bit>
    /// At once.
    let isHalf, isNaN: In<Bit>
    let scale: In<Bits>
    /// Behind the registers of the sums.
    let top: In<Unsigned>, total: In<Signed>
    let product: Out<Bits>
  }
  var io: IO {
    IO(
      moves: In(Bit()), isHalf: In(Bit()), isNaN: In(Bit()), scale: In(Bits(16)), top: In(Unsigned(6)),
      total: In(Signed(engine.totalWidth)), product: Out(Bits(engine.sum.width)))
  }

  @Hardware
  func build(_ io: IO) {
    let pipeline = Pipeline(enable: io.moves._value, latency: Self.latency)
    let adding = FloatCuts(pipeline: pipeline, latency: Self.sumLatency)
    let scaling = FloatCuts(pipeline: pipeline, latency: Self.scalingLatency)
    let sum = roundable(io, cuts: adding)
    let group = engine.operation(engine.sum, adding).rounded(sum).number
    let scale = pipeline.later(io.scale, by: Self.sumLatency)
    io.product <== engine.operation(engine.sum, scaling).multiply(group, scale, of: FloatName.fp16.layout).number
  }

  /// The sum with room above it for the smallest normal number, and below it for the digits that rounding looks at.
  @Hardware
  private func roundable(_ io: IO, cuts: FloatCuts) -> RoundableSum {
    let layout = engine.sum.layout, width = engine.totalWidth
    let below = max(0, layout.fractionBits + 5 - width)
    // The powers of two of the products' lowest bits where all exponent fields are 0, by weights of INT4 and of FP16.
    let rooms = [FactorName.int4SignMagnitude, .fp16].map {
      FactorName.fp16.smallestUnit + $0.smallestUnit - engine.guardBits + width + layout.bias - 2
    }
    let above = max(0, -rooms[0], -rooms[1])
    let roomWidth = max(6, Unsigned.width(upTo: max(rooms[0], rooms[1]) + above + 63)) + 1
    let lowest = mux(
      cuts(io.isHalf, .product, .sum), Unsigned.constant(rooms[1] + above, width: roomWidth),
      Unsigned.constant(rooms[0] + above, width: roomWidth))
    let room = lowest + io.top.extended(to: roomWidth)
    let padded = io.total.extended(to: width + above + below) << below
    let isNegative = padded[padded.width - 1]
    let normal = NormalizedSum(
      padded.asUnsigned, isNegative: isNegative, room: room, bits: layout.fractionBits + 1, cuts: cuts)
    let specials = FloatSpecials(isNaN: io.isNaN._value, isInfinite: Bit.zero, infinitySign: Bit.zero, isInvalid: Bit.zero)
    return RoundableSum(normal: normal, sign: cuts(isNegative, .normal), cancels: Bit.zero, specials: specials)
  }
}

/// What a column has so far, plus a beat's product; before a vector's first one it has the addend.
struct GroupVectorAccumulator: Module {
  var engine: GroupVectorEngine

  struct IO: Bundle {
    let isFirst: In<Bit>
    let addend, sum, product: In<Bits>
    let total: Out<Bits>
  }
  var io: IO {
    let width = engine.sum.width
    return IO(isFirst: In(Bit()), addend: In(Bits(16)), sum: In(Bits(width)), product: In(Bits(width)), total: Out(Bits(width)))
  }

  @Hardware
  func build(_ io: IO) {
    let first = engine.converted(io.addend._value, from: .fp16, to: engine.sum)
    let sum = mux(io.isFirst, first, io.sum)
    io.total <== engine.operation(engine.sum, FloatCuts(pipeline: nil, latency: 0)).add(sum, io.product._value).number
  }
}

/// A column's sum in the format of results.
struct GroupVectorResult: Module {
  var engine: GroupVectorEngine

  struct IO: Bundle {
    let sum: In<Bits>
    let number: Out<Bits>
  }
  var io: IO { IO(sum: In(Bits(engine.sum.width)), number: Out(Bits(engine.output.width))) }

  @Hardware
  func build(_ io: IO) { io.number <== engine.converted(io.sum._value, from: engine.sum, to: engine.output) }
}

extension GroupVectorEngine {
  func operation(_ format: FloatName, _ cuts: FloatCuts) -> FloatOperation {
    FloatOperation(
      layout: format.layout, overflow: overflow, direction: RoundingDirection(choice: RoundingChoice(rounding), code: nil),
      hasFlags: false, cuts: cuts)
  }

  /// A number in another format, rounded as everything is.
  @Hardware
  func converted(_ code: Bits, from source: FloatName, to target: FloatName) -> Bits {
    if source == target { return code }
    let number = ScaledSource(code, source.kind, exponent: Signed.constant(0, width: 2))
    return operation(target, FloatCuts(pipeline: nil, latency: 0)).rounded(number.roundable(target.layout)).number
  }
}

extension FloatName {
  /// The same format as one that can be converted.
  fileprivate var kind: NumberKind {
    guard let kind = NumberKind(rawValue: rawValue) else { preconditionFailure("no conversion from \(rawValue)") }
    return kind
  }
}
