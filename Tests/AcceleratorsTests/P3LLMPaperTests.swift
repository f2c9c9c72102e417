import Accelerators
import Testing

/// P3-LLM's ratios by the authors' formulas.
@Suite struct P3LLMPaperTests {
  /// All seven printed ratios are met within 5 %.
  @Test(arguments: [("speedups", 4), ("ablation", 3)])
  func ratiosAreNear(table: String, count: Int) throws {
    let errors = try Reproduction(of: P3LLMPaper.paper, table: table).rows.compactMap(\.error)
    #expect(errors.count == count && errors.allSatisfy { abs($0) <= 0.05 }, "\(errors)")
  }

  /// What an independent calculation from the same formulas gives.
  @Test(arguments: [
    ("LLaMA-3.1-8B", 1, 5.20), ("LLaMA-3.1-8B", 2, 5.45), ("LLaMA-2-7B", 1, 5.59), ("LLaMA-3.2-3B", 1, 2.76),
    ("Mistral-7B", 1, 4.96),
  ])
  func millisecondsAreThoseOfTheIndependentCalculation(name: String, batch: Int, expected: Double) throws {
    let model = try #require(P3Model.all.first { $0.name == name })
    #expect(abs(PaperMachine.p3.seconds(model, batch: batch, context: 4096) * 1e3 - expected) < 0.005)
  }

  @Test func theNPUWithFP16IsThatOfTheIndependentCalculation() throws {
    let model = try #require(P3Model.all.first { $0.name == "LLaMA-3.1-8B" })
    #expect(abs(PaperMachine.npu.seconds(model, batch: 1, context: 4096) * 1e3 - 60.9) < 0.05)
  }
}
