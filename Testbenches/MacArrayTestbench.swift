import Simulation
import Units

/// Random weights and activations against `MacArrayModel`, every sum in every cycle from the time when it is known; weights
/// are also moved while the array works. A transaction is a cycle in which every sum was compared.
public enum MacArrayTestbench: Testbench {
  public static func effort(of unit: MacArray) -> Int { unit.rows * unit.columns * 1500 }

  public static func run(_ unit: MacArray, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    try runMacArray(
      rows: unit.rows, columns: unit.columns, width: unit.width, sumWidth: unit.sumWidth, on: simulator, options: options)
  }
}

/// The same for the spelling with an instance for each element.
public enum MacElementArrayTestbench: Testbench {
  public static func effort(of unit: MacElementArray) -> Int { unit.rows * unit.columns * 3000 }

  public static func run(_ unit: MacElementArray, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    try runMacArray(
      rows: unit.rows, columns: unit.columns, width: unit.width, sumWidth: unit.sumWidth, on: simulator, options: options)
  }
}

private func runMacArray(
  rows: Int, columns: Int, width: Int, sumWidth: Int, on simulator: any Simulator, options: TestbenchOptions
) throws -> TestbenchReport {
  var report = TestbenchReport()
  report.claim(
    "all weights loaded anew", "weights move at work", "weights stay", "random values", "both extremes", "smallest values",
    "sparse values")
  let styles = ["random values", "both extremes", "smallest values", "sparse values"]
  var random = SplitMix64(seed: options.seed)
  try simulator.reset()
  let loadWeights = try simulator.port("loadWeights"), weights = try simulator.port("weights")
  let activations = try simulator.port("activations"), sums = try simulator.port("sums")
  var model = MacArrayModel(rows: rows, columns: columns, sumWidth: sumWidth)

  var loadsLeft = rows, style = 0, loaded = 0
  // A claim that never comes true ends the run all the same, and fails it.
  let limit = simulator.cycle + UInt64(20 * options.count + 20_000)
  while report.transactions < options.count || report.isIncomplete, simulator.cycle < limit {
    if random.chance(3) { style = random.next(below: 4) }
    if loadsLeft == 0, random.chance(2) { loadsLeft = random.chance(50) ? rows : 1 + random.next(below: rows) }
    let row = loadsLeft > 0 && random.chance(80) ? random.numbers(columns, width: width, style: style) : nil
    let given = random.numbers(rows, width: width, style: style)
    loadWeights.write(row == nil ? 0 : 1)
    // Weights are on the port whether they are loaded or not.
    weights.write(elements: row ?? random.numbers(columns, width: width, style: 0))
    activations.write(elements: given)
    let expected = model.step(loadWeights: row, activations: given)
    try simulator.step()

    loaded = row == nil ? (loadsLeft > 0 ? loaded : 0) : loaded + 1
    if row != nil { loadsLeft -= 1 }
    report.cover("all weights loaded anew", if: loaded == rows)
    report.cover("weights move at work", if: row != nil && report.transactions > 0)
    let came = sums.readElements(columns)
    for column in 0..<columns {
      if let want = expected[column], came[column] != want {
        report.mismatch("cycle \(simulator.cycle): sum \(column) is \(came[column]), not \(want)")
      }
    }
    if !expected.contains(nil) {
      report.transactions += 1
      report.cover(styles[style])
      report.cover("weights stay", if: row == nil)
    }
  }
  report.cycles = simulator.cycle
  return report
}
