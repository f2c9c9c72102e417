import HDL
import Numerics

/// What `GatedActivation` makes of the gate.
public enum ActivationKind: String, Codable, Sendable, CaseIterable {
  case silu, gelu, relu
}

/// Gate and value at one position.
@Bundle
public struct GatedElement {
  public let gate, up: Bits
  public let last: Bit
}

/// A position on its way, with the intermediate number.
@Bundle
struct GatedStage {
  let gate, up, work: Bits
  let last: Bit
}

/// The gated activation of a feed-forward layer, activation(gate) * up, of binary32 numbers.
///
/// `silu` is gate / (1 + e^-gate); `gelu` its tanh form, gate / (1 + e^-(gate * (1.5957691 + 0.07135482 * gate^2))); `relu`
/// max(gate, 0). Every operation rounds to nearest, ties to even, in the order of the golden model. Large negative gates give -0:
/// their exponential is infinite, and its reciprocal 0.
///
/// - Throughput: one element a cycle. Latency: 5 cycles, `gelu` 9, `relu` 1. Stalls where the receiver stalls.
/// - Error against the exact functions: measured on the unit's page.
public struct GatedActivation: Unit {
  public static let unitName = "gated-activation"
  public static let summary = "SiLU, GELU or ReLU of a gate, times a value, in binary32."
  public static let parameterHelp = [(name: "function", help: "silu, gelu or relu")]
  public static let samples = [GatedActivation(.gelu), GatedActivation(.relu)]

  public var function = ActivationKind.silu
  public init() {}
  public init(_ function: ActivationKind) { self.function = function }

  /// Cycles from an element to its result.
  public var latency: Int { steps.count }

  public struct IO: Bundle {
    public let input: In<Stream<GatedElement>>
    public let output: Out<Stream<VectorElement>>
    /// Cycles in which an element was taken, in which none came, and in which the receiver held an element up.
    public let busyCycles, starvedCycles, backPressuredCycles: Out<Unsigned>
  }
  public var io: IO {
    IO(
      input: In(Stream(GatedElement(gate: 32, up: 32))), output: Out(Stream(.word)), busyCycles: Out(Unsigned(32)),
      starvedCycles: Out(Unsigned(32)), backPressuredCycles: Out(Unsigned(32)))
  }

  /// What each stage makes of the position; the last one makes the result.
  private var steps: [(In<GatedStage>) -> Bits] {
    let float = FloatArithmetic(.single)
    let one = { Bits.constant(Int(Float(1).bitPattern), width: 32) }
    let logistic: [(In<GatedStage>) -> Bits] = [
      { SpecialFunctions.exponential(float.negated($0.work)) },
      { float.add(one(), $0.work) },
      { SpecialFunctions.reciprocal($0.work) },
      { float.multiply($0.gate, $0.work) },
      { float.multiply($0.work, $0.up) },
    ]
    switch function {
    case .silu: return logistic
    case .gelu:
      return [
        { float.multiply($0.work, $0.work) },
        { float.multiply($0.work, Bits.constant(Int(Self.cubic.bitPattern), width: 32)) },
        { float.add($0.work, Bits.constant(Int(Self.linear.bitPattern), width: 32)) },
        { float.multiply($0.work, $0.gate) },
      ] + logistic
    case .relu:
      return [
        { position in
          let zero = Bits.constant(0, width: 32)
          return float.multiply(mux(float.lessThan(position.gate, zero), zero, position.work), position.up)
        }
      ]
    }
  }

  @Hardware
  public func build(_ io: IO) {
    let steps = steps
    let positions = io.input.mapped(to: GatedStage(gate: 32, up: 32, work: 32)) { element, position in
      position.gate <== element.gate
      position.up <== element.up
      position.work <== element.gate
      position.last <== element.last
    }
    let worked = positions.pipelined(stages: steps.count - 1) { stage, position, next in
      next.gate <== position.gate
      next.up <== position.up
      next.work <== steps[stage](position)
      next.last <== position.last
    }
    let results = worked.mapped(to: VectorElement.word) { position, result in
      result.number <== steps[steps.count - 1](position)
      result.last <== position.last
    }.registered(.forward)
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
