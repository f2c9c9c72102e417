import Numerics
import Simulation
import Units

/// Random numbers and corner cases with random exponents, most of them where results are neither all zero nor all beyond the
/// range, against `FloatConverter.golden`, under random stalls. A transaction is a number.
public enum FloatConverterTestbench: Testbench {
  public static func run(_ unit: FloatConverter, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport
  {
    let number = try simulator.port("input_number"), exponent = try simulator.port("input_exponent")
    let output = try simulator.port("output_number")
    let direction = unit.rounding == .runTime ? try simulator.port("input_rounding") : nil
    let limit = 1 << (unit.exponentWidth - 1)
    func scaled(_ random: inout SplitMix64) -> (UInt64, Int) {
      let bits: UInt64
      if let layout = unit.source.layout {
        bits = UInt64(layout.isSigned ? random.float(layout) : UInt32(truncatingIfNeeded: random.next() & unit.source.mask))
      } else {
        // All magnitudes, and those around powers of two.
        let magnitude = random.next() >> UInt64(64 - unit.source.width + random.next(below: unit.source.width))
        let near = (UInt64(1) << UInt64(random.next(below: unit.source.width))) &+ UInt64(random.next(below: 3)) &- 1
        let halfway = ((random.next() & 0x1ff_ffff | 1) << UInt64(random.next(below: 40))) & (unit.source.mask >> 1)
        let chosen = random.chance(60) ? magnitude : random.chance(50) ? near : halfway
        bits = (random.chance(50) ? chosen : 0 &- chosen) & unit.source.mask
      }
      // Results around the ends of the target's range.
      if random.chance(15), let size = unit.magnitude(of: bits) {
        let ends =
          unit.target.layout.map { [(1 << $0.exponentBits) - 1 - $0.bias, 1 - $0.bias, 1 - $0.bias - $0.fractionBits] }
          ?? [unit.target.width - 1, 0]
        let wanted = ends[random.next(below: ends.count)] - size + random.next(below: 5) - 2
        return (bits, min(max(wanted, -limit), limit - 1))
      }
      let small = random.chance(60) ? random.next(below: 64) - 32 : random.next(below: 2 * limit) - limit
      return (bits, random.chance(20) ? 0 : min(max(small, -limit), limit - 1))
    }
    func pick(_ random: inout SplitMix64) -> (number: UInt64, exponent: Int, direction: UInt64) {
      let (number, exponent) = scaled(&random)
      return (number, exponent, UInt64(random.next(below: unit.rounding == .runTime ? 8 : 1)))
    }
    return try runStreamFunction(
      input: "input", output: "output", stages: unit.stages, on: simulator, options: options, pick: pick,
      write: {
        number.write($0.number)
        exponent.write(UInt64(bitPattern: Int64($0.exponent)) & (UInt64(2 * limit) - 1))
        direction?.write($0.direction)
      }, read: { output.read() }, expected: { unit.golden($0.number, exponent: $0.exponent, rounding: $0.direction) })
  }
}

extension FloatConverter {
  /// The exponent of a number's highest bit; nil for 0, infinities and NaNs.
  fileprivate func magnitude(of bits: UInt64) -> Int? {
    guard case .finite(let number, _) = source.exactValue(of: bits) else { return nil }
    return number.highestExponent
  }
}
