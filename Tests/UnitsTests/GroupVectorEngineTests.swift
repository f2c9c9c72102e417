import Foundation
import Numerics
import Simulation
import Testing
import Units

/// EdgeLLM's printed errors of sums of 128 products with normally distributed activations, as the mean absolute error over the mean
/// absolute value: the mean of relative errors has no limit, since sums cancel.
@Suite struct GroupVectorEngineTests {
  /// Standard normal numbers, by Box and Muller's method.
  private static func normal(_ random: inout SplitMix64) -> Double {
    func uniform() -> Double { (Double(random.next() >> 11) + 0.5) / Double(1 << 53) }
    return (-2 * Foundation.log(uniform())).squareRoot() * Foundation.cos(2 * .pi * uniform())
  }

  /// The error in percent of 2,000 sums.
  private static func error(_ unit: FloatDotProduct, seed: UInt64) -> Double {
    var random = SplitMix64(seed: seed), errors = 0.0, values = 0.0
    for _ in 0..<2000 {
      let first = (0..<unit.terms).map { _ in unit.a.format.code(of: normal(&random)) }
      let second = (0..<unit.terms).map { _ in
        unit.b.format.code(of: unit.b == .fp16 ? normal(&random) : Double(random.next(below: 15) - 7))
      }
      // Exact: 53 bits hold every sum of these.
      let exact = zip(first, second).reduce(0) { $0 + unit.a.format.value(of: $1.0) * unit.b.format.value(of: $1.1) }
      errors += abs(unit.output.layout.value(of: unit.golden(first, second).code) - exact)
      values += abs(exact)
    }
    return 100 * errors / values
  }

  private static func unit(_ b: FactorName, _ output: FloatName, guardBits: Int, rounding: RoundingChoice) -> FloatDotProduct {
    var unit = FloatDotProduct()
    (unit.terms, unit.b, unit.output, unit.alignment) = (128, b, output, .truncated)
    (unit.guardBits, unit.rounding, unit.overflow) = (guardBits, rounding, .saturate)
    return unit
  }

  /// Printed: 0.0472 % without guard bits and with FP16 sums, 0.0044 % of FP16 by FP16 with FP20 sums; both truncated.
  @Test(arguments: [UInt64(1), 2, 3]) func printedErrors(seed: UInt64) {
    let int4 = Self.error(Self.unit(.int4SignMagnitude, .fp16, guardBits: 0, rounding: .towardZero), seed: seed)
    #expect((0.040...0.050).contains(int4), "\(int4) %")
    let half = Self.error(Self.unit(.fp16, .fp20, guardBits: 15, rounding: .towardZero), seed: seed)
    #expect((0.0042...0.0046).contains(half), "\(half) %")
  }

  /// What better choices bring: guard bits leave the truncation of the result alone, rounding to nearest halves that, FP20 sums take an
  /// eighth of it.
  @Test func betterChoices() {
    func error(_ output: FloatName, _ guardBits: Int, _ rounding: RoundingChoice) -> Double {
      Self.error(Self.unit(.int4SignMagnitude, output, guardBits: guardBits, rounding: rounding), seed: 1)
    }
    let printed = error(.fp16, 0, .towardZero), guarded = error(.fp16, 5, .towardZero)
    let nearest = error(.fp16, 5, .nearestEven), wide = error(.fp20, 5, .nearestEven)
    #expect(guarded < printed && (0.45...0.55).contains(nearest / guarded) && wide < nearest / 6)
  }

  /// Passes in closed form against the cycle models.
  @Test func cyclesOfAPass() {
    var engine = GroupVectorEngineCycles(GroupVectorEngine())
    for beats in [1, 2, 5, 32] {
      #expect(engine.schedule(lengths: [beats]).cycles == GroupVectorEngineCycles.cycles(of: beats, on: GroupVectorEngine()))
    }
    let unit = SparseWeightDecoder()
    for packing in WeightPacking.allCases {
      for inputs in [16, 576, 2048] {
        var model = SparseWeightDecoderCycles(unit), cycles = 0
        let packet = SparseWeightDecoderCycles.Packet(packing, inputs: inputs)
        repeat {
          let shown = model.step(.init(packet: cycles == 0 ? packet : nil, offersWord: true, takes: true))
          cycles += 1
          if cycles > 1, shown.packetsReady { break }
        } while cycles < 100
        #expect(cycles == SparseWeightDecoderCycles.cycles(of: packet, on: unit))
      }
    }
  }
}
