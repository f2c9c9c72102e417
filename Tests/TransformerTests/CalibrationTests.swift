import Foundation
import Testing

import Transformer

@Suite struct CalibrationTests {
  private struct Text: Decodable {
    let ids: [Int]
  }

  /// Figures that an independent torch implementation found on the same 256 tokens: the massive activations of the first
  /// position, the ranges of the datapath, and how many neurons of the feed-forward network are small.
  @Test(.needsSmolLM2) func smolLM2HasTheKnownOutliers() throws {
    let model = try LanguageModel(path: TestData.smolLM2)
    let ids = try TestData.decode(Text.self, from: "smollm2-perplexity.json").ids
    var calibration = Calibration()
    try calibration.add(Array(ids.prefix(256)), model: model)
    #expect(calibration.tokens == 256)
    for (name, channel) in [("blk.11.ffn_activation", 1229), ("blk.28.ffn_activation", 678), ("blk.29.ffn_activation", 999)] {
      #expect(calibration.values[name]?.outlierChannels.first == channel, "\(name)")
    }
    let layers = model.configuration.layers
    for (point, expected, tolerance) in [
      ("attn_norm", 11.8, 0.06), ("ffn_norm", 31.6, 0.06), ("attention", 10.1, 0.06), ("ffn_activation", 3104, 1),
      ("q_rotated", 20.3, 0.06),
      ("k_rotated", 21.1, 0.06), ("attn_v", 16.4, 0.06),
    ] {
      let largest =
        try (0..<layers).map { Double(try #require(calibration.values["blk.\($0).\(point)"]).absoluteMaximum) }.max() ?? 0
      #expect(abs(largest - expected) < tolerance, "\(point) \(largest)")
    }
    #expect(abs(Double(calibration.values["output_norm"]?.absoluteMaximum ?? 0) - 53.6) < 0.06)
    for (index, expected) in [0.064, 0.314, 0.705].enumerated() {
      let fractions = try (0..<layers).map { layer in
        let statistics = try #require(calibration.values["blk.\(layer).ffn_activation"])
        return Double(statistics.small[index]) / Double(statistics.count)
      }
      #expect(abs(fractions.reduce(0, +) / Double(layers) - expected) < 0.001)
    }
    let report = try JSONDecoder().decode(Calibration.Report.self, from: calibration.json())
    #expect(report.tokens == 256 && report.values.count == 7 * layers + 1)
    #expect(report.values["output_norm"]?.channelMaxima.count == 576)
  }

  @Test func statisticsOfKnownRows() {
    var statistics = ValueStatistics(width: 4)
    for row: [Float] in [[0, 1, -2, 100], [0, 0.05, 3, -0.5]] { row.withUnsafeBufferPointer { statistics.add($0) } }
    #expect(statistics.count == 8 && statistics.zeros == 2 && statistics.sparsity == 0.25)
    #expect(statistics.minimum == -2 && statistics.maximum == 100 && statistics.absoluteMaximum == 100)
    #expect(statistics.channelMaxima == [0, 1, 3, 100])
    // Of the first row 0 is below 0.1, 0 below 1 (1 is not), 0, 1 and 2 below 5; of the second 0; 0; 0 and 0.05.
    #expect(statistics.small == [2, 2, 5])
    #expect(statistics.quantile(1) == 100)
    #expect((1...1.01).contains(statistics.quantile(0.625)))
    #expect(abs(statistics.meanMagnitude - 106.55 / 8) < 1e-5)
  }
}
