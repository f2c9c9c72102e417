import Simulation
import Units

/// Random and extreme operands with random gaps against `AdderTreeModel`, the valid bit in every cycle against it and
/// `AdderTreeCycles`. A transaction is a sum.
public enum AdderTreeTestbench: Testbench {
  public static func effort(of unit: SignedAdderTree) -> Int { unit.operands * (1000 + 50 * unit.latency) }

  public static func run(_ unit: SignedAdderTree, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    var model = AdderTreeModel(unit), cycles = AdderTreeCycles(unit), differences = 0
    let operands = try simulator.port("operands"), sum = try simulator.port("sum")
    var report = try runPipeline(
      on: simulator, options: options, valid: "valid", resultValid: "sumValid", result: { sum.readSigned() }
    ) { random, style in
      let isGiven = cycles.step(style != nil)
      let values = style.map { random.numbers(unit.operands, width: unit.width, style: $0) }
      if let values { operands.write(elements: values) }
      let result = model.step(values)
      if (result != nil) != isGiven { differences += 1 }
      return result
    }
    if differences > 0 { report.mismatch("the cycle model differs from the golden model in \(differences) cycles") }
    return report
  }
}

/// Drives a pipeline without stalls: `cycle` writes operands (in one of four styles, or none) and returns the result that
/// the model offers in that cycle.
func runPipeline(
  on simulator: any Simulator, options: TestbenchOptions, valid validName: String, resultValid resultValidName: String,
  result: () -> Int, cycle: (inout SplitMix64, Int?) -> Int?
) throws -> TestbenchReport {
  var report = TestbenchReport()
  report.claim("random values", "both extremes", "smallest values", "sparse values", "back to back", "gap")
  let styles = ["random values", "both extremes", "smallest values", "sparse values"]
  var random = SplitMix64(seed: options.seed)
  try simulator.reset()
  let valid = try simulator.port(validName), resultValid = try simulator.port(resultValidName)
  var wasValid = false
  // A claim that never comes true ends the run all the same, and fails it.
  let limit = simulator.cycle + UInt64(20 * options.count + 20_000)
  while report.transactions < options.count || report.isIncomplete, simulator.cycle < limit {
    let style = random.chance(75) ? random.next(below: 4) : nil
    if let style { report.cover(styles[style]) }
    report.cover("back to back", if: wasValid && style != nil)
    report.cover("gap", if: wasValid && style == nil)
    wasValid = style != nil
    let expected = cycle(&random, style)
    valid.write(style == nil ? 0 : 1)
    simulator.evaluate()
    if (resultValid.read() == 1) != (expected != nil) {
      report.mismatch("cycle \(simulator.cycle): \(resultValidName) is \(resultValid.read())")
    }
    if let expected {
      report.transactions += 1
      if result() != expected { report.mismatch("cycle \(simulator.cycle): expected \(expected), came \(result())") }
    }
    try simulator.step()
  }
  report.cycles = simulator.cycle
  return report
}
