import Numerics
import Simulation
import Units

/// Drives a unit that rounds once with a stream `operands` of two or three numbers and, where operations say it, a direction.
func runRoundedUnit<U: RoundedUnit>(
  _ unit: U, _ output: String, operands count: Int, on simulator: any Simulator, options: TestbenchOptions,
  golden: @escaping (FloatRules, [UInt32]) -> RoundedFloat
) throws -> TestbenchReport {
  let layout = unit.format.layout
  let inputs = try ["a", "b", "c"].prefix(count).map { try simulator.port("operands_" + $0) }
  let direction = unit.rounding == .runTime ? try simulator.port("operands_rounding") : nil
  let number = try simulator.port(output + "_number"), flags = unit.flags ? try simulator.port(output + "_flags") : nil
  return try runStreamFunction(
    input: "operands", output: output, stages: unit.stages, on: simulator, options: options,
    pick: { random in
      (numbers: random.operands(layout, count: count), direction: UInt64(random.next(below: unit.rounding == .runTime ? 8 : 1)))
    },
    write: { record in
      for (port, value) in zip(inputs, record.numbers) { port.write(UInt64(value)) }
      direction?.write(record.direction)
    },
    read: { number.read() | (flags?.read() ?? 0) << 32 }, situations: situations(layout) { $0.numbers },
    expected: { record in
      let result = golden(unit.rules(rounding: record.direction), record.numbers)
      return UInt64(result.code) | (unit.flags ? UInt64(result.flags.rawValue) << 32 : 0)
    })
}

/// What operands must have been at least once; formats without infinities or NaNs leave those out.
func situations<Record>(_ layout: FloatLayout, _ numbers: @escaping (Record) -> [UInt32]) -> [(
  name: String, holds: (Record) -> Bool
)] {
  let sign = layout.signBit, infinity = layout.infinity
  func magnitudes(_ record: Record) -> [UInt32] { numbers(record).map { $0 & ~sign } }
  var all: [(name: String, holds: (Record) -> Bool)] = [
    ("zeros of unlike signs", { Set(numbers($0)).isSuperset(of: [0, sign]) }),
    ("a subnormal number", { magnitudes($0).contains { $0 > 0 && $0 < 1 << UInt32(layout.fractionBits) } }),
    ("the largest number", { magnitudes($0).contains(layout.largestFinite) }),
  ]
  if layout.canonicalNaN != nil {
    all.append(("a NaN", { numbers($0).contains { layout.value(of: $0).isNaN } }))
  }
  if layout.specials == .infinitiesAndNaNs {
    all.append(("infinities of unlike signs", { Set(numbers($0)).isSuperset(of: [infinity, infinity | sign]) }))
    all.append(("infinity and zero", { Set(magnitudes($0)).isSuperset(of: [infinity, 0]) }))
    all.append(("a signalling NaN", { numbers($0).contains(where: layout.isSignalling) }))
  }
  return all
}
