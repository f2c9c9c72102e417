import HDL
import Numerics

/// What `GatedActivation` makes of the gate.
public enum ActivationKind: String, Sendable, CaseIterable {
  case silu, gelu, relu
}

/// Gates and values at some positions.
@Bundle
public struct GatedBeat {
  public let gate, up: Vec<Bits>
  public let last: Bits
}

/// Positions on their way, with the intermediate numbers.
@Bundle
struct GatedStage {
  let gate, up, work: Vec<Bits>
  let last: Bits
}

/// The gated activation of a feed-forward layer, activation(gate) * up, of binary32 numbers.
///
/// `silu` is gate / (1 + e^-gate); `gelu` its tanh form, gate / (1 + e^-(gate * (1.5957691 + 0.07135482 * gate^2))); `relu`
/// max(gate, 0). Every operation rounds to nearest, ties to even, in the order of the golden model. Large negative gates give -0:
/// their exponential is infinite, and its reciprocal 0.
///
/// - Throughput: `lanes` elements a cycle. Latency: 14 cycles, `gelu` 22, `relu` 2. Stalls where the receiver stalls.
/// - Error against the exact functions: measured on the unit's page.
public struct GatedActivation: LaneUnit {
  public static let unitName = "gated-activation"
  public static let summary = "SiLU, GELU or ReLU of a gate, times a value, in binary32."
  public static let parameters: [UnitParameter<Self>] = [
    .choice("function", \.function, "activation function"), .lanes,
  ]
  public static let samples = [
    GatedActivation(.gelu), GatedActivation(.relu), GatedActivation(lanes: 4), GatedActivation(lanes: 16),
  ]

  public var function = ActivationKind.silu
  public var lanes = 1
  public init() {}
  public init(_ function: ActivationKind = .silu, lanes: Int = 1) { (self.function, self.lanes) = (function, lanes) }

  /// Cycles from an element to its result.
  public var latency: Int { latencies.reduce(0, +) }
  /// Cycles of each operation on the way.
  var latencies: [Int] { steps.map(\.latency) }

  public struct IO: Bundle {
    public let input: In<Stream<GatedBeat>>
    public let output: Out<Stream<VectorBeat>>
    /// Cycles in which a beat was taken, in which none came, and in which the receiver held a beat up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    IO(
      input: In(Stream(GatedBeat(gate: words, up: words, last: lanes))), output: Out(Stream(VectorBeat(lanes: lanes))),
      busyCycles: Out(Unsigned(32)), starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)))
  }

  /// One operation on the way, and the cycles that it takes.
  private struct Step {
    let latency: Int
    /// The new intermediate number, `latency` moves later.
    let compute: (In<GatedStage>, Pipeline) -> Vec<Bits>

    static func multiply(_ a: @escaping (In<GatedStage>) -> Vec<Bits>, _ b: @escaping (In<GatedStage>) -> Vec<Bits>) -> Step {
      Step(latency: PipelinedMultiplier.latency) { $1.multiply(a($0), b($0)) }
    }
    static func add(_ constant: Float, lanes: Int) -> Step {
      Step(latency: PipelinedAdder.latency) { $1.add(number(constant).repeated(lanes), $0.work._value) }
    }
    static func number(_ constant: Float) -> Bits { Bits.constant(Int(constant.bitPattern), width: 32) }
  }

  /// The operations in order; the last one makes the result.
  private var steps: [Step] {
    let float = FloatArithmetic(.single)
    let logistic: [Step] = [
      Step(latency: PipelinedExponential.latency) { $1.exponential($0.work.map { float.negated($0) }) },
      .add(1, lanes: lanes),
      Step(latency: PipelinedReciprocal.latency) { $1.reciprocal($0.work) },
      .multiply({ $0.gate._value }, { $0.work._value }),
      .multiply({ $0.work._value }, { $0.up._value }),
    ]
    switch function {
    case .silu: return logistic
    case .gelu:
      return [
        .multiply({ $0.work._value }, { $0.work._value }),
        .multiply({ $0.work._value }, { [lanes] _ in Step.number(Self.cubic).repeated(lanes) }),
        .add(Self.linear, lanes: lanes),
        .multiply({ $0.work._value }, { $0.gate._value }),
      ] + logistic
    case .relu:
      return [
        .multiply({ $0.work.map { mux(float.lessThan($0, Step.number(0)), Step.number(0), $0) } }, { $0.up._value })
      ]
    }
  }

  @Hardware
  public func build(_ io: IO) {
    let stage = GatedStage(gate: words, up: words, work: words, last: lanes).shape
    let positions = io.input.mapped(to: GatedStage(stage)) { element, position in
      position.gate <== element.gate
      position.up <== element.up
      position.work <== element.gate
      position.last <== element.last
    }
    var stream = positions
    for (number, step) in steps.dropLast().enumerated() {
      let worked = stream.computed(to: GatedStage(stage), in: step.latency) { position, pipeline, next in
        next.gate <== pipeline.later(position.gate)
        next.up <== pipeline.later(position.up)
        next.work <== step.compute(position, pipeline)
        next.last <== pipeline.laterMark(position.last)
      }
      stream = worked
    }
    let final = steps[steps.count - 1]
    let results = stream.computed(to: VectorBeat(lanes: lanes), in: final.latency) { position, pipeline, result in
      result.number <== final.compute(position, pipeline)
      result.last <== pipeline.laterMark(position.last)
    }
    io.output <== results
    countCycles(
      taken: io.input.fire, starved: io.input.ready & !io.input.valid, heldUp: results.valid & !io.output.ready, io.busyCycles,
      io.starvedCycles, io.backPressuredCycles)
  }

  /// The coefficients of GELU's tanh form as a logistic function: 2 sqrt(2/pi), and that times 0.044715.
  static let linear: Float = 1.5957691
  static let cubic: Float = 0.07135482

  /// activation(gate) * up; every operation rounds to binary32.
  public static func golden(gate: Float, up: Float, kind: ActivationKind) -> Float {
    switch kind {
    case .relu: return ((gate < 0 ? 0 : gate) * up).canonical
    case .silu: return (logistic(gate, times: gate) * up).canonical
    case .gelu: return (logistic((gate * gate * cubic + linear) * gate, times: gate) * up).canonical
    }
  }

  /// factor / (1 + e^-x).
  private static func logistic(_ x: Float, times factor: Float) -> Float {
    factor * SpecialFunctions.reciprocal(1 + SpecialFunctions.exponential(-x))
  }
}
