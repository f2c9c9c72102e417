import Simulation
import Units

/// Random and extreme vectors with random gaps against `DotProductModel`, the valid bit in every cycle. A transaction is a
/// product.
public enum DotProductTestbench: Testbench {
  public static func effort(of unit: PlainDotProduct) -> Int { unit.lanes * (1500 + 50 * unit.latency) }

  public static func run(_ unit: PlainDotProduct, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    var model = DotProductModel(unit)
    let a = try simulator.port("a"), b = try simulator.port("b"), product = try simulator.port("product")
    return try runPipeline(
      on: simulator, options: options, valid: "valid", resultValid: "productValid",
      result: { unit.signed ? product.readSigned() : Int(product.read()) }
    ) { random, style in
      guard let style else { return model.step(nil) }
      let left = random.numbers(unit.lanes, width: unit.width, signed: unit.signed, style: style)
      let right = random.numbers(unit.lanes, width: unit.width, signed: unit.signed, style: random.chance(50) ? style : 0)
      a.write(elements: left)
      b.write(elements: right)
      return model.step((left, right))
    }
  }
}
