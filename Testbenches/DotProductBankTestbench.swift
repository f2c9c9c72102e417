import Simulation
import Units

/// Random weights, activations and clears against `DotProductBankModel`, every sum in every cycle from the time when it is
/// known. A transaction is a cycle in which every sum was compared.
public enum DotProductBankTestbench: Testbench {
  public static func effort(of unit: DotProductBank) -> Int { unit.products * unit.lanes * 200 }

  public static func run(_ unit: DotProductBank, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport
  {
    var report = TestbenchReport()
    report.claim(
      "clear", "accumulate", "weights change at work", "random values", "both extremes", "smallest values", "sparse values")
    let styles = ["random values", "both extremes", "smallest values", "sparse values"]
    var random = SplitMix64(seed: options.seed)
    try simulator.reset()
    let loadWeights = try simulator.port("loadWeights"), address = try simulator.port("address"),
      weights = try simulator.port("weights")
    let activations = try simulator.port("activations"), clear = try simulator.port("clear"), sums = try simulator.port("sums")
    let addresses = 1 << address.width
    if addresses > unit.products { report.claim("address beyond the products") }
    var model = DotProductBankModel(unit)

    // Every product gets weights before the random ones.
    var unloaded = Array(0..<unit.products), style = 0
    // A claim that never comes true ends the run all the same, and fails it.
    let limit = simulator.cycle + UInt64(20 * options.count + 20_000)
    while report.transactions < options.count || report.isIncomplete, simulator.cycle < limit {
      if random.chance(3) { style = random.next(below: 4) }
      let target = unloaded.popLast() ?? (random.chance(20) ? random.next(below: addresses) : nil)
      let load = target.map { (address: $0, weights: random.numbers(unit.lanes, width: unit.width, style: style)) }
      let given = random.numbers(unit.lanes, width: unit.width, style: style), clears = random.chance(10)
      loadWeights.write(load == nil ? 0 : 1)
      address.write(UInt64(load?.address ?? random.next(below: addresses)))
      weights.write(elements: load?.weights ?? random.numbers(unit.lanes, width: unit.width, style: 0))
      activations.write(elements: given)
      clear.write(clears ? 1 : 0)
      model.step(activations: given, clear: clears, load: load)
      try simulator.step()

      report.cover("address beyond the products", if: (load?.address ?? 0) >= unit.products)
      report.cover("weights change at work", if: load != nil && report.transactions > 0)
      let came = sums.readElements(unit.products)
      for (product, want) in model.sums.enumerated() {
        if let want, came[product] != want {
          report.mismatch("cycle \(simulator.cycle): sum \(product) is \(came[product]), not \(want)")
        }
      }
      if !model.sums.contains(nil) {
        report.transactions += 1
        report.cover(clears ? "clear" : "accumulate")
        report.cover(styles[style])
      }
    }
    report.cycles = simulator.cycle
    return report
  }
}
