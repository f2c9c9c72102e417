import Accelerators
import Foundation
import Testing

/// llm.npu's figures beside those of one model of its machine.
@Suite struct LLMNPUPaperTests {
  private func rows(_ table: String) throws -> [Reproduction.Row] {
    try Reproduction(of: LLMNPUPaper.paper, table: table).rows
  }

  /// All 15 steps with one set of values.
  @Test func ablationIsNear() throws {
    let errors = try rows("ablation").compactMap(\.error).map(abs)
    #expect(errors.count == 15)
    #expect(errors.reduce(0, +) / 15 <= 0.2, "\(errors)")
  }

  /// No roofline near the committed one has a smaller sum of squared relative errors.
  @Test func rooflinesFitTheTable() {
    for (number, column) in MeasuredProducts.columns.enumerated() {
      func loss(_ roofline: ProductRoofline) -> Double {
        MeasuredProducts.rows.reduce(0) { sum, row in
          let milliseconds =
            roofline.seconds(rows: row.rows, matrices: [row.shape], bytesPerWeight: column.bytesPerWeight) * 1e3
          return sum + pow(milliseconds / row.milliseconds[number].value - 1, 2)
        }
      }
      let committed = column.roofline, best = loss(committed)
      for (start, bytes, operations) in [(1.02, 1, 1), (0.98, 1, 1), (1, 1.02, 1), (1, 0.98, 1), (1, 1, 1.05), (1, 1, 0.95)] {
        let other = ProductRoofline(
          startSeconds: committed.startSeconds * start, bytesPerSecond: committed.bytesPerSecond * bytes,
          operationsPerSecond: committed.operationsPerSecond * operations)
        #expect(loss(other) > best - 1e-5, "\(column.name)")
      }
      #expect((best / 6).squareRoot() < 0.12, "\(column.name)")
    }
  }

  /// The paper's sizes: 24 layers of six subgraphs are 144, of which 120 are shared by all chunks (section 3.2).
  @Test func subgraphsAreThoseOfThePaper() throws {
    let graph = try PrefillModel.qwen18B.graph(prompt: 1024, on: PrefillMachine())
    #expect(graph.subgraphs.count == 4 * 144)
    let shared = (0..<144).filter { position in
      Set(graph.subgraphs.filter { $0.position == position }.map(\.nanoseconds)).count == 1
    }
    #expect(shared.count == 120)
    for policy in SchedulingPolicy.allCases { try policy.schedule(graph).check(against: graph) }
  }

  /// What is made with 29.7 % gives 29.7 %.
  @Test func shadowOutliersCostWhatIsPrinted() {
    let machine = PrefillMachine(), model = PrefillModel.qwen18B
    let without = model.seconds(prompt: 512, step: .outOfOrder, shadowed: 0, on: machine)
    let with = model.seconds(prompt: 512, step: .outOfOrder, shadowed: 1, on: machine)
    #expect(abs(1 - without / with - 0.297) < 1e-9)
  }
}
